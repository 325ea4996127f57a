"""The board's rows and cells, its filters, its order and its pages."""

import itertools
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.enums import PublicState, WorkflowState
from articles.models import Publication, Story, StoryTranslation, StoryViewTotal, ViewHour
from articles.queries.board import BoardQuery, CellState, Cursor, Desk, Order
from articles.queries.board_pages import board_page
from articles.workflow import approve, claim, submit, take_down
from tests.factories import (
    make_live_story,
    make_section,
    make_story,
    publish_story,
    write_text,
)

CODES = ("vi", "en", "ar")


def ask(site, **query):
    size = query.pop("size", 50)
    return board_page(
        BoardQuery(site_id=site.pk, languages=CODES, **query), timezone.now(), size=size
    )


def ids(page):
    return [row.story_id for row in page.rows]


@pytest.fixture
def shelf(site, other_site, section, reporter, translator):
    """One story of each kind."""
    now = timezone.now()
    place = make_section(other_site)
    inner = make_section(site, "ben-trong", parent=section)
    stories = {
        "draft": make_story(site, texts={"title": "Nháp"}),
        "review": make_story(site),
        "approved": make_story(site),
        "live": make_live_story(site, CODES),
        "newer": make_live_story(site, CODES),
        "ready": make_live_story(site, ("vi", "en")),
        "scheduled": make_story(site, ("vi", "en")),
        "expired": make_live_story(
            site,
            ("vi", "en"),
            publish={
                "publish_at": now - timedelta(days=2),
                "expire_at": now - timedelta(days=1),
            },
        ),
        "withdrawn": make_live_story(site, ("vi", "en")),
        "stale": make_story(site, ("vi", "en"), section=inner),
        "machine": make_story(site, ("vi", "en")),
        "taken": make_story(site),
        "lapsed": make_story(site),
        "carried": make_live_story(other_site, ("vi", "en"), section=place),
    }
    submit(stories["review"], "vi", actor=None)
    submit(stories["approved"], "vi", actor=None)
    approve(stories["approved"], "vi", actor=None)
    publish_story(stories["scheduled"], site, ("vi", "en"), publish_at=now + timedelta(days=1))
    take_down(stories["withdrawn"], actor=None, reason="Wrong")
    write_text(stories["stale"], "vi", dek="Mới", actor=reporter)
    write_text(stories["newer"], "ar", dek="جديد")
    write_text(stories["ready"], "en", dek="Newer")
    StoryTranslation.objects.filter(master=stories["machine"], language_code="en").update(
        unconfirmed_segments=2
    )
    claim(stories["taken"], "en", actor=translator)
    old = claim(stories["lapsed"], "en", actor=translator)
    old.claimed_at, old.expires_at = now - timedelta(hours=2), now - timedelta(hours=1)
    old.save()
    publish_story(stories["carried"], site, ("vi",), section=inner)
    make_live_story(other_site, section=place)
    return stories


def names(shelf, page):
    by_id = {story.pk: name for name, story in shelf.items()}
    return {by_id[row.story_id] for row in page.rows}


def cells(shelf, site, name):
    [row] = [row for row in ask(site).rows if row.story_id == shelf[name].pk]
    return {cell.language_code: cell for cell in row.cells}


def test_board_has_the_sites_own_stories_and_those_it_carries(shelf, site):
    assert names(shelf, ask(site)) == set(shelf)
    assert names(shelf, ask(site, desk=Desk.OURS)) == set(shelf) - {"carried"}
    assert names(shelf, ask(site, desk=Desk.CARRIED)) == {"carried"}


def test_every_row_may_be_read_by_whoever_reads_the_site(shelf, site, other_site, reporter):
    readable = set(Story.objects.for_user(reporter).values_list("pk", flat=True))

    assert set(ids(ask(site))) == readable
    assert len(readable) < Story.objects.count()


def test_a_row_tells_of_its_story(shelf, site, section, other_site):
    StoryViewTotal.objects.create(story=shelf["live"], site=site, views=121)
    rows = {row.story_id: row for row in ask(site).rows}

    live, carried = rows[shelf["live"].pk], rows[shelf["carried"].pk]
    assert (live.title, live.original_language) == ("Cầu mới nối hai bờ sông", "vi")
    assert (live.origin, live.section_id, live.views) == (str(site), section.pk, 121)
    assert live.changed_at == Story.objects.get(pk=live.story_id).updated_at
    assert (carried.origin, carried.views) == (str(other_site), 0)
    # Its section is the one in which this site placed it.
    assert (
        carried.section_id == Publication.objects.get(story=carried.story_id, site=site).section_id
    )


def test_cells_say_how_each_language_stands(shelf, site, translator):
    live, stale = cells(shelf, site, "live"), cells(shelf, site, "stale")
    assert list(live) == list(CODES)
    assert [cell.standing.public_state for cell in live.values()] == [PublicState.LIVE] * 3
    assert [cell.is_original for cell in live.values()] == [True, False, False]
    assert stale["en"].standing.segments_behind == 1
    assert stale["ar"].standing.is_missing
    assert cells(shelf, site, "newer")["ar"].standing.has_unpublished_changes
    assert cells(shelf, site, "machine")["en"].unconfirmed == 2
    assert cells(shelf, site, "scheduled")["en"].standing.public_state == PublicState.SCHEDULED
    assert cells(shelf, site, "withdrawn")["en"].standing.public_state == PublicState.WITHDRAWN
    holder = cells(shelf, site, "taken")["en"].holder
    assert (holder.user_id, holder.name) == (translator.pk, "translator")
    assert holder.until > timezone.now()
    assert cells(shelf, site, "lapsed")["en"].holder is None
    # Carried in Vietnamese only; the desk's English is not public here.
    carried = cells(shelf, site, "carried")
    assert carried["vi"].standing.public_state == PublicState.LIVE
    assert carried["en"].standing.state == WorkflowState.PUBLISHED
    assert carried["en"].standing.public_state is None


SAYS = {
    CellState.TO_DO: lambda cell: cell.standing.is_missing or cell.standing.segments_behind,
    CellState.MISSING: lambda cell: cell.standing.is_missing,
    CellState.BEHIND: lambda cell: cell.standing.segments_behind,
    CellState.UNCONFIRMED: lambda cell: cell.unconfirmed,
    CellState.IN_WORK: lambda cell: cell.holder,
    CellState.READY: lambda cell: cell.is_ready,
    CellState.SCHEDULED: lambda cell: cell.standing.public_state == PublicState.SCHEDULED,
    CellState.LIVE: lambda cell: cell.standing.public_state == PublicState.LIVE,
}


def test_a_state_finds_the_stories_whose_cells_say_so(shelf, site):
    rows = ask(site).rows

    for state, code in itertools.product(CellState, ("", *CODES)):
        expected = {
            row.story_id
            for row in rows
            if any(SAYS[state](c) for c in row.cells if code in {"", c.language_code})
        }
        assert set(ids(ask(site, state=state, language_code=code))) == expected, (state, code)
    found = {state: names(shelf, ask(site, state=state)) for state in CellState}
    assert found[CellState.BEHIND] == {"stale"}
    assert found[CellState.IN_WORK] == {"taken"}
    assert found[CellState.UNCONFIRMED] == {"machine"}
    assert found[CellState.SCHEDULED] == {"scheduled"}
    assert found[CellState.LIVE] == {"live", "newer", "ready", "carried"}
    assert found[CellState.READY] == {"review", "approved", "newer", "ready"}
    assert found[CellState.MISSING] == set(shelf) - {"live", "newer"}


def test_sections_and_people(shelf, site, section, reporter, translator):
    inner = section.children.get()

    assert names(shelf, ask(site, section_ids=(inner.pk,))) == {"stale", "carried"}
    assert names(shelf, ask(site, section_ids=(section.pk, inner.pk))) == set(shelf)
    assert names(shelf, ask(site, mine=reporter.pk)) == {"stale"}
    assert names(shelf, ask(site, mine=translator.pk)) == {"taken"}


def test_order_by_views_has_what_was_read(shelf, site, other_site):
    now = timezone.now()
    for name, where, views in (
        ("stale", site, 7),
        ("live", site, 300),
        ("carried", site, 20),
        ("carried", other_site, 9000),
    ):
        StoryViewTotal.objects.create(story=shelf[name], site=where, views=views)
    for name, code, hours, views in (
        ("live", "vi", 2, 5),
        ("live", "en", 3, 6),
        ("newer", "vi", 1, 8),
        ("ready", "vi", 30, 50),
    ):
        ViewHour.objects.create(
            publication=Publication.objects.get(story=shelf[name], site=site, language_code=code),
            hour=now - timedelta(hours=hours),
            views=views,
        )

    total, today = ask(site, order=Order.VIEWS), ask(site, order=Order.DAY)

    assert ids(total) == [shelf[name].pk for name in ("live", "carried", "stale")]
    assert [row.views for row in total.rows] == [300, 20, 7]
    assert ids(today) == [shelf[name].pk for name in ("live", "newer")]
    assert [(row.views, row.views_today) for row in today.rows] == [(300, 11), (0, 8)]
    missing = ask(site, order=Order.DAY, state=CellState.MISSING, language_code="ar")
    assert ids(missing) == []


@pytest.mark.parametrize("order", Order)
def test_pages_follow_one_another_without_gap_or_repeat(site, section, order):
    at = timezone.now()
    for number in range(5):
        story = make_live_story(site)
        # Several of one rank, which only the id tells apart.
        Story.objects.filter(pk=story.pk).update(updated_at=at - timedelta(days=number // 2))
        StoryViewTotal.objects.create(story=story, site=site, views=number // 2 + 1)
        publication = Publication.objects.get(story=story)
        ViewHour.objects.create(publication=publication, hour=at, views=number // 2 + 1)
    whole = ids(ask(site, order=order))

    seen, after = [], None
    while True:
        page = ask(site, order=order, after=after, size=2)
        seen += ids(page)
        if page.after is None:
            break
        after = Cursor.parse(str(page.after))
        assert after == page.after

    assert seen == whole
    assert len(seen) == 5


@pytest.mark.parametrize("text", ["", "x", "1", "1-", "-1-2", "1-2-3", "9" * 19 + "-1", "1-2\n"])
def test_no_cursor_is_made_of_anything_else(text):
    assert Cursor.parse(text) is None


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("order", Order)
def test_a_page_is_one_query(  # noqa: PLR0917
    site, section, translator, django_assert_num_queries, order, count
):
    for _number in range(count):
        story = make_live_story(site, ("vi", "en"))
        StoryViewTotal.objects.create(story=story, site=site, views=3)
        publication = Publication.objects.filter(story=story).first()
        ViewHour.objects.create(publication=publication, hour=timezone.now(), views=3)
        claim(story, "en", actor=translator)

    with django_assert_num_queries(1):
        page = ask(site, order=order)

    assert len(page.rows) == count
