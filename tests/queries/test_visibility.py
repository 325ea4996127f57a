"""Each reason, and that none is given where readers find the story."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.enums import Place, PublicState
from articles.forms.visibility import WORDS, say
from articles.models import CategoryTranslation, Publication, SearchEntry, SectionListing
from articles.models.publication import live_clauses
from articles.queries import visibility
from articles.queries.visibility import explain
from articles.sites.snapshot import forget_public_sites
from articles.workflow import Slot, arrange, take_down
from tests.admin.desk import signed_in
from tests.factories import (
    make_live_story,
    make_section,
    make_site,
    make_source,
    make_story,
    publish_story,
)


def rules(story, site, code="vi", place=Place.PAGE, at=None):
    forget_public_sites()
    reasons = explain(story, site, code, at or timezone.now(), place)
    assert all(say(reason, site).strip() for reason in reasons)
    return [reason.rule for reason in reasons]


def test_public_story_is_found_everywhere(site, section):
    story = make_live_story(site)

    assert {place: rules(story, site, place=place) for place in Place} == {
        place: [] for place in Place
    }


def test_text_and_edition(site, section):
    story = make_story(site)

    assert rules(story, site) == ["never-published"]
    assert rules(story, site, "en") == ["no-text"]
    assert rules(story, site, "zh-hans") == ["edition"]
    site.hosts.all().delete()
    assert rules(story, site) == ["site"]


def test_licence_is_named_before_anybody_tries(site, section):
    source = make_source()
    source.licensed_languages = ["en"]
    source.save()

    assert rules(make_story(site, source=source), site) == ["never-published", "licence"]


def test_times_agree_with_the_one_definition_of_public(site, section):
    story = make_story(site)
    now = timezone.now()
    begin, end = now + timedelta(hours=1), now + timedelta(hours=2)
    publish_story(story, site, publish_at=begin, expire_at=end)

    for at in (now, begin, begin + timedelta(minutes=59), end, end + timedelta(days=1)):
        live = Publication.objects.live(at).filter(story=story).exists()
        assert (rules(story, site, at=at) == []) == live
    assert rules(story, site, at=now) == ["scheduled"]
    assert rules(story, site, at=end) == ["expired"]
    assert set(live_clauses(now)) == set(PublicState) - {PublicState.LIVE}


def test_taking_down_names_who_and_why(site, section, editor):
    story = make_live_story(site)
    take_down(story, actor=editor, reason="Sai số liệu.")

    [reason] = explain(story, site, "vi", timezone.now())

    assert reason.rule == "withdrawn"
    assert "editor" in say(reason, site)
    assert "Sai số liệu." in say(reason, site)


def test_section_without_a_name(site, section):
    story = make_live_story(site)
    CategoryTranslation.objects.filter(language_code="vi").delete()

    assert rules(story, site) == ["section-name"]


def test_lists_maps_and_search(site, other_site, section, monkeypatch):
    story = make_live_story(site)
    publish_story(story, other_site, section=make_section(other_site))

    assert rules(story, other_site, place=Place.SITEMAP) == ["mapped-by-origin"]
    later = timezone.now() + timedelta(days=3)
    assert rules(story, site, place=Place.NEWS, at=later) == ["too-old"]
    SearchEntry.objects.all().delete()
    assert rules(story, site, place=Place.SEARCH) == ["not-indexed"]
    SectionListing.objects.all().delete()
    assert rules(story, site, place=Place.SECTION) == ["not-listed"]
    monkeypatch.setattr(visibility, "ENTRIES", 2)
    make_live_story(site)
    assert rules(story, site, place=Place.FEED) == []
    make_live_story(site)
    assert rules(story, site, place=Place.FEED) == ["pushed-out"]


def test_front_page(site, section):
    """By rule, by hand, at its time, and under a story that was set there later."""
    now, hour = timezone.now(), timedelta(hours=1)
    old = make_live_story(site, publish={"publish_at": now - 100 * hour})
    newer = [make_live_story(site, publish={"publish_at": now - hour}) for _ in range(14)]
    assert rules(old, site, place=Place.FRONT) == ["front-newer"]
    assert rules(newer[0], site, place=Place.FRONT) == []

    slot = Slot(2, old.pk, now + hour, now + 3 * hour)
    above = Slot(2, newer[0].pk, now + 2 * hour)
    arrange(site, "vi", [slot, above], actor=None, base=0)

    def found(hours):
        return rules(old, site, place=Place.FRONT, at=now + hours * hour)

    assert found(0) == ["front-later", "front-newer"]
    assert found(1) == []
    assert found(2) == ["front-covered", "front-newer"]
    assert found(3) == ["front-over", "front-newer"]


def test_every_rule_has_words(site):
    assert {
        "site", "edition", "no-text", "never-published", "licence", "withdrawn", "scheduled",
        "expired", "section-name", "not-listed", "mapped-by-origin", "too-old", "not-indexed",
        "pushed-out", "front-later", "front-over", "front-covered", "front-newer",
    } == set(WORDS)  # fmt: skip


def test_command_says_it_with_an_honest_exit_code(site, section, capsys):
    story = make_live_story(site)

    call_command("explain_visibility", str(story.pk), "--site=news", "--language=vi")
    assert capsys.readouterr().out.count("It is there.") == len(Place)
    with pytest.raises(SystemExit) as ended:
        call_command("explain_visibility", str(story.pk), "--site=news", "--in=page")

    assert ended.value.code == 1
    assert "news en page: There is no text in this language." in capsys.readouterr().out


def test_page_of_the_desk_shows_only_own_sites(site, section, reporter):
    story = make_live_story(site)
    make_site("secret", ("vi",))

    page = signed_in(reporter).get(f"/admin/articles/story/{story.pk}/visibility/")

    html = page.content.decode()
    assert "It is there." in html
    assert "There is no text in this language." in html
    assert "secret" not in html
