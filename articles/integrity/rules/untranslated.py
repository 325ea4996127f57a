"""Segments that say in the translation word for word what the original says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.enums import Severity
from articles.integrity.base import Hit, Manuscript, Rule, shorten
from articles.integrity.detection import foreign_language
from articles.integrity.sameness import is_left_as_it_was
from articles.text.languages import same_language
from articles.text.segments import Segment


class Untranslated(Rule):
    id = "untranslated"
    name = _("Same as the original")
    explanation = _(
        "A sentence stands in the translation as it stands in the original, though the languages "
        "are different: it was probably forgotten."
    )
    severity = Severity.WARN

    def check(self, manuscript: Manuscript) -> Iterator[Hit]:
        if manuscript.original is None:
            return
        languages = manuscript.original.language_code, manuscript.language_code
        if same_language(*languages):
            return
        for source, target in manuscript.pairs():
            if (
                not _is_meant(target, manuscript.language_code)
                and is_left_as_it_was(source, target, *languages)
                and not _is_told_already(source, target, *languages)
            ):
                yield Hit(target, shorten(target.text), source=source)

    def message(self, detail: Mapping[str, str]) -> str:
        return gettext("This is the same as in the original.")


def _is_meant(target: Segment, language_code: str) -> bool:
    """Whether the desk has marked the text as being in another language."""
    return bool(target.lang) and not same_language(target.lang, language_code)


def _is_told_already(source: Segment, target: Segment, from_code: str, to_code: str) -> bool:
    """Whether it is a paragraph in another language, of which `foreign-language` tells, or one
    that the original has quoted from the language of the translation.
    """
    return bool(foreign_language(target.own_text, to_code)) or same_language(
        foreign_language(source.own_text, from_code) or from_code, to_code
    )
