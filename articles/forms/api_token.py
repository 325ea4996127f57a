"""Making a token: what it is for, how long, and whether it may change anything."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import ApiToken

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[ApiToken]
else:
    ModelForm = forms.ModelForm


class ApiTokenForm(ModelForm):
    """No token is for ever: one that was forgotten somewhere ends by itself."""

    days = forms.TypedChoiceField(
        label=_("Valid for"),
        coerce=int,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("one year"))],
        initial=90,
    )

    class Meta:
        model = ApiToken
        fields = ["name", "days", "read_only"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        if "days" in self.cleaned_data:
            days = timedelta(days=self.cleaned_data["days"])
            self.cleaned_data["expires_at"] = timezone.now() + days
        return self.cleaned_data
