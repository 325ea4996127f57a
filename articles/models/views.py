"""Counted views: the ledger, and what is rolled up from it. `articles.counting` is the writer."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.enums import Ranks
from articles.models.publication import Publication
from articles.models.site import Site
from articles.models.story import Story
from articles.models.taxonomy import Category


class ViewEvent(models.Model):
    """One counted view. A row of the ledger is only ever marked as rolled up, and pruned by age.

    The publication has no constraint in the database: checking it would lock the one row that
    every reader of a popular story is counting on.
    """

    publication = models.ForeignKey(
        Publication,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    # A salted hash that cannot be traced once the day's salt is gone; 16 bytes.
    visitor = models.BinaryField(max_length=16)
    # The start of the window in which repeats of this visitor are the same view.
    window = models.DateTimeField()
    at = models.DateTimeField()
    rolled_up = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "window", "visitor"], name="view_event_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["publication"],
                condition=models.Q(rolled_up=False),
                name="view_event_waiting",
            ),
            models.Index(fields=["at"], name="view_event_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} at {self.at:%Y-%m-%d %H:%M}"


class ViewHour(models.Model):
    """Views of one publication in one hour (UTC).

    What was read is not deleted, only taken down: the views of its section and its story stay, and
    nobody could prove them any more.
    """

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, db_index=False, related_name="view_hours"
    )
    hour = models.DateTimeField()
    views = models.PositiveBigIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["publication", "hour"], name="view_hour_once")
        ]
        indexes = [models.Index(fields=["-hour", "publication"], name="view_hour_newest")]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.hour:%Y-%m-%d %H}h: {self.views}"


class ViewDay(models.Model):
    """Views of one publication in one day, as its site's clocks had it when they were rolled up."""

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, db_index=False, related_name="view_days"
    )
    day = models.DateField()
    views = models.PositiveBigIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["publication", "day"], name="view_day_once")]
        indexes = [models.Index(fields=["-day", "publication"], name="view_day_newest")]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.day}: {self.views}"


class OfSection(models.Model):
    """Something of one section of one edition.

    The section is that of the publication when its views were rolled up: a story that moves takes
    none along. So it has no constraint in the database, and may be gone.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, db_index=False, related_name="+")
    language_code = models.CharField(max_length=15)
    section = models.ForeignKey(
        Category,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )

    class Meta:
        abstract = True


class SectionViewDay(OfSection):
    """Views in one day; those of editions and sites are its sums."""

    day = models.DateField()
    views = models.PositiveBigIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["site", "day", "language_code", "section"], name="section_view_day_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.language_code} {self.section_id} {self.day}: {self.views}"


class SectionViewHour(OfSection):
    """The same in one hour (UTC)."""

    hour = models.DateTimeField()
    views = models.PositiveBigIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["site", "hour", "language_code", "section"], name="section_view_hour_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.language_code} {self.section_id} {self.hour:%Y-%m-%d %H}h"


class TopOfDay(OfSection):
    """What was read most in one day: a few ids, in order.

    Among them those are found that were read most in a longer time; see `articles.counting.tops`.
    """

    day = models.DateField()
    publications = ArrayField(models.BigIntegerField())

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["site", "day", "language_code", "section"], name="top_of_day_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.language_code} {self.section_id} {self.day}"


class ViewTotal(models.Model):
    """All views of one publication: an opening balance from an older system, and our own."""

    publication = models.OneToOneField(
        Publication, on_delete=models.CASCADE, primary_key=True, related_name="view_total"
    )
    opening = models.PositiveBigIntegerField(_("brought along"), default=0)
    counted = models.PositiveBigIntegerField(_("counted here"), default=0)

    class Meta:
        default_permissions = ()
        verbose_name = _("view total")

    def __str__(self) -> str:
        return f"{self.publication_id}: {self.total}"

    @property
    def total(self) -> int:
        """What readers are shown, but for events that wait for the next roll-up."""
        return self.opening + self.counted


class StoryViewTotal(models.Model):
    """All views of a story on one site, whatever the language: the sum of its `ViewTotal`s.

    The desk's board is sorted by it; a story that nobody has read yet has no row.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, db_index=False, related_name="+")
    story = models.ForeignKey(
        Story, on_delete=models.CASCADE, db_index=False, related_name="view_totals"
    )
    views = models.PositiveBigIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["story", "site"], name="story_view_total_once")
        ]
        indexes = [models.Index(fields=["site", "-views", "-story"], name="story_most_read")]

    def __str__(self) -> str:
        return f"{self.story_id} on {self.site_id}: {self.views}"


class Ranking(models.Model):
    """One kind of list of what is read most, and which views it was made from. One row a kind."""

    kind = models.CharField(max_length=10, choices=Ranks.choices, primary_key=True)
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.kind} to {self.until:%Y-%m-%d %H:%M}"


class RankedPublication(models.Model):
    """A place in such a list of an edition or of one of its sections; replaced as a whole.

    So the section has no constraint in the database, and may be gone; none: the whole edition.
    """

    ranking = models.ForeignKey(
        Ranking, on_delete=models.CASCADE, db_index=False, related_name="places"
    )
    site = models.ForeignKey(Site, on_delete=models.CASCADE, db_index=False, related_name="+")
    language_code = models.CharField(max_length=15)
    section = models.ForeignKey(
        Category,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        null=True,
        related_name="+",
    )
    position = models.PositiveSmallIntegerField()
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="ranks")
    views = models.PositiveBigIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["ranking", "site", "language_code", "section", "position"],
                name="ranked_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.ranking_id} {self.site_id} {self.language_code} {self.position}."


class ViewSalt(models.Model):
    """The secret of one day's visitor hashes; deleted when the day is over."""

    day = models.DateField(primary_key=True)
    salt = models.BinaryField(max_length=32)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.day}"
