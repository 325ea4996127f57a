"""Two numbers together: "5-10 triệu", "50 to 70 cm", and scores such as 3-1."""

from __future__ import annotations

import re
from decimal import Decimal

from articles.text.figures.model import Figure, Kind, Weight

# "5-10 triệu" is a range, "5 and 10 million" a list: both may share what stands behind the second.
_RANGE = (
    r"[-–—‑~～]|\bto\b|(?:per ?cent|percent) to"
    r"|đến|tới|至|到|إلى|à|bis|a|до|ถึง|sampai|hingga|から|에서"
)
_LIST = r"[/、,،]|\band\b|\bor\b|và|hoặc|hay|和|或|و|أو|et|ou|und|oder|y|o|e|и|или|และ|dan|atau"
_IN_RANGE = re.compile(rf"\s*(?:{_RANGE})\s*")
_BETWEEN = re.compile(rf"\s*(?:{_RANGE}|{_LIST})\s*")
_SCORE = re.compile(r"(?<![\w.,:/–-])(\d{1,2})(?:[-–]| ?[比对對] ?)(\d{1,2})(?![\d:/–-]|[.,]\d)")
_SIGN_OF_SCORE = re.compile(r"[-–比对對]")
_WRITTEN = re.compile(r"\D*([\d.,]*\d)")
_LEAST_SCALE = 100


def share_in_ranges(figures: list[Figure], text: str) -> list[Figure]:
    """The first number may be counted, and measured, by what stands behind the second."""
    for number in range(len(figures) - 2, -1, -1):
        first, second = figures[number], figures[number + 1]
        if _is_plain(first) and _is_plain(second) and max(first.values) < 1000:
            between = text[first.start + len(first.text) : second.start]
            if _BETWEEN.fullmatch(between):
                shared = first.values | _counted(first, second, text)
                unit = first.unit or (second.unit if _IN_RANGE.fullmatch(between) else "")
                figures[number] = first._replace(values=shared, unit=unit)
    return figures


def _is_plain(figure: Figure) -> bool:
    return figure.kind == Kind.NUMBER and figure.weight == Weight.DIGITS and bool(figure.values)


def _counted(first: Figure, second: Figure, text: str) -> frozenset[Decimal]:
    """The first number with the multiplier of the second."""
    written = _WRITTEN.match(text, second.start)
    digits = written[1].replace(",", ".") if written else ""
    if not digits or digits.count(".") > 1:
        return frozenset()
    base = Decimal(digits)
    scales = {value / base for value in second.values if base and value >= base * _LEAST_SCALE}
    return frozenset(value * scale for value in first.values for scale in scales)


def find_scores(text: str) -> tuple[tuple[int, int], ...]:
    """Pairs of small numbers, the smaller first, as results may be told from either side."""
    if _SIGN_OF_SCORE.search(text) is None:
        return ()
    pairs = ((int(found[1]), int(found[2])) for found in _SCORE.finditer(text))
    return tuple((min(pair), max(pair)) for pair in pairs)
