"""What a person fills in to offer a story to other sites, and to answer an offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.forms.desk_verbs import language_choices
from articles.models import Site


class OfferForm(forms.Form):
    """Which sites may have the story in which languages, and a word to their desks."""

    def __init__(self, *args: Any, offerable: Mapping[Site, Sequence[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sites = list(offerable)
        for site, codes in offerable.items():
            self.fields[self.name_of(site)] = forms.MultipleChoiceField(
                label=str(site),
                choices=language_choices(codes),
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        self.fields["note"] = forms.CharField(
            label=_("Note"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            help_text=_("The desks of these sites read it beside the offer."),
        )

    @staticmethod
    def name_of(site: Site) -> str:
        """The field of a site."""
        return f"languages-{site.key}"

    def clean(self) -> dict[str, Any]:
        super().clean()
        if not self.errors and not self.chosen():
            raise ValidationError(_("Choose at least one site and language."))
        return self.cleaned_data

    def chosen(self) -> dict[Site, list[str]]:
        """What was ticked, by site."""
        ticked = {site: self.cleaned_data.get(self.name_of(site), []) for site in self.sites}
        return {site: codes for site, codes in ticked.items() if codes}


class DeclineForm(forms.Form):
    """Saying no to an offer."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": _("Write why: the desk that offered it reads it.")},
        help_text=_("The desk that offered it reads it."),
    )


class WithdrawForm(forms.Form):
    """Taking an offer back."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("The desk that was offered it reads it."),
    )
