"""The demo's front pages: lead stories chosen by hand, some of them for a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from articles.demo.newsroom import Desk, Report
from articles.demo.records import FrontPageRecord, SlotRecord
from articles.models import FrontPage
from articles.workflow import ArrangementRefused, Slot, arrange


def seed_front_pages(
    records: list[FrontPageRecord],
    desk: Desk,
    stories: Mapping[str, int],
    now: datetime,
    report: Report,
) -> None:
    """Arrange those that nobody arranged yet. `stories` are ids by key."""
    for record in records:
        site = desk.sites[record.site]
        if FrontPage.objects.filter(site=site, language_code=record.language).exists():
            report.unchanged["front pages"] += 1
            continue
        slots = [_slot(slot, stories[slot.story], now) for slot in record.slots]
        try:
            arrange(site, record.language, slots, actor=desk.editors[record.site], base=0)
        except ArrangementRefused:
            # Somebody took one of these stories down: then the front page is theirs to make.
            report.unchanged["front pages"] += 1
        else:
            report.created["front pages"] += 1


def _slot(record: SlotRecord, story_id: int, now: datetime) -> Slot:
    """Times fall on a full minute, as the desk writes them."""
    minute = now.replace(second=0, microsecond=0)
    begins, ends = (
        None if hours is None else minute + timedelta(hours=hours)
        for hours in (record.from_hours, record.until_hours)
    )
    return Slot(record.place, story_id, begins, ends)
