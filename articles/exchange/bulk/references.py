"""What the records of one site may refer to, looked up once for many batches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.exchange.bulk.records import BulkRefused, BulkStory, BulkText
from articles.models import Author, Category, Edition, Image, Site, Source, Tag
from articles.models.image import may_be_shown
from articles.queries.picture_rights import pictures_in
from articles.richtext.markup import MAX_LENGTH
from articles.workflow.listings import lineage

LONGEST_TITLE = 250


@dataclass(frozen=True)
class References:
    """The site, its languages, and what is there to be referred to.

    What is deleted meanwhile is refused by the database.
    """

    site: Site
    languages: frozenset[str]
    # A section with all above it, from the inside out.
    sections: dict[int, list[int]]
    authors: frozenset[int]
    tags: frozenset[int]
    # When the rights in a picture end, and a source's licence; None for never.
    pictures: dict[int, datetime | None]
    sources: dict[int, datetime | None]
    # Sources whose licence says more than nothing, so that it is to be asked.
    licensed: frozenset[int]

    @classmethod
    def of(cls, site: Site) -> References:
        sections = Category.objects.filter(site=site).select_related("parent")
        bounded = (
            Q(licensed_until__isnull=False)
            | ~Q(licensed_languages=[])
            | Q(translation_allowed=False)
            | Q(licensed_sites__isnull=False)
        )
        return cls(
            site=site,
            languages=frozenset(
                Edition.objects.filter(site=site).values_list("language_code", flat=True)
            ),
            sections={one.pk: [above.pk for above in lineage(one)] for one in sections},
            authors=frozenset(Author.objects.values_list("pk", flat=True)),
            tags=frozenset(Tag.objects.values_list("pk", flat=True)),
            pictures=dict(Image.objects.filter(site=site).values_list("pk", "rights_until")),
            sources=dict(Source.objects.values_list("pk", "licensed_until")),
            licensed=frozenset(Source.objects.filter(bounded).values_list("pk", flat=True)),
        )

    def check(self, story: BulkStory) -> None:
        """Raise BulkRefused where the verbs would refuse, or could not say what is meant."""
        if not story.key.strip():
            raise BulkRefused(_("a record without a key"), "key", _("It is empty."))
        if story.section not in self.sections:
            raise self._unknown(story, "section", _("The site has no section %s."), story.section)
        for name, asked, known in (
            ("authors", story.authors, self.authors),
            ("tags", story.tags, self.tags),
        ):
            if len(set(asked)) != len(asked):
                raise BulkRefused(story.key, name, _("One of them is named twice."))
            for number in asked:
                if number not in known:
                    raise self._unknown(story, name, _("There is no %s."), number)
        if story.source is not None and story.source not in self.sources:
            raise self._unknown(story, "source", _("There is no %s."), story.source)
        if story.views < 0:
            raise BulkRefused(story.key, "views", _("Views cannot be fewer than none."))
        self._check_times(story)
        if story.original_language not in story.texts:
            raise BulkRefused(
                story.key, "texts", _("The text in the original language is missing.")
            )
        for code, text in story.texts.items():
            self._check_text(story, code, text)

    def end_of(self, story: BulkStory) -> datetime | None:
        """When it ends for readers: as the record says, else with the licence of its source."""
        until = self.sources[story.source] if story.source is not None else None
        return story.expire_at or until

    def _check_times(self, story: BulkStory) -> None:
        for name in ("publish_at", "expire_at", "written_at"):
            moment = getattr(story, name)
            if moment is not None and timezone.is_naive(moment):
                raise BulkRefused(story.key, name, _("The time has no time zone."))
        if story.publish_at is None:
            if story.expire_at is not None:
                raise BulkRefused(story.key, "expire_at", _("A draft has no end."))
            return
        end = self.end_of(story)
        if end is not None and end <= story.publish_at:
            raise BulkRefused(story.key, "expire_at", _("It would end before it begins."))

    def _check_text(self, story: BulkStory, code: str, text: BulkText) -> None:
        place = f"texts.{code}"
        if code not in self.languages:
            raise BulkRefused(story.key, place, _("The site has no edition in this language."))
        if len(text.title) > LONGEST_TITLE:
            raise BulkRefused(
                story.key, f"{place}.title", _("It is longer than %d characters.") % LONGEST_TITLE
            )
        if len(text.body) > MAX_LENGTH:
            raise BulkRefused(
                story.key, f"{place}.body", _("It is longer than %d characters.") % MAX_LENGTH
            )
        if "\0" in text.title + text.dek + text.slug:
            raise BulkRefused(story.key, place, _("It has a NUL character in it."))
        if not text.title.strip():
            raise BulkRefused(story.key, f"{place}.title", _("The title or the body is empty."))
        if story.publish_at is not None and not text.body.strip():
            raise BulkRefused(story.key, f"{place}.body", _("The title or the body is empty."))
        for number in pictures_in(story.lead_image, text.body):
            if number not in self.pictures:
                raise self._unknown(story, "lead_image", _("The site has no picture %s."), number)
            end = self.pictures[number]
            begin = max(story.publish_at, timezone.now()) if story.publish_at else None
            if begin is not None and not may_be_shown(end, begin):
                raise self._unknown(
                    story, "lead_image", _("The rights in picture %s have ended."), number
                )

    def _unknown(self, story: BulkStory, name: str, message: str, number: int) -> BulkRefused:
        return BulkRefused(story.key, name, message % number)
