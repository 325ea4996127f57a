"""Two people change what belongs to a whole story: picture, section, tags, source, byline.

The page carries what its writer began from. What only one of the two has changed is taken from
that one; tags are brought together one by one; where both have changed the same, the page comes
back with both, and nothing is saved before a person has decided.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from articles.models import Author, Byline

if TYPE_CHECKING:
    BaseInlineFormSet = forms.BaseInlineFormSet[Any, Any, Any]
    ModelForm = forms.ModelForm[Byline]
else:
    BaseInlineFormSet = forms.BaseInlineFormSet
    ModelForm = forms.ModelForm

MOST_ROWS = 1000


class Unnoticed:
    """Of fields that travel with a text, and are no change of it."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


# Ids of what a story had when its page was opened, by the name of the field.
Began = dict[str, Any]
FIELDS = ("section", "lead_image", "source", "tags")


class BeganField(Unnoticed, forms.CharField):
    """`Began` as JSON; None where nothing was sent."""

    widget = forms.HiddenInput

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else json.dumps(value)

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            data = json.loads(value)
        except ValueError:
            data = None
        if not _is_began(data):
            raise ValidationError(_("Open the page anew: it does not say what it began from."))
        return data

    def validate(self, value: Any) -> None:
        """`to_python` did."""

    def run_validators(self, value: Any) -> None:
        """They measure text."""


def _is_began(data: object) -> bool:
    if not isinstance(data, dict) or set(data) != set(FIELDS):
        return False
    tags = data["tags"]
    single = [pk for name, pk in data.items() if name != "tags"]
    return (
        isinstance(tags, list)
        and all(type(pk) is int for pk in tags)
        and all(pk is None or type(pk) is int for pk in single)
    )


def meet_sets(base: Sequence[int], mine: Sequence[int], theirs: Sequence[int]) -> list[int]:
    """What both have added, without what either has taken away."""
    added = {*mine, *theirs} - set(base)
    return sorted((set(base) & set(mine) & set(theirs)) | added)


def clash(*, mine: str, theirs: str) -> ValidationError:
    """Both have changed the same."""
    return ValidationError(
        _(
            "Somebody else chose “%(theirs)s” while you were writing. Yours, “%(mine)s”, still "
            "stands here: save again to keep it, or choose the other."
        ),
        params={"mine": mine, "theirs": theirs},
    )


class WasField(Unnoticed, forms.IntegerField):
    """The author that a row had when its page was opened."""

    widget = forms.HiddenInput


class BylineForm(ModelForm):
    """One author, and their place."""

    was = WasField(required=False)

    class Meta:
        model = Byline
        fields = ["author", "position", "was"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["was"] = self.instance.author_id


class BylineFormSet(BaseInlineFormSet):
    """The byline as a whole: who signs, in which order."""

    # Set where somebody else has changed it meanwhile and the writer did not.
    is_met = False
    clash: ValidationError | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.instance.pk:
            self._meet()

    def clean(self) -> None:
        super().clean()
        if self.clash is not None:
            raise self.clash

    @cached_property
    def now(self) -> list[Byline]:
        return list(Byline.objects.filter(story=self.instance).select_related("author"))

    def _meet(self) -> None:
        """Where others have changed the byline, post it anew as it then shall be."""
        base = self._base()
        theirs = [byline.author_id for byline in self.now]
        if base is None or base == theirs:
            return
        mine = self._mine()
        if mine in (base, theirs):
            self.is_met = mine == base
            self._post(theirs)
            return
        names = dict(Author.objects.filter(pk__in=mine).values_list("pk", "name"))
        self.clash = clash(
            mine=", ".join(names.get(pk, "?") for pk in mine) or "–",
            theirs=", ".join(str(byline.author) for byline in self.now) or "–",
        )
        self._post(mine)

    def _base(self) -> list[int] | None:
        """Authors that the page began from; None where it does not say so."""
        stored = _number(self.data.get(f"{self.prefix}-INITIAL_FORMS"))
        if stored is None or stored > MOST_ROWS:
            return None
        authors = [_number(self._value(row, "was")) for row in range(stored)]
        return None if None in authors else [pk for pk in authors if pk is not None]

    def _mine(self) -> list[int]:
        """Authors that were sent, in their order."""
        total = _number(self.data.get(f"{self.prefix}-TOTAL_FORMS")) or 0
        rows = [row for row in range(min(total, MOST_ROWS)) if not self._value(row, "DELETE")]
        rows.sort(key=lambda row: _number(self._value(row, "position")) or 0)
        authors = (_number(self._value(row, "author")) for row in rows)
        return list(dict.fromkeys(pk for pk in authors if pk is not None))

    def _value(self, row: int, name: str) -> str:
        return str(self.data.get(f"{self.prefix}-{row}-{name}", ""))

    def _post(self, authors: Sequence[int]) -> None:
        """As if a page that was opened just now had been sent with these authors."""
        data: Any = self.data
        data = data.copy()
        for name in [name for name in data if name.startswith(f"{self.prefix}-")]:
            del data[name]
        stored = {byline.author_id: byline for byline in self.now}
        is_as_stored = list(stored) == list(authors)
        rows = [*stored, *(pk for pk in authors if pk not in stored)]
        for number, author in enumerate(rows):
            byline = stored.get(author)
            kept = author in authors
            values = {
                "id": byline.pk if byline else "",
                self.fk.name: self.instance.pk,
                "author": author,
                "was": author if byline else "",
                "position": byline.position
                if byline and (is_as_stored or not kept)
                else authors.index(author) + 1,
            } | ({} if kept else {"DELETE": "on"})
            for name, value in values.items():
                data[f"{self.prefix}-{number}-{name}"] = str(value)
        data[f"{self.prefix}-TOTAL_FORMS"] = str(len(rows))
        data[f"{self.prefix}-INITIAL_FORMS"] = str(len(stored))
        self.data = data


def _number(text: object) -> int | None:
    return int(str(text)) if str(text).isdecimal() and len(str(text)) <= 18 else None
