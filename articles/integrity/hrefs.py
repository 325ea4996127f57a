"""Addresses that lead to the same page, whichever language the page is in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from unicodedata import normalize
from urllib.parse import parse_qsl, unquote, urlsplit

from django.conf.locale import LANG_INFO

from articles.text.languages import normal_code

_HREF = re.compile(r'<a\s[^>]*?href="([^"]*)"')
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|igshid")
_LANGUAGE_FIELDS = frozenset({"lang", "hl", "locale", "language", "l"})
_CODE = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})?")
_LANGUAGES = frozenset(code.partition("-")[0] for code in LANG_INFO)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a link leads, without what makes no difference.

    `languages` are those that the address names; they are left out of the other parts.
    """

    host: str
    path: tuple[str, ...]
    query: tuple[tuple[str, str], ...]
    languages: frozenset[str]

    def is_same_page(self, other: Address, language_code: str) -> bool:
        """Whether `other` is this page, or its counterpart in this language (or English)."""
        if (self.host, self.path, self.query) == (other.host, other.path, other.query):
            return True
        if self.host != other.host or not other.languages:
            return False
        wanted = {normal_code(language_code).partition("-")[0], "en"}
        return bool(other.languages & wanted)


def hrefs(html: str) -> list[str]:
    """The addresses of the links in a segment, in order, but for those within the page."""
    if "<a" not in html:
        return []
    found = (unescape(href) for href in _HREF.findall(html))
    return [href for href in found if href and not href.startswith("#")]


@lru_cache(maxsize=4096)
def read_address(href: str) -> Address:
    try:
        parts = urlsplit(href)
        labels = (parts.hostname or "").removeprefix("www.").split(".")
    except ValueError:
        return Address("", (href,), (), frozenset())
    languages = set()
    if len(labels) > 2 and (language := _language(labels[0])):
        languages.add(language)
        labels = labels[1:]
    path = []
    for part in normalize("NFC", unquote(parts.path)).split("/"):
        if language := _language(part):
            languages.add(language)
        elif part:
            path.append(part)
    query = []
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if name in _LANGUAGE_FIELDS and _language(value):
            languages.add(_language(value))
        elif not _TRACKING.fullmatch(name):
            query.append((name, value))
    return Address(".".join(labels), tuple(path), tuple(sorted(query)), frozenset(languages))


def _language(part: str) -> str:
    """The language that a part of an address names, region and script aside; or nothing."""
    code = part.lower()
    if not _CODE.fullmatch(code):
        return ""
    primary = re.split("[-_]", code)[0]
    return primary if primary in _LANGUAGES else ""
