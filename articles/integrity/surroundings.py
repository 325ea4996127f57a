"""What the rules look at beside a text itself, looked up for many texts at once.

A manuscript is made of a revision, which never changes, and of its surroundings, and of nothing
else. So the fingerprint of the surroundings says whether judging the revision again could find
anything new.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Func, OuterRef, Q, Subquery

from articles.integrity import registry
from articles.integrity.base import Term
from articles.models import (
    CategoryTranslation,
    GlossaryTerm,
    ImageTranslation,
    Revision,
    StoryTranslation,
)

# By picture and language, what the archive says that it shows.
ArchiveWords = Mapping[tuple[int, str], str]
# To be raised whenever texts are cut or compared in another way than before.
READING = 1
_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Subject:
    """A revision to be judged, without its text.

    `original_id` is the newest revision of its original: None for the original itself. `judged`
    is the fingerprint of its last judgement, empty before the first.
    """

    revision_id: int
    story_id: int
    site_id: int
    language_code: str
    original_language: str
    original_id: int | None
    image_ids: tuple[int, ...]
    original_image_ids: tuple[int, ...]
    judged: str

    @property
    def pictures(self) -> Iterator[tuple[int, str]]:
        """All that it and its original show, with the language in which that is described."""
        yield from ((image, self.language_code) for image in self.image_ids)
        yield from ((image, self.original_language) for image in self.original_image_ids)


@dataclass(frozen=True)
class Shared:
    """What all texts of one site and language, translated from one other, have beside them."""

    section_names: tuple[str, ...]
    terms: tuple[Term, ...]

    @cached_property
    def digest(self) -> str:
        terms = [(term.source, list(term.accepted), term.match_case) for term in self.terms]
        rules = [(rule.id, rule.version) for rule in registry.RULES]
        return _digest([READING, rules, self.section_names, terms])


@dataclass(frozen=True)
class Surroundings:
    """What stands beside one revision. `original_id` is as in `Subject`; `alts` are the archive's
    descriptions of what it and its original show."""

    original_id: int | None
    shared: Shared
    alts: ArchiveWords

    @cached_property
    def fingerprint(self) -> str:
        return _digest([self.shared.digest, self.original_id, sorted(self.alts.items())])


Key = tuple[int, str, str]


@dataclass
class Lookups:
    """Finds surroundings. Names and terms are looked up once in its life: make one for each run."""

    _names: dict[tuple[int, str], tuple[str, ...]] = field(default_factory=dict)
    _terms: dict[Key, tuple[Term, ...]] = field(default_factory=dict)
    _shared: dict[Key, Shared] = field(default_factory=dict)

    def of(self, subjects: Sequence[Subject]) -> list[Surroundings]:
        """Three queries at most, and one as a rule: alternative texts are looked up each time."""
        keys = [(one.site_id, one.original_language, one.language_code) for one in subjects]
        new = {key for key in keys if key not in self._shared}
        if new:
            self._look_up(new)
        words = _archive_words(subjects)
        return [
            Surroundings(
                subject.original_id,
                self._shared[key],
                {place: words[place] for place in subject.pictures if place in words},
            )
            for subject, key in zip(subjects, keys, strict=True)
        ]

    def _look_up(self, keys: Collection[Key]) -> None:
        places = {(site, code) for site, _source, code in keys} - self._names.keys()
        self._names |= _section_names(places)
        pairs = {key for key in keys if key[1] != key[2]} - self._terms.keys()
        self._terms |= _terms(pairs)
        for site, source, code in keys:
            terms = self._terms.get((site, source, code), ())
            self._shared[site, source, code] = Shared(self._names[site, code], terms)


def subjects_of(revision_ids: Collection[int]) -> list[Subject]:
    """Revisions without their texts, in the order of their ids. Two queries at most."""
    heads = StoryTranslation.objects.filter(
        master=OuterRef("story"), language_code=OuterRef("story__original_language")
    )
    rows = list(
        Revision.objects.filter(pk__in=revision_ids)
        .order_by("pk")
        .annotate(original=Subquery(heads.values("head")[:1]))
        .values_list(
            "pk",
            "story_id",
            "story__origin_id",
            "language_code",
            "story__original_language",
            "original",
            "judgement__fingerprint",
        )
    )
    images = _images({row[0] for row in rows} | {row[5] for row in rows} - {None})
    return [
        Subject(
            revision_id=pk,
            story_id=story,
            site_id=site,
            language_code=code,
            original_language=first,
            original_id=None if code == first else original,
            image_ids=images.get(pk, ()),
            original_image_ids=() if code == first else images.get(original, ()),
            judged=judged or "",
        )
        for pk, story, site, code, first, original, judged in rows
    ]


def _images(revision_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """By revision, the lead picture and those of the body."""
    rows = Revision.objects.filter(pk__in=revision_ids).annotate(images=_FigureImages("body"))
    return {
        pk: tuple(dict.fromkeys([*filter(None, [lead]), *map(int, images)]))
        for pk, lead, images in rows.values_list("pk", "lead_image_id", "images")
    }


def terms_for(site_id: int, source_language: str, target_language: str) -> list[Term]:
    """The glossary of a site for two languages; its own terms replace those of the group."""
    key = (site_id, source_language, target_language)
    return list(_terms({key})[key])


class _FigureImages(Func):
    """The ids of the pictures in a body, without fetching it."""

    template = (
        "ARRAY(SELECT (regexp_matches(%(expressions)s, "
        """'<figure data-image-id="(\\d+)"', 'g'))[1])"""
    )
    output_field = ArrayField(CharField())


def _section_names(places: Collection[tuple[int, str]]) -> dict[tuple[int, str], tuple[str, ...]]:
    rows = CategoryTranslation.objects.filter(
        section_site__in={site for site, _code in places},
        language_code__in={code for _site, code in places},
    ).values_list("section_site_id", "language_code", "name")
    found = _grouped(rows, lambda row: (row[0], row[1]))
    return {place: tuple(sorted(row[2] for row in found.get(place, ()))) for place in places}


def _terms(keys: Collection[Key]) -> dict[Key, tuple[Term, ...]]:
    if not keys:
        return {}
    rows = GlossaryTerm.objects.filter(
        Q(site__in={site for site, _source, _target in keys}) | Q(site=None),
        source_language__in={source for _site, source, _target in keys},
        target_language__in={target for _site, _source, target in keys},
    ).order_by("source", "pk")
    found = _grouped(rows, lambda row: (row.site_id, row.source_language, row.target_language))
    terms = {}
    for site, source, target in keys:
        # The site's own come last, so that they replace the group's.
        known = [*found.get((None, source, target), ()), *found.get((site, source, target), ())]
        by_source = {
            row.source: Term(row.source, tuple(row.accepted), row.match_case) for row in known
        }
        terms[site, source, target] = tuple(by_source.values())
    return terms


def _archive_words(subjects: Iterable[Subject]) -> dict[tuple[int, str], str]:
    wanted = {place for subject in subjects for place in subject.pictures}
    if not wanted:
        return {}
    rows = ImageTranslation.objects.filter(
        master__in={image for image, _code in wanted},
        language_code__in={code for _image, code in wanted},
    )
    return {
        (image, code): alt
        for image, code, alt in rows.values_list("master", "language_code", "alt")
    }


def _grouped(rows: Iterable[Any], key: Callable[[Any], Hashable]) -> dict[Hashable, list[Any]]:
    groups: dict[Hashable, list[Any]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return hashlib.blake2b(
        text.encode("utf-8", "surrogatepass"), digest_size=_DIGITS // 2
    ).hexdigest()
