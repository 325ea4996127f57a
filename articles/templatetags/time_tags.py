"""`<time>` elements: for machines to the second, for readers in the page's language and zone."""

from datetime import date, datetime, tzinfo
from functools import lru_cache
from html import escape

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override

register = template.Library()


@register.simple_tag
def moment(at: datetime) -> SafeString:
    """Day and time of day."""
    local = timezone.localtime(at)
    # Moments are equal in all zones, but not written alike.
    zone = timezone.get_current_timezone_name()
    return _element(local, _written_moment(local.replace(microsecond=0), zone, get_language()))


# Of the stories that are asked for again and again.
@lru_cache(maxsize=4096)
def _written_moment(local: datetime, _time_zone: str, _language_code: str | None) -> str:
    """In the language that is active."""
    return escape(date_format(local, "DATETIME_FORMAT"))


@register.simple_tag
def day(at: datetime) -> SafeString:
    """The day only, for lists; machines still get the time."""
    return day_in(at, timezone.get_current_timezone(), get_language())


def day_in(at: datetime, zone: tzinfo, language_code: str) -> SafeString:
    """For a place and a language that are known already."""
    local = at.astimezone(zone)
    return _element(local, _written_day(local.date(), language_code))


# Eleven years of days: a list names the same few over and over.
@lru_cache(maxsize=4096)
def _written_day(day: date, language_code: str) -> str:
    with override(language_code):
        return escape(date_format(day, "DATE_FORMAT"))


def _element(local: datetime, shown: str) -> SafeString:
    # HTML allows three digits of a second at most, and nobody needs them.
    machines = local.isoformat(timespec="seconds")
    return SafeString(f'<time datetime="{machines}">{shown}</time>')
