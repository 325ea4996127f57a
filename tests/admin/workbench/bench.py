"""What tests of the workbench do again and again: open it, find a row, send what was typed."""

from __future__ import annotations

import json

from django.urls import reverse

from articles.queries.workbench import Bench, Line, workbench
from tests.admin.desk import signed_in

BODY = "<p>Một.</p><p>Hai <strong>lớn</strong>.</p><p>Ba.</p>"
ENGLISH = "<p>One.</p><p>Two <strong>big</strong>.</p><p>Three.</p>"


def address(story, language="en", call=""):
    name = f"admin:articles_story_translate{call and '_' + call}"
    return reverse(name, args=[story.pk, language])


def send(sender, story, call, language="en", client=None, **data):
    return (client or signed_in(sender)).post(
        address(story, language, call), json.dumps(data), content_type="application/json"
    )


def bench_of(story, user, language="en") -> Bench:
    found = workbench(story, language, user)
    assert found is not None
    return found


def line_of(bench: Bench, words: str) -> Line:
    """The row whose original, or else translation, says this."""
    return next(line for line in bench.lines if line.segment.text == words)


def edit_of(line: Line, html: str, **other):
    return {
        "source": line.source_hash,
        "occurrence": line.occurrence,
        "base": line.base,
        "html": html,
    } | other
