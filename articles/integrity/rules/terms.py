"""Names and terms that are not written as the glossary has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.enums import Severity
from articles.integrity.base import Hit, Manuscript, Rule, shorten
from articles.text.terms import contains_term, find_terms, present_terms


class GlossaryTerms(Rule):
    id = "glossary-term"
    name = _("Name or term")
    explanation = _(
        "A name or term of the original is in the glossary, and the translation has none of the "
        "spellings that the glossary accepts."
    )
    severity = Severity.WARN

    def check(self, manuscript: Manuscript) -> Iterator[Hit]:
        if manuscript.original is None or not manuscript.terms:
            return
        language, code = manuscript.original.language_code, manuscript.language_code
        whole = "\n".join(segment.text for segment in manuscript.original.segments)
        terms = present_terms(whole, manuscript.terms, language)
        if not terms:
            return
        for source, target in manuscript.pairs():
            found = [match.term for match in find_terms(source.text, terms, language)]
            for term in dict.fromkeys(found):
                if not any(
                    contains_term(target.text, spelling, code, term.match_case)
                    for spelling in term.accepted
                ):
                    detail = {"term": term.source, "expected": term.accepted[0]}
                    yield Hit(target, shorten(target.text), detail, source)

    def message(self, detail: Mapping[str, str]) -> str:
        return (
            gettext("For “%(term)s” the glossary has “%(expected)s”, which is not here.") % detail
        )
