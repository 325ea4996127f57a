"""Pictures whose rights end, for the desk. What readers may see is decided in `cards`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from articles.models import Image
from articles.richtext.text import image_ids

# How long before the end the desk is warned.
NOTICE = timedelta(days=30)


def pictures_in(lead_image_id: int | None, body: str) -> list[int]:
    """The pictures that a text shows, the lead picture first, each once."""
    in_body = image_ids(body) if "data-image-id" in body else []
    return list(dict.fromkeys([*([lead_image_id] if lead_image_id else []), *in_body]))


def with_an_end(ids: Collection[int]) -> Mapping[int, Image]:
    """Of these pictures those whose rights end, by id, with their descriptions.

    Two queries at most, none without ids.
    """
    if not ids:
        return {}
    found: Any = Image.objects.filter(pk__in=ids, rights_until__isnull=False)
    return {image.pk: image for image in found.prefetch_related("translations")}


def soon(image: Image, at: datetime) -> bool:
    """Whether the rights have ended, or end so soon that the desk should see to it."""
    return image.rights_until is not None and image.rights_until <= at + NOTICE
