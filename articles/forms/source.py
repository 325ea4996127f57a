"""A source and its licence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Source, content_languages

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Source]
else:
    ModelForm = forms.ModelForm


class SourceForm(ModelForm):
    """Languages are ticked."""

    url = forms.URLField(required=False, assume_scheme="https", label=_("address"))
    licensed_languages = forms.MultipleChoiceField(
        required=False,
        choices=content_languages,
        label=_("permitted languages"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all languages."),
    )

    class Meta:
        model = Source
        fields = [
            "name",
            "url",
            "licensed_sites",
            "licensed_languages",
            "translation_allowed",
            "licensed_until",
            "licence_terms",
        ]
        widgets = {
            "licensed_sites": forms.CheckboxSelectMultiple,
            "licence_terms": forms.Textarea(attrs={"rows": 3}),
        }
