"""How long pictures may be shown, as the desk is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Image, Story
from articles.queries.names import label_of
from articles.queries.picture_rights import NOTICE, pictures_in, soon, with_an_end


class RightsFilter(admin.SimpleListFilter):
    title = gettext_lazy("rights")
    parameter_name = "rights"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("ended", gettext_lazy("Ended")),
            ("soon", gettext_lazy("End within 30 days")),
            ("later", gettext_lazy("End some day")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        now = timezone.now()
        match self.value():
            case "ended":
                return queryset.rights_ended(now)
            case "soon":
                return queryset.rights_end(now, now + NOTICE)
            case "later":
                return queryset.filter(rights_until__gt=now)
        return queryset


def rights_chip(image: Image, at: datetime) -> str:
    """Until when, marked if the desk should see to it; empty where the rights do not end."""
    if image.rights_until is None:
        return ""
    end = date_format(timezone.localtime(image.rights_until), "SHORT_DATE_FORMAT")
    if not image.may_be_shown(at):
        kind, text = "chip-withdrawn", _("rights ended on %(end)s") % {"end": end}
    else:
        kind, text = "chip-stale" if soon(image, at) else "", _("rights until %(end)s")
        text %= {"end": end}
    return format_html('<span class="chip {}">{}</span>', kind, text)


@dataclass(frozen=True)
class PictureNote:
    """That the rights in a picture of a text end, and whether they have."""

    image: Image
    has_ended: bool

    @property
    def label(self) -> str:
        return label_of(self.image)


def picture_notes(story: Story, at: datetime) -> dict[str, list[PictureNote]]:
    """By language, of the working copy: pictures whose rights end some day.

    Two queries at most, none without pictures, where `translations` are prefetched.
    """
    shown = {
        text.language_code: pictures_in(story.lead_image_id, text.body)
        for text in story.translations.all()
    }
    ending = with_an_end({pk for ids in shown.values() for pk in ids})
    return {
        code: [
            PictureNote(ending[pk], not ending[pk].may_be_shown(at)) for pk in ids if pk in ending
        ]
        for code, ids in shown.items()
    }


def pictures_to_see_to(story: Story, at: datetime) -> list[PictureNote]:
    """Of all its languages, each once: pictures whose rights have ended or end soon."""
    notes = {note.image.pk: note for said in picture_notes(story, at).values() for note in said}
    return [note for note in notes.values() if soon(note.image, at)]
