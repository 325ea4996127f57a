"""Pictures: uploaded, described in every language, pointed at."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin, LanguageInline, StackedInline, staff
from articles.admin.thumbnails import thumbnail
from articles.enums import Verb
from articles.forms.focal_point import FocalPointField, FocalPointFormMixin
from articles.forms.image_upload import ImageUploadField, ImageUploadFormMixin
from articles.forms.languages import ModelForm, NeededLanguageFormSet
from articles.models import Image, ImageTranslation


class ImageForm(FocalPointFormMixin, ImageUploadFormMixin, ModelForm):
    """The file, judged by what it is, and the point that every cut keeps."""

    file = ImageUploadField(label=_("File"))
    focal_point = FocalPointField()

    class Meta:
        model = Image
        fields = ["site", "file", "credit"]


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
    list_display = ("picture", "__str__", "alt_text", "credit", "site", "pixels", "uploaded_at")
    list_display_links = ("picture", "__str__")
    list_select_related = ("site",)
    list_filter = (("site", admin.RelatedOnlyFieldListFilter), "uploaded_at")
    search_fields = ("translations__alt", "translations__caption", "credit", "file")
    search_help_text = _("Words of a description or caption, a credit, or a file name.")
    ordering = ("-uploaded_at", "-pk")
    fields = ("site", "file", "focal_point", "credit")
    inlines = (ImageTextInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("translations")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if obj is None else ("site",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is not None and not self.has_change_permission(request, obj):
            return ("preview", "site", "credit")
        return self.fields

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        own = self.own_choices(Image._meta.get_field("site"), request).order_by("key").first()
        return {"site": own.pk if own else None} | dict(
            super().get_changeform_initial_data(request)
        )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        if not change:
            obj.uploaded_by = staff(request)
        super().save_model(request, obj, form, change)

    @admin.display(description=_("picture"))
    def picture(self, image: Image) -> str:
        return thumbnail(image)

    preview = picture

    @admin.display(description=_("alternative text"))
    def alt_text(self, image: Image) -> str:
        return " · ".join(text.alt for text in image.translations.all())

    @admin.display(description=_("size"))
    def pixels(self, image: Image) -> str:
        return f"{image.width} × {image.height}"
