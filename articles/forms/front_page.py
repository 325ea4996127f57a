"""The front page of an edition as its editors fill it in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from articles.forms.desk_verbs import SiteMoment
from articles.models import FrontPageSlot, Site
from articles.queries.front_page import PLACES
from articles.workflow import ArrangementRefused, Slot
from articles.workflow.curating import MOST

if TYPE_CHECKING:
    BaseFormSet = forms.BaseFormSet["SlotForm"]
else:
    BaseFormSet = forms.BaseFormSet

PREFIX = "slots"
LARGEST_ID = 2**63 - 1


class SlotForm(forms.Form):
    """One story, its place, and from when to when by the clocks of the site."""

    story = forms.IntegerField(min_value=1, max_value=LARGEST_ID, widget=forms.HiddenInput)
    # The verb says which places there are.
    position = forms.IntegerField(
        label=_("Place"), widget=forms.NumberInput(attrs={"min": 1, "max": PLACES})
    )
    remove = forms.BooleanField(label=_("Take off this page"), required=False)

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["begins_at"] = SiteMoment(site, label=_("From"), required=False)
        self.fields["ends_at"] = SiteMoment(site, label=_("Until"), required=False)

    @property
    def story_id(self) -> int | None:
        """Also of a form with faults."""
        value = self["story"].value()
        return int(value) if str(value).isdecimal() and int(value) <= LARGEST_ID else None

    @property
    def place(self) -> int | None:
        """Where it is shown on the desk, also with faults; None: nowhere on the page."""
        value = str(self["position"].value())
        return int(value) if value.isdecimal() and 1 <= int(value) <= PLACES else None

    @property
    def is_kept(self) -> bool:
        """Of a valid form."""
        return bool(self.cleaned_data) and not self.cleaned_data["remove"]

    def slot(self) -> Slot:
        """Of a valid form."""
        data = self.cleaned_data
        return Slot(data["position"], data["story"], data["begins_at"], data["ends_at"])


class SlotFormSet(BaseFormSet):
    """All slots of a front page: those kept, and what a person moves, adds and takes off."""

    def slots(self) -> list[Slot]:
        """Of a valid set."""
        return [form.slot() for form in self._kept()]

    def refuse(self, refused: ArrangementRefused) -> None:
        """Put each objection beside its slot."""
        kept = self._kept()
        for objection in refused.objections:
            if objection.slot is None:
                self.non_form_errors().append(objection.message)
            else:
                kept[objection.slot].add_error(None, objection.message)

    def _kept(self) -> list[SlotForm]:
        return [form for form in self.forms if form.is_kept]


_FORMSET = cast(
    "type[SlotFormSet]",
    forms.formset_factory(
        SlotForm,
        formset=SlotFormSet,
        extra=0,
        max_num=MOST,
        validate_max=True,
        absolute_max=MOST + 20,
    ),
)


def stored_slots(site: Site, rows: Sequence[FrontPageSlot]) -> SlotFormSet:
    """As the front page is kept."""
    initial = [
        {
            "story": row.story_id,
            "position": row.position,
            "begins_at": row.begins_at,
            "ends_at": row.ends_at,
        }
        for row in rows
    ]
    return _FORMSET(prefix=PREFIX, initial=initial, form_kwargs={"site": site})


def posted_slots(site: Site, data: QueryDict) -> SlotFormSet:
    """As a person has it before them; a button `add` puts one more story at the first free place.

    The set has no initial forms: all of it is what was sent.
    """
    total = data.get(f"{PREFIX}-TOTAL_FORMS", "")
    count = min(int(total), MOST + 20) if total.isdecimal() else 0
    filled = data.copy()
    filled[f"{PREFIX}-INITIAL_FORMS"] = "0"
    filled[f"{PREFIX}-TOTAL_FORMS"] = str(count)
    added = data.get("add", "")
    if added.isdecimal():
        taken = {data.get(f"{PREFIX}-{number}-position", "") for number in range(count)}
        free = (place for place in range(1, PLACES + 1) if str(place) not in taken)
        filled[f"{PREFIX}-{count}-story"] = added
        filled[f"{PREFIX}-{count}-position"] = str(next(free, PLACES))
        filled[f"{PREFIX}-TOTAL_FORMS"] = str(count + 1)
    return _FORMSET(filled, prefix=PREFIX, form_kwargs={"site": site})


def seen_version(data: QueryDict) -> int:
    """The version of the front page that the person saw; one that never was if that is not said."""
    seen = data.get("base", "")
    return int(seen) if seen.isdecimal() else -1


class PreviewForm(forms.Form):
    """At which time, by the clocks of the site; empty: now."""

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"] = SiteMoment(site, label=_("As it is at"), required=False)

    def moment(self, now: datetime) -> datetime:
        """Of a valid form."""
        at: datetime | None = self.cleaned_data["at"]
        return at or now
