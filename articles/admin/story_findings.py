"""What the rules found in a story, as the desk sees it, and where it is called intended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import workflow
from articles.admin.base import staff
from articles.admin.story_pages import find_story, show
from articles.enums import RuleAction
from articles.integrity.base import Rule
from articles.integrity.findings import renew_findings
from articles.integrity.policy import Scales, Weighed, scales_for
from articles.integrity.registry import find_rule
from articles.models import Finding, Revision, Site, Story, StoryTranslation, User
from articles.text.languages import language_tag, native_name
from articles.workflow.dismissing import may_pass_blocks, may_pass_warnings

if TYPE_CHECKING:
    from articles.admin.story import StoryAdmin


@dataclass(frozen=True)
class Note:
    """One finding on one site, with what this person may say about it.

    `asked` is True where they pressed the button and gave no reason.
    """

    weighed: Weighed
    story: Story
    may_dismiss: bool
    may_take_back: bool
    asked: bool = False

    @property
    def finding(self) -> Finding:
        return self.weighed.finding

    @property
    def key(self) -> str:
        return key_of(self.finding)

    @property
    def rule(self) -> Rule | None:
        """None for a finding of a former release."""
        return find_rule(self.finding.rule)

    @property
    def tag(self) -> str:
        """The language of the excerpt."""
        original = self.story.original_language
        return language_tag(original if self.finding.of_original else self.finding.language_code)


@dataclass(frozen=True)
class LanguageFindings:
    """What was found in one language of a story."""

    language_code: str
    title: str
    notes: list[Note]

    @property
    def name(self) -> str:
        return native_name(self.language_code)

    @property
    def tag(self) -> str:
        return language_tag(self.language_code)


def findings_page(admin: StoryAdmin, request: HttpRequest, story_id: int) -> HttpResponse:
    """Everything that was found in the newest texts, weighed as the story's own site does."""
    story, user = find_story(admin, request, story_id), staff(request)
    findings = current_findings(story)
    asked = answer(request, findings, user)
    if request.method == "POST" and not asked:
        return HttpResponseRedirect(reverse("admin:articles_story_findings", args=[story.pk]))
    scales = scales_for(findings, [story.origin_id])
    languages = [
        LanguageFindings(
            text.language_code,
            text.title,
            notes_on(
                [one for one in findings if one.revision_id == text.head_id],
                story=story,
                site=story.origin,
                user=user,
                scales=scales,
                asked=asked,
            ),
        )
        for text in original_first(story)
        if text.head_id
    ]
    return show(admin, request, story, "findings_page", title=_("Findings"), languages=languages)


def original_first(story: Story) -> list[StoryTranslation]:
    return sorted(
        story.translations.all(), key=lambda text: text.language_code != story.original_language
    )


def current_findings(story: Story) -> list[Finding]:
    """Of the newest texts, in reading order, as the rules see them now."""
    ids = [text.head_id for text in story.translations.all() if text.head_id]
    heads = Revision.objects.in_bulk(ids)
    renew_findings(list(heads.values()))
    findings = list(Finding.objects.filter(revision__in=heads).order_by("segment_index", "pk"))
    for finding in findings:
        finding.revision = heads[finding.revision_id]
    return findings


def notes_on(
    findings: Iterable[Finding],
    *,
    story: Story,
    site: Site,
    user: User,
    scales: Scales,
    asked: str = "",
) -> list[Note]:
    """The findings as they weigh on a site; what blocks first, then in reading order.

    The scales must be for that site and for the story's own.
    """
    notes = []
    for finding in findings:
        here, home = scales.weigh(finding, site.pk), scales.weigh(finding, story.origin_id)
        code = finding.language_code
        editor, writer = may_pass_blocks(user, story, code), may_pass_warnings(user, story, code)
        blocked = RuleAction.BLOCK in (here.action, home.action)
        given = here.dismissal
        notes.append(
            Note(
                here,
                story,
                may_dismiss=not here.is_intended
                and not here.is_ignored
                and (editor or (writer and not blocked)),
                may_take_back=given is not None
                and (editor or (writer and not given.covers_blocks)),
                asked=asked == key_of(finding),
            )
        )
    return sorted(notes, key=lambda note: not note.weighed.blocks)


def answer(request: HttpRequest, findings: Sequence[Finding], user: User) -> str:
    """Do what the button beside a finding says, if one was pressed.

    Returns the key of a finding whose reason is still to be written, or nothing.
    """
    pressed = request.POST.get("dismiss") or request.POST.get("take_back")
    if not pressed:
        return ""
    finding = next((one for one in findings if key_of(one) == pressed), None)
    if finding is None:
        messages.warning(request, _("That finding is gone: the text has changed meanwhile."))
    elif "take_back" in request.POST:
        workflow.undismiss(finding, actor=user)
        messages.success(request, _("It counts again: “%s”") % finding.excerpt)
    else:
        reason = request.POST.get(f"reason-{pressed}", "")
        try:
            workflow.dismiss(finding, actor=user, reason=" ".join(reason.split())[:200])
        except workflow.ReasonMissing as missing:
            messages.error(request, str(missing))
            return pressed
        messages.success(request, _("Intended, until these words change: “%s”") % finding.excerpt)
    return ""


def key_of(finding: Finding) -> str:
    """What a page calls a finding; it outlives the row, which judging again replaces."""
    return ":".join(
        [finding.language_code, finding.rule, finding.segment_hash, finding.source_hash]
    )
