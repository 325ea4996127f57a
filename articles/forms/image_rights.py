"""Whose a picture is: what its file says of it, and what people make of that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.enums import DigitalSource
from articles.imaging.attribution import Attribution
from articles.models import Image

if TYPE_CHECKING:
    from django import forms

# Fields of a picture that are filled from its file, by what the file calls them.
FROM_FILE = {
    "creator": "creator",
    "credit": "line",
    "copyright_notice": "copyright",
    "usage_terms": "usage_terms",
    "licence_url": "licence_url",
    "licensor_url": "licensor_url",
    "digital_source": "digital_source",
}


def told_by_file(file_says: Mapping[str, str]) -> dict[str, str]:
    """By field of the picture, what its file says, as long as the field may be."""
    attribution = Attribution(**file_says)
    told = {field: getattr(attribution, name) for field, name in FROM_FILE.items()}
    return {
        field: text[: Image._meta.get_field(field).max_length]
        for field, text in told.items()
        if text
    }


def take_over(
    cleaned: dict[str, Any], told: Mapping[str, str], told_before: Mapping[str, str]
) -> list[str]:
    """Fill what nobody wrote, and replace what only the file before said; answers the fields."""
    taken = [
        field
        for field, text in told.items()
        if field in cleaned
        and cleaned[field] != text
        and (not cleaned[field] or cleaned[field] == told_before.get(field))
    ]
    cleaned.update({field: told[field] for field in taken})
    return taken


def say_beside(fields: Mapping[str, forms.Field], file_says: Mapping[str, str]) -> None:
    """What the file says, under each field; shown as HTML, so what it says is escaped."""
    for name, text in told_by_file(file_says).items():
        if name in fields:
            shown = DigitalSource(text).label if name == "digital_source" else text
            fields[name].help_text = format_html(
                '{} <span class="file-says">{} <q><bdi>{}</bdi></q></span>',
                fields[name].help_text,
                # Translators: before what is written in the file of a picture.
                _("The file says:"),
                shown,
            )
