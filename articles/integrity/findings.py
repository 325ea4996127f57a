"""Findings as rows: what the rules said of each revision."""

from __future__ import annotations

from django.utils.translation import gettext as _

from articles.integrity.manuscripts import manuscript, newest_revision
from articles.integrity.places import name_place
from articles.integrity.registry import find_rule
from articles.integrity.runner import judge
from articles.models import Finding, Revision
from articles.translation.comparison import segments_of


def replace_findings(revision: Revision) -> list[Finding]:
    """Run the rules over a revision; their results take the place of the findings it had."""
    results = judge(manuscript(revision))
    Finding.objects.filter(revision=revision).delete()
    return Finding.objects.bulk_create(
        Finding(
            revision=revision,
            language_code=revision.language_code,
            rule=result.rule,
            severity=result.severity,
            segment_index=result.segment_index,
            segment_hash=result.segment_hash,
            source_hash=result.source_hash,
            of_original=result.of_original,
            excerpt=result.excerpt,
            detail=dict(result.detail),
        )
        for result in results
    )


def describe(finding: Finding) -> str:
    """A finding in a sentence of the active language, with the text that it is about."""
    rule = find_rule(finding.rule)
    message = rule.message(finding.detail) if rule else _("A rule that is no longer in use.")
    return _("%(message)s (%(place)s: “%(excerpt)s”)") % {
        "message": message,
        "place": place_of(finding),
        "excerpt": finding.excerpt,
    }


def place_of(finding: Finding) -> str:
    """Where an editor finds it, as “paragraph 3”; paragraphs are counted from 1.

    Of what the translation lacks, that is the place in the original.
    """
    revision = finding.revision
    if not finding.of_original:
        return name_place(segments_of(revision), finding.segment_index, finding.segment_hash)
    original = newest_revision(revision.story_id, revision.story.original_language)
    segments = segments_of(original or revision)
    place = name_place(segments, finding.segment_index, finding.segment_hash)
    return _("%(place)s of the original") % {"place": place}
