"""Numbers, dates, amounts and units that a translation changed or left out."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from typing import ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.enums import Severity
from articles.integrity.base import Hit, Manuscript, Rule, shorten
from articles.integrity.figures.comparison import compare_figures
from articles.integrity.figures.faults import Family, Fault


class FigureRule(Rule):
    """One family of the faults that `compare_figures` finds."""

    family: ClassVar[Family]

    @abstractmethod
    def missing(self, detail: Mapping[str, str]) -> str:
        """The message where nothing stands in the figure's place."""

    def check(self, manuscript: Manuscript) -> Iterator[Hit]:
        if manuscript.original is None:
            return
        for source, target in manuscript.pairs():
            if source.hash == target.hash:
                continue  # the same words: untranslated, or a name or a result that needs nothing
            for fault in compare_figures(
                source.text,
                source.lang or manuscript.original.language_code,
                target.text,
                target.lang or manuscript.language_code,
            ):
                if fault.family == self.family:
                    yield Hit(target, shorten(target.text), _detail(fault), source=source)

    def message(self, detail: Mapping[str, str]) -> str:
        if not detail["found"]:
            return self.missing(detail)
        return gettext("The original has “%(expected)s”, here stands “%(found)s”.") % detail


class ChangedNumber(FigureRule):
    id = "numbers"
    name = _("Number changed")
    explanation = _(
        "A number of the original stands in the translation with another value, or not at all."
    )
    severity = Severity.WARN
    family = Family.NUMBER

    def missing(self, detail: Mapping[str, str]) -> str:
        return gettext("The number “%(expected)s” of the original is missing here.") % detail


class ChangedDate(FigureRule):
    id = "dates"
    name = _("Date or time changed")
    explanation = _(
        "A date or a time of day of the original stands in the translation as another one, "
        "shortened, or not at all."
    )
    severity = Severity.WARN
    family = Family.DATE

    def missing(self, detail: Mapping[str, str]) -> str:
        return gettext("The date or time “%(expected)s” of the original is missing here.") % detail


class ChangedUnit(FigureRule):
    id = "units"
    name = _("Currency or unit changed")
    explanation = _(
        "A number of the original stands in the translation with another currency or unit, or "
        "has lost its currency or per cent."
    )
    severity = Severity.WARN
    family = Family.UNIT

    def missing(self, detail: Mapping[str, str]) -> str:
        return gettext("“%(expected)s” of the original is missing here.") % detail


def _detail(fault: Fault) -> dict[str, str]:
    return {"expected": fault.expected, "found": fault.found}
