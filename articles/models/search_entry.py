"""The search indexes: words in tables of their own, to keep lists narrow."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from articles.models.publication import Publication
from articles.models.site import Site
from articles.models.story import Story


class SearchEntry(models.Model):
    """The words of one publication; `articles.search` is the writer and the reader."""

    # Held by a foreign key of all that it has of its publication, as in `Listing`.
    publication = models.OneToOneField(
        Publication,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="search_entry",
        db_constraint=False,
    )
    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    language_code = models.CharField(max_length=15)
    publish_at = models.DateTimeField()
    vector = SearchVectorField()

    class Meta:
        default_permissions = ()
        indexes = [
            GinIndex(fields=["vector"], name="search_entry_vector", fastupdate=False),
            models.Index(
                fields=["site", "language_code", "-publish_at", "-publication"],
                name="search_entry_newest",
            ),
        ]

    def __str__(self) -> str:
        return f"words of publication {self.publication_id}"


class StoryEntry(models.Model):
    """The words of one story as the desk has it, in all its languages, and who signs it.

    `articles.search` is the writer and the reader.
    """

    story = models.OneToOneField(
        Story, on_delete=models.CASCADE, primary_key=True, related_name="search_entry"
    )
    vector = SearchVectorField()

    class Meta:
        default_permissions = ()
        indexes = [GinIndex(fields=["vector"], name="story_entry_vector", fastupdate=False)]

    def __str__(self) -> str:
        return f"words of story {self.story_id}"
