"""`<time>` elements: for machines to the second, for readers in the page's language and zone."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def moment(at: datetime) -> SafeString:
    """Day and time of day."""
    return _element(at, "DATETIME_FORMAT")


@register.simple_tag
def day(at: datetime) -> SafeString:
    """The day only, for lists; machines still get the time."""
    return _element(at, "DATE_FORMAT")


def _element(at: datetime, shown: str) -> SafeString:
    local = timezone.localtime(at)
    # HTML allows three digits of a second at most, and nobody needs them.
    return format_html(
        '<time datetime="{}">{}</time>',
        local.isoformat(timespec="seconds"),
        date_format(local, shown),
    )
