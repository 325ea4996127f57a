"""Attribute values: what is kept of each, in normal form."""

import re
from urllib.parse import urlsplit

from articles.richtext.characters import clean_line
from articles.richtext.extensions import LINK_RELATIONS, LINK_SCHEMES, MAX_SPAN
from articles.richtext.language_tags import canonical_language

Attributes = tuple[tuple[str, str], ...]

# Browsers drop these from addresses before they look at the scheme.
_IGNORED_IN_ADDRESSES = re.compile(r"[\x00-\x1f\x7f\ufeff]")
_DIGITS = re.compile(r"[0-9]{1,9}")


def language_of(attributes: dict[str, str]) -> str:
    """The language that an element states, if we know it."""
    return canonical_language(attributes.get("lang", "")) or ""


def link_attributes(attributes: dict[str, str]) -> Attributes:
    """`href` and `rel` of a link, or nothing where the address is not one that we follow."""
    href = safe_address(attributes.get("href", ""))
    if href is None:
        return ()
    stated = attributes.get("rel", "").lower().split()
    relations = " ".join(name for name in LINK_RELATIONS if name in stated)
    return (("href", href), *((("rel", relations),) if relations else ()))


def safe_address(value: str) -> str | None:
    """http, https and mailto addresses, paths of the same site and fragments; else None."""
    address = _IGNORED_IN_ADDRESSES.sub("", value).strip().replace(" ", "%20")
    if "\\" in address:
        # Browsers read it as a slash, servers do not: only tricks are written so.
        return None
    if address.startswith("//"):
        address = f"https:{address}"
    if address.startswith(("/", "#")):
        return address
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in LINK_SCHEMES:
        return None
    if parts.scheme == "mailto":
        return address if "@" in parts.path.strip("@") else None
    return address if host else None


def figure_attributes(attributes: dict[str, str]) -> dict[str, str]:
    """The reference to a picture, or nothing where there is none."""
    number = _number(attributes.get("data-image-id", ""))
    if number < 1:
        return {}
    kept = {"data-image-id": str(number)}
    if alt := clean_line(attributes.get("data-alt", "")):
        kept["data-alt"] = alt
    return kept


def list_attributes(attributes: dict[str, str]) -> dict[str, str]:
    start = _number(attributes.get("start", ""), otherwise=1)
    return {} if start == 1 else {"start": str(start)}


def cell_attributes(attributes: dict[str, str]) -> dict[str, str]:
    kept = {}
    for name in ("colspan", "rowspan"):
        span = min(_number(attributes.get(name, "")), MAX_SPAN)
        if span > 1:
            kept[name] = str(span)
    return kept


def _number(value: str, otherwise: int = 0) -> int:
    match = _DIGITS.fullmatch(value.strip())
    return int(match[0]) if match else otherwise
