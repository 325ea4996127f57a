"""What readers see: the one table from which everything public is answered."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.enums import PublicState
from articles.models.author import Author
from articles.models.revision import Revision
from articles.models.site import Site
from articles.models.story import Story
from articles.models.taxonomy import Category, Tag
from articles.models.translation import content_languages


def live_clauses(at: datetime) -> dict[PublicState, models.Q]:
    """What being public consists of, each by the state of a publication that fails it."""
    return {
        PublicState.EXPIRED: models.Q(expire_at__isnull=True) | models.Q(expire_at__gt=at),
        PublicState.SCHEDULED: models.Q(publish_at__lte=at),
        PublicState.WITHDRAWN: models.Q(withdrawn_at__isnull=True),
    }


# Of those whose time has come, none but these can fail to be live. An index has them.
MAY_NOT_BE_LIVE = models.Q(withdrawn_at__isnull=False) | models.Q(expire_at__isnull=False)


def public_state(
    publish_at: datetime, expire_at: datetime | None, withdrawn_at: datetime | None, at: datetime
) -> PublicState:
    """What a reader gets at this moment; agrees with `live()`."""
    if withdrawn_at is not None:
        return PublicState.WITHDRAWN
    if publish_at > at:
        return PublicState.SCHEDULED
    if expire_at is not None and expire_at <= at:
        return PublicState.EXPIRED
    return PublicState.LIVE


class PublicationQuerySet(models.QuerySet["Publication"]):
    """The vocabulary of what is public."""

    def live(self, at: datetime) -> Self:
        """Public at this moment: its time has come and has not passed. The only definition."""
        return self.filter(*live_clauses(at).values())

    def on(self, site: Site, language_code: str) -> Self:
        """Of one edition."""
        return self.filter(site=site, language_code=language_code)

    def newest(self) -> Self:
        """In the order of lists; an index of each list has the same."""
        return self.order_by("-publish_at", "-pk")


class Publication(models.Model):
    """A story on one site in one language, from one time to another.

    Its address is not stored: `/<language>/<section>/<slug>-<story id>/` follows from the section,
    the revision and the story, so that a renamed section has no stale copies.
    """

    # These four have no foreign key of their own: those of several columns say more (its own
    # revision, an edition of the site, a section of the site), and each costs a look-up a row.
    story = models.ForeignKey(
        Story,
        on_delete=models.PROTECT,
        related_name="publications",
        db_constraint=False,
        db_index=False,
    )
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, related_name="publications", db_constraint=False
    )
    language_code = models.CharField(_("language"), max_length=15, choices=content_languages)
    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, related_name="publications", db_constraint=False
    )
    section = models.ForeignKey(
        Category,
        on_delete=models.PROTECT,
        related_name="publications",
        verbose_name=_("section"),
        db_constraint=False,
    )
    headline = models.CharField(
        _("headline"), max_length=250, blank=True, help_text=_("Empty: the title of the story.")
    )
    publish_at = models.DateTimeField(_("public from"))
    expire_at = models.DateTimeField(_("public until"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("taken down"), null=True, blank=True)
    # When the text that readers see last changed; equal to publish_at until it does.
    updated_at = models.DateTimeField(_("text changed"))
    # When readers first saw the original say something that this translation does not; None
    # while it says the same. Kept by `workflow.publish` for the note above the text.
    original_updated_at = models.DateTimeField(_("original changed"), null=True, editable=False)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.UniqueConstraint(
                fields=["story", "site", "language_code"], name="publication_once"
            ),
            models.CheckConstraint(
                condition=models.Q(expire_at__isnull=True)
                | models.Q(expire_at__gt=models.F("publish_at")),
                name="publication_expires_after_start",
                violation_error_message=_("It would end before it begins."),
            ),
            # What composite foreign keys of the listings point at: see migration 0002.
            models.UniqueConstraint(
                fields=["id", "site", "language_code", "publish_at"], name="publication_listed"
            ),
        ]
        indexes = [
            models.Index(
                fields=["site", "language_code", "-publish_at", "-id"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="publication_edition_newest",
            ),
            # For site maps: whether there is a story in a stretch of numbers, and which.
            models.Index(
                fields=["site", "story"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="publication_mapped",
            ),
            # For the moment at which a kept page has to be made anew.
            models.Index(
                fields=["expire_at"],
                condition=models.Q(expire_at__isnull=False, withdrawn_at__isnull=True),
                name="publication_next_end",
            ),
            # For searches: few of an edition, and all others that have begun are live. It has all
            # that they ask, so that no row is fetched.
            models.Index(
                fields=["site", "language_code", "-publish_at"],
                include=["id", "expire_at", "withdrawn_at"],
                condition=MAY_NOT_BE_LIVE,
                name="publication_may_not_be_live",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story_id} · {self.site_id} · {self.language_code}"

    @property
    def all_views(self) -> int:
        """What was counted and what it brought along, but for what waits for the next roll-up."""
        return self.view_total.total if hasattr(self, "view_total") else 0

    def public_state(self, at: datetime) -> PublicState:
        return public_state(self.publish_at, self.expire_at, self.withdrawn_at, at)


class Listing(models.Model):
    """That a publication stands in a list, with what the list is found and sorted by.

    The site, language and time are the publication's own: a composite foreign key with ON UPDATE
    CASCADE keeps them so, and needs none of a single column beside it. With them one index answers
    a page of the list, however long it is.
    """

    publication = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    language_code = models.CharField(max_length=15)
    publish_at = models.DateTimeField()

    class Meta:
        abstract = True
        default_permissions = ()


class SectionListing(Listing):
    """In a section; a publication is listed in its own section and in all above it."""

    publication = models.ForeignKey(
        Publication,
        on_delete=models.CASCADE,
        related_name="section_listings",
        db_constraint=False,
        db_index=False,
    )
    # Of the same site: a foreign key of both.
    section = models.ForeignKey(
        Category, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )

    class Meta(Listing.Meta):
        constraints = [
            models.UniqueConstraint(fields=["publication", "section"], name="section_listed_once")
        ]
        indexes = [
            models.Index(
                fields=["section", "language_code", "-publish_at", "-publication"],
                name="section_listing_newest",
            )
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} in section {self.section_id}"


class TagListing(Listing):
    """Under a tag."""

    publication = models.ForeignKey(
        Publication,
        on_delete=models.CASCADE,
        related_name="tag_listings",
        db_constraint=False,
        db_index=False,
    )
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta(Listing.Meta):
        constraints = [
            models.UniqueConstraint(fields=["publication", "tag"], name="tag_listed_once")
        ]
        indexes = [
            models.Index(
                fields=["tag", "site", "language_code", "-publish_at", "-publication"],
                name="tag_listing_newest",
            )
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} under tag {self.tag_id}"


class AuthorListing(Listing):
    """By an author, with the place in the byline."""

    publication = models.ForeignKey(
        Publication,
        on_delete=models.CASCADE,
        related_name="author_listings",
        db_constraint=False,
        db_index=False,
    )
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="+", db_index=False)
    position = models.PositiveSmallIntegerField()

    class Meta(Listing.Meta):
        constraints = [
            models.UniqueConstraint(fields=["publication", "author"], name="author_listed_once")
        ]
        indexes = [
            models.Index(
                fields=["author", "site", "language_code", "-publish_at", "-publication"],
                name="author_listing_newest",
            )
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} by author {self.author_id}"
