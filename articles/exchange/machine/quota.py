"""Characters that we send in a month, counted before they are sent.

A request is reserved in a transaction of its own, so what a crash or several processes at once
leave behind can only be too high.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from articles.exchange.machine.engine import Meter, QuotaExceeded
from articles.models import MachineUsage

# One statement, so that of two requests only one can have what is left.
RESERVE = """
    INSERT INTO articles_machineusage AS used (engine, month, characters, requests)
    VALUES (%(engine)s, %(month)s, %(characters)s, 1)
    ON CONFLICT (engine, month) DO UPDATE SET
        characters = used.characters + excluded.characters, requests = used.requests + 1
    WHERE used.characters + excluded.characters <= %(limit)s
    RETURNING characters
"""


@dataclass(frozen=True)
class Reserved:
    """One attempt's characters."""

    engine: str
    month: date
    characters: int

    def give_back(self) -> None:
        rows = MachineUsage.objects.filter(engine=self.engine, month=self.month)
        with transaction.atomic(durable=True):
            rows.update(characters=F("characters") - self.characters)


def metered(engine: str) -> Meter:
    """A meter that keeps the engine within MACHINE_TRANSLATION_MONTHLY_CHARACTERS."""

    @contextmanager
    def meter(characters: int) -> Iterator[Reserved]:
        yield reserve(engine, characters)

    return meter


def reserve(engine: str, characters: int) -> Reserved:
    """Take characters of this month's quota; raises QuotaExceeded where so many are not left.

    Must not run inside a transaction: a rollback would give back what was sent.
    """
    limit, month = settings.MACHINE_TRANSLATION_MONTHLY_CHARACTERS, this_month()
    values: dict[str, str | int | date] = {
        "engine": engine,
        "month": month,
        "characters": characters,
        "limit": limit,
    }
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        fits = characters <= limit
        if fits:
            cursor.execute(RESERVE, values)
            fits = cursor.fetchone() is not None
    if not fits:
        raise QuotaExceeded(
            _(
                "This needs %(wanted)d characters, and of this month's %(limit)d only %(left)d are "
                "left (MACHINE_TRANSLATION_MONTHLY_CHARACTERS)."
            )
            % {"wanted": characters, "limit": limit, "left": left(engine)}
        )
    return Reserved(engine, month, characters)


def left(engine: str) -> int:
    """Characters that may still be sent this month."""
    used = MachineUsage.objects.filter(engine=engine, month=this_month())
    spent = used.values_list("characters", flat=True).first() or 0
    return max(settings.MACHINE_TRANSLATION_MONTHLY_CHARACTERS - spent, 0)


def this_month() -> date:
    """Its first day, in UTC."""
    return datetime.now(UTC).date().replace(day=1)
