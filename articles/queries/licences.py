"""What the licence of a source stands against; asked of the database, which refuses by it."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.db.models import F, Func, Q, TextField
from django.utils import timezone

from articles.models import Publication, PublicationQuerySet, Source

SITE, LANGUAGE, TRANSLATION, TIME = "site", "language", "translation", "time"


def licence_objection(
    revision_id: int, site_id: int, language_code: str, expire_at: datetime | None
) -> str | None:
    """What stands against it (`site`, `language`, `translation` or `time`), or None. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT articles_licence_objection(%s, %s, %s, %s)",
            [revision_id, site_id, language_code, expire_at],
        )
        (objection,) = cursor.fetchone()
    return str(objection) if objection else None


def outside_licence(source: Source) -> PublicationQuerySet:
    """Publications, public or to be, that the licence of their source does not cover.

    Each has the objection as `objection`.
    """
    objection = Func(
        F("revision"),
        F("site"),
        F("language_code"),
        F("expire_at"),
        function="articles_licence_objection",
        output_field=TextField(),
    )
    return (
        Publication.objects.filter(
            Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now()),
            revision__source=source,
            withdrawn_at__isnull=True,
        )
        .annotate(objection=objection)
        .filter(objection__isnull=False)
    )
