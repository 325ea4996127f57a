"""What the API tells of stories and editions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import Http404
from django.utils import timezone

from articles.admin.story_panel import address_of
from articles.api.calls import Call
from articles.api.ninjs import NinjsList, make_items
from articles.api.records import (
    FindingRecord,
    Me,
    MembershipRecord,
    PublicationRecord,
    StoryList,
    StoryRecord,
    StorySummary,
    TextRecord,
    TextSummary,
)
from articles.enums import WorkflowState
from articles.feeds.entries import make_feed
from articles.integrity.findings import describe
from articles.integrity.policy import Weighed, weigh
from articles.models import Finding, Publication, Site, Story, StoryTranslation
from articles.permissions import memberships
from articles.queries.feeds import body_pictures, feed_stories
from articles.queries.story_pages import publication_page, story_page
from articles.sites.snapshot import public_sites


def me(call: Call) -> Me:
    user = call.user
    return Me(
        username=user.get_username(),
        token=call.token.name,
        read_only=call.token.read_only,
        expires_at=call.token.expires_at,
        administrator=user.is_superuser,
        memberships=tuple(
            MembershipRecord(one.site.key, one.role, tuple(one.languages))
            for one in memberships(user)
        ),
    )


def list_stories(call: Call) -> StoryList:
    query = call.query
    stories, after = story_page(
        call.user,
        site=call.site(query.site, "site") if query.site else None,
        language_code=query.language,
        state=query.state or "",
        after=call.after,
        size=query.limit,
    )
    return StoryList(tuple(map(_summary, stories)), str(after) if after else None)


def show_story(call: Call) -> StoryRecord:
    story = call.story
    site = call.site(call.query.site, "site") if call.query.site else story.origin
    texts = _texts(story)
    found = _findings(texts, site)
    return StoryRecord(
        id=story.pk,
        site=story.origin.key,
        weighed_for=site.key,
        original_language=story.original_language,
        section=story.section.key,
        source=story.source.name if story.source else "",
        updated_at=story.updated_at,
        texts=tuple(text_record(text, found.get(text.head_id or 0, ())) for text in texts),
        publications=publication_records(story.publications.all()),
    )


def show_text(call: Call) -> TextRecord:
    """One language, without a look at the others."""
    text = _find_text(call)
    return text_record(text, _findings([text], call.story.origin).get(text.head_id or 0, ()))


def list_items(call: Call) -> NinjsList:
    model = call.site(call.path["site"])
    site = public_sites().with_id(model.pk)
    edition = site.edition(call.language) if site else None
    if site is None or edition is None:
        raise Http404
    now = timezone.now()
    live = Publication.objects.live(now).on(model, call.language)
    page, after = publication_page(live, after=call.after, size=call.query.limit)
    stories = feed_stories(page, edition, now, full=True)
    feed = make_feed(
        site,
        edition,
        stories,
        body_pictures(stories, edition, now),
        path=edition.path,
        page_path=edition.path,
        title=edition.name,
        description="",
        now=now,
    )
    items = make_items(site, edition, stories, feed.entries)
    return NinjsList(items, str(after) if after else None)


def text_record(text: StoryTranslation, findings: Sequence[Weighed] = ()) -> TextRecord:
    return TextRecord(
        language=text.language_code,
        state=WorkflowState(text.state),
        revision=text.head_id,
        title=text.title,
        dek=text.dek,
        body=text.body,
        slug=text.slug,
        changed_at=text.changed_at,
        changed_by=text.changed_by.get_username() if text.changed_by else "",
        missing_segments=text.missing_segments,
        stale_segments=text.stale_segments,
        unconfirmed_segments=text.unconfirmed_segments,
        findings=tuple(
            FindingRecord(one.finding.rule, one.kind, one.blocks, describe(one.finding))
            for one in findings
        ),
    )


def publication_records(rows: Iterable[Publication]) -> tuple[PublicationRecord, ...]:
    """Of publications with what `stories_for_desk` prefetches."""
    now = timezone.now()
    return tuple(
        PublicationRecord(
            site=row.site.key,
            language=row.language_code,
            state=row.public_state(now),
            section=row.section.key,
            headline=row.headline,
            revision=row.revision_id,
            publish_at=row.publish_at,
            expire_at=row.expire_at,
            withdrawn_at=row.withdrawn_at,
            updated_at=row.updated_at,
            address=address_of(row),
        )
        for row in sorted(rows, key=lambda row: (row.site.key, row.pk))
    )


def _summary(story: Story) -> StorySummary:
    return StorySummary(
        id=story.pk,
        site=story.origin.key,
        original_language=story.original_language,
        section=story.section.key,
        updated_at=story.updated_at,
        texts=tuple(
            TextSummary(
                language=text.language_code,
                title=text.title,
                state=WorkflowState(text.state),
                revision=text.head_id,
                missing_segments=text.missing_segments,
                stale_segments=text.stale_segments,
                unconfirmed_segments=text.unconfirmed_segments,
            )
            for text in _in_order(story, story.translations.all())
        ),
        publications=publication_records(story.publications.all()),
    )


def _texts(story: Story) -> list[StoryTranslation]:
    return _in_order(story, story.translations.select_related("head", "changed_by"))


def _in_order(story: Story, texts: Sequence[StoryTranslation]) -> list[StoryTranslation]:
    """The original first."""
    original = story.original_language
    return sorted(texts, key=lambda t: (t.language_code != original, t.language_code))


def _find_text(call: Call) -> StoryTranslation:
    texts = {text.language_code: text for text in _texts(call.story)}
    if call.language not in texts:
        raise Http404
    return texts[call.language]


def _findings(texts: Sequence[StoryTranslation], site: Site) -> dict[int, list[Weighed]]:
    """By revision, as the site weighs them."""
    heads = {text.head.pk: text.head for text in texts if text.head is not None}
    rows = list(Finding.objects.filter(revision__in=heads).order_by("segment_index", "pk"))
    for finding in rows:
        finding.revision = heads[finding.revision_id]
    found: dict[int, list[Weighed]] = {}
    for weighed in weigh(rows, site):
        found.setdefault(weighed.finding.revision_id, []).append(weighed)
    return found
