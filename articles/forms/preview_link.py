"""What a person says when they make a link to a preview."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models.preview_link import LONGEST

USUAL_DAYS = 7


class PreviewLinkForm(forms.Form):
    """Which text on which site, for how long, for whom. A text is named `<language>@<site>`."""

    text = forms.ChoiceField(label=_("Text"))
    days = forms.IntegerField(
        label=_("Days"),
        min_value=1,
        max_value=LONGEST.days,
        initial=USUAL_DAYS,
        help_text=_("From 1 to 30. You can end it sooner."),
    )
    note = forms.CharField(
        label=_("For whom"),
        max_length=200,
        required=False,
        help_text=_("Only the desk sees this."),
    )

    def __init__(self, *args: Any, texts: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].choices = list(texts)  # type: ignore[attr-defined]

    @property
    def language_code(self) -> str:
        return str(self.cleaned_data["text"].partition("@")[0])

    @property
    def site_key(self) -> str:
        return str(self.cleaned_data["text"].partition("@")[2])

    @property
    def valid_for(self) -> timedelta:
        return timedelta(days=self.cleaned_data["days"])
