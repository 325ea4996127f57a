"""One call of the API, and what an operation is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from articles.api.shapes import Fault, Invalid
from articles.enums import Verb
from articles.models import ApiToken, Site, Story, User
from articles.permissions import sites_where
from articles.queries.board import Cursor
from articles.queries.desk import stories_for_desk
from articles.queries.story_pages import moment_of

PATTERNS = {"story": r"[1-9]\d{0,17}", "language": r"[a-z-]{2,15}", "site": r"[a-z0-9_-]{1,50}"}


@dataclass(frozen=True)
class Call:
    """What was asked, read and found to be well formed."""

    request: HttpRequest
    token: ApiToken
    path: dict[str, str]
    query: Any
    body: Any

    @property
    def user(self) -> User:
        return self.token.user

    @cached_property
    def story(self) -> Story:
        """The story of the address, for somebody who may read it; otherwise it is not there."""
        found = stories_for_desk(self.user).filter(pk=int(self.path["story"])).first()
        if found is None:
            raise Http404
        return found

    @property
    def language(self) -> str:
        return self.path["language"]

    def site(self, key: str, field: str = "") -> Site:
        """A site that the person may read; a fault of the field, or 404 for one of the address."""
        sites = sites_where(self.user, Verb.VIEW)
        found = Site.objects.filter(key=key).first()
        if found is not None and (sites is None or found.pk in sites):
            return found
        if not field:
            raise Http404
        raise Invalid([Fault(field, _("You read no site with this key."))])

    @property
    def after(self) -> Cursor | None:
        """The place in a list that was asked for."""
        if not self.query.after:
            return None
        cursor = Cursor.parse(self.query.after)
        try:
            if cursor is not None:
                moment_of(cursor)
                return cursor
        except OverflowError:
            pass
        raise Invalid([Fault("after", _("Give what `next` of the page before says."))])


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One thing that can be asked: what the address is, what it takes, what it answers."""

    name: str
    method: str
    path: str
    summary: str
    act: Callable[[Call], Any]
    answer: type[Any]
    query: type[Any] | None = None
    body: type[Any] | None = None
    # Kinds of problems besides those that every call may meet.
    problems: tuple[str, ...] = ()
    # Whether it says in If-Match what it changes.
    needs_revision: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(
            re.sub(r"\{(\w+)\}", lambda name: f"(?P<{name[1]}>{PATTERNS[name[1]]})", self.path)
        )
