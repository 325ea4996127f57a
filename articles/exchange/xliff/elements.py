"""Elements of XML, mixed with text."""

from __future__ import annotations

from typing import Any


def append_text(place: Any, text: str) -> None:
    """Put text behind all that the element holds."""
    if len(place):
        place[-1].tail = (place[-1].tail or "") + text
    else:
        place.text = (place.text or "") + text
