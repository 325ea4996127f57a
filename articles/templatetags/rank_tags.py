"""Lists of the most read, with the rule by which they were made, in the words of their readers."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from html import escape

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from articles.counting.ranking import BEFORE, LEAST_VIEWS, TIMES
from articles.enums import Ranks
from articles.queries.most_read import MostRead

register = template.Library()


@register.simple_tag
def most_read(found: MostRead) -> SafeString:
    """The short list, below or beside other stories. Written here as every story has it."""
    title = _("Most read")
    if found.section:
        title = _("Most read in %(section)s") % {"section": found.section.name}
    stories = "".join(
        f'    <li class="rank"><a href="{escape(story.path)}">{escape(story.title)}</a></li>\n'
        for story in found.stories
    )
    return mark_safe(  # noqa: S308 - escaped
        '<section class="block most-read" aria-labelledby="most-read-title">\n'
        '  <div class="block-header">\n'
        '    <h2 class="block-title" id="most-read-title">'
        f'<a href="{escape(found.path)}">{escape(title)}</a></h2>\n'
        f'    <p class="block-more">{rank_rule(found)}</p>\n'
        "  </div>\n"
        f'  <ol class="ranks ranks-short">\n{stories}  </ol>\n'
        "</section>"
    )


@register.simple_tag
def rank_rule(found: MostRead) -> SafeString:
    """Which views are counted, to when, and what one reader adds. Days are named if not today's."""
    return _rule(
        *(found.kind, found.since, found.until, timezone.localdate()),
        # Moments are equal in all zones, but not written alike.
        *(get_language(), timezone.get_current_timezone_name(), settings.VIEW_WINDOW_MINUTES),
    )


@lru_cache(maxsize=512)
def _rule(
    kind: Ranks,
    since: datetime,
    until: datetime,
    today: date,
    _language_code: str | None,
    _time_zone: str,
    minutes: int,
) -> SafeString:
    """In the language and the zone that are active. All pages of an edition have one of few."""
    is_today = {timezone.localdate(since), timezone.localdate(until)} == {today}
    shown = "TIME_FORMAT" if is_today else "SHORT_DATETIME_FORMAT"
    period = format_html(
        # Translators: times of day, or dates with times.
        _("Views from {since} to {until}."),
        since=_time(since, shown),
        until=_time(until, shown),
    )
    once = ngettext(
        "A reader counts once a minute.", "A reader counts once in %(minutes)d minutes.", minutes
    ) % {"minutes": minutes}
    if kind != Ranks.TRENDING:
        return _joined(period, once)
    rising = _(
        "Stories with at least %(times)d times the views that the %(hours)d hours before let one "
        "expect, and at least %(least)d views."
    ) % {"times": TIMES, "hours": BEFORE.total_seconds() // 3600, "least": LEAST_VIEWS}
    return _joined(_joined(period, rising), once)


def _joined(first: str, second: str) -> SafeString:
    # Translators: two sentences; some scripts set no space between them.
    return format_html(_("{first} {second}"), first=first, second=second)


def _time(at: datetime, shown: str) -> SafeString:
    local = timezone.localtime(at)
    return format_html(
        '<time datetime="{}">{}</time>',
        local.isoformat(timespec="seconds"),
        date_format(local, shown),
    )
