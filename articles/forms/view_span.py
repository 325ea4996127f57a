"""What a person asks of the views: which site, which part of it, and which time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.forms.sections import in_tree_order, name_of
from articles.models import Category, Site
from articles.queries.view_figures import Place, Span, days_from, last_hours
from articles.text.languages import native_name

HOURS = 48
LONGEST = 366


class Period(TextChoices):
    HOURS = "hours", _("Last 48 hours")
    WEEK = "7", _("Last 7 days")
    MONTH = "28", _("Last 28 days")
    QUARTER = "90", _("Last 90 days")
    CHOSEN = "chosen", _("The days from … to …")


class Day(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class SpanForm(forms.Form):
    """A stretch of time, by the clocks of one place. Nothing given: four weeks."""

    period = forms.ChoiceField(label=_("Time"), choices=Period.choices)
    begin = forms.DateField(
        label=pgettext_lazy("before a day", "From"),
        required=False,
        widget=Day,
        input_formats=["%Y-%m-%d"],
    )
    end = forms.DateField(
        label=pgettext_lazy("before a day", "To"),
        required=False,
        widget=Day,
        input_formats=["%Y-%m-%d"],
    )

    def __init__(self, data: Mapping[str, Any], *, time_zone: str, now: datetime) -> None:
        self.zone = ZoneInfo(time_zone)
        self.now = now
        super().__init__({"period": Period.MONTH.value} | dict(data.items()))

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("period") == Period.CHOSEN and not self.errors:
            self._check(given["begin"], given["end"])
        return given

    def _check(self, begin: date | None, end: date | None) -> None:
        if begin is None:
            raise ValidationError({"begin": _("Choose the first day.")})
        if end is None:
            raise ValidationError({"end": _("Choose the last day.")})
        if begin.year <= date.min.year + 1:
            # The calendar has no time before it to compare with.
            raise ValidationError({"begin": _("Choose a later day.")})
        if end < begin:
            raise ValidationError({"end": _("The last day lies before the first.")})
        if begin > self.today:
            raise ValidationError({"begin": _("This day is still to come.")})
        if (end - begin).days >= LONGEST:
            raise ValidationError({"end": _("Choose a year at most.")})

    def span(self) -> Span:
        """Of a valid form."""
        period = Period(self.cleaned_data["period"])
        if period == Period.HOURS:
            return last_hours(self.now, HOURS)
        if period == Period.CHOSEN:
            return days_from(self.cleaned_data["begin"], self.cleaned_data["end"])
        return days_from(self.today - timedelta(days=int(period) - 1), self.today)


class SiteSpanForm(SpanForm):
    """For sites with their editions. What was chosen of another site before is passed over."""

    site = forms.ChoiceField(label=_("Site"))
    language = forms.ChoiceField(label=_("Language"), required=False)
    section = forms.TypedChoiceField(
        label=_("Section"), required=False, coerce=int, empty_value=None
    )

    field_order = ("site", "language", "section", "period", "begin", "end")

    def __init__(
        self, data: Mapping[str, Any], *, sites: Sequence[Site], home: Site, now: datetime
    ) -> None:
        """`home` is the site of somebody who has not chosen one."""
        given = {"site": home.key} | dict(data.items())
        self.chosen = next((site for site in sites if site.key == given["site"]), home)
        sections = Category.objects.filter(site=self.chosen).prefetch_related("translations")
        self.tree = list(in_tree_order(list(sections.order_by("position", "pk"))))
        names = [(str(one.pk), "\u2003" * depth + name_of(one)) for one, depth in self.tree]
        editions = self.chosen.editions.all()
        codes = [(one.language_code, native_name(one.language_code)) for one in editions]
        for name, choices in (("section", names), ("language", codes)):
            if given.get(name) not in dict(choices):
                given.pop(name, None)
        super().__init__(given, time_zone=self.chosen.time_zone, now=now)
        self._choices("site", [(site.key, str(site)) for site in sites])
        self._choices("section", [("", _("All")), *names])
        self._choices("language", [("", _("All")), *codes])

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def place(self) -> Place:
        """Of a valid form."""
        given = self.cleaned_data
        return Place(self.chosen.pk, given["language"], self._with_those_below(given["section"]))

    def _with_those_below(self, section_id: int | None) -> tuple[int, ...]:
        """Parents come before their children in the tree."""
        below = {section_id} if section_id else set()
        for section, _depth in self.tree:
            if section.parent_id in below:
                below.add(section.pk)
        return tuple(sorted(pk for pk in below if pk))
