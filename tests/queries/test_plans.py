"""Public reads go by index: in a large archive, no table of stories is read from end to end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from psycopg import RawCursor

from articles.enums import Ranks
from articles.models import (
    AuthorListing,
    Correction,
    FrontPageSlot,
    Publication,
    RankedPublication,
    Revision,
    SearchEntry,
    SectionListing,
    Story,
    TagListing,
    User,
    ViewDay,
    ViewHour,
    ViewTotal,
)
from articles.queries import desk, directory, listings, periods, sitemaps, subjects
from articles.queries.corrections import newest_corrections
from articles.queries.feeds import newest_entries, newest_entries_listed
from articles.queries.front_page import compose_front, fill_places
from articles.queries.most_read import most_read
from articles.queries.prepared import Statement
from articles.queries.related import related_stories
from articles.queries.stories import find_story
from articles.queries.view_figures import (
    Place,
    days_from,
    most_read_stories,
    points_of_publications,
)
from articles.search.finding import LOOKED, PAGE, search
from articles.sites import snapshot
from tests.archive import Archive, make_archive
from tests.plans import below, nodes

NEWEST = "publication_edition_newest"
# One is as good as the other where most is live.
BY_STORY = ("publication_once", "publication_mapped")
LARGE = {
    model._meta.db_table
    for model in (
        *(Story, Revision, Publication, SectionListing, TagListing, AuthorListing),
        *(SearchEntry, ViewTotal, ViewHour, ViewDay, RankedPublication, Correction, FrontPageSlot),
    )
}


@pytest.fixture(scope="module")
def archive(django_db_setup, django_db_blocker):
    """Twenty thousand stories: one made by the verbs, and copies of its rows."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_archive()
        transaction.set_rollback(True)
        snapshot.forget_public_sites()


def section(a: Archive):
    return a.edition.sections[1]


def stretch(a: Archive):
    first = a.story_id // sitemaps.STRETCH * sitemaps.STRETCH
    return range(first, first + sitemaps.STRETCH)


def spans(a: Archive):
    return [(a.at - timedelta(days=day + 1), a.at - timedelta(days=day)) for day in range(31)]


def listed(a: Archive, listing: str, number: int):
    return listings.newest_listed(listing, number, a.site, a.edition, a.at)


def front_page(a: Archive):
    return compose_front(a.site, a.edition, a.at)


# What is read, and the index that leads the way.
READS: dict[str, tuple[Callable[[Archive], Any], str | tuple[str, ...]]] = {
    "story": (
        lambda a: find_story(a.story_id, a.site, a.edition, a.at),
        "publication_once",
    ),
    "related": (
        lambda a: related_stories(
            find_story(a.story_id, a.site, a.edition, a.at), a.site, a.edition, a.at
        ),
        "section_listing_newest",
    ),
    "most read": (
        lambda a: most_read(Ranks.DAY, a.site, a.edition, a.at, section=section(a)),
        "ranked_once",
    ),
    "most read of a month": (
        lambda a: most_read_stories(
            Place(a.site.id), days_from(a.at.date() - timedelta(days=28), a.at.date())
        ),
        "view_day_once",
    ),
    "views of a story": (
        lambda a: points_of_publications(
            [1_000_000, 1_000_100], days_from(a.at.date() - timedelta(days=28), a.at.date())
        ),
        "view_day_once",
    ),
    "newest": (lambda a: listings.newest(a.site, a.edition, a.at), NEWEST),
    "what editors put on the front page": (front_page, "front_page_slot_one_at_a_time"),
    "what the rule puts there": (front_page, NEWEST),
    "blocks of the front page": (front_page, "section_listing_newest"),
    "cards of the front page": (front_page, "articles_publication_pkey"),
    "places of the front page": (
        lambda a: fill_places(a.site, a.edition, a.at),
        "front_page_slot_one_at_a_time",
    ),
    "deep page": (
        lambda a: listings.newest(
            a.site, a.edition, a.at, after=listings.Cursor(a.at - timedelta(days=400), 10**9)
        ),
        NEWEST,
    ),
    "section": (
        lambda a: listed(a, listings.SECTION, section(a).id),
        "section_listing_newest",
    ),
    "tag": (
        lambda a: listed(a, listings.TAG, subjects.find_tag(a.tag, a.site, a.edition, a.at).id),
        "tag_listing_newest",
    ),
    "author": (
        lambda a: listed(
            a, listings.AUTHOR, subjects.find_author(a.author, a.site, a.edition, a.at).id
        ),
        "author_listing_newest",
    ),
    "archive": (lambda a: periods.first_and_last(a.site, a.edition, a.at), NEWEST),
    "days of a month": (lambda a: periods.with_stories(a.site, a.edition, a.at, spans(a)), NEWEST),
    "a month": (
        lambda a: listings.newest(
            a.site,
            a.edition,
            a.at,
            begin=a.at - timedelta(days=60),
            end=a.at - timedelta(days=30),
        ),
        NEWEST,
    ),
    "feed of a section": (
        lambda a: newest_entries_listed(
            listings.SECTION, section(a).id, a.site, a.edition, a.at, full=True
        ),
        "section_listing_newest",
    ),
    "feed of the edition": (
        lambda a: newest_entries(a.site, a.edition, a.at, full=True),
        NEWEST,
    ),
    "part of the site map": (
        lambda a: list(sitemaps.mapped_stories(a.site, stretch(a), a.at)),
        "publication_mapped",
    ),
    "newest changes of site maps": (
        lambda a: sitemaps.newest_changes(a.site, stretch(a), a.at, "default"),
        "publication_mapped",
    ),
    "next moments of site maps": (
        lambda a: sitemaps.next_moments(stretch(a), a.at, "default"),
        BY_STORY,
    ),
    "first and last of a site map": (
        lambda a: sitemaps.story_numbers(a.site, stretch(a)),
        BY_STORY,
    ),
    "news site map": (lambda a: sitemaps.news_entries(a.site, a.edition, a.at), NEWEST),
    "corrections": (
        lambda a: [
            newest_corrections(a.site, a.edition, a.at, after=after)
            for after in (None, listings.Cursor(a.at - timedelta(days=400), 10**9))
        ],
        "correction_newest",
    ),
    "whether there are corrections": (lambda _: snapshot._read(), "correction_newest"),
    "tags for the RSS map": (
        lambda a: directory.tags_with_stories(a.site, a.edition, a.at),
        "tag_listing_newest",
    ),
    "authors for the RSS map": (
        lambda a: directory.authors_with_stories(a.site, a.edition, a.at),
        "author_listing_newest",
    ),
    "what was just published on all sites": (
        lambda a: list(desk.just_published(User(is_staff=True, is_superuser=True), a.at)[:6]),
        NEWEST,
    ),
    "what goes out next on all sites": (
        lambda a: list(desk.scheduled(User(is_staff=True, is_superuser=True), a.at)[:6]),
        NEWEST,
    ),
    "search": (
        lambda a: search(site_id=a.site.id, language_code="vi", text="cầu mới", at=a.at),
        "search_entry_newest",
    ),
    "search without a hit": (
        lambda a: search(site_id=a.site.id, language_code="vi", text="zzz", at=a.at),
        "search_entry_vector",
    ),
}
# A list takes its order from the index and stops: it does not sort the archive.
UNSORTED = {"newest", "deep page", "section", "a month", "archive", "corrections"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", READS)
def test_no_large_table_is_read_from_end_to_end(archive, name):
    read, index = READS[name]

    plan = nodes(lambda: read(archive))

    scanned = {node["Relation Name"] for node in plan if node["Node Type"] == "Seq Scan"}
    assert scanned & LARGE == set()
    used = {node.get("Index Name") for node in plan}
    assert used & set(index if isinstance(index, tuple) else (index,))
    if name in UNSORTED:
        assert not [node for node in plan if "Sort" in node["Node Type"]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "count", "is_walked"), [("cầu", 1_000, True), ("bao", 300, False)]
)
def test_a_word_that_is_in_the_newest_alone_is_looked_up(
    archive, monkeypatch, typed, count, is_walked
):
    """Going through an edition for a word that is new today would end nowhere but at its end."""
    newest = SearchEntry.objects.filter(site=archive.site.id, language_code="vi")
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE articles_searchentry SET vector = vector || $$'bao':9000$$::tsvector
            WHERE publication_id = ANY(%s)""",
            [list(newest.order_by("-publish_at", "-pk").values_list("pk", flat=True)[:300])],
        )
    run, rows = Statement._run, Counter()

    def explained(statement, wrapper, values):
        sql = f"EXPLAIN (ANALYZE, FORMAT JSON) {statement.sql}"
        (plan,) = RawCursor(wrapper.connection).execute(sql, values).fetchone()
        for node in below(plan[0]["Plan"]):
            passed = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
            rows[node.get("Index Name")] += passed * node["Actual Loops"]
        return run(statement, wrapper, values)

    monkeypatch.setattr(Statement, "_run", explained)

    found = search(site_id=archive.site.id, language_code="vi", text=typed, at=archive.at)

    assert found.count == count
    assert (rows["search_entry_newest"] > 3 * LOOKED) is is_walked
    assert (rows["search_entry_vector"] > 0) is not is_walked
    # What is shown is read by its key; no candidate is asked for its publication.
    assert rows["articles_publication_pkey"] + rows["publication_listed"] <= PAGE


@pytest.mark.django_db
def test_a_read_without_an_index_would_be_seen(archive):
    plan = nodes(lambda: list(Revision.objects.filter(title="nothing")))

    assert "Seq Scan" in {
        node["Node Type"] for node in plan if node.get("Relation Name") == "articles_revision"
    }
