"""What made-up stories refer to: tags, authors, a source and pictures, made where they lack."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q

from articles.demo import pictures
from articles.demo.bulk.texts import LANGUAGES, name_of, words
from articles.imaging.uploads import inspect
from articles.models import (
    Author,
    AuthorTranslation,
    Category,
    Image,
    ImageTranslation,
    Site,
    Source,
    SourceTranslation,
    Tag,
    TagTranslation,
)
from articles.text.slugs import slugify

SOURCE = "Mekong Wire"
CREDIT = {"vi": "Theo Mekong Wire", "en": "Mekong Wire", "zh-hans": "湄公通讯社"}
# A few files for all pictures.
DRAWINGS = ("harbour-tram-dawn",)


@dataclass(frozen=True)
class Newsroom:
    """Numbers of what there is, each in a fixed order."""

    sections: list[int]
    places: list[int]
    things: list[int]
    authors: list[int]
    pictures: list[int]
    source: int


@transaction.atomic
def furnish(site: Site) -> Newsroom:
    """Make what is missing; what is there stays. Raises Category.DoesNotExist without a section."""
    # Two at once take turns.
    Site.objects.select_for_update(no_key=True).get(pk=site.pk)
    sections = list(Category.objects.filter(site=site).order_by("pk").values_list("pk", flat=True))
    if not sections:
        raise Category.DoesNotExist
    known = words()
    return Newsroom(
        sections=sections,
        places=[_tag("place", number, entry) for number, entry in enumerate(known["places"])],
        things=[_tag("thing", number, entry) for number, entry in enumerate(known["things"])],
        authors=[_author(entry) for entry in known["people"]],
        pictures=_pictures(site),
        source=_source(),
    )


def _tag(kind: str, number: int, names: list[str]) -> int:
    """The tag of that name in any of the languages, which may be there for real stories."""
    same = Q()
    for code in LANGUAGES:
        name = name_of(names, code)
        same |= Q(language_code=code, slug=slugify(name, code, "tag")) | Q(
            language_code=code, name=name
        )
    found = TagTranslation.objects.filter(same).order_by("master").first()
    if found is not None:
        return int(found.master_id)
    tag = Tag.objects.create(key=f"bulk-{kind}-{number}")
    for code in LANGUAGES:
        TagTranslation.objects.create(master=tag, language_code=code, name=name_of(names, code))
    return int(tag.pk)


def _author(names: list[str]) -> int:
    author: Author | None = Author.objects.filter(name=names[0]).order_by("pk").first()
    if author is None:
        author = Author.objects.create(name=names[0])
        for code in LANGUAGES[1:]:
            AuthorTranslation.objects.create(
                master=author, language_code=code, local_name=name_of(names, code)
            )
    return int(author.pk)


def _source() -> int:
    source, created = Source.objects.get_or_create(name=SOURCE)
    if created:
        for code, line in CREDIT.items():
            SourceTranslation.objects.create(master=source, language_code=code, credit_line=line)
    return int(source.pk)


def _pictures(site: Site) -> list[int]:
    """A picture of each place; their rows share a file."""
    mark = "Newscenter, made up"
    there = Image.objects.filter(site=site, credit=mark).order_by("pk")
    ids = list(there.values_list("pk", flat=True))
    if ids:
        return ids
    upload = inspect(ContentFile(pictures.draw(DRAWINGS[0]), name="archive.jpg"))
    kept = ""
    for names in words()["places"]:
        image = Image(
            site=site,
            width=upload.width,
            height=upload.height,
            format=upload.format,
            checksum=upload.checksum,
            credit=mark,
        )
        if kept:
            image.file.name = kept
        else:
            image.file.save(upload.name, upload.as_file(), save=False)
            kept = str(image.file.name)
        image.save()
        for code, caption in words()["picture"].items():
            ImageTranslation.objects.create(
                master=image,
                language_code=code,
                alt=caption.format(place=name_of(names, code)),
            )
        ids.append(int(image.pk))
    return ids
