"""Reasons why readers do not find a story, in the words of the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.enums import WorkflowState
from articles.models import Site
from articles.queries.visibility import Reason


def say(reason: Reason, site: Site) -> str:
    """One sentence; times are by the clocks of the site."""
    return WORDS[reason.rule](reason.detail, site)


def _when(at: datetime, site: Site) -> str:
    return date_format(timezone.localtime(at, site.tzinfo), "SHORT_DATETIME_FORMAT")


def _taken_down(detail: Any, site: Site) -> str:
    words = _("It was taken down on %(at)s.") % {"at": _when(detail["at"], site)}
    if detail["by"]:
        words += " " + _("By %(by)s.") % detail
    if detail["why"]:
        words += " " + _("Reason: %(why)s") % detail
    return words


def _scheduled(detail: Any, site: Site) -> str:
    words = _("It is to appear on %(at)s.") % {"at": _when(detail["at"], site)}
    if detail.get("release"):
        words += " " + _("The release “%(release)s” says so.") % detail
    return words


Says = Callable[[Any, Site], str]
WORDS: dict[str, Says] = {
    "site": lambda detail, site: _("The site has no host name or no edition."),
    "edition": lambda detail, site: _("The site has no edition in this language."),
    "no-text": lambda detail, site: _("There is no text in this language."),
    "never-published": lambda detail, site: (
        _("It was never published on this site in this language; its text is: %(state)s.")
        % {"state": WorkflowState(detail["state"]).label}
    ),
    "licence": lambda detail, site: _("The licence of its source would not permit it here."),
    "withdrawn": _taken_down,
    "scheduled": _scheduled,
    "expired": lambda detail, site: (
        _("Its time ended on %(at)s.") % {"at": _when(detail["at"], site)}
    ),
    "section-name": lambda detail, site: _("Its section has no name in this language."),
    "not-listed": lambda detail, site: _("It is not listed in its section."),
    "mapped-by-origin": lambda detail, site: _(
        "It is public on the site that it comes from, whose site map has it."
    ),
    "too-old": lambda detail, site: (
        _("The news site map has the last two days; it is from %(at)s.")
        % {"at": _when(detail["at"], site)}
    ),
    "not-indexed": lambda detail, site: _("It is not in the search index: run rebuild_search."),
    "pushed-out": lambda detail, site: (
        _("Newer stories fill the feed, which holds %(entries)d.") % detail
    ),
    "front-later": lambda detail, site: (
        _("The editors gave it place %(place)d of the front page, from %(at)s on.")
        % {"place": detail["place"], "at": _when(detail["at"], site)}
    ),
    "front-over": lambda detail, site: (
        _("Its time at place %(place)d of the front page ended on %(at)s.")
        % {"place": detail["place"], "at": _when(detail["at"], site)}
    ),
    "front-covered": lambda detail, site: (
        _("At place %(place)d of the front page stands a story that was set there later.") % detail
    ),
    "front-newer": lambda detail, site: _(
        "Newer stories fill the front page, which shows the newest where editors chose none."
    ),
}
