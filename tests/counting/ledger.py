"""Views that wait in the ledger to be counted."""

from articles.models import (
    ViewEvent,
)


def add_event(publication_id, number, at):
    return ViewEvent.objects.create(
        publication_id=publication_id, visitor=number.to_bytes(16), window=at, at=at
    )
