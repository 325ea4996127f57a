"""All newest texts, page by page: judged where they must be, and weighed."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from django.db import InterfaceError, OperationalError
from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.enums import RuleAction
from articles.integrity.findings import outdated_of, replace_findings_many
from articles.integrity.policy import Scales, Weighed, dismissals_of, policies_of
from articles.integrity.surroundings import Lookups, Subject, subjects_of
from articles.models import Finding, Publication, Revision, Site, StoryTranslation

logger = logging.getLogger(__name__)
PAGE = 500
# What is judged in one go: enough to share look-ups, few enough to lose little when stopped.
CHUNK = 50


@dataclass(frozen=True)
class Scope:
    """Which texts: of the stories that a site owns or shows, in a language, saved since a time."""

    site: Site | None = None
    language_code: str = ""
    since: datetime | None = None


@dataclass(frozen=True)
class CheckedText:
    """One text with what was found in it; `failure` says why it could not be judged."""

    subject: Subject
    title: str
    site_key: str
    findings: Sequence[Weighed]
    is_judged_anew: bool
    failure: str = ""


@dataclass(frozen=True)
class Failure:
    """A text at which a rule broke down."""

    revision_id: int
    message: str


Pending = Callable[[], list[Failure]]


class Judges(Protocol):
    """Who does the work of judging; `ahead` is how many pages may wait for it."""

    ahead: int

    def submit(self, revision_ids: Sequence[int]) -> Pending:
        """Have them judged; the answer waits until that is done."""


@dataclass
class OwnProcess:
    """Judges at once, in this process."""

    lookups: Lookups = field(default_factory=Lookups)
    ahead: int = 0

    def submit(self, revision_ids: Sequence[int]) -> Pending:
        failures = judge_texts(revision_ids, self.lookups)
        return lambda: failures


def texts_in(scope: Scope) -> QuerySet[StoryTranslation]:
    """The texts that a check of this scope is about."""
    texts: QuerySet[StoryTranslation] = StoryTranslation.objects.filter(head__isnull=False)
    if scope.site is not None:
        shown = Publication.objects.filter(
            story=OuterRef("master"),
            language_code=OuterRef("language_code"),
            site=scope.site,
            withdrawn_at__isnull=True,
        )
        texts = texts.filter(Q(master__origin=scope.site) | Exists(shown))
    if scope.language_code:
        texts = texts.filter(language_code=scope.language_code)
    if scope.since is not None:
        texts = texts.filter(head__created_at__gte=scope.since)
    return texts


def check(scope: Scope, judges: Judges, *, force: bool = False) -> Iterator[CheckedText]:
    """Every text of the scope once, judged anew where it must be (with `force`: in any case).

    Weighed by the policy of the scope's site, or else of each story's own. A page of texts that
    nobody needs to judge takes eight queries at most.
    """
    lookups = Lookups()
    sites = dict(Site.objects.values_list("pk", "key"))
    policies = policies_of(sites)
    waiting: deque[tuple[_Page, list[Pending]]] = deque()

    def finished() -> Iterator[CheckedText]:
        page, pending = waiting.popleft()
        failures = {one.revision_id: one.message for wait in pending for one in wait()}
        return _weighed(page, failures, scope, policies, sites)

    for page in _pages(scope, lookups, force=force):
        outdated = sorted(page.outdated)
        chunks = [outdated[start : start + CHUNK] for start in range(0, len(outdated), CHUNK)]
        waiting.append((page, [judges.submit(chunk) for chunk in chunks]))
        if len(waiting) > judges.ahead:
            yield from finished()
    while waiting:
        yield from finished()


def judge_texts(revision_ids: Sequence[int], lookups: Lookups) -> list[Failure]:
    """Judge these; a text at which a rule breaks down does not keep the others from it."""
    revisions = list(Revision.objects.filter(pk__in=revision_ids))
    try:
        replace_findings_many(revisions, lookups)
    except (OperationalError, InterfaceError):
        raise  # the database is away, and no text is to blame
    except Exception as error:
        if len(revisions) > 1:
            alone = (judge_texts([revision.pk], lookups) for revision in revisions)
            return [failure for failures in alone for failure in failures]
        logger.exception("Revision %s could not be judged", revision_ids[0])
        return [Failure(revision_ids[0], f"{type(error).__name__}: {error}")]
    return []


@dataclass(frozen=True)
class _Page:
    subjects: list[Subject]
    titles: dict[int, str]
    outdated: set[int]


def _pages(scope: Scope, lookups: Lookups, *, force: bool) -> Iterator[_Page]:
    """By key, so that the last page costs what the first does."""
    texts = texts_in(scope).order_by("pk").values_list("pk", "head_id", "head__title")
    last = 0
    while rows := list(texts.filter(pk__gt=last)[:PAGE]):
        last = rows[-1][0]
        subjects = subjects_of([head for _pk, head, _title in rows])
        outdated = (
            {subject.revision_id for subject in subjects}
            if force
            else set(outdated_of(subjects, lookups))
        )
        yield _Page(subjects, {head: title for _pk, head, title in rows}, outdated)


def _weighed(
    page: _Page,
    failures: dict[int, str],
    scope: Scope,
    policies: dict[tuple[int, str], RuleAction],
    sites: dict[int, str],
) -> Iterator[CheckedText]:
    found = _findings(page.subjects)
    stories = {subject.story_id for subject in page.subjects if subject.revision_id in found}
    scales = Scales(policies, dismissals_of(stories) if stories else {})
    for subject in page.subjects:
        site_id = scope.site.pk if scope.site else subject.site_id
        yield CheckedText(
            subject=subject,
            title=page.titles[subject.revision_id],
            site_key=sites[site_id],
            findings=[
                scales.weigh(finding, site_id, subject.story_id)
                for finding in found.get(subject.revision_id, ())
            ],
            is_judged_anew=subject.revision_id in page.outdated,
            failure=failures.get(subject.revision_id, ""),
        )


def _findings(subjects: Iterable[Subject]) -> dict[int, list[Finding]]:
    rows = Finding.objects.filter(revision__in=[subject.revision_id for subject in subjects])
    found: dict[int, list[Finding]] = {}
    for finding in rows.order_by("segment_index", "pk"):
        found.setdefault(finding.revision_id, []).append(finding)
    return found
