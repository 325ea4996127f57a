"""Rich text as a model field and as a form field: clean on every way in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from articles.richtext.extensions import editor_extensions
from articles.richtext.sanitizer import MAX_LENGTH, CleanHtml, TooLong, sanitize
from articles.richtext.widget import RichTextWidget


def clean_html(value: str) -> CleanHtml:
    """What `sanitize` gives; too long a text becomes a ValidationError that says so."""
    try:
        return sanitize(value)
    except TooLong:
        raise ValidationError(
            _("The text is too long: at most %(limit)s characters with its markup."),
            code="too_long",
            params={"limit": f"{MAX_LENGTH:,}"},
        ) from None


class RichTextFormField(forms.CharField):
    """Edits rich text; the cleaned value is in the sanitiser's form."""

    widget = RichTextWidget

    def __init__(self, *, widget: Any = None, **kwargs: Any) -> None:
        # The admin proposes its plain text area for every TextField.
        ours = widget if isinstance(widget, RichTextWidget) else self.widget
        super().__init__(widget=ours, **kwargs)

    def to_python(self, value: Any) -> Any:
        return clean_html(super().to_python(value) or "")


class RichTextField(ProseEditorField):  # type: ignore[misc]
    """A TextField whose every value, from a form, an importer or a command, is sanitised.

    `save()`, `bulk_create()`, `update()` and `bulk_update()` all pass here; only SQL does not.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        ours = {"config": {"extensions": editor_extensions()}, "sanitize": clean_html}
        super().__init__(*args, **(ours | kwargs))

    def clean(self, value: Any, instance: models.Model | None) -> Any:
        # Before validation, so that markup without text counts as empty.
        return super().clean(clean_html(self.to_python(value) or ""), instance)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = getattr(model_instance, self.attname)
        if isinstance(value, str):
            value = clean_html(value)
            setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, str):
            value = str(clean_html(value))
        return super().get_db_prep_save(value, connection)

    def formfield(self, **kwargs: Any) -> Any:
        return models.TextField.formfield(self, **({"form_class": RichTextFormField} | kwargs))
