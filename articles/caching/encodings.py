"""Which encoding a reader gets (RFC 9110, section 12.5.3)."""

from __future__ import annotations

from functools import lru_cache

from articles.caching.entry import BROTLI, GZIP, IDENTITY

# The smallest first.
OFFERED = (BROTLI, GZIP)


@lru_cache(maxsize=512)
def best_encoding(accepted: str) -> str:
    """The smallest that the header `Accept-Encoding` allows; plain where it says nothing."""
    weights = _weights(accepted)
    for encoding in OFFERED:
        if weights.get(encoding, weights.get("*", 0.0)) > 0:
            return encoding
    return IDENTITY


def takes_gzip(accepted: str) -> bool:
    """For what is there in gzip already, whatever else the header allows."""
    weights = _weights(accepted)
    return weights.get(GZIP, weights.get("*", 0.0)) > 0


def _weights(accepted: str) -> dict[str, float]:
    weights: dict[str, float] = {}
    for part in accepted.split(","):
        name, _, parameter = part.partition(";")
        weights[name.strip().lower()] = _weight(parameter)
    return weights


def _weight(parameter: str) -> float:
    name, _, value = parameter.partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
