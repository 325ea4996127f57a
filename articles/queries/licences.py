"""What the licence of a source stands against; asked of the database, which refuses by it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import connection
from django.db.models import F, Func, Q, TextField
from django.utils import timezone

from articles.models import Publication, PublicationQuerySet, Source

SITE, LANGUAGE, TRANSLATION, TIME = "site", "language", "translation", "time"


# A revision, a site, a language, and when it would end for readers.
Asked = tuple[int, int, str, datetime | None]


def licence_objection(
    revision_id: int, site_id: int, language_code: str, expire_at: datetime | None
) -> str | None:
    """What stands against it (`site`, `language`, `translation` or `time`), or None. One query."""
    asked = (revision_id, site_id, language_code, expire_at)
    return licence_objections([asked]).get(asked)


def licence_objections(asked: Collection[Asked]) -> dict[Asked, str]:
    """The same for many, those that are objected to. One query, none for nothing."""
    rows = list(asked)
    if not rows:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT place, articles_licence_objection(revision, site, language, expires) "
            "FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::timestamptz[]) "
            "WITH ORDINALITY AS asked (revision, site, language, expires, place)",
            [list(column) for column in zip(*rows, strict=True)],
        )
        return {rows[place - 1]: str(kind) for place, kind in cursor.fetchall() if kind}


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
