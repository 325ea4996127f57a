"""The demo as a newcomer finds it."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.utils import timezone
from PIL import Image as PillowImage
from pytest_django import Settings

from articles.demo import images
from articles.demo.records import stories
from articles.demo.seeding import is_seeded, seed
from articles.enums import PublicState, Role, WorkflowState
from articles.models import (
    Finding,
    FrontPage,
    FrontPageSlot,
    Image,
    ImageTranslation,
    Membership,
    Publication,
    RankedPublication,
    Release,
    Revision,
    Site,
    Story,
    StoryTranslation,
    User,
    ViewEvent,
    ViewTotal,
)
from tests.demo.drawings import PlainDrawings

pytestmark = pytest.mark.django_db
SEEDED = (Story, Revision, Image, Publication, ViewEvent, Release)


@pytest.fixture(autouse=True)
def development(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEBUG = True
    monkeypatch.setattr("articles.demo.seeding.Drawings", PlainDrawings)


def test_seed_demo_makes_what_it_promises():
    call_command("seed_demo", stdout=io.StringIO())

    assert is_seeded()
    assert {s.key: s.editions.count() for s in Site.objects.all()} == {"newscenter": 4, "sports": 2}
    assert Story.objects.count() == len(stories()) >= 24
    roles = set(Membership.objects.values_list("role", flat=True))
    assert roles == set(Role.values)
    assert User.objects.filter(is_superuser=True).count() == 1
    now = timezone.now()
    states = {p.public_state(now) for p in Publication.objects.all()}
    assert states == {PublicState.LIVE, PublicState.SCHEDULED, PublicState.WITHDRAWN}
    assert StoryTranslation.objects.filter(state=WorkflowState.IN_REVIEW).exists()
    assert StoryTranslation.objects.filter(stale_segments__gt=0).count() == 2
    assert {(p.site.key, p.language_code) for p in FrontPage.objects.all()} == {
        *(("newscenter", code) for code in ("vi", "en", "zh-hans", "ar")),
        *(("sports", code) for code in ("vi", "en")),
    }
    for key in ("newscenter", "sports"):
        slots = FrontPageSlot.objects.filter(site__key=key)
        assert slots.filter(begins_at__gt=timezone.now()).count() == 1
    assert ImageTranslation.objects.filter(alt="").count() == 0
    found = Finding.objects.values_list("rule", "language_code").order_by("language_code")
    assert list(found) == [("stale-segment", "en"), ("stale-segment", "zh-hans")]
    assert ViewTotal.objects.filter(counted__gt=0).count() > 20
    assert not ViewEvent.objects.filter(rolled_up=False).exists()
    for site in Site.objects.all():
        lists = RankedPublication.objects.filter(site=site, section=None)
        assert set(lists.values_list("ranking", flat=True)) >= {"hour", "day", "week"}


def test_a_release_waits_for_tomorrow_morning():
    seed()

    release = Release.objects.get()
    items = release.items.all()
    assert release.waits(timezone.now())
    assert timezone.localtime(release.publish_at, release.site.tzinfo).hour == 6
    assert len({item.story_id for item in items}) == 2
    assert {item.language_code for item in items} == {"vi", "en", "zh-hans"}
    assert {item.site.key for item in items} == {"newscenter", "sports"}
    placed = Publication.objects.filter(publish_at=release.publish_at)
    assert placed.count() == len(items) == 7


def test_seeding_again_changes_nothing():
    seed()
    before = [model.objects.count() for model in SEEDED]
    title = StoryTranslation.objects.first()
    StoryTranslation.objects.filter(pk=title.pk).update(title="Edited since")

    report = seed()

    after = [model.objects.count() for model in SEEDED]
    assert after == before
    assert sum(report.created.values()) == 0
    assert report.unchanged["stories"] == len(stories())
    assert StoryTranslation.objects.get(pk=title.pk).title == "Edited since"


def test_production_settings_refuse_it(settings: Settings):
    settings.DEBUG = False

    with pytest.raises(ImproperlyConfigured, match="known passwords"):
        seed()
    with pytest.raises(CommandError, match="DEBUG=true"):
        call_command("seed_demo")

    assert not Site.objects.exists()
    assert not User.objects.exists()


def test_a_failure_leaves_nothing(monkeypatch: pytest.MonkeyPatch):
    def fail(self: PlainDrawings, key: str) -> bytes:
        raise RuntimeError("no paint left")

    monkeypatch.setattr(PlainDrawings, "__getitem__", fail)

    with pytest.raises(RuntimeError):
        seed()

    assert not Site.objects.exists()


def test_drawings_are_the_pictures():
    with images.Drawings(["tennis-court"]) as drawings:
        assert PillowImage.open(io.BytesIO(drawings["tennis-court"])).size == (1800, 1200)
