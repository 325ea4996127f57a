"""What the desk says to readers: notices of correction and of retraction, a field a language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from articles.models import Correction
from articles.text.languages import direction, language_tag, native_name

NEW = ""


class NoticesForm(forms.Form):
    """One text for each of these languages."""

    def __init__(
        self, *args: Any, languages: Iterable[str], required: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.languages = list(languages)
        for code in self.languages:
            self.fields[f"text-{code}"] = forms.CharField(
                label=native_name(code),
                required=required,
                max_length=2000,
                widget=forms.Textarea(
                    attrs={"rows": 3, "lang": language_tag(code), "dir": direction(code)}
                ),
            )

    def notices(self) -> dict[str, str]:
        """By language; what was left empty is not there."""
        texts = {code: self.cleaned_data[f"text-{code}"] for code in self.languages}
        return {code: text for code, text in texts.items() if text}


class CorrectForm(NoticesForm):
    """A new correction, or the answer of other languages to one of the original."""

    def __init__(
        self,
        *args: Any,
        original: str,
        owed: Mapping[str, list[Correction]],
        languages: Iterable[str],
        **kwargs: Any,
    ) -> None:
        codes = list(languages)
        super().__init__(*args, languages=codes, **kwargs)
        self.original = original
        self.owed = {code: owed[code] for code in codes if code in owed}
        roots = {str(root.pk): root for each in self.owed.values() for root in each}
        self.roots = roots
        if roots:
            field = forms.ChoiceField(
                label=_("What is corrected"),
                required=False,
                choices=[
                    (NEW, _("Something else: a new correction")),
                    *((pk, Truncator(root.text).chars(200)) for pk, root in roots.items()),
                ],
                initial=min(roots, key=int),
                help_text=_("A correction of the original is to be made in every language."),
            )
            self.fields = {"root": field, **self.fields}

    def root(self) -> Correction | None:
        """The original's correction that these texts answer."""
        return self.roots.get(self.cleaned_data.get("root", NEW))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        notices, root = self.notices(), self.root()
        if not notices:
            raise ValidationError(_("Write the notice in one language at least."))
        for code in notices:
            if root is not None and root not in self.owed.get(code, []):
                self.add_error(
                    f"text-{code}", _("This correction is made already in this language.")
                )
        return data
