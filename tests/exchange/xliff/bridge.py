"""A story about a bridge, half translated: what the sample files are about."""

from __future__ import annotations

from articles.exchange.xliff.exporting import story_file, with_texts
from articles.exchange.xliff.records import StoryFile
from articles.exchange.xliff.writing import write_xliff
from articles.models import Site, Story
from tests.factories import make_story, write_text

TITLE = "Cầu mới nối hai bờ sông"
DEK = "Người dân đi lại dễ hơn."
HEADING = "Hai năm thi công"
LENGTH = (
    'Cầu dài 420 mét, theo <a href="https://example.org/bao-cao">báo cáo</a> của '
    "<strong>Bộ Giao thông</strong>."
)
FERRY = "Trước đây phải đi phà.<br>Chuyến phà cuối đã chạy hôm qua."
OPENING = "Lễ khánh thành diễn ra sáng nay. Nhiều người đến xem."
BODY = f"<h2>{HEADING}</h2><p>{LENGTH}</p><p>{FERRY}</p><p>{OPENING}</p>"

ENGLISH = {
    "title": "New bridge joins two banks",
    "dek": "Crossing gets easier.",
    "body": (
        "<h2>Two years of work</h2>"
        '<p>It is 420 metres long, says a <a href="https://example.org/bao-cao">report</a> of the '
        "<strong>Ministry of Transport</strong>.</p>"
    ),
}


def make_bridge(site: Site, languages: tuple[str, ...] = ("en",)) -> Story:
    """In Vietnamese; in English the last two paragraphs are missing."""
    story = make_story(site, ("vi",), texts={"title": TITLE, "dek": DEK, "body": BODY})
    if "en" in languages:
        write_text(story, "en", **ENGLISH)
    return story


def exported(story: Story, language_code: str = "en", **options: object) -> StoryFile:
    """What the desk would export now."""
    fresh = with_texts(Story.objects.filter(pk=story.pk)).get()
    file = story_file(fresh, language_code, **options)
    assert file is not None
    return file


def written(story: Story, version: str, language_code: str = "en") -> str:
    return write_xliff([exported(story, language_code)], version).decode()
