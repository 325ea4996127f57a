"""Small pictures in lists and beside fields."""

from __future__ import annotations

from django.utils.html import format_html

from articles.imaging.picture import rendition_url
from articles.models import Image
from articles.templatetags.desk import picture_preview


def thumbnail(image: Image | None) -> str:
    """The picture, small and square; empty where there is none."""
    if image is None:
        return ""
    return format_html(
        '<img class="desk-thumbnail" src="{}" alt="" width="56" height="56" loading="lazy">',
        rendition_url(image, "thumb", 96),
    )


def preview(image: Image | None) -> str:
    """Large enough to know it by; a dash where there is none."""
    return "–" if image is None else picture_preview(image)
