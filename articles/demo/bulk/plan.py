"""What there is to be. Read by processes in which Django is not set up yet: imports nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Plan:
    """What is to be there: stories 0 to `stories` - 1 of a site, published until `now`."""

    site: int
    stories: int
    languages: tuple[str, ...]
    now: datetime
