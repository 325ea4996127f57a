"""What a story page carries so that its beacon can only name a page that we made."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from functools import lru_cache

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

PURPOSE = "articles.counting.token"
# 96 bits: nobody guesses one over the network, and the token stays short.
SIGNATURE_BYTES = 12
SHAPE = re.compile(r"([1-9][0-9]{0,18})\.([A-Za-z0-9_-]{16})", re.ASCII)


def make_token(publication_id: int) -> str:
    """The same for every reader and at any time, so that cached pages can carry it."""
    return f"{publication_id}.{_signature(publication_id, settings.SECRET_KEY)}"


def read_token(token: str) -> int | None:
    """The publication's id, or None where we never made the token. Asks no database."""
    shape = SHAPE.fullmatch(token)
    if shape is None:
        return None
    publication_id, signature = int(shape[1]), shape[2]
    # Pages that were cached before the key was changed are still counted.
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        if constant_time_compare(signature, _signature(publication_id, key)):
            return publication_id
    return None


# Readers come to few publications at a time.
@lru_cache(maxsize=8192)
def _signature(publication_id: int, key: str) -> str:
    digest = salted_hmac(PURPOSE, str(publication_id), key, algorithm="sha256").digest()
    return urlsafe_b64encode(digest[:SIGNATURE_BYTES]).decode()
