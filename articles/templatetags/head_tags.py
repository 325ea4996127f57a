"""Data inside a page."""

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# What could end the element or begin a comment in it; JSON reads the escapes as the same letters.
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


@register.filter
def json_ld(document: dict[str, Any]) -> SafeString:
    """The document as JSON that is safe inside `<script type="application/ld+json">`.

    Such an element is data: nothing runs it, so the content security policy lets it pass.
    """
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(ESCAPES))  # noqa: S308
