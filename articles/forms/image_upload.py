"""The upload field of a picture, and the facts of the picture that go with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

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
    """For a model form of Image with the fields `file` (an ImageUploadField) and `credit`.

    Width, height, format and checksum follow the file. A credit left empty is taken from the
    picture's own IPTC or Exif block; if that says nothing either, it is asked for.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "credit" in self.fields:
            self.fields["credit"].required = False
            # It is needed all the same: an empty one is filled or refused in clean().
            self.fields["credit"].help_text = _(
                "Who made the picture, as readers see it. Left empty, it is taken from the file."
            )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        inspected = file.inspected if isinstance(file, UploadedPicture) else None
        if inspected is not None:
            self._take_facts(inspected)
        if "credit" in cleaned and not cleaned["credit"]:
            cleaned["credit"] = self._credit_of(inspected)
        return cleaned

    def _take_facts(self, inspected: Inspected) -> None:
        self.instance.width = inspected.width
        self.instance.height = inspected.height
        self.instance.format = inspected.format
        self.instance.checksum = inspected.checksum

    def _credit_of(self, inspected: Inspected | None) -> str:
        if inspected is not None and inspected.attribution.line:
            return inspected.attribution.line[:200]
        if "file" not in self.errors:
            self.add_error(
                "credit",
                forms.ValidationError(
                    _("The file does not say who made the picture: write it here."),
                    code="required",
                ),
            )
        return ""
