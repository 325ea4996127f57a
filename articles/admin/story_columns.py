"""Columns of the list of stories; they make no queries of their own."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.admin.picture_rights import rights_chip
from articles.admin.thumbnails import preview, thumbnail
from articles.forms.sections import name_of
from articles.models import Story
from articles.queries.picture_rights import soon
from articles.text.languages import language_tag, native_name
from articles.translation.standing import Standing, standings


class StoryColumns:
    """How one story looks in a list."""

    @admin.display(description=_("picture"))
    def thumbnail(self, story: Story) -> str:
        image = story.lead_image
        if image is None or not soon(image, timezone.now()):
            return thumbnail(image)
        return format_html("{}{}", thumbnail(image), rights_chip(image, timezone.now()))

    @admin.display(description=_("as it is now"))
    def lead_preview(self, story: Story) -> str:
        """The stored picture, beside the field that names it."""
        return preview(story.lead_image)

    @admin.display(description=_("title"), empty_value="–")
    def headline(self, story: Story) -> str:
        """The original's, marked as what language it is."""
        text = story.original()
        if text is None:
            return f"#{story.pk}"
        return format_html('<span lang="{}">{}</span>', language_tag(text.language_code), text)

    @admin.display(description=_("languages"))
    def languages(self, story: Story) -> str:
        """How each stands, and who has the story open, if the list has asked that."""
        people = {"people": getattr(story, "people_here", ())}
        return chips(story) + render_to_string("admin/includes/people.html", people)

    @admin.display(description=_("on"))
    def where(self, story: Story) -> str:
        """Its own site, and those that carry it."""
        carried = {p.site.key for p in story.publications.all() if p.site_id != story.origin_id}
        return ", ".join([story.origin.key, *sorted(carried)])

    @admin.display(description=_("section"))
    def section_name(self, story: Story) -> str:
        return name_of(story.section)

    @admin.display(description=_("changed"), ordering="updated_at")
    def changed(self, story: Story) -> str:
        at = timezone.localtime(story.updated_at)
        return format_html(
            '<time datetime="{}">{}</time>',
            at.isoformat(timespec="minutes"),
            date_format(at, "SHORT_DATETIME_FORMAT"),
        )


def chips(story: Story) -> str:
    """One chip for each language: of the site's editions, and what else is written."""
    editions = [edition.language_code for edition in story.origin.editions.all()]
    rows = [chip(story, standing) for standing in standings(story, editions, timezone.now())]
    return render_to_string("admin/includes/chips.html", {"chips": rows})


def chip(story: Story, standing: Standing) -> dict[str, Any]:
    """What the template needs to show of one language, and where it is translated."""
    code = standing.language_code
    is_original = code == story.original_language
    return {
        "bench": ""
        if is_original
        else reverse("admin:articles_story_translate", args=[story.pk, code]),
        "standing": standing,
        "tag": language_tag(standing.language_code),
        "name": native_name(standing.language_code),
    }
