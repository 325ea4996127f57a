"""Sections, tags, authors, sources, pictures: what their forms do beside saving."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Pillow

from articles.enums import Role
from articles.models import Author, Category, Image, Redirect, Tag
from tests.admin.desk import errors_on, signed_in
from tests.factories import make_author, make_image, make_section, make_source, make_tag, make_user


def page(noun, name, *args):
    return reverse(f"admin:articles_{noun}_{name}", args=args)


def names(rows, **fields):
    """Posted names: (id or empty, language, name, slug)."""
    data = {
        "translations-TOTAL_FORMS": len(rows),
        "translations-INITIAL_FORMS": sum(1 for row in rows if row[0]),
    }
    for number, (pk, code, name, slug) in enumerate(rows):
        data |= {
            f"translations-{number}-id": pk,
            f"translations-{number}-language_code": code,
            f"translations-{number}-name": name,
            f"translations-{number}-slug": slug,
        }
    return data | fields


def stored(thing):
    return {
        text.language_code: [text.pk, text.language_code, text.name, text.slug]
        for text in thing.translations.order_by("pk")
    }


def test_section_with_a_new_slug_leaves_a_redirect(site, section, manager):
    rows = stored(section)
    rows["vi"][3] = "Tin mới"

    response = signed_in(manager).post(
        page("category", "change", section.pk),
        names(list(rows.values()), key=section.key, position=0),
    )

    assert response.status_code == 302, errors_on(response)
    redirects = Redirect.objects.values_list("site__key", "old_path", "new_path")
    assert list(redirects) == [("news", "/vi/thoi-su/", "/vi/tin-moi/")]


def test_section_slug_that_another_has_is_refused(site, section, manager):
    other = make_section(site, "the-thao", vi="Thể thao", en="Sport", ar="رياضة")
    rows = stored(other)
    rows["vi"][3] = "thoi-su"

    response = signed_in(manager).post(
        page("category", "change", other.pk),
        names(list(rows.values()), key=other.key, position=0),
    )

    assert "Another section of this site has this slug." in errors_on(response)
    assert not Redirect.objects.exists()


def test_section_may_not_take_the_word_of_another_page(site, section, manager):
    rows = stored(section)
    rows["en"][3] = "search"

    response = signed_in(manager).post(
        page("category", "change", section.pk),
        names(list(rows.values()), key=section.key, position=0),
    )

    assert "This word is taken by other pages of the site." in errors_on(response)


def test_new_section_needs_a_name(site, manager):
    data = names([("", "vi", "", ""), ("", "en", "", "")], site=site.pk, key="x", position=0)

    response = signed_in(manager).post(page("category", "add"), data)

    assert "Write it in at least one language." in errors_on(response)
    assert not Category.objects.exists()


def test_new_section_gets_its_slug_from_its_name(site, manager):
    data = names([("", "vi", "Đời sống", "")], site=site.pk, key="x", position=0)

    response = signed_in(manager).post(page("category", "add"), data)

    assert response.status_code == 302, errors_on(response)
    assert Category.objects.get().translations.get().slug == "doi-song"


def test_tag_with_a_new_slug_leaves_redirects_on_all_sites(site, other_site, editor):
    tag = make_tag("cau", ("vi",))
    rows = stored(tag)
    rows["vi"][3] = "cau-duong"

    signed_in(editor).post(page("tag", "change", tag.pk), names(list(rows.values()), key="cau"))

    paths = set(Redirect.objects.values_list("site__key", "new_path"))
    assert paths == {("news", "/vi/tag/cau-duong/"), ("sports", "/vi/tag/cau-duong/")}


def test_what_all_sites_share_is_deleted_by_administrators_only(site, editor, admin):
    tag = make_tag()
    url = page("tag", "delete", tag.pk)

    assert signed_in(editor).post(url, {"post": "yes"}).status_code == 403
    assert Tag.objects.exists()
    signed_in(admin).post(url, {"post": "yes"})

    assert not Tag.objects.exists()


def test_author_gets_a_slug_like_no_other(site, editor):
    make_author("Trần Mỹ Linh")
    data = {"name": "Trần Mỹ Linh", "translations-TOTAL_FORMS": 0, "translations-INITIAL_FORMS": 0}

    response = signed_in(editor).post(page("author", "add"), data)

    assert response.status_code == 302, errors_on(response)
    slugs = set(Author.objects.values_list("slug", flat=True))
    assert slugs == {"tran-my-linh", "tran-my-linh-2"}


def upload(user, site, content, **fields):
    data = {
        "site": site.pk,
        "file": SimpleUploadedFile("bridge.jpg", content, "image/jpeg"),
        "focal_point_x": "20",
        "focal_point_y": "30",
        "credit": "Photo desk",
        "translations-TOTAL_FORMS": 1,
        "translations-INITIAL_FORMS": 0,
        "translations-0-language_code": "vi",
        "translations-0-alt": "Cây cầu trong đêm",
    }
    return signed_in(user).post(page("image", "add"), data | fields)


def jpeg():
    buffer = BytesIO()
    Pillow.new("RGB", (800, 600), "navy").save(buffer, "JPEG")
    return buffer.getvalue()


def test_picture_is_uploaded_with_focal_point_alt_and_credit(site):
    user = make_user((Role.PHOTO_DESK, site))

    response = upload(user, site, jpeg())

    assert response.status_code == 302, errors_on(response)
    image = Image.objects.get()
    assert (image.width, image.height, image.format) == (800, 600, "JPEG")
    assert (image.focal_x, image.focal_y) == (0.2, 0.3)
    assert (image.uploaded_by, image.credit) == (user, "Photo desk")
    assert image.translations.get().alt == "Cây cầu trong đêm"


def test_picture_without_a_description_is_refused(site, reporter):
    response = upload(reporter, site, jpeg(), **{"translations-0-alt": ""})

    assert "Write it in at least one language." in errors_on(response)
    assert not Image.objects.exists()


def test_what_is_no_picture_is_refused_whatever_its_name(site, reporter):
    response = upload(reporter, site, b"<svg onload='alert(1)'/>")

    assert "file" in response.context["adminform"].form.errors
    assert not Image.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("noun", "queries"),
    [("image", 7), ("category", 10), ("tag", 6), ("author", 6), ("source", 6)],
)
def test_lists_make_the_same_queries(  # noqa: PLR0917
    site, editor, django_assert_num_queries, noun, queries, count
):
    for number in range(count):
        image = make_image(site)
        image.translations.create(language_code="vi", alt="Cầu", master=image)
        make_section(site, f"s{number}", parent=make_section(site, f"p{number}"))
        make_tag()
        make_source(f"Wire {number}", vi="Theo")
        author = make_author()
        author.portrait = image
        author.save()
    client = signed_in(editor)

    with django_assert_num_queries(queries):
        response = client.get(page(noun, "changelist"))

    assert len(response.context["cl"].result_list) == count * (2 if noun == "category" else 1)
