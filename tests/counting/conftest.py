from datetime import UTC, datetime

import pytest

from articles.counting import limits, serving, upkeep, visitors
from articles.models import Publication
from articles.views import beacon
from tests.factories import make_live_story

# Before any of it the story is public.
PUBLISHED = datetime(2026, 1, 1, tzinfo=UTC)
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def publication(site):
    story = make_live_story(site, publish={"publish_at": PUBLISHED})
    return Publication.objects.get(story=story)


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch):
    """Salts, limits and the next roll-up of this process, which outlive a test's transaction."""
    monkeypatch.setattr(visitors, "_salts", visitors.DailySalts())
    monkeypatch.setattr(upkeep, "upkeep", upkeep.Upkeep())
    for module in (serving, beacon):
        monkeypatch.setattr(module, "limits", limits.Limits())
