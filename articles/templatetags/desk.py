"""What the templates of the admin ask for."""

from __future__ import annotations

from typing import Any, cast

from django import template
from django.contrib.admin.templatetags.admin_modify import submit_row
from django.db.models import Model
from django.template import RequestContext
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles.enums import Verb
from articles.imaging.picture import rendition_url
from articles.integrity import findings
from articles.integrity.registry import find_rule
from articles.models import Finding, Image, User
from articles.permissions import can
from articles.queries import names
from articles.richtext.sanitizer import sanitize
from articles.sites import addresses
from articles.stylesheets import desk as stylesheets
from articles.text import languages

register = template.Library()


@register.simple_tag
def desk_stylesheet() -> str:
    """The address of the one stylesheet that all pages of the desk share."""
    return addresses.stylesheet_path(stylesheets.desk_stylesheet().name)


@register.filter
def native_name(language_code: str) -> str:
    return languages.native_name(language_code)


@register.filter
def rule_name(finding: Finding) -> str:
    """What the rule that found it is called; its id where no rule bears it any more."""
    rule = find_rule(finding.rule)
    return str(rule.name) if rule else finding.rule


@register.filter
def finding_message(finding: Finding) -> str:
    """What its rule says of it."""
    return findings.message_of(finding)


@register.filter
def finding_place(finding: Finding) -> str:
    """Where it stands in the text."""
    return findings.place_of(finding)


@register.filter
def label_of(thing: Model) -> str:
    """What a person calls it."""
    return names.label_of(thing)


@register.filter
def picture_preview(image: Image) -> str:
    """Large enough to know it by."""
    return format_html(
        '<img class="desk-preview" src="{}" alt="" width="320" height="213" loading="lazy">',
        rendition_url(image, "card", 320),
    )


@register.filter
def clean_body(body: str) -> SafeString:
    """A body to read in the admin: sanitised once more, as this page trusts no row."""
    return mark_safe(sanitize(body))  # noqa: S308


@register.filter
def verb_url(name: str, story_id: int) -> str:
    """The page of one verb of one story."""
    return reverse(f"admin:articles_story_{name}", args=[story_id])


@register.inclusion_tag("admin/articles/story/submit_row.html", takes_context=True)
def story_submit_row(context: RequestContext) -> dict[str, Any]:
    """The buttons under a story: what comes after saving is a choice of whoever may do it."""
    user = cast("User", context["request"].user)
    row = submit_row(context).flatten()
    return {str(key): value for key, value in row.items()} | {
        "may_submit": can(user, Verb.SUBMIT),
        "may_publish": can(user, Verb.PUBLISH),
    }
