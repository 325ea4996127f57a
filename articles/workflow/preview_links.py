"""Letting somebody without an account read a working copy, for a time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import permissions
from articles.enums import Verb
from articles.models import PreviewLink, Site, Story, User
from articles.models.preview_link import LONGEST, hash_of, new_token
from articles.queries.previews import places
from articles.workflow.errors import Objection, PublicationRefused
from articles.workflow.log import record

# How exactly it is known when a link was opened last.
NOTED_EVERY = timedelta(minutes=1)


@transaction.atomic
def share_preview(
    story: Story,
    *,
    site: Site,
    language_code: str,
    valid_for: timedelta,
    actor: User | None,
    note: str = "",
) -> tuple[PreviewLink, str]:
    """Make a link, and return it with its token, which nobody can tell later.

    Whoever may write the text may show it. Raises PermissionDenied, or PublicationRefused where
    there is no text, the story could not stand on the site, or the time is too long.
    """
    permissions.require(actor, Verb.SHARE_PREVIEW, story.origin, [language_code])
    objections = []
    if not story.translations.filter(language_code=language_code, head__isnull=False).exists():
        objections.append(Objection(language_code, _("There is no text in this language.")))
    if site.pk not in {one.id for one in places(story, [language_code])[language_code]}:
        objections.append(
            Objection(language_code, _("The story does not stand on this site, and could not."))
        )
    if not timedelta(0) < valid_for <= LONGEST:
        objections.append(Objection("", _("A link is valid for 30 days at most.")))
    if objections:
        raise PublicationRefused(objections)
    token, now = new_token(), timezone.now()
    link = PreviewLink.objects.create(
        story=story,
        site=site,
        language_code=language_code,
        token_hash=hash_of(token),
        note=note.strip(),
        created_at=now,
        created_by=actor,
        expires_at=now + valid_for,
    )
    _record(Verb.SHARE_PREVIEW, link, actor)
    return link, token


@transaction.atomic
def end_preview(link: PreviewLink, *, actor: User | None) -> PreviewLink:
    """From now on the link shows nothing. What has ended before stays as it is."""
    link = PreviewLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    permissions.require(actor, Verb.END_PREVIEW, link.story.origin, [link.language_code])
    now = timezone.now()
    if link.is_open(now):
        link.ended_at, link.ended_by = now, actor
        link.save(update_fields=["ended_at", "ended_by"])
        _record(Verb.END_PREVIEW, link, actor)
    return link


def note_use(link: PreviewLink, at: datetime) -> None:
    """Keep when the link was opened last, to the minute; asks for no right."""
    if link.used_at is None or at - link.used_at >= NOTED_EVERY:
        PreviewLink.objects.filter(pk=link.pk).update(used_at=at)


def _record(verb: Verb, link: PreviewLink, actor: User | None) -> None:
    record(
        verb,
        link.story,
        actor=actor,
        language_code=link.language_code,
        site=link.site,
        reason=link.note,
        link=link.pk,
        until=link.expires_at.isoformat(),
    )
