"""Answers as JSON that nobody on the way may keep."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse

from articles.api.shapes import to_json


def respond(
    record: Any, *, status: int = 200, content_type: str = "application/json"
) -> HttpResponse:
    text = json.dumps(to_json(record), ensure_ascii=False)
    response = HttpResponse(text, status=status, content_type=content_type)
    response["Cache-Control"] = "private, no-store"
    response["Vary"] = "Authorization, Accept-Language"
    return response
