"""The upload field of a picture, and the facts of the picture that go with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from articles.forms.image_rights import say_beside, take_over, told_by_file
from articles.imaging.uploads import Inspected, inspect

if TYPE_CHECKING:
    from articles.models import Image

    Base = forms.ModelForm[Image]
else:
    Base = object

# What the file dialog offers; the server judges by content.
ACCEPTED = "image/jpeg,image/png,image/webp,image/avif,image/gif"


class UploadedPicture(ContentFile):  # type: ignore[type-arg]
    """What an accepted upload becomes: clean, named by its content, with what is known of it."""

    def __init__(self, inspected: Inspected) -> None:
        file = inspected.as_file()
        super().__init__(inspected.content, name=file.name)
        self.inspected = inspected


class ImageUploadField(forms.FileField):
    """Takes a picture for what it is; answers an UploadedPicture, or the file as it was."""

    widget = forms.ClearableFileInput(attrs={"accept": ACCEPTED, "data-focal-file": ""})

    def to_python(self, data: Any) -> Any:
        """Nothing is asked of the sender's file name, which goes no further than here."""
        if data in self.empty_values:
            return None
        return UploadedPicture(inspect(data))


class ImageUploadFormMixin(Base):
    """For a model form of Image with `file` (an ImageUploadField), `credit` and other rights.

    Width, height, format and checksum follow the file. Rights left empty beside a new file are
    taken from it; what a person wrote stays. A credit that nobody gives is asked for.
    """

    # The fields that a new file has filled.
    taken_from_file: list[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken_from_file = []
        if "credit" in self.fields:
            self.fields["credit"].required = False
            # It is needed all the same: an empty one is filled or refused in clean().
            self.fields["credit"].help_text = _(
                "Who made the picture, as readers see it. Left empty, it is taken from the file."
            )
        say_beside(self.fields, self.instance.file_says)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        inspected = file.inspected if isinstance(file, UploadedPicture) else None
        if inspected is not None:
            told_before = told_by_file(self.instance.file_says)
            self._take_facts(inspected)
            told = told_by_file(self.instance.file_says)
            self.taken_from_file = take_over(cleaned, told, told_before)
        if "credit" in cleaned and not cleaned["credit"] and "file" not in self.errors:
            self._ask_for_credit()
        return cleaned

    def _take_facts(self, inspected: Inspected) -> None:
        self.instance.width = inspected.width
        self.instance.height = inspected.height
        self.instance.format = inspected.format
        self.instance.checksum = inspected.checksum
        self.instance.file_says = inspected.attribution.said()

    def _ask_for_credit(self) -> None:
        self.add_error(
            "credit",
            forms.ValidationError(
                _("The file does not say who made the picture: write it here."),
                code="required",
            ),
        )
