"""Lists that are longer than a person pages: counted up to a window, read to the end by cursor."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from articles.admin import windows
from articles.admin.log import LogAdmin
from articles.admin.story import StoryAdmin
from articles.models import Publication, Revision, StateChange, Story, StoryEntry
from articles.search import desk
from articles.sites import snapshot
from tests.admin.desk import signed_in, story_url
from tests.archive import make_archive
from tests.factories import make_live_story, make_story, make_user
from tests.plans import nodes

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_window(monkeypatch):
    monkeypatch.setattr(windows, "WINDOW", 3)
    monkeypatch.setattr(StoryAdmin, "list_per_page", 2)


def read_through(client, url, **query):
    """Every page, by the links that the list has: ids of each, and the addresses asked for."""
    pages, asked = [], []
    while True:
        response = client.get(url, query)
        assert response.status_code == 200
        changes = response.context["cl"]
        pages.append([row.pk for row in changes.result_list])
        asked.append(query)
        assert len(pages) < 50
        if changes.page_num < changes.paginator.num_pages:
            link = changes.get_query_string({"p": changes.page_num + 1})
        elif not (link := changes.older_url):
            return pages, asked
        query = parse_qs(link.removeprefix("?"))


def test_list_is_read_to_its_end_and_each_story_comes_once(site, section, editor, small_window):
    stories = [make_story(site) for _ in range(8)]
    # Some that changed in the same moment, across the border of two windows.
    at = timezone.now() - timedelta(hours=1)
    Story.objects.filter(pk__in=[story.pk for story in stories[2:7]]).update(updated_at=at)

    pages, _asked = read_through(signed_in(editor), story_url("changelist"))

    whole = list(Story.objects.order_by("-updated_at", "-pk").values_list("pk", flat=True))
    assert pages == [whole[:2], whole[2:3], whole[3:5], whole[5:6], whole[6:]]


def test_list_says_that_there_are_more_than_it_counts(site, section, editor, small_window):
    for _ in range(4):
        make_story(site)
    client = signed_in(editor)

    page = client.get(story_url("changelist")).content.decode()
    last = client.get(story_url("changelist"), {"p": 2}).content.decode()
    Story.objects.order_by("pk").first().delete()
    whole = client.get(story_url("changelist")).content.decode()

    assert page.count("more than 3 results") == 2
    assert "Older" not in page
    assert "?older=" in last
    assert "more than" not in whole
    assert whole.count("3 results") == 2


def test_filter_and_search_begin_anew(site, section, editor, small_window):
    for _ in range(5):
        make_story(site)
    client = signed_in(editor)
    older = client.get(story_url("changelist"), {"p": 2}).context["cl"].older_url

    page = client.get(story_url("changelist") + older).content.decode()

    toolbar = page[page.index('id="changelist-search"') : page.index("</form>")]
    filters = page[page.index('id="changelist-filter"') :]
    assert "older" not in toolbar
    assert "older=" not in filters
    assert '<a href="?" class="window">Newest</a>' in page


def test_sorted_by_its_reader_it_ends_with_the_window(site, section, editor, small_window):
    for _ in range(5):
        make_story(site)

    pages, _asked = read_through(signed_in(editor), story_url("changelist"), o="6")

    oldest = list(Story.objects.order_by("updated_at").values_list("pk", flat=True))
    assert pages == [oldest[:2], oldest[2:3]]


@pytest.mark.parametrize("text", ["x", "-", "9" * 17 + "-1", "1-" + "9" * 30, "12"])
def test_a_place_that_is_none_is_the_beginning(site, section, editor, text):
    story = make_story(site)

    response = signed_in(editor).get(story_url("changelist"), {"older": text})

    assert [row.pk for row in response.context["cl"].result_list] == [story.pk]


def test_log_goes_on_by_number(site, section, small_window, monkeypatch):
    monkeypatch.setattr(LogAdmin, "list_per_page", 2)
    make_story(site, ("vi", "en"))
    make_story(site, ("vi", "en", "ar"))
    client = signed_in(make_user(is_superuser=True))

    pages, asked = read_through(client, reverse("admin:articles_statechange_changelist"))

    whole = list(StateChange.objects.order_by("-pk").values_list("pk", flat=True))
    assert [pk for page in pages for pk in page] == whole
    assert asked[2]["older"] == [str(whole[2])]


def test_nothing_is_done_to_all_of_more_than_are_counted(site, section, editor, small_window):
    stories = [make_live_story(site) for _ in range(4)]
    client = signed_in(editor)

    response = client.post(
        story_url("changelist"),
        {
            "action": "take_down_selected",
            "_selected_action": [stories[0].pk],
            "select_across": "1",
            "apply": "1",
            "reason": "Wrong",
        },
        follow=True,
    )

    assert "too many to act on at once" in response.content.decode()
    assert "Select all 3" not in response.content.decode()
    assert not Publication.objects.filter(withdrawn_at__isnull=False).exists()


@pytest.fixture(scope="module")
def archive(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_archive()
        transaction.set_rollback(True)
        snapshot.forget_public_sites()


def test_a_page_deep_in_an_archive_is_found_by_index(archive, monkeypatch):
    """Twenty thousand stories changed in one moment: the worst case for a cursor."""
    client = signed_in(make_user(is_superuser=True))
    story = Story.objects.order_by("-pk")[15_000]
    place = str(windows.Place(story.pk, story.updated_at))

    counting = nodes(lambda: windows.WindowPaginator(Story.objects.all(), 50).count)
    monkeypatch.setattr(windows.WindowPaginator, "_counted", windows.WINDOW + 1)
    pages = [
        nodes(lambda query=query: client.get(story_url("changelist"), query))
        for query in ({}, {"p": 20}, {"older": place})
    ]

    assert [n["Plan Rows"] for n in counting if n["Node Type"] == "Limit"] == [windows.WINDOW + 1]
    large = {model._meta.db_table for model in (Story, Publication, Revision)}
    for plan in pages:
        scanned = {node["Relation Name"] for node in plan if node["Node Type"] == "Seq Scan"}
        assert scanned & large == set()
        assert not [node for node in plan if node["Node Type"] == "Sort" and node["Plan Rows"] > 60]
        assert "story_newest_change" in {node.get("Index Name") for node in plan}


@pytest.mark.parametrize(
    ("typed", "indexes"),
    [
        # In every story: from the newest on. In none: by the index of words.
        ("cau moi", {"story_newest_change", "articles_storyentry_pkey"}),
        ("zzz", {"story_entry_vector", "articles_story_pkey"}),
        ("1000777", {"story_entry_vector", "articles_story_pkey"}),
    ],
)
def test_a_search_of_an_archive_is_found_by_index(archive, typed, indexes):
    client = signed_in(make_user(is_superuser=True))

    plan = nodes(lambda: client.get(story_url("changelist"), {"q": typed}))

    large = {model._meta.db_table for model in (Story, StoryEntry, Publication, Revision)}
    scanned = {node["Relation Name"] for node in plan if node["Node Type"] == "Seq Scan"}
    assert scanned & large == set()
    assert indexes <= {node.get("Index Name") for node in plan}


def test_a_word_that_is_in_the_newest_alone_is_looked_up(archive):
    """Going through the list would end nowhere but at its end."""
    newest = Story.objects.order_by("-updated_at", "-pk")
    StoryEntry.objects.filter(story__in=newest.values("pk")[:300]).update(vector="'bao':1")

    found = desk.search_stories(newest, "bao")

    assert found.count() == 300
    assert "story_entry_vector" in {
        node.get("Index Name") for node in nodes(lambda: list(found[:50]))
    }


def test_a_search_is_read_to_its_end(site, section, editor, small_window, monkeypatch):
    stories = [make_story(site, texts={"title": f"Cầu {n % 2}"}) for n in range(12)]
    wanted = [story.pk for story in reversed(stories[1::2])]

    looked_up, asked = read_through(signed_in(editor), story_url("changelist"), q="cau 1")
    monkeypatch.setattr(desk, "WORTH_WALKING", -1)
    walked, _asked = read_through(signed_in(editor), story_url("changelist"), q="cau 1")

    assert looked_up == walked == [wanted[:2], wanted[2:3], wanted[3:5], wanted[5:]]
    assert all(query["q"] in ("cau 1", ["cau 1"]) for query in asked)
