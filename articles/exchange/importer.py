"""Records of other systems into the database, safe to repeat."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from django.db import transaction
from django.utils.translation import gettext as _

from articles.exchange.old_page import Credit, OldPage
from articles.models import (
    Category,
    Finding,
    ImportedPage,
    Site,
    Source,
    SourceTranslation,
    Story,
    StoryTranslation,
    User,
)
from articles.workflow import keep


@dataclass(frozen=True)
class ImportResult:
    """What became of one page; `created` is False where it had been imported before."""

    story: Story
    created: bool
    findings: tuple[Finding, ...]
    # What the database had already and kept.
    notes: tuple[str, ...] = ()


@transaction.atomic
def import_old_page(
    page: OldPage,
    *,
    site: Site,
    language_code: str,
    section: Category,
    actor: User | None = None,
    reason: str = "",
) -> ImportResult:
    """Make a draft of the page on the site's desk, or find the one that was made before.

    Its date and clicks wait on `ImportedPage` for publication. Two imports of one site take
    turns, so that a page cannot come in twice. Raises PermissionDenied as `workflow.keep` does.
    """
    Site.objects.select_for_update(no_key=True).get(pk=site.pk)
    earlier = (
        ImportedPage.objects.filter(
            site=site, language_code=language_code, fingerprint=page.fingerprint
        )
        .select_related("story")
        .first()
    )
    if earlier is not None:
        return ImportResult(earlier.story, False, _findings(earlier.story, language_code))
    source, notes = _source(page.credit, language_code) if page.credit else (None, ())
    story = Story.objects.create(
        origin=site,
        original_language=language_code,
        section=section,
        source=source,
        created_by=actor,
    )
    StoryTranslation.objects.create(
        master=story,
        language_code=language_code,
        title=page.title,
        body="".join(f"<p>{escape(text, quote=False)}</p>" for text in page.paragraphs),
    )
    keep(story, actor=actor, reason=reason[:200])
    ImportedPage.objects.create(
        story=story,
        site=site,
        language_code=language_code,
        fingerprint=page.fingerprint,
        published_at=page.published_at,
        clicks=page.clicks,
    )
    return ImportResult(story, True, _findings(story, language_code), tuple(notes))


def _source(credit: Credit, language_code: str) -> tuple[Source, tuple[str, ...]]:
    """The source of that name, with a credit line in this language."""
    source = Source.objects.filter(name__iexact=credit.source).first()
    if source is None:
        source = Source.objects.create(name=credit.source)
    line, created = SourceTranslation.objects.get_or_create(
        master=source, language_code=language_code, defaults={"credit_line": credit.line}
    )
    if created or line.credit_line == credit.line:
        return source, ()
    note = _("%(source)s keeps its own credit line, “%(line)s”.")
    return source, (note % {"source": source.name, "line": line.credit_line},)


def _findings(story: Story, language_code: str) -> tuple[Finding, ...]:
    """What the rules say of the newest text, in reading order."""
    text = story.translation(language_code)
    if text is None or text.head is None:
        return ()
    return tuple(text.head.findings.order_by("segment_index", "pk"))
