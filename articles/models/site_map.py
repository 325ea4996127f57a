"""Site maps as they were made last, in parts, and what has changed since."""

from __future__ import annotations

from django.db import models

from articles.models.site import Site


class SiteMapPart(models.Model):
    """A stretch of story numbers in a site's map, ready to be sent.

    It is right while nothing in its stretch is marked, its frame is the site's, and its time has
    not come. Rows may be deleted at any time: they are made anew.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    # Which stretch: `articles.sitemaps.parts.STRETCH` story numbers each.
    number = models.BigIntegerField()
    # Digest of what its addresses are made of besides stories: hosts, editions, sections.
    frame = models.CharField(max_length=32)
    # When it changes by itself; None for never.
    until = models.DateTimeField(null=True)
    # The newest change of a text in it; None where it has no address.
    changed_at = models.DateTimeField(null=True)
    # The addresses as a gzip member; None where only the rest was asked for yet.
    body = models.BinaryField(null=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["site", "number"], name="site_map_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.site_id}, part {self.number}"


class SiteMapMark(models.Model):
    """Says that maps may say something else of a story now. Written by triggers (0029)."""

    # No foreign key: it is to hold up nobody, and may outlive its story.
    story_id = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["story_id"], name="site_map_mark_of_story")]

    def __str__(self) -> str:
        return f"story {self.story_id}"
