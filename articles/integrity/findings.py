"""Findings as rows: what the rules said of each revision, and of which surroundings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from articles.integrity.base import Manuscript
from articles.integrity.manuscripts import manuscripts
from articles.integrity.places import number_of_kind, place_name
from articles.integrity.registry import find_rule
from articles.integrity.runner import judge
from articles.integrity.surroundings import Lookups, Subject, subjects_of
from articles.models import Finding, Judgement, Revision


def replace_findings(revision: Revision) -> list[Finding]:
    """Run the rules over a revision; their results take the place of the findings it had."""
    return replace_findings_many([revision]).get(revision.pk, [])


def replace_findings_many(
    revisions: Sequence[Revision], lookups: Lookups | None = None
) -> dict[int, list[Finding]]:
    """The same for many, by revision, with as many queries as for one.

    What is deleted meanwhile is left out. Several processes may do this at the same time.
    """
    if not revisions:
        return {}
    by_id = {revision.pk: revision for revision in revisions}
    subjects = subjects_of(by_id)
    surroundings = (lookups or Lookups()).of(subjects)
    texts = [by_id[subject.revision_id] for subject in subjects]
    found = [
        finding
        for revision, manuscript in zip(texts, manuscripts(texts, surroundings), strict=True)
        for finding in _judged(revision, manuscript)
    ]
    fingerprints = {
        subject.revision_id: beside.fingerprint
        for subject, beside in zip(subjects, surroundings, strict=True)
    }
    return _store(fingerprints, found)


def renew_findings(revisions: Sequence[Revision]) -> set[int]:
    """Judge anew those revisions beside which something has changed since; says which.

    That is the original, the names of sections, the glossary, alternative texts, or the rules.
    """
    lookups = Lookups()
    outdated = set(outdated_of(subjects_of([revision.pk for revision in revisions]), lookups))
    if outdated:
        replace_findings_many([one for one in revisions if one.pk in outdated], lookups)
    return outdated


def outdated_of(subjects: Sequence[Subject], lookups: Lookups) -> Iterator[int]:
    """The revisions that were never judged, or in other surroundings."""
    for subject, beside in zip(subjects, lookups.of(subjects), strict=True):
        if subject.judged != beside.fingerprint:
            yield subject.revision_id


def describe(finding: Finding) -> str:
    """A finding in a sentence of the active language, with the text that it is about."""
    return _("%(message)s (%(place)s: “%(excerpt)s”)") % {
        "message": message_of(finding),
        "place": place_of(finding),
        "excerpt": finding.excerpt,
    }


def message_of(finding: Finding) -> str:
    """What the rule says of it, in the active language."""
    rule = find_rule(finding.rule)
    if rule is None:
        return _("A rule that is no longer in use.")
    try:
        return rule.message(finding.detail)
    except (KeyError, ValueError):
        # Found by a former release, which kept other details.
        return str(rule.explanation)


def place_of(finding: Finding) -> str:
    """Where an editor finds it, as “paragraph 3”; paragraphs are counted from 1.

    Of what the translation lacks, that is the place in the original.
    """
    place = place_name(finding.segment_kind, finding.segment_number)
    return _("%(place)s of the original") % {"place": place} if finding.of_original else place


def _judged(revision: Revision, manuscript: Manuscript) -> Iterator[Finding]:
    original = manuscript.original.segments if manuscript.original else ()
    for result in judge(manuscript):
        segments = original if result.of_original else manuscript.segments
        yield Finding(
            revision=revision,
            language_code=revision.language_code,
            rule=result.rule,
            severity=result.severity,
            segment_index=result.segment_index,
            segment_kind=segments[result.segment_index].kind,
            segment_number=number_of_kind(segments, result.segment_index),
            segment_hash=result.segment_hash,
            source_hash=result.source_hash,
            of_original=result.of_original,
            excerpt=result.excerpt,
            detail=dict(result.detail),
        )


def _store(
    fingerprints: Mapping[int, str], findings: Iterable[Finding]
) -> dict[int, list[Finding]]:
    with transaction.atomic():
        there = _locked(fingerprints)
        Finding.objects.filter(revision__in=there).delete()
        Judgement.objects.bulk_create(
            [Judgement(revision_id=pk, fingerprint=fingerprints[pk]) for pk in there],
            update_conflicts=True,
            unique_fields=["revision"],
            update_fields=["fingerprint", "judged_at"],
        )
        rows = Finding.objects.bulk_create(one for one in findings if one.revision_id in there)
    stored: dict[int, list[Finding]] = {pk: [] for pk in there}
    for row in rows:
        stored[row.revision_id].append(row)
    return stored


def _locked(revision_ids: Collection[int]) -> set[int]:
    """Those that are still there; judges of the same text take turns from here on.

    Everybody locks them in the order of their ids, so that nobody waits in a circle.
    """
    rows = Revision.objects.select_for_update(no_key=True).filter(pk__in=revision_ids)
    return set(rows.order_by("pk").values_list("pk", flat=True))
