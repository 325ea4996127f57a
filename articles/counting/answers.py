"""What the beacon answers, whoever sends it: Django's view or the fast path.

200 means that the view is on disk, or by our rules is none; 400 and 403 that it never will be
counted, 429 that its network has counted enough for now, 503 that it may be sent again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from articles.counting.ledger import Outcome

PIXEL = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b"
)
UNCACHED = (("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"))


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that no cache keeps."""

    status: int
    content_type: str
    body: bytes
    retry_after: int = 0

    @property
    def headers(self) -> list[tuple[str, str]]:
        """All but those of the body."""
        if self.retry_after:
            return [*UNCACHED, ("Retry-After", str(self.retry_after))]
        return [*UNCACHED]


def number(outcome: Outcome) -> Answer:
    """The number of views, and whether this one is among them."""
    body = json.dumps({"views": outcome.views, "counted": outcome.counted})
    return Answer(200, "application/json", body.encode())


def picture(outcome: Outcome) -> Answer:
    """A transparent one of one pixel, whatever came out."""
    return PICTURE


def _refusal(status: int, message: str, retry_after: int = 0) -> Answer:
    return Answer(status, "text/plain; charset=utf-8", message.encode(), retry_after)


PICTURE = Answer(200, "image/gif", PIXEL)
NO_TOKEN = _refusal(400, "This is no token of ours.")
STRANGER = _refusal(403, "Only our own pages may count their readers.")
TOO_MANY = _refusal(429, "Too many views from this network; try again later.", 60)
AWAY = _refusal(503, "The database is away; try again.", 2)
BUSY = _refusal(503, "Too many views wait for the database; try again.", 2)
