"""Taking a text away from readers."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from articles import permissions
from articles.enums import Verb, WorkflowState
from articles.models import Publication, SearchEntry, Site, Story, User
from articles.workflow.listings import unlist
from articles.workflow.log import record
from articles.workflow.originals import note_originals
from articles.workflow.sharing import end_deliveries


@transaction.atomic
def take_down(
    story: Story,
    *,
    actor: User | None,
    site: Site | None = None,
    languages: Collection[str] | None = None,
    reason: str = "",
) -> list[Publication]:
    """Withdraw the story from a site (None: from all sites) in these languages (None: in all).

    Withdrawn at its origin means withdrawn everywhere: a language that is taken down on the
    origin site goes from every other site in the same transaction. The address answers 410.
    Returns what was withdrawn; what was withdrawn before stays as it is.
    """
    Story.objects.select_for_update().get(pk=story.pk)
    wanted = Publication.objects.filter(story=story, withdrawn_at__isnull=True)
    if languages is not None:
        wanted = wanted.filter(language_code__in=languages)
    if site is not None and site.pk != story.origin_id:
        wanted = wanted.filter(site=site)
    publications = list(wanted.select_related("site", "revision"))
    for publication in publications:
        # Whoever may take down at the origin may take down what hangs on it.
        at = publication.site if site is not None and site.pk != story.origin_id else story.origin
        permissions.require(actor, Verb.TAKE_DOWN, at, [publication.language_code])
    withdraw(story, publications, actor=actor, reason=reason)
    if site is None or site.pk == story.origin_id:
        # Only what this person took down, never a language on which no right was asked.
        gone = {publication.language_code for publication in publications}
        end_deliveries(story, gone, actor=actor, reason=reason)
    return publications


def withdraw(
    story: Story, publications: Collection[Publication], *, actor: User | None, reason: str
) -> None:
    """Take these publications of one story away, and log each; asks for no right."""
    now = timezone.now()
    for publication in publications:
        publication.withdrawn_at = now
        publication.save(update_fields=["withdrawn_at"])
        unlist(publication)
        SearchEntry.objects.filter(publication=publication).delete()
        record(
            Verb.TAKE_DOWN,
            story,
            actor=actor,
            language_code=publication.language_code,
            site=publication.site,
            revision=publication.revision,
            reason=reason,
        )
    note_originals(story)
    _mark(story, {publication.language_code for publication in publications})


def _mark(story: Story, languages: set[str]) -> None:
    """Set the state of texts that no site shows any more."""
    shown = Publication.objects.filter(story=story, withdrawn_at__isnull=True)
    still = set(shown.values_list("language_code", flat=True))
    story.translations.filter(
        language_code__in=languages - still, state=WorkflowState.PUBLISHED
    ).update(state=WorkflowState.TAKEN_DOWN)
