"""A translator's file, uploaded to be looked at, and sent once more to be taken in."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.exchange.xliff.vocabulary import VERSIONS
from articles.text.languages import native_name

# Between looking and taking in, the page carries the file, in letters: DATA_UPLOAD_MAX_MEMORY_SIZE.
MAX_UPLOAD = 5_000_000
ACCEPTED = ".xlf,.xliff,.sdlxliff,.mqxliff,.mxliff,.zip"


class TranslationFileForm(forms.Form):
    """The upload."""

    file = forms.FileField(
        label=_("File from the translator"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("XLIFF, or a ZIP archive of XLIFF files; at most 5 MB."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_UPLOAD:
            raise ValidationError(
                _("The file is too large for this page: an administrator can import it.")
            )
        return file


class ApplyTranslationForm(forms.Form):
    """The file that was looked at; `content` is as untrusted as any upload."""

    name = forms.CharField(max_length=250, widget=forms.HiddenInput)
    content = forms.CharField(widget=forms.HiddenInput, strip=False)

    def clean_content(self) -> bytes:
        try:
            content = base64.b64decode(self.cleaned_data["content"], validate=True)
        except (binascii.Error, ValueError):
            raise ValidationError(_("Choose the file again.")) from None
        if len(content) > MAX_UPLOAD:
            raise ValidationError(_("Choose the file again."))
        return content

    @classmethod
    def holding(cls, name: str, content: bytes) -> ApplyTranslationForm:
        letters = base64.b64encode(content).decode("ascii")
        return cls(initial={"name": name[-250:], "content": letters})


class ExportSelectedForm(forms.Form):
    """Several stories for translators: into which languages, as what."""

    languages = forms.MultipleChoiceField(label=_("Languages"), widget=forms.CheckboxSelectMultiple)
    version = forms.ChoiceField(
        label=_("Version of XLIFF"),
        choices=[(version, version) for version in reversed(VERSIONS)],
        help_text=_("Ask the translator; older tools read 1.2 only."),
    )
    all_segments = forms.BooleanField(
        label=_("Also what is translated already"),
        required=False,
        initial=True,
        help_text=_("So that the translator sees the whole story."),
    )

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = [  # type: ignore[attr-defined]
            (code, native_name(code)) for code in languages
        ]
