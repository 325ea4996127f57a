"""Corrections: those of an edition, and those that a translation still owes its readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from articles.caching.keys import corrections_key, edition_key, note
from articles.models import Correction, Publication, Story, StoryTranslation, User
from articles.queries.cards import Card, card_from, card_rows
from articles.queries.desk import publications_for, texts_for
from articles.queries.listings import PAGE, Cursor, beyond
from articles.queries.prepared import IsAmong, Row, prepared
from articles.sites.public import PublicEdition, PublicSite


@dataclass(frozen=True, slots=True)
class ListedCorrection:
    """One notice, and the story that it is about."""

    id: int
    text: str
    at: datetime
    card: Card


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """Some corrections of an edition, and where the older ones begin."""

    corrections: Sequence[ListedCorrection]
    older: Cursor | None


def newest_corrections(
    site: PublicSite,
    edition: PublicEdition,
    at: datetime,
    *,
    after: Cursor | None = None,
    size: int = PAGE,
) -> CorrectionPage:
    """Those of stories that are live in the edition. Two queries."""
    note(corrections_key(edition.language_code), edition_key(site.id, edition.language_code))
    place = (after.publish_at, after.publication_id) if after else (None, None)
    rows = _corrections(site.id, edition.language_code, at, *place, size=size + 2)
    found = beyond(after, rows, at="at")[: size + 1]
    shown = [row["publication"] for row in found]
    cards = {
        row["pk"]: card_from(row, edition, at)
        for row in (_cards(shown, edition.language_code) if shown else ())
    }
    corrections = [
        ListedCorrection(row["pk"], row["text"], row["at"], cards[row["publication"]])
        for row in found[:size]
    ]
    last = corrections[-1] if len(found) > size else None
    return CorrectionPage(corrections, Cursor(last.at, last.id) if last else None)


@prepared
def _corrections(
    site_id: Any, language_code: Any, at: Any, before: Any, before_id: Any, *, size: int
) -> QuerySet[Any, Any]:
    shown = Publication.objects.live(at).filter(
        story=OuterRef("story"), site=site_id, language_code=language_code
    )
    # A subquery and no EXISTS, which PostgreSQL would make a join that reads every publication.
    rows = (
        Correction.objects.filter(language_code=language_code)
        .annotate(publication=Subquery(shown.values("pk")[:1]))
        .filter(publication__isnull=False)
        .order_by("-at", "-pk")
    )
    if before is not None:
        rows = rows.filter(Q(at__lte=before) & (Q(at__lt=before) | Q(pk__lte=before_id)))
    return rows.values("pk", "text", "at", "publication")[:size]


@prepared
def _cards(ids: Any, language_code: Any) -> QuerySet[Publication, Row]:
    return card_rows(Publication.objects.filter(IsAmong("pk", ids)), language_code)


def open_corrections(story: Story, at: datetime) -> dict[str, list[Correction]]:
    """By language: corrections of the original that readers of it have not been told, oldest
    first. A language that no reader sees owes nothing. Two queries, or one."""
    made = list(story.corrections.order_by("at", "pk"))
    roots = [
        one for one in made if one.root_id is None and one.language_code == story.original_language
    ]
    if not roots:
        return {}
    answered = {(one.root_id, one.language_code) for one in made}
    live = Publication.objects.live(at).filter(story=story)
    languages = set(live.values_list("language_code", flat=True)) - {story.original_language}
    owed = {
        code: [root for root in roots if (root.pk, code) not in answered]
        for code in sorted(languages)
    }
    return {code: found for code, found in owed.items() if found}


def owes_correction(at: datetime) -> Q:
    """For a row of StoryTranslation: whether `open_corrections` would name its language.

    Corrected stories are named apart, so that the few of them lead to their texts.
    """
    answer = Correction.objects.filter(
        root=OuterRef("pk"), language_code=OuterRef(OuterRef("language_code"))
    )
    live = Publication.objects.live(at).filter(
        story=OuterRef("story"), language_code=OuterRef(OuterRef("language_code"))
    )
    owed = Correction.objects.filter(
        Exists(live),
        ~Exists(answer),
        ~Q(language_code=OuterRef("language_code")),
        story=OuterRef("master"),
        story__original_language=F("language_code"),
        root__isnull=True,
    )
    corrected = Correction.objects.filter(root__isnull=True)
    return Q(Exists(owed), master__in=corrected.values("story"))


def texts_owing_correction(user: User, at: datetime) -> QuerySet[StoryTranslation]:
    """Translations whose readers have not been told of a correction of the original."""
    return texts_for(user).filter(owes_correction(at))


def placements_behind_correction(user: User, at: datetime) -> QuerySet[Publication]:
    """On other sites than the origin: an older text than the origin's, of a corrected story."""
    home = (
        Publication.objects.live(at)
        .filter(
            story=OuterRef("story"),
            site=OuterRef("story__origin"),
            language_code=OuterRef("language_code"),
            revision__gt=OuterRef("revision"),
        )
        .exclude(site=OuterRef("site"))
    )
    corrected = Correction.objects.filter(
        story=OuterRef("story"), language_code=OuterRef("language_code")
    )
    return publications_for(user).live(at).filter(Exists(corrected), Exists(home)).newest()
