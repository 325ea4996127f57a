"""The front page as editors arranged it: what readers see, minute by minute."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.enums import PublicState
from articles.models import Publication
from articles.queries.front_page import PLACES, compose_front, fill_places
from articles.sites.snapshot import forget_public_sites, public_sites
from articles.workflow import Slot, arrange, publish, retract, take_down
from tests.factories import make_image, make_live_story, make_section, publish_story
from tests.views.pages import headlines

NOW = timezone.now()
HOUR = timedelta(hours=1)


@pytest.fixture
def news(site, section):
    """Five live stories, newest first: Tin 0 … Tin 4; a story by its number."""
    return [tell(site, f"Tin {number}", hours_ago=number + 1) for number in range(5)]


def tell(site, title, *, hours_ago=1, languages=("vi",), **fields):
    return make_live_story(
        site,
        languages,
        texts={"title": title},
        publish={"publish_at": NOW - hours_ago * HOUR},
        **fields,
    )


def seen(site, at=None, code="vi"):
    """The headlines of all places at a moment."""
    forget_public_sites()
    shown = public_sites().with_id(site.pk)
    filled = fill_places(shown, shown.edition(code), at or timezone.now())
    assert [placed.place for placed in filled] == list(range(1, len(filled) + 1))
    return [placed.card.title for placed in filled]


def test_editors_places_are_kept_and_the_newest_fill_the_others(site, news, get):
    arrange(site, "vi", [Slot(1, news[3].pk), Slot(3, news[4].pk)], actor=None, base=0)

    assert headlines(get("/vi/")) == ["Tin 3", "Tin 0", "Tin 4", "Tin 1", "Tin 2"]


def test_a_story_stands_once_also_in_the_blocks(site, section, get):
    stories = [tell(site, f"Tin {number}", hours_ago=number + 1) for number in range(16)]
    arrange(site, "vi", [Slot(2, stories[13].pk)], actor=None, base=0)

    found = headlines(get("/vi/"))

    assert found[:3] == ["Tin 0", "Tin 13", "Tin 1"]
    assert found == [
        *("Tin 0", "Tin 13", *(f"Tin {n}" for n in range(1, 9))),
        *(f"Tin {n}" for n in (9, 10, 11, 12)),
    ]


def test_other_editions_and_sites_keep_the_rule(site, other_site, section, get):
    make_section(other_site)
    first = tell(site, "Cũ", hours_ago=5, languages=("vi", "en"))
    publish_story(first, other_site, section=other_site.categories.get(), publish_at=NOW)
    tell(site, "Mới", languages=("vi", "en"))
    tell(other_site, "Bên kia")
    arrange(site, "vi", [Slot(1, first.pk)], actor=None, base=0)

    assert headlines(get("/vi/")) == ["Cũ", "Mới"]
    assert len(headlines(get("/en/"))) == 2
    assert seen(other_site) == ["Cũ", "Bên kia"]


def test_slots_hold_from_their_minute_to_their_minute(site, news):
    begin, end = NOW + HOUR, NOW + 2 * HOUR
    slots = [Slot(1, news[4].pk), Slot(1, news[2].pk, begin, end)]
    arrange(site, "vi", slots, actor=None, base=0)
    instant = timedelta(microseconds=1)

    leads = {at: seen(site, at)[0] for at in (NOW, begin - instant, begin, end - instant, end)}

    assert list(leads.values()) == ["Tin 4", "Tin 4", "Tin 2", "Tin 2", "Tin 4"]


def test_at_its_end_the_rule_fills_the_place(site, news):
    arrange(site, "vi", [Slot(2, news[4].pk, None, NOW + HOUR)], actor=None, base=0)

    assert seen(site, NOW)[:3] == ["Tin 0", "Tin 4", "Tin 1"]
    assert seen(site, NOW + HOUR)[:3] == ["Tin 0", "Tin 1", "Tin 2"]


def withdrawn(story):
    take_down(story, actor=None)


def retracted(story):
    retract(story, notices={"vi": "Bịa đặt.", "en": "Made up."}, actor=None)


def expired(story):
    Publication.objects.filter(story=story).update(expire_at=NOW - timedelta(minutes=1))


def scheduled(story):
    Publication.objects.filter(story=story).update(publish_at=NOW + 9 * HOUR)


@pytest.mark.parametrize("lose", [withdrawn, retracted, expired, scheduled])
def test_what_is_not_live_is_never_shown_and_the_one_before_stands_there(site, section, get, lose):
    lead = tell(site, "Dẫn đầu", hours_ago=50, languages=("vi", "en"))
    before = tell(site, "Trước đó", hours_ago=60)
    tell(site, "Mới")
    slots = [Slot(1, before.pk), Slot(1, lead.pk, NOW - HOUR), Slot(2, lead.pk)]
    arrange(site, "vi", slots, actor=None, base=0)
    assert headlines(get("/vi/")) == ["Dẫn đầu", "Mới", "Trước đó"]

    lose(lead)

    assert headlines(get("/vi/")) == ["Trước đó", "Mới"]


def test_a_scheduled_story_takes_its_place_at_its_minute(site, news):
    story = tell(site, "Mười giờ", hours_ago=-2)
    arrange(site, "vi", [Slot(1, story.pk)], actor=None, base=0)
    begin = Publication.objects.get(story=story).publish_at

    assert seen(site, begin - timedelta(microseconds=1))[0] == "Tin 0"
    assert seen(site, begin)[0] == "Mười giờ"


def test_one_language_taken_down_leaves_the_other_edition_alone(site, section):
    story = tell(site, "Hai ngôn ngữ", hours_ago=50, languages=("vi", "en"))
    for code in ("vi", "en"):
        tell(site, "Newer", languages=(code,))
        arrange(site, code, [Slot(1, story.pk)], actor=None, base=0)
    take_down(story, actor=None, site=site, languages=["vi"])

    assert seen(site, code="vi") == ["Newer"]
    assert len(seen(site, code="en")) == 2
    assert seen(site, code="en")[1] == "Newer"


def test_what_is_public_again_has_its_place_again(site, news):
    arrange(site, "vi", [Slot(1, news[4].pk)], actor=None, base=0)
    take_down(news[4], actor=None)
    assert seen(site)[0] == "Tin 0"

    publish(news[4], site=site, languages=["vi"], actor=None)

    assert seen(site)[0] == "Tin 4"


def test_too_few_stories_leave_no_gap(site, news, get):
    arrange(site, "vi", [Slot(PLACES, news[0].pk)], actor=None, base=0)

    assert headlines(get("/vi/")) == ["Tin 1", "Tin 2", "Tin 3", "Tin 4", "Tin 0"]


def test_a_chosen_lead_needs_no_picture(site, section, news):
    tell(site, "Có ảnh", hours_ago=2, lead_image=make_image(site))
    assert seen(site)[0] == "Có ảnh"

    arrange(site, "vi", [Slot(1, news[4].pk)], actor=None, base=0)

    assert seen(site)[:2] == ["Tin 4", "Tin 0"]


def test_it_agrees_with_the_one_definition_of_public_at_every_boundary(site, section):
    """Stories of all states in all places, looked at around every moment that matters."""
    moments = [NOW + n * HOUR for n in range(1, 8)]
    slots, boundaries = [], set(moments)
    for place, begin in enumerate(moments[:6], start=1):
        story = make_live_story(site, publish={"publish_at": begin, "expire_at": begin + 2 * HOUR})
        slots.append(Slot(place, story.pk, begin - HOUR, begin + HOUR))
        boundaries |= {begin - HOUR, begin + HOUR, begin + 2 * HOUR}
    arrange(site, "vi", slots, actor=None, base=0)
    forget_public_sites()
    shown = public_sites().with_id(site.pk)

    for at in sorted(boundaries):
        filled = fill_places(shown, shown.edition("vi"), at)
        live = set(Publication.objects.live(at).values_list("story_id", flat=True))
        expected = {
            slot.position: slot.story_id
            for slot in slots
            if slot.begins_at <= at < slot.ends_at and slot.story_id in live
        }
        by_hand = {one.chosen_place: one.card.story_id for one in filled if one.chosen_place}
        assert by_hand == expected
        front = compose_front(shown, shown.edition("vi"), at)
        for publication in Publication.objects.all():
            if front.shows(publication.pk):
                assert publication.public_state(at) == PublicState.LIVE


def test_feeds_stay_chronological(site, news, get):
    before = get("/vi/feeds/rss.xml").content.count(b"<item>")
    arrange(site, "vi", [Slot(1, news[4].pk)], actor=None, base=0)

    feed = get("/vi/feeds/rss.xml").content.decode()

    assert feed.count("<item>") == before == 5
    assert feed.index("Tin 0") < feed.index("Tin 3") < feed.index("Tin 4")


@pytest.mark.parametrize("item_count", [1, 3])
def test_a_curated_front_page_costs_two_queries(
    site, section, get, django_assert_num_queries, item_count
):
    stories = [tell(site, f"Tin {n}", lead_image=make_image(site)) for n in range(12)]
    slots = [Slot(number + 1, stories[number].pk) for number in range(item_count)]
    arrange(site, "vi", slots, actor=None, base=0)
    get("/vi/")

    with django_assert_num_queries(2):
        assert len(headlines(get("/vi/"))) == 12
