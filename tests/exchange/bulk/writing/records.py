"""Stories as archives bring them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from articles.exchange.bulk.records import BulkStory, BulkText
from articles.exchange.bulk.references import References
from articles.exchange.bulk.writing import write_batch
from articles.models import Site
from tests.factories import make_section

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


PAST = NOW - timedelta(days=400)


ORIGINAL = BulkText(
    title="Cầu mới nối hai bờ sông",
    dek="Người dân đi lại dễ hơn.",
    body="<p>Cây cầu dài 420 mét.</p><h2>Ngày mai</h2><p>Cầu mở cửa lúc 6 giờ.</p>",
)


ENGLISH = BulkText(
    title="New bridge joins two banks",
    dek="Crossing gets easier.",
    body="<p>The bridge is 420 metres long.</p><h2>Tomorrow</h2><p>It opens at 6 in the "
    "morning.</p>",
)


# A number that the original has not: a finding.
CHINESE = BulkText(
    title="新桥连接两岸",
    dek="居民出行更方便。",
    body="<p>这座桥长999米。</p><h2>明天</h2><p>大桥6点开放。</p>",
)


def record(site: Site, key: str = "a", **changed: Any) -> BulkStory:
    fields: dict[str, Any] = {
        "key": key,
        "original_language": "vi",
        "section": (site.categories.first() or make_section(site)).pk,
        "texts": {"vi": ORIGINAL, "en": ENGLISH, "zh-hans": CHINESE},
        "publish_at": PAST,
    } | changed
    return BulkStory(**fields)


def write(site: Site, *stories: BulkStory, **options: Any):
    return write_batch(References.of(site), stories, **({"actor": None} | options))
