"""Owning up: a notice of correction on a story, and taking a story back altogether."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import permissions
from articles.enums import Verb
from articles.models import Correction, Publication, Retraction, Story, User
from articles.workflow.errors import Objection, PublicationRefused
from articles.workflow.log import record
from articles.workflow.sharing import end_deliveries
from articles.workflow.take_down import withdraw


@transaction.atomic
def correct(
    story: Story,
    language_code: str,
    *,
    text: str,
    actor: User | None,
    root: Correction | None = None,
) -> Correction:
    """Tell the readers of one language, on every site, what was wrong; at once.

    Every live publication of the language counts as updated now, in feeds and site maps, too.
    `root` is the original's correction that this one answers. Raises PermissionDenied or
    PublicationRefused.
    """
    Story.objects.select_for_update().get(pk=story.pk)
    permissions.require(actor, Verb.CORRECT, story.origin, [language_code])
    now, text = timezone.now(), text.strip()
    objections = list(_against_correction(story, language_code, text, root, now))
    if objections:
        raise PublicationRefused(objections)
    correction = Correction.objects.create(
        story=story, language_code=language_code, text=text, at=now, by=actor, root=root
    )
    Publication.objects.live(now).filter(story=story, language_code=language_code).update(
        updated_at=now
    )
    record(
        Verb.CORRECT,
        story,
        actor=actor,
        language_code=language_code,
        site=story.origin,
        reason=text,
        correction=correction.pk,
        root=root.pk if root else None,
    )
    return correction


@transaction.atomic
def retract(story: Story, *, notices: Mapping[str, str], actor: User | None) -> list[Publication]:
    """Take the story back on every site in every language, and say why at each address.

    `notices` by language: one for every language that readers have seen, on any site; what
    was taken down earlier gets it, too. Only a new publication ends it. Returns what is
    withdrawn now. Raises PermissionDenied or PublicationRefused.
    """
    Story.objects.select_for_update().get(pk=story.pk)
    now = timezone.now()
    placed = list(
        Publication.objects.filter(story=story).select_related("site", "revision").order_by("pk")
    )
    languages = {publication.language_code for publication in placed}
    permissions.require(actor, Verb.RETRACT, story.origin, sorted(languages) or [None])
    words = {code: notice.strip() for code, notice in notices.items()}
    seen = [publication for publication in placed if publication.publish_at <= now]
    objections = list(_against_retraction(seen, words))
    if objections:
        raise PublicationRefused(objections)
    withdrawn = [publication for publication in placed if publication.withdrawn_at is None]
    withdraw(story, withdrawn, actor=actor, reason=_("The story was retracted."))
    end_deliveries(story, None, actor=actor, reason=_("The story was retracted."))
    for publication in seen:
        Retraction.objects.update_or_create(
            publication=publication,
            defaults={"text": words[publication.language_code], "at": now},
        )
    for code in sorted({publication.language_code for publication in seen}):
        record(
            Verb.RETRACT,
            story,
            actor=actor,
            language_code=code,
            site=story.origin,
            reason=words[code],
        )
    return withdrawn


def _against_correction(
    story: Story, code: str, text: str, root: Correction | None, at: datetime
) -> Iterator[Objection]:
    if not text:
        yield Objection(code, _("Write what was wrong, and what is right."))
    if not Publication.objects.live(at).filter(story=story, language_code=code).exists():
        yield Objection(code, _("No reader sees the story in this language."))
    if root is None:
        return
    if root.story_id != story.pk or root.root_id is not None:
        yield Objection(code, _("This is no correction of the story's original."))
    elif code == story.original_language:
        yield Objection(code, _("The original does not answer its own corrections."))
    elif Correction.objects.filter(root=root, language_code=code).exists():
        yield Objection(code, _("This correction is made already."))


def _against_retraction(seen: list[Publication], words: Mapping[str, str]) -> Iterator[Objection]:
    if not seen:
        yield Objection("", _("No reader has seen the story yet: take it down instead."))
    for code in sorted({publication.language_code for publication in seen}):
        if not words.get(code):
            yield Objection(code, _("Say to the readers why the story is retracted."))
