"""The rule by which a list of the most read was made, in the words of its readers."""

from datetime import datetime

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.counting.ranking import BEFORE, LEAST_VIEWS, TIMES
from articles.enums import Ranks
from articles.queries.most_read import MostRead

register = template.Library()


@register.simple_tag
def rank_rule(found: MostRead) -> SafeString:
    """Which views are counted, to when, and what one reader adds. Days are named if not today's."""
    today = timezone.localdate()
    is_today = {timezone.localdate(found.since), timezone.localdate(found.until)} == {today}
    shown = "TIME_FORMAT" if is_today else "SHORT_DATETIME_FORMAT"
    period = format_html(
        # Translators: times of day, or dates with times.
        _("Views from {since} to {until}."),
        since=_time(found.since, shown),
        until=_time(found.until, shown),
    )
    minutes = settings.VIEW_WINDOW_MINUTES
    once = ngettext(
        "A reader counts once a minute.", "A reader counts once in %(minutes)d minutes.", minutes
    ) % {"minutes": minutes}
    if found.kind != Ranks.TRENDING:
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
