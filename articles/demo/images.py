"""The demo's pictures: drawn, then taken in like any upload."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context

from django.core.files.base import ContentFile
from django.utils import timezone

from articles.demo import pictures
from articles.demo.records import StoryRecord
from articles.enums import DigitalSource
from articles.forms.image_rights import told_by_file
from articles.imaging.attribution import Attribution, embedded
from articles.imaging.containers import jpeg_segment
from articles.imaging.formats import JPEG
from articles.imaging.uploads import inspect
from articles.models import Image, ImageTranslation, Site

# As a photographer's program writes it into a file.
RIGHTS = Attribution(
    creator="Newscenter",
    credit="drawn by code",
    copyright="© 2026 Newscenter",
    usage_terms="BSD 3-Clause",
    licence_url="https://opensource.org/license/bsd-3-clause",
    digital_source=DigitalSource.ALGORITHM,
    instructions="For the demo.",
)


class Drawings:
    """Drawn pictures by key. Drawing takes most of a seeding, so all cores take part."""

    def __init__(self, keys: Iterable[str]) -> None:
        # Not forked: a copy of this process would hold its database connections too.
        self._pool = ProcessPoolExecutor(mp_context=get_context("spawn"))
        self._drawn = {key: self._pool.submit(pictures.draw, key) for key in keys}

    def __enter__(self) -> Drawings:
        return self

    def __exit__(self, *error: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def __getitem__(self, key: str) -> bytes:
        """The JPEG, when it is ready; KeyError for a key that was not asked for."""
        return self._drawn[key].result()


class ImageShelf:
    """The pictures of one story, each taken in when it is first asked for."""

    def __init__(self, site: Site, record: StoryRecord, drawings: Drawings) -> None:
        self._drawings = drawings
        self._site = site
        self._record = record
        self._made: dict[str, Image] = {}

    def lead(self) -> Image:
        """The lead picture with its alternative text and caption in each language."""
        image = self._image(self._record.picture)
        for code, text in self._record.picture_text.items():
            ImageTranslation.objects.get_or_create(
                master=image,
                language_code=code,
                defaults={"alt": text["alt"], "caption": text.get("caption", "")},
            )
        return image

    def figure(self, key: str) -> Image:
        """A picture of the body, whose words are in the body."""
        return self._image(key)

    def _signed(self, key: str) -> bytes:
        """The drawing as a wire delivers it: with its rights in it."""
        drawn, rights = self._drawings[key], embedded(RIGHTS, JPEG.name)
        packet = jpeg_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + rights["xmp"])
        return drawn[:2] + packet + rights["extra"] + drawn[2:]

    def _image(self, key: str) -> Image:
        if key not in self._made:
            upload = inspect(ContentFile(self._signed(key), name=f"{key}.jpg"))
            said, days = upload.attribution.said(), self._record.picture_days
            image = Image(
                site=self._site,
                width=upload.width,
                height=upload.height,
                format=upload.format,
                checksum=upload.checksum,
                file_says=said,
                rights_until=timezone.now() + timedelta(days=days) if days else None,
                **told_by_file(said),
            )
            image.file.save(upload.name, upload.as_file(), save=False)
            image.save()
            self._made[key] = image
        return self._made[key]
