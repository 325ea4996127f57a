"""Dates and counts as the pages of the old system write them."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from django.utils.translation import gettext as _

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR_FIRST = re.compile(
    r"(?P<y>\d{4})\s?[-/.年]\s?(?P<m>\d{1,2})\s?[-/.月]\s?(?P<d>\d{1,2})\s?日?"
)
_YEAR_LAST = re.compile(r"(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y>\d{4})")
_VIETNAMESE = re.compile(r"(?P<d>\d{1,2}) tháng (?P<m>\d{1,2}),? năm (?P<y>\d{4})", re.IGNORECASE)
_MONTH_NAME = rf"(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?"
_NAMED = (
    re.compile(rf"{_MONTH_NAME} (?P<d>\d{{1,2}}),? (?P<y>\d{{4}})", re.IGNORECASE),
    re.compile(rf"(?P<d>\d{{1,2}}) {_MONTH_NAME},? (?P<y>\d{{4}})", re.IGNORECASE),
)
_TIME = re.compile(
    r"(?:[\sT,]|lúc|at)*(?P<hour>\d{1,2})\s?[:时時h]\s?(?P<minute>\d{2})(?:\s?[:分]\s?(?P<second>\d{2}))?"
    r"\s?[分秒]?\s?(?P<half>[ap]\.?m\b\.?)?\s?(?P<offset>Z\b|(?:UTC|GMT)?[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(?P<count>\d{1,3}(?:[.,]\d{3})+|\d+)(?P<after>\S?)")
# What PostgreSQL's bigint holds.
_LARGEST = 2**63 - 1


def read_date(text: str, zone: tzinfo, *, day_first: bool) -> tuple[datetime, str]:
    """The date at the start of `text`, with the zone where it names none, and what follows it.

    Without a time of day it is midnight. Raises ValueError with a message for people.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    year, month, day, end = _read_day(text, day_first=day_first)
    found = _TIME.match(text, end)
    hour, minute, second = (
        (int(found[name] or 0) for name in ("hour", "minute", "second")) if found else (0, 0, 0)
    )
    if found and found["half"]:
        hour = hour % 12 + (12 if found["half"][0].lower() == "p" else 0)
    if found and found["offset"]:
        zone = _offset(found["offset"])
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError as error:
        raise ValueError(_("“%(text)s” is no date.") % {"text": text[:40]}) from error
    if not 1990 <= year <= 2100:
        raise ValueError(_("The year %(year)d cannot be right.") % {"year": year})
    return moment, text[found.end() if found else end :]


def read_count(text: str) -> tuple[int, str]:
    """The whole number at the start of `text`, and what follows it; ValueError as above."""
    text = unicodedata.normalize("NFKC", text).strip()
    found = _COUNT.match(text)
    if not found or (found["after"] and found["after"] in ".,万萬亿億kKmM%"):
        raise ValueError(_("“%(text)s” is no whole number.") % {"text": text[:40]})
    count = int(re.sub(r"[.,]", "", found["count"]))
    if count > _LARGEST:
        raise ValueError(_("“%(text)s” is too large a number.") % {"text": text[:40]})
    return count, text[found.end("count") :]


def _read_day(text: str, *, day_first: bool) -> tuple[int, int, int, int]:
    """Year, month, day, and where the date ends in the text."""
    text = re.sub(r"^ngày ", "     ", text, flags=re.IGNORECASE)
    start = len(text) - len(text.lstrip())
    for pattern in (_YEAR_FIRST, _VIETNAMESE, *_NAMED):
        if found := pattern.match(text, start):
            parts = found.groupdict()
            month = int(parts["m"]) if "m" in parts else 1 + _MONTHS.index(parts["name"].lower())
            return int(parts["y"]), month, int(parts["d"]), found.end()
    found = _YEAR_LAST.match(text, start)
    if not found:
        raise ValueError(_("“%(text)s” is no date.") % {"text": text.strip()[:40]})
    first, second = int(found["a"]), int(found["b"])
    if not day_first and first <= 12 and second <= 12 and first != second:
        raise ValueError(
            _("“%(text)s” may be two days: write the year first, as in 2024-07-23.")
            % {"text": found[0]}
        )
    is_day_first = day_first or first > 12
    day, month = (first, second) if is_day_first else (second, first)
    return int(found["y"]), month, day, found.end()


def _offset(text: str) -> tzinfo:
    if text.upper() == "Z":
        return UTC
    digits = re.sub(r"[^\d]", "", text)
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if "-" in text else offset)
