"""The text area that becomes the editor where JavaScript runs."""

import json
from typing import Any

from django import forms
from django.conf import settings
from django.forms.widgets import Script
from django.urls import reverse

from articles.richtext.extensions import MARKS, editor_extensions
from articles.richtext.language_tags import is_right_to_left
from articles.text.languages import language_tag, native_name


class RichTextWidget(forms.Textarea):
    """Give it `lang` and `dir` attributes, and the editor writes in that language.

    No inline script and no import map, so that the strict content policy needs no exception.
    """

    class Media:
        css = {
            "all": [
                "django_prose_editor/material-icons.css",
                "css/admin/editor.css",
                "css/admin/editor-dialogs.css",
            ]
        }
        js = [Script("js/editor/main.js", type="module")]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-rich-text"] = json.dumps(_configuration())
        return context

    def use_required_attribute(self, initial: Any) -> bool:
        """Never: a browser cannot show its complaint on a text area that the editor covers."""
        return False


def inline_configuration() -> dict[str, Any]:
    """The same for an editor of one block's text: marks and line breaks, and no blocks."""
    configuration = _configuration()
    inline = {*(mark.extension for mark in MARKS), "HardBreak"}
    extensions = configuration["extensions"]
    return configuration | {
        "extensions": {name: extensions[name] for name in extensions if name in inline}
    }


def _configuration() -> dict[str, Any]:
    tags = (language_tag(code) for code in settings.CONTENT_LANGUAGES)
    return {
        "extensions": editor_extensions(),
        "languages": [
            {"tag": tag, "name": native_name(tag), "rtl": is_right_to_left(tag)} for tag in tags
        ],
        "pictures": reverse("image-picker"),
    }
