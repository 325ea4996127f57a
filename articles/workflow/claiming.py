"""Taking one language of a story into work, so that nobody works on it twice.

A claim runs out by itself; the work of its holder renews it. It hinders nobody's saving: it
tells the others before they begin.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from articles import permissions
from articles.enums import Verb
from articles.models import Story, TranslationClaim, User
from articles.models.translating import TranslationClaimQuerySet
from articles.workflow.errors import ClaimHeld
from articles.workflow.log import record

# One statement: of several who claim at once, the unique index makes all but the first wait, and
# then find the claim held. The row is locked also where it is not changed.
TAKE = """
    INSERT INTO articles_translationclaim AS held
        (story_id, language_code, user_id, claimed_at, expires_at)
    VALUES (%(story)s, %(language)s, %(user)s, %(now)s, %(until)s)
    ON CONFLICT (story_id, language_code) DO UPDATE SET
        user_id = excluded.user_id,
        claimed_at = CASE WHEN held.expires_at > %(now)s THEN held.claimed_at
                          ELSE excluded.claimed_at END,
        expires_at = excluded.expires_at
    WHERE held.user_id = excluded.user_id OR held.expires_at <= %(now)s
    RETURNING id
"""


@transaction.atomic
def claim(
    story: Story, language_code: str, *, actor: User, take_over: bool = False
) -> TranslationClaim:
    """Take the text, there or not yet, for TRANSLATION_CLAIM_MINUTES; one's own is renewed.

    Raises ClaimHeld where somebody else has it, unless `take_over`; that goes into the log.
    Raises PermissionDenied where the actor may not write the text.
    """
    permissions.require(actor, _verb(story, language_code), story.origin, [language_code])
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            TAKE,
            {
                "story": story.pk,
                "language": language_code,
                "user": actor.pk,
                "now": now,
                "until": now + duration(),
            },
        )
        taken = cursor.fetchone() is not None
    held = _claims(story, language_code).select_related("user").get()
    if not taken:
        if not take_over:
            raise ClaimHeld(held)
        _take_over(held, actor)
    return held


@transaction.atomic
def release(story: Story, language_code: str, *, actor: User) -> bool:
    """Give up one's own claim; whether there was one. What others hold stays theirs."""
    deleted, _rows = _claims(story, language_code).filter(user=actor).delete()
    return bool(deleted)


@transaction.atomic
def renew(story: Story, language_code: str, *, actor: User) -> bool:
    """Prolong one's own claim from now on, even one that ran out if nobody took the text since.

    Whether there was one: work without a claim makes none.
    """
    permissions.require(actor, _verb(story, language_code), story.origin, [language_code])
    until = timezone.now() + duration()
    return bool(_claims(story, language_code).filter(user=actor).update(expires_at=until))


def held_by_other(story: Story, language_code: str, user: User) -> TranslationClaim | None:
    """The live claim of somebody else, with who it is."""
    claims = _claims(story, language_code).live(timezone.now()).exclude(user=user)
    return claims.select_related("user").first()


def duration() -> timedelta:
    """How long a claim lasts without a sign of work."""
    return timedelta(minutes=settings.TRANSLATION_CLAIM_MINUTES)


def _verb(story: Story, language_code: str) -> Verb:
    return Verb.WRITE if language_code == story.original_language else Verb.TRANSLATE


def _claims(story: Story, language_code: str) -> TranslationClaimQuerySet:
    return TranslationClaim.objects.filter(story=story, language_code=language_code)


def _take_over(held: TranslationClaim, actor: User) -> None:
    """The row is locked since `TAKE` found it."""
    story, former = held.story, held.user
    permissions.require(actor, Verb.TAKE_OVER, story.origin, [held.language_code])
    held.user, held.claimed_at = actor, timezone.now()
    held.expires_at = held.claimed_at + duration()
    held.save(update_fields=["user", "claimed_at", "expires_at"])
    record(
        Verb.TAKE_OVER,
        story,
        actor=actor,
        language_code=held.language_code,
        site=story.origin,
        taken_from=str(former),
    )
