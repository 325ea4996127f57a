"""What a publication begins to count from."""

from __future__ import annotations

from django.db.models import F

from articles.models import Publication, StoryViewTotal, ViewTotal


def open_total(publication: Publication, opening: int) -> None:
    """Begin the total of a new publication with the views that it brings along."""
    ViewTotal.objects.create(publication=publication, opening=opening)
    if opening:
        total, _created = StoryViewTotal.objects.get_or_create(
            story=publication.story, site=publication.site, defaults={"views": 0}
        )
        StoryViewTotal.objects.filter(pk=total.pk).update(views=F("views") + opening)
