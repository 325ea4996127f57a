"""What a site does about findings, and which of them somebody has called intended."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from articles.enums import RuleAction, Severity
from articles.models import Dismissal, Finding, FindingPolicy, Site

# Story, language, rule, segment, source: what a person's word is about. Change a word of the
# segment or of its source, and the word is about something that is not there any more.
Key = tuple[int, str, str, str, str]


@dataclass(frozen=True)
class Weighed:
    """A finding, what the site does about it, and who called it intended, if anybody did."""

    finding: Finding
    action: RuleAction
    dismissal: Dismissal | None = None

    @property
    def is_ignored(self) -> bool:
        """Whether the site does not want to hear of it."""
        return self.action == RuleAction.OFF

    @property
    def is_intended(self) -> bool:
        """Whether somebody's word settles it. One who may only pass warnings settles no block."""
        return self.dismissal is not None and (
            self.dismissal.covers_blocks or self.action != RuleAction.BLOCK
        )

    @property
    def blocks(self) -> bool:
        return self.action == RuleAction.BLOCK and not self.is_intended

    @property
    def warns(self) -> bool:
        return self.action == RuleAction.WARN and not self.is_intended

    @property
    def kind(self) -> str:
        """How it stands: `off`, `intended`, `warn` or `block`."""
        if self.is_ignored:
            return str(RuleAction.OFF)
        return "intended" if self.is_intended else str(self.action)

    @property
    def label(self) -> str:
        """The same in words of the active language."""
        if self.is_ignored:
            return _("Not minded on this site")
        return _("Intended") if self.is_intended else str(Severity(self.kind).label)


@dataclass(frozen=True)
class Scales:
    """Policies and dismissals, looked up once to weigh many findings."""

    policies: Mapping[tuple[int, str], RuleAction]
    dismissals: Mapping[Key, Dismissal]

    def weigh(self, finding: Finding, site_id: int, story_id: int | None = None) -> Weighed:
        """What the site does about it. Without the story its revision must be at hand."""
        story_id = story_id or finding.revision.story_id
        action = self.policies.get((site_id, finding.rule), RuleAction(finding.severity))
        return Weighed(finding, action, self.dismissals.get(_key(finding, story_id)))


def weigh(findings: Sequence[Finding], site: Site) -> list[Weighed]:
    """What the site does about each, in their order. Three queries at most."""
    if not findings:
        return []
    prefetch_related_objects(findings, "revision")
    scales = scales_for(findings, [site.pk])
    return [scales.weigh(finding, site.pk) for finding in findings]


def scales_for(findings: Collection[Finding], site_ids: Collection[int]) -> Scales:
    """To weigh these findings, whose revisions are at hand, for these sites. Two queries."""
    stories = {finding.revision.story_id for finding in findings}
    return Scales(policies_of(site_ids), dismissals_of(stories) if stories else {})


def policies_of(site_ids: Collection[int]) -> dict[tuple[int, str], RuleAction]:
    """By site and rule; where there is none the rule's own severity counts."""
    rows = FindingPolicy.objects.filter(site__in=site_ids).order_by()
    return {
        (site, rule): RuleAction(action)
        for site, rule, action in rows.values_list("site_id", "rule", "action")
    }


def dismissals_of(story_ids: Collection[int]) -> dict[Key, Dismissal]:
    """What of these stories was called intended, with the person who did."""
    rows = Dismissal.objects.filter(story__in=set(story_ids)).select_related("dismissed_by")
    return {
        (row.story_id, row.language_code, row.rule, row.segment_hash, row.source_hash): row
        for row in rows
    }


def _key(finding: Finding, story_id: int) -> Key:
    return (
        story_id,
        finding.language_code,
        finding.rule,
        finding.segment_hash,
        finding.source_hash,
    )
