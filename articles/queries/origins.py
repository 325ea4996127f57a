"""Which address of a story is the canonical one.

A story belongs to the site it comes from. Where that has it live in a language, the copies that
other sites carry in that language are not canonical: their pages name the origin's, and only the
origin lists it in site maps.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import OuterRef

from articles.models import Publication, PublicationQuerySet


def live_at_origin(at: datetime) -> PublicationQuerySet:
    """For a subquery of publications: the same story and language, live where it comes from.

    A publication at its own origin finds itself.
    """
    return Publication.objects.live(at).filter(
        story=OuterRef("story"),
        language_code=OuterRef("language_code"),
        site=OuterRef("story__origin"),
    )
