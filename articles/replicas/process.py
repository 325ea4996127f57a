"""The replicas of this process."""

from __future__ import annotations

import os
from wsgiref.types import WSGIApplication

from django.conf import settings

from articles.replicas.choosing import Replicas
from articles.replicas.routing import use
from articles.replicas.serving import PublicReads


def make_replicas() -> Replicas | None:
    """None where DATABASE_REPLICA_URLS names none."""
    names = {alias: _name(alias) for alias in settings.REPLICAS}
    return Replicas(names, first=os.getpid()) if names else None


def with_replicas(application: WSGIApplication, replicas: Replicas | None) -> WSGIApplication:
    """The application, with public reads on replicas."""
    use(replicas)
    return application if replicas is None else PublicReads(application, replicas)


def _name(alias: str) -> str:
    """Host and port; the rest of an address is nobody's business."""
    database = settings.DATABASES[alias]
    return f"{database.get('HOST') or 'localhost'}:{database.get('PORT') or 5432}"
