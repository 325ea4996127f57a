"""A role of a person on a site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Membership, content_languages

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Membership]
else:
    ModelForm = forms.ModelForm


class MembershipForm(ModelForm):
    """Languages are ticked, and only those of the site's editions make sense."""

    languages = forms.MultipleChoiceField(
        required=False,
        choices=content_languages,
        label=_("languages"),
        widget=forms.SelectMultiple(attrs={"size": 4}),
        help_text=_("None chosen: all languages of the site."),
    )

    class Meta:
        model = Membership
        fields = ["user", "site", "role", "languages"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        site = data.get("site")
        if site is not None and data.get("languages"):
            editions = set(site.editions.values_list("language_code", flat=True))
            if unknown := [code for code in data["languages"] if code not in editions]:
                self.add_error(
                    "languages",
                    _("The site has no edition in: %s.") % ", ".join(unknown),
                )
        return data
