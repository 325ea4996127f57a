"""What each web process last told of its page cache."""

from __future__ import annotations

from django.db import models


class PageCacheReport(models.Model):
    """The figures of one process; written by `articles.caching.reporting` every few seconds."""

    process = models.CharField(primary_key=True, max_length=300)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    figures = models.JSONField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.process} at {self.seen_at:%Y-%m-%d %H:%M:%S}"
