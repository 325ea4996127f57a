"""Who has which story open, as the others see it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from articles.enums import DeskPage
from articles.models import Presence, User
from articles.queries.names import person_name
from articles.text.languages import language_tag, native_name


@dataclass(frozen=True, slots=True)
class PersonHere:
    """Somebody else, and what of the story they look at."""

    name: str
    page: DeskPage
    language_code: str

    @property
    def language_name(self) -> str:
        return native_name(self.language_code) if self.language_code else ""

    @property
    def language_tag(self) -> str:
        return language_tag(self.language_code) if self.language_code else ""


def people_here(story_ids: Collection[int], user: User) -> dict[int, list[PersonHere]]:
    """By story, who else has it open; the caller has asked whether the user may read it.

    One query, or none without stories.
    """
    if not story_ids:
        return {}
    rows = (
        Presence.objects.here(timezone.now())
        .filter(story__in=story_ids)
        .exclude(user=user)
        .annotate(name=person_name("user"))
        .order_by("name", "page", "language_code")
        .values_list("story_id", "name", "page", "language_code")
        .distinct()
    )
    people: dict[int, list[PersonHere]] = {}
    for story_id, name, page, code in rows:
        people.setdefault(story_id, []).append(PersonHere(name, DeskPage(page), code))
    return people
