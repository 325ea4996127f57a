"""Hold the figures of a translated segment against those of its original. In doubt, none differs.

What a figure may mean is a set (see `articles.text.figures`), and two figures agree if their sets
meet. Only what stands in digits, or is plainly a number in words, can be missed; words such as
"hai" or 一 are often no more than a manner of speaking, and mostly only excuse.
"""

from __future__ import annotations

from functools import lru_cache

from articles.integrity.figures.details import other_scores, other_units, shortened_dates
from articles.integrity.figures.differences import find_differences
from articles.integrity.figures.faults import Family, Fault
from articles.integrity.figures.matching import match_figures
from articles.text.figures.languages import home_currency, knows_words
from articles.text.figures.model import Figure, Kind, Weight
from articles.text.figures.reading import read_figures


@lru_cache(maxsize=2048)
def compare_figures(
    source: str, source_language: str, target: str, target_language: str
) -> tuple[Fault, ...]:
    """The faults of one translated segment, in the order of the original."""
    original = read_figures(source, source_language)
    if not any(_can_be_missed(figure) for figure in original.figures):
        return ()
    match = match_figures(original, read_figures(target, target_language))
    words_known = knows_words(source_language) and knows_words(target_language)
    faults = list(find_differences(match, words_known=words_known))
    if words_known:
        faults += shortened_dates(match)
        faults += other_units(match, home_currency(target_language))
    if not any(fault.family == Family.NUMBER for fault in faults):
        faults += other_scores(match)
    return tuple(sorted(faults, key=lambda fault: fault.start))


def _can_be_missed(figure: Figure) -> bool:
    """All others are never asked for."""
    return (
        figure.weight > Weight.WORD
        or figure.kind == Kind.DATE
        or figure.is_cardinal
        or bool(figure.unit)
    )
