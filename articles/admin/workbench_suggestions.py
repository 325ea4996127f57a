"""What the memory offers for one segment of the workbench."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.html import strip_tags

from articles.admin.workbench import find_text
from articles.integrity.manuscripts import newest_revision
from articles.queries.workbench import PLAIN
from articles.templatetags.workbench import changed_words
from articles.text.segments import Segment, plain_segment
from articles.translation.comparison import segments_of
from articles.translation.composing import inline_html
from articles.translation.memory import EXACT, Suggestion, suggest

if TYPE_CHECKING:
    from articles.admin.story import StoryAdmin


def bench_suggestions(
    admin: StoryAdmin, request: HttpRequest, story_id: int, language: str
) -> HttpResponse:
    """Earlier translations of the segment whose hash is asked for, the best first."""
    story = find_text(admin, request, story_id, language)
    original = newest_revision(story.pk, story.original_language)
    wanted = request.GET.get("source", "")
    segments = segments_of(original) if original else ()
    source = next((segment for segment in segments if segment.hash == wanted), None)
    found = suggest(source, story.original_language, language) if source else []
    return JsonResponse({"suggestions": [shown(source, one) for one in found if source]})


def shown(source: Segment, suggestion: Suggestion) -> dict[str, Any]:
    """With what the original of then and that of now differ in."""
    html = inline_html(suggestion.target_html)
    former = plain_segment(source.kind, suggestion.source_text)
    return {
        "html": strip_tags(html) if source.kind in PLAIN else html,
        "match": suggestion.match,
        "change": "" if suggestion.match == EXACT else changed_words(former, source),
        "where": suggestion.site,
    }
