"""For commands that act on stories: who acts, on which story, and what a refusal looks like."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from articles.models import Story, User
from articles.workflow.errors import PublicationRefused


def add_actor(parser: ArgumentParser) -> None:
    parser.add_argument("story", type=int, help="the number of the story")
    parser.add_argument(
        "--as",
        dest="actor",
        metavar="USER",
        help="act with the rights of this person; default: the system, which may do everything",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would be done, and do nothing"
    )


def moment(value: str) -> datetime:
    """ISO 8601; without an offset, in the default time zone."""
    try:
        at = parse_datetime(value)
    except ValueError:
        at = None
    if at is None:
        raise ArgumentTypeError(f"“{value}” is no time such as 2026-11-23T18:00+07:00")
    return at if timezone.is_aware(at) else timezone.make_aware(at)


def languages(value: str) -> list[str]:
    return list(dict.fromkeys(code.strip() for code in value.split(",") if code.strip()))


def find_actor(name: str | None) -> User | None:
    """None is the system."""
    if name is None:
        return None
    user = User.objects.filter(username=name).first()
    if user is None:
        raise CommandError(_("There is nobody called “%(name)s”.") % {"name": name})
    return user


def find_story(number: int, actor: User | None) -> Story:
    """As the person sees it: what they may not read is not there."""
    stories = Story.objects.all() if actor is None else Story.objects.for_user(actor)
    story: Story | None = stories.filter(pk=number).first()
    if story is None:
        raise CommandError(_("There is no story %(number)d.") % {"number": number})
    return story


@contextmanager
def judged(*, dry_run: bool) -> Iterator[None]:
    """One transaction, taken back in a dry run; raises CommandError saying every objection."""
    try:
        with transaction.atomic():
            yield
            if dry_run:
                transaction.set_rollback(True)
    except PublicationRefused as refused:
        lines = [
            f"{one.language_code or '-'}: {one.message}" + (f" [{one.rule}]" if one.rule else "")
            for one in refused.objections
        ]
        hint = _("With --override-reason it can be published in spite of this.")
        if refused.may_be_overridden:
            lines.append(hint)
        raise CommandError("\n".join(lines)) from refused
    except PermissionDenied as denied:
        raise CommandError(str(denied) or _("That is not allowed.")) from denied
