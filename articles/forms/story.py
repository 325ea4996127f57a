"""What belongs to a story in all its languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.models import Edition, Story

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Story]
else:
    ModelForm = forms.ModelForm


class StoryForm(ModelForm):
    """Site and original language are chosen once, as everything written later builds on them."""

    reason = forms.CharField(
        required=False,
        max_length=200,
        label=_("What you changed"),
        help_text=_("Kept in the history beside your name. May stay empty."),
    )

    class Meta:
        model = Story
        fields = [
            "origin",
            "original_language",
            "section",
            "tags",
            "lead_image",
            "source",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("section", "lead_image", "source"):
            current = getattr(self.instance, f"{name}_id")
            field = self.fields.get(name)
            if current and isinstance(field, forms.ModelChoiceField):
                # What a colleague of another site chose may stay.
                offered: Any = field.queryset
                field.queryset = offered | offered.model.objects.filter(pk=current)
        if languages := self.fields.get("original_language"):
            self._offer_languages(languages)

    def _offer_languages(self, field: forms.Field) -> None:
        sites = self.fields["origin"].queryset  # type: ignore[attr-defined]
        codes = set(Edition.objects.filter(site__in=sites).values_list("language_code", flat=True))
        field.choices = [  # type: ignore[attr-defined]
            (code, name)
            for code, name in field.choices  # type: ignore[attr-defined]
            if code in codes or not code
        ]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        origin = data.get("origin") or (self.instance.origin if self.instance.pk else None)
        section = data.get("section")
        if origin and section and section.site_id != origin.pk:
            self.add_error("section", _("This section belongs to another site than the story."))
        language_code = data.get("original_language")
        if origin and language_code:
            editions = origin.editions.values_list("language_code", flat=True)
            if language_code not in set(editions):
                raise ValidationError(
                    {"original_language": _("The site has no edition in this language.")}
                )
        return data
