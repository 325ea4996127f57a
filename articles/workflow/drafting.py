"""What a translator has typed in the workbench: kept at once, and written when they save."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles import permissions
from articles.enums import Verb
from articles.models import SegmentDraft, Story, User
from articles.workflow.translating import Outcome, SegmentEdit, translate_segments

PLACE = ["story", "language_code", "user", "source_hash", "occurrence", "base_hash"]


@transaction.atomic
def keep_drafts(
    story: Story, language_code: str, edits: Iterable[SegmentEdit], *, actor: User
) -> int:
    """Remember for this person what they typed; one draft a segment, the last one counts.

    Returns how many. Raises PermissionDenied where they may not translate.
    """
    permissions.require(actor, Verb.TRANSLATE, story.origin, [language_code])
    last = {_place(edit): edit for edit in edits}
    if not last:
        return 0
    _of(story, language_code, actor, last.values()).delete()
    now = timezone.now()
    # A page that is being closed does not wait for its former call, which is not seen here yet.
    rows = SegmentDraft.objects.bulk_create(
        (
            SegmentDraft(
                story=story,
                language_code=language_code,
                user=actor,
                source_hash=edit.source,
                occurrence=edit.occurrence,
                base_hash=edit.base or "",
                html=edit.html,
                typed_at=now,
            )
            for edit in (last[place] for place in sorted(last))
        ),
        update_conflicts=True,
        unique_fields=PLACE,
        update_fields=["html", "typed_at"],
    )
    return len(rows)


def drop_drafts(
    story: Story, language_code: str, edits: Sequence[SegmentEdit], *, actor: User
) -> None:
    """Forget what this person typed for these segments."""
    if edits:
        _of(story, language_code, actor, edits).delete()


@transaction.atomic
def save_drafts(
    story: Story,
    language_code: str,
    edits: Sequence[SegmentEdit],
    *,
    actor: User,
    reason: str = "",
) -> Outcome:
    """Write edits into the text; what could not be written is kept as the person's draft."""
    outcome = translate_segments(story, language_code, edits, actor=actor, reason=reason)
    drop_drafts(story, language_code, edits, actor=actor)
    refused = [
        *(conflict.edit for conflict in outcome.conflicts),
        *(rejection.edit for rejection in outcome.rejected),
        *outcome.unknown,
    ]
    keep_drafts(story, language_code, refused, actor=actor)
    return outcome


def _place(edit: SegmentEdit) -> tuple[str, int, str]:
    """What names a segment; of one that only the translation has, the words it began from do."""
    return (edit.source, edit.occurrence, "" if edit.source else edit.base or "")


def _of(
    story: Story, language_code: str, actor: User, edits: Iterable[SegmentEdit]
) -> QuerySet[SegmentDraft]:
    places = [_place(edit) for edit in edits]
    wanted = [
        Q(source_hash=source, occurrence=occurrence)
        if source
        else Q(source_hash="", base_hash=base)
        for source, occurrence, base in places
    ]
    return SegmentDraft.objects.filter(
        reduce(or_, wanted), story=story, language_code=language_code, user=actor
    )
