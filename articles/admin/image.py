"""Pictures: uploaded, described in every language, pointed at."""

from __future__ import annotations

import logging
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, UnreadablePostError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import workflow
from articles.admin.base import DeskAdmin, LanguageInline, StackedInline, staff
from articles.admin.picture_rights import RightsFilter, rights_chip
from articles.admin.thumbnails import thumbnail
from articles.enums import Verb
from articles.forms.focal_point import FocalPointField, FocalPointFormMixin
from articles.forms.image_upload import ImageUploadField, ImageUploadFormMixin
from articles.forms.languages import ModelForm, NeededLanguageFormSet
from articles.imaging.attribution import is_web_address
from articles.models import Image, ImageTranslation

logger = logging.getLogger(__name__)

RIGHTS = (
    *("credit", "creator", "copyright_notice", "usage_terms"),
    *("licence_url", "licensor_url", "digital_source", "rights_until"),
)


def web_address(name: str) -> forms.URLField:
    """As the model says; what is written without a scheme means https."""
    field = Image._meta.get_field(name)
    return forms.URLField(
        required=False,
        assume_scheme="https",
        max_length=field.max_length,
        label=field.verbose_name,
        help_text=field.help_text,
        validators=[is_web_address],
    )


class ImageForm(FocalPointFormMixin, ImageUploadFormMixin, ModelForm):
    """The file, judged by what it is, and the point that every cut keeps."""

    # Whether the storage has just refused what is posted.
    storage_is_away = False

    file = ImageUploadField(label=_("File"))
    focal_point = FocalPointField()
    licence_url = web_address("licence_url")
    licensor_url = web_address("licensor_url")

    class Meta:
        model = Image
        fields = ["site", "file", *RIGHTS]

    def clean(self) -> dict[str, Any] | None:
        if self.storage_is_away:
            self.add_error(
                "file",
                _("The storage of pictures does not answer, so nothing was kept. Try again soon."),
            )
        return super().clean()


class ImageTextInline(LanguageInline, StackedInline):
    """What the picture shows; needed, as readers who cannot see it have nothing else."""

    model = ImageTranslation
    formset = NeededLanguageFormSet
    fk_name = "master"
    fields = ("language_code", "alt", "caption")
    verbose_name_plural = _("what the picture shows")


@admin.register(Image)
class ImageAdmin(DeskAdmin):
    form = ImageForm
    write_verb = Verb.KEEP_IMAGES
    list_display = (
        *("picture", "__str__", "alt_text", "credit"),
        *("rights", "site", "pixels", "uploaded_at"),
    )
    list_display_links = ("picture", "__str__")
    list_select_related = ("site",)
    list_filter = (RightsFilter, ("site", admin.RelatedOnlyFieldListFilter), "uploaded_at")
    search_fields = ("translations__alt", "translations__caption", "credit", "creator", "file")
    search_help_text = _("Words of a description or caption, a credit, or a file name.")
    ordering = ("-uploaded_at", "-pk")
    inlines = (ImageTextInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("translations")

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """What was written is shown again where the storage cannot keep the file."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except UnreadablePostError:
            raise
        except OSError:
            # The transaction is undone by now.
            logger.exception("A picture cannot be stored")
            request.storage_is_away = True  # type: ignore[attr-defined]
            return super().changeform_view(request, *args, **kwargs)

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, *args, **kwargs)
        form.storage_is_away = getattr(request, "storage_is_away", False)
        return form

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("instructions",) if obj is None else ("site", "instructions")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        may_change = obj is None or self.has_change_permission(request, obj)
        said = ("instructions",) if obj is not None and self.instructions(obj) else ()
        return [
            (
                None,
                {"fields": ("site", "file", "focal_point") if may_change else ("preview", "site")},
            ),
            (_("Rights in the picture"), {"fields": (*RIGHTS, *said)}),
        ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        own = self.own_choices(Image._meta.get_field("site"), request).order_by("key").first()
        return {"site": own.pk if own else None} | dict(
            super().get_changeform_initial_data(request)
        )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        if not change:
            obj.uploaded_by = staff(request)
        workflow.keep_picture(obj, actor=staff(request))
        if form.taken_from_file:
            labels = [
                str(Image._meta.get_field(name).verbose_name) for name in form.taken_from_file
            ]
            messages.info(
                request,
                gettext("Taken from the file: %(fields)s. Check that it is right.")
                % {"fields": ", ".join(labels)},
            )

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        workflow.delete_picture(obj, actor=staff(request))

    @admin.display(description=_("picture"))
    def picture(self, image: Image) -> str:
        return thumbnail(image)

    preview = picture

    @admin.display(description=_("alternative text"))
    def alt_text(self, image: Image) -> str:
        return " · ".join(text.alt for text in image.translations.all())

    @admin.display(description=_("rights"), ordering="rights_until")
    def rights(self, image: Image) -> str:
        return rights_chip(image, timezone.now())

    @admin.display(description=_("instructions in the file"))
    def instructions(self, image: Image) -> str:
        return str(image.file_says.get("instructions", ""))

    @admin.display(description=_("size"))
    def pixels(self, image: Image) -> str:
        return f"{image.width} × {image.height}"
