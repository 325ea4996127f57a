"""Paragraphs in another language than their edition's."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.enums import Severity
from articles.integrity.base import Hit, Manuscript, Rule, shorten
from articles.integrity.detection import foreign_language
from articles.text.languages import native_name, same_language


class ForeignLanguage(Rule):
    id = "foreign-language"
    name = _("Other language")
    explanation = _(
        "A paragraph is in another language than the edition and is not marked as such: it was "
        "probably never translated."
    )
    severity = Severity.BLOCK
    version = 2

    def check(self, manuscript: Manuscript) -> Iterator[Hit]:
        for segment in manuscript.segments:
            if segment.lang and not same_language(segment.lang, manuscript.language_code):
                continue  # the desk has said that it means this language
            found = foreign_language(segment.own_text, manuscript.language_code)
            if found:
                yield Hit(
                    segment,
                    shorten(segment.text),
                    {"found": found, "expected": manuscript.language_code},
                )

    def message(self, detail: Mapping[str, str]) -> str:
        expected = native_name(detail["expected"])
        if detail["found"] == "und":
            return gettext("This is not in the edition’s language (%(expected)s).") % {
                "expected": expected
            }
        return gettext(
            "This seems to be %(found)s, but the edition’s language is %(expected)s."
        ) % {"found": native_name(detail["found"]), "expected": expected}
