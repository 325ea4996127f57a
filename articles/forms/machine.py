"""What a person asks of a machine translator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.forms.desk_verbs import LanguagesForm
from articles.text.languages import native_name


class MachineForm(LanguagesForm):
    """Languages of one story, each with the number of characters that would be sent."""

    changed = forms.BooleanField(
        label=_("Also segments whose original has changed"),
        required=False,
        help_text=_("What stands there is replaced; it stays in the history."),
    )

    def __init__(
        self, *args: Any, characters: Mapping[str, int], chosen: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, languages=characters, **kwargs)
        languages: Any = self.fields["languages"]
        languages.choices = [(code, _label(code, count)) for code, count in characters.items()]
        languages.initial = [chosen] if chosen in characters else []


def _label(code: str, count: int) -> str:
    number = number_format(count, force_grouping=True)
    said = ngettext("%(number)s character", "%(number)s characters", count) % {"number": number}
    return f"{native_name(code)} ({said})"
