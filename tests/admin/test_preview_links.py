"""The page on which links to previews are made and ended."""

import pytest

from articles.enums import Role
from articles.models import PreviewLink
from articles.workflow import end_preview
from tests.admin.desk import signed_in, story_url
from tests.factories import make_story, make_user
from tests.views.pages import texts, tree


@pytest.fixture
def story(site, section):
    return make_story(site, ("vi", "en"), section=section)


def make(user, story, text="vi@news", **fields):
    data = {"text": text, "days": 7, "note": "Luật sư"} | fields
    return signed_in(user).post(story_url("preview_links", story), data)


def test_address_is_shown_once_and_works(story, reporter, client):
    made = make(reporter, story)
    later = signed_in(reporter).get(story_url("preview_links", story))

    (address,) = [field.get("value") for field in tree(made).xpath("//input[@readonly]")]
    token = address.split("/")[-2]
    assert address == f"http://news.example/-/preview/{token}/"
    assert "no-store" in made["Cache-Control"]
    assert token not in later.content.decode()
    page = client.get(f"/-/preview/{token}/", headers={"host": "news.example"})
    assert texts(page, "//h1") == ["Cầu mới nối hai bờ sông"]


def test_list_says_for_whom_by_whom_and_how_it_stands(story, reporter, editor):
    for note in ("Một", "Hai"):
        make(reporter, story, note=note)
    end_preview(PreviewLink.objects.get(note="Một"), actor=editor)

    rows = texts(signed_in(reporter).get(story_url("preview_links", story)), "//tbody/tr")

    assert len(rows) == 2
    assert " Hai " in rows[0]
    assert "reporter" in rows[0]
    assert " open " in rows[0]
    assert "ended" in rows[1]
    assert rows[1].endswith("editor")


def test_button_ends_a_link(story, reporter):
    make(reporter, story)
    link = PreviewLink.objects.get()
    address = f"/admin/articles/story/{story.pk}/end-link/{link.pk}/"
    client = signed_in(reporter)

    assert client.get(address).status_code == 405
    assert client.post(address)["Location"] == story_url("preview_links", story)

    link.refresh_from_db()
    assert link.ended_by == reporter


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"days": 0}, "greater than or equal to 1"),
        ({"days": 31}, "less than or equal to 30"),
        ({"days": "x"}, "whole number"),
        ({"text": "ar@news"}, "Select a valid choice"),
        ({"text": "vi@sports"}, "Select a valid choice"),
        ({"note": "x" * 201}, "at most 200 characters"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(story, other_site, reporter, fields, error):
    page = make(reporter, story, **fields)

    assert error in page.content.decode()
    assert not PreviewLink.objects.exists()


def test_translator_shares_their_languages_and_ends_no_others(story, translator, reporter):
    make(reporter, story)
    foreign = PreviewLink.objects.get()
    page = signed_in(translator).get(story_url("preview_links", story))
    address = f"/admin/articles/story/{story.pk}/end-link/{foreign.pk}/"

    options = [option.get("value") for option in tree(page).xpath("//option")]
    assert options == ["en@news"]
    assert not tree(page).xpath("//form[contains(@action, 'end-link')]")
    assert signed_in(translator).post(address).status_code == 403
    make(translator, story, "vi@news")
    assert PreviewLink.objects.count() == 1


def test_link_of_another_story_cannot_be_ended_here(story, site, reporter):
    make(reporter, story)
    other = make_story(site)
    address = f"/admin/articles/story/{other.pk}/end-link/{PreviewLink.objects.get().pk}/"

    assert signed_in(reporter).post(address).status_code == 404
    assert PreviewLink.objects.get().ended_at is None


@pytest.mark.parametrize(("role", "own", "status"), [
    (Role.PHOTO_DESK, True, 403),
    (Role.CHIEF_EDITOR, False, 404),
])  # fmt: skip
def test_page_is_for_those_who_may_write(site, other_site, story, role, own, status):  # noqa: PLR0917
    user = make_user((role, site if own else other_site))
    change = signed_in(user).get(story_url("change", story))

    assert signed_in(user).get(story_url("preview_links", story)).status_code == status
    assert make(user, story).status_code == status
    assert "preview-links" not in change.content.decode()


@pytest.mark.usefixtures("sites_read_once")
@pytest.mark.parametrize("links", [1, 3])
def test_queries_do_not_grow(story, reporter, links, django_assert_num_queries):
    for _ in range(links):
        make(reporter, story)
    client = signed_in(reporter)
    client.get(story_url("preview_links", story))

    with django_assert_num_queries(10):
        client.get(story_url("preview_links", story))
