"""What the API does: it calls the verbs of the desk, which ask for the rights."""

from __future__ import annotations

import re

from django.http import Http404
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from articles import workflow
from articles.api.calls import Call
from articles.api.reading import publication_records, text_record
from articles.api.records import Publications, TextRecord
from articles.api.shapes import Fault, Invalid
from articles.models import Category, Publication, Revision, Site, StoryTranslation
from articles.queries.desk import languages_for
from articles.workflow.writing import WrittenText, write_text

TAG = re.compile(r'(?:W/)?"r(\d{1,18})"')


class RevisionNeeded(Exception):
    """A text that stands is changed without saying which revision was read."""


def put_text(call: Call) -> TextRecord:
    """Write a text as a whole, if it still is what the writer began from."""
    story, body = call.story, call.body
    stored = story.translation(call.language)
    if stored is None and call.language not in languages_for(call.user, story):
        raise Http404
    title = " ".join(body.title.split())
    if not title:
        raise Invalid([Fault("title", _("This is needed."))])
    text = write_text(
        story,
        call.language,
        WrittenText(title, body.dek, body.body, " ".join(strip_tags(body.slug).split())),
        actor=call.user,
        base=_base(call, stored),
        reason=body.reason,
    )
    return text_record(text)


def submit(call: Call) -> TextRecord:
    return _done(workflow.submit(call.story, call.language, actor=call.user))


def send_back(call: Call) -> TextRecord:
    comment = call.body.comment.strip()
    if not comment:
        raise Invalid([Fault("comment", _("Write why: the log keeps it."))])
    return _done(
        workflow.return_to_writer(call.story, call.language, actor=call.user, comment=comment)
    )


def approve(call: Call) -> TextRecord:
    return _done(workflow.approve(call.story, call.language, actor=call.user))


def revert(call: Call) -> TextRecord:
    revision = Revision.objects.filter(
        pk=call.body.revision, story=call.story, language_code=call.language
    ).first()
    if revision is None:
        raise Invalid([Fault("revision", _("The text has no such revision."))])
    workflow.restore(revision, actor=call.user, reason=call.body.reason)
    return _done(call.story.translations.get(language_code=call.language))


def publish(call: Call) -> Publications:
    story, body = call.story, call.body
    site = call.site(body.site, "site")
    rows = workflow.publish(
        story,
        site=site,
        languages=list(dict.fromkeys(body.languages)),
        section=_section(site, body.section) if body.section else None,
        publish_at=body.publish_at,
        expire_at=body.expire_at,
        headlines=_headlines(call),
        override_reason=body.override_reason,
        actor=call.user,
    )
    return _publications(rows)


def take_down(call: Call) -> Publications:
    body = call.body
    if not body.reason.strip():
        raise Invalid([Fault("reason", _("Write why: the log keeps it."))])
    rows = workflow.take_down(
        call.story,
        actor=call.user,
        site=call.site(body.site, "site") if body.site else None,
        languages=body.languages,
        reason=body.reason.strip(),
    )
    return _publications(rows)


def _base(call: Call, stored: StoryTranslation | None) -> int | None:
    """The revision named in If-Match."""
    words = call.request.headers.get("If-Match", "").strip()
    if words:
        named = TAG.fullmatch(words)
        if named is None:
            raise Invalid([Fault("If-Match", _('Give the ETag of the text, such as "r12".'))])
        return int(named[1])
    if stored is not None and stored.head_id is not None:
        raise RevisionNeeded
    return None


def _headlines(call: Call) -> dict[str, str] | None:
    given = call.body.headlines
    unasked = sorted(set(given or ()) - set(call.body.languages))
    if unasked:
        raise Invalid(
            [Fault(f"headlines.{code}", _("This language is not published.")) for code in unasked]
        )
    return {code: " ".join(words.split()) for code, words in given.items()} if given else None


def _section(site: Site, key: str) -> Category:
    found: Category | None = Category.objects.filter(site=site, key=key).first()
    if found is None:
        raise Invalid([Fault("section", _("The site has no section with this key."))])
    return found


def _done(text: StoryTranslation) -> TextRecord:
    text.refresh_from_db()
    return text_record(text)


def _publications(changed: list[Publication]) -> Publications:
    rows = Publication.objects.filter(pk__in=[row.pk for row in changed])
    return Publications(
        publication_records(
            rows.select_related("site", "section", "revision").prefetch_related(
                "site__hosts", "section__translations"
            )
        )
    )
