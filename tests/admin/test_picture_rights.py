"""Whose pictures are, and until when, as the desk meets it."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from articles.enums import Role
from articles.imaging import addresses, xmp
from articles.imaging.formats import JPEG
from articles.imaging.sizes import CARD
from articles.models import Image, Publication
from articles.workflow import PublicationRefused, keep_picture
from tests.admin.desk import signed_in, story_url
from tests.factories import (
    make_image,
    make_live_story,
    make_story,
    make_user,
    publish_story,
    write_text,
)
from tests.imaging.pictures import encoded, quartered


@pytest.fixture
def photo_desk(site):
    return signed_in(make_user((Role.PHOTO_DESK, site)))


@pytest.fixture
def editor(site):
    return signed_in(make_user((Role.EDITOR, site)))


def in_days(days):
    return timezone.now() + timedelta(days=days)


def image_url(name, *arguments):
    return reverse(f"admin:articles_image_{name}", args=arguments)


def posted(image, **changed):
    until = timezone.localtime(image.rights_until) if image.rights_until else None
    return {
        "credit": image.credit,
        "focal_point_x": "50",
        "focal_point_y": "50",
        "rights_until_0": until.strftime("%Y-%m-%d") if until else "",
        "rights_until_1": until.strftime("%H:%M:%S") if until else "",
        "translations-TOTAL_FORMS": "1",
        "translations-INITIAL_FORMS": "0",
        "translations-0-language_code": "vi",
        "translations-0-alt": "Cầu",
    } | changed


def test_an_upload_shows_what_was_taken_from_its_file(photo_desk, site):
    packet = xmp.write({xmp.CREATOR: "An <b>", xmp.RIGHTS: "© VNA", xmp.INSTRUCTIONS: "NO TV"})
    file = SimpleUploadedFile("a.jpg", encoded(quartered(), "JPEG", xmp=packet))

    response = photo_desk.post(
        image_url("add"), posted(Image(), site=site.pk, file=file) | {"_continue": "1"}, follow=True
    )

    image = Image.objects.get()
    page = response.content.decode()
    assert (image.creator, image.copyright_notice, image.credit) == ("An <b>", "© VNA", "An <b>")
    assert "Taken from the file: creator, credit, copyright notice" in re.sub(r"\s+", " ", page)
    assert "NO TV" in page
    assert "The file says:" in page
    assert "An <b>" not in page


@pytest.mark.parametrize("address", ["javascript:alert(1)", "not an address", "ftp://example.org"])
def test_an_address_that_leads_nowhere_is_refused_at_its_field(photo_desk, site, address):
    image = make_image(site)

    response = photo_desk.post(image_url("change", image.pk), posted(image, licence_url=address))

    assert response.status_code == 200
    assert "licence_url" in response.context["adminform"].form.errors
    image.refresh_from_db()
    assert image.licence_url == ""


@pytest.mark.parametrize(
    "fields",
    [{"licence_url": "javascript:alert(1)"}, {"licensor_url": "x"}, {"digital_source": "magic"}],
    ids=str,
)
def test_the_database_refuses_what_the_form_does(site, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_image(site, **fields)


@pytest.mark.parametrize(
    ("role", "may"), [(Role.PHOTO_DESK, True), (Role.REPORTER, True), (Role.TRANSLATOR, False)]
)
def test_who_keeps_pictures_writes_their_rights(site, role, may):
    image = make_image(site)
    data = posted(image, usage_terms="Once", rights_until_0="2030-01-02", rights_until_1="10:00")
    client = signed_in(make_user((role, site)))

    response = client.post(image_url("change", image.pk), data)

    image.refresh_from_db()
    assert response.status_code == (302 if may else 403)
    assert (image.usage_terms, image.rights_until is not None) == ("Once" if may else "", may)


def test_the_verb_asks_for_the_right_itself(site, other_site):
    image = make_image(site)
    for user in (make_user((Role.TRANSLATOR, site)), make_user((Role.CHIEF_EDITOR, other_site))):
        with pytest.raises(PermissionDenied):
            keep_picture(image, actor=user)


def test_the_list_finds_pictures_whose_rights_end(photo_desk, site):
    days = {"ended": -1, "soon": 29, "later": 31, "never": None}
    images = {
        name: make_image(site, rights_until=None if day is None else in_days(day))
        for name, day in days.items()
    }

    def found(value):
        page = photo_desk.get(image_url("changelist"), {"rights": value})
        return {image.pk for image in page.context["cl"].result_list}

    assert found("ended") == {images["ended"].pk}
    assert found("soon") == {images["soon"].pk}
    assert found("later") == {images["soon"].pk, images["later"].pk}
    assert b"rights ended on" in photo_desk.get(image_url("changelist")).content


@pytest.mark.parametrize("item_count", [1, 3])
def test_list_query_count(photo_desk, site, django_assert_num_queries, item_count):
    for _number in range(item_count):
        make_image(site, rights_until=in_days(-1))
    photo_desk.get(image_url("changelist"))

    with django_assert_num_queries(7):
        photo_desk.get(image_url("changelist"))


# --- stories ----------------------------------------------------------------------------------


def with_figure(image):
    return {"body": f'<p>Một.</p><figure data-image-id="{image.pk}"></figure>'}


@pytest.mark.parametrize("place", ["lead", "body"])
@pytest.mark.parametrize(
    ("days", "publish_in", "refused"),
    [(-1, None, True), (1, None, False), (1, 2, True), (3, 2, False), (None, 2, False)],
)
def test_a_story_is_not_published_with_a_picture_that_nobody_would_see(
    site, place, days, publish_in, refused
):
    image = make_image(site, rights_until=None if days is None else in_days(days))
    lead = {"lead_image": image} if place == "lead" else {"texts": with_figure(image)}
    story = make_story(site, **lead)
    at = {"publish_at": in_days(publish_in)} if publish_in else {}

    if refused:
        with pytest.raises(PublicationRefused) as caught:
            publish_story(story, site, override_reason="All the same", **at)
        [objection] = caught.value.objections
        assert "rights in the picture" in objection.message
        assert not objection.may_be_overridden
        assert not Publication.objects.exists()
    else:
        publish_story(story, site, **at)
        assert Publication.objects.count() == 1


def test_the_story_and_its_publish_page_say_which_picture_ends(editor, site):
    ended, soon, late = (make_image(site, credit=f"c{days}") for days in (-1, 5, 90))
    body = "".join(with_figure(image)["body"] for image in (soon, late))
    story = make_live_story(site, lead_image=ended, texts={"body": body})
    for image, days in ((ended, -1), (soon, 5), (late, 90)):
        image.rights_until = in_days(days)
        image.save()

    def noted(page):
        content = page.content.decode()
        pattern = r'class="picture-notes">.*?</ul>'
        notes = " ".join(re.findall(pattern, content, re.DOTALL))
        return {int(pk) for pk in re.findall(r"/image/(\d+)/change/", notes)}

    change = editor.get(story_url("change", story))
    assert noted(change) == {ended.pk, soon.pk}
    assert "Readers do not see this picture" in change.content.decode()
    assert noted(editor.get(story_url("publish", story))) == {ended.pk, soon.pk, late.pk}
    assert "rights ended on" in editor.get(story_url("changelist")).content.decode()


def test_a_story_whose_rights_do_not_end_says_nothing(editor, site):
    story = make_live_story(site, lead_image=make_image(site))
    write_text(story, "vi", title="Mới")

    assert "picture-notes" not in editor.get(story_url("change", story)).content.decode()


def test_the_picker_offers_none_whose_rights_have_ended(editor, site):
    ended, good = make_image(site, rights_until=in_days(-1)), make_image(site)

    def offered(**asked):
        page = editor.get(reverse("image-picker"), asked)
        return [entry["id"] for entry in page.json()["images"]]

    assert offered() == [good.pk]
    assert offered(id=ended.pk) == [ended.pk]


def test_of_a_picture_that_is_deleted_nothing_is_answered(
    photo_desk, client, site, django_capture_on_commit_callbacks
):
    file = SimpleUploadedFile("x", encoded(quartered(640, 480), "JPEG"))
    photo_desk.post(image_url("add"), posted(Image(credit="An"), site=site.pk, file=file))
    image = Image.objects.get()
    address = addresses.nearest(image, CARD, 400, JPEG)
    shown = client.get(address.url)

    with django_capture_on_commit_callbacks(execute=True):
        photo_desk.post(image_url("delete", image.pk), {"post": "yes"})

    assert shown.status_code == 200
    assert not Image.objects.exists()
    assert client.get(address.url).status_code == 404
    assert not default_storage.exists(address.path)


def test_a_storage_that_is_away_is_said_beside_the_file_and_nothing_is_lost(
    photo_desk, site, monkeypatch
):
    def away(*args, **kwargs):
        raise OSError("the storage does not answer")

    file = encoded(quartered(640, 480), "JPEG")
    written = posted(Image(credit="Lê Thị Hoa"), site=site.pk)
    monkeypatch.setattr(FileSystemStorage, "_save", away)

    refused = photo_desk.post(image_url("add"), written | {"file": SimpleUploadedFile("x", file)})
    monkeypatch.undo()

    assert refused.status_code == 200
    assert "does not answer" in str(refused.context["adminform"].form.errors["file"])
    assert "Lê Thị Hoa" in refused.content.decode()
    assert not Image.objects.exists()
    photo_desk.post(image_url("add"), written | {"file": SimpleUploadedFile("x", file)})
    assert Image.objects.get().credit == "Lê Thị Hoa"
