"""The focal point of a picture: two numbers, and a picture to point at where there is script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.widgets import Script
from django.utils.translation import gettext_lazy as _

from articles.imaging.picture import rendition_url
from articles.imaging.sizes import CARD, LEAD, THUMB

if TYPE_CHECKING:
    from articles.models import Image

    Base = forms.ModelForm[Image]
else:
    Base = object

PREVIEWS = (LEAD, CARD, THUMB)


@dataclass(frozen=True)
class Point:
    """Shares (0 to 1) from the top left, as the model keeps them."""

    x: float = 0.5
    y: float = 0.5


class FocalPointWidget(forms.MultiWidget):
    """Percent from the left and from the top, under the picture if `picture_url` is set."""

    template_name = "widgets/focal_point.html"
    picture_url = ""

    class Media:
        css = {"all": ["css/admin/focal-point.css"]}
        js = [Script("js/admin/focal-point.js", type="module")]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        bounds = {"min": 0, "max": 100, "step": "any"}
        super().__init__(
            widgets={
                "x": forms.NumberInput({**bounds, "data-focal-axis": "x"}),
                "y": forms.NumberInput({**bounds, "data-focal-axis": "y"}),
            },
            attrs=attrs,
        )

    def decompress(self, value: Point | None) -> list[float]:
        point = value or Point()
        return [round(share * 100, 2) for share in (point.x, point.y)]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        labels = (_("From the left, in percent"), _("From the top, in percent"))
        context["axes"] = list(zip(context["widget"]["subwidgets"], labels, strict=True))
        context["picture_url"] = self.picture_url
        context["previews"] = [size.ratio for size in PREVIEWS]
        return context


class FocalPointField(forms.MultiValueField):
    """Two numbers in percent; answers a Point."""

    widget = FocalPointWidget

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Focal point"))
        kwargs.setdefault("initial", Point)
        kwargs.setdefault(
            "help_text", _("What must stay in the picture however it is cut: a face, the ball.")
        )
        axes = [forms.FloatField(min_value=0, max_value=100) for _axis in "xy"]
        super().__init__(fields=axes, require_all_fields=True, **kwargs)

    def compress(self, data_list: list[float]) -> Point:
        return Point(*(percent / 100 for percent in data_list))


class FocalPointFormMixin(Base):
    """For a model form of Image with a field `focal_point = FocalPointField()`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        image, widget = self.instance, self.fields["focal_point"].widget
        self.initial.setdefault("focal_point", Point(image.focal_x, image.focal_y))
        if image.pk and isinstance(widget, FocalPointWidget):
            widget.picture_url = rendition_url(image, "body", 768)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if "focal_point" in cleaned:
            point: Point = cleaned["focal_point"]
            self.instance.focal_x, self.instance.focal_y = point.x, point.y
        return cleaned
