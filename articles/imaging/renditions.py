"""Make renditions and keep them in the default storage: each once, whole, and never larger
than the original allows.
"""

from __future__ import annotations

import io
import logging
import os
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Protocol

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from PIL import Image

from articles.imaging import decoding
from articles.imaging.addresses import Address, Picture
from articles.imaging.attribution import Attributed, attribution_of, embedded
from articles.imaging.crop import Box, crop_box
from articles.imaging.formats import AVIF, JPEG, STORED, WEBP, Format

logger = logging.getLogger(__name__)

ENCODING: dict[Format, dict[str, Any]] = {
    # Speed 8 takes two thirds of the default's time for a few more bytes.
    AVIF: {"quality": 55, "speed": 8},
    WEBP: {"quality": 78, "method": 4},
    JPEG: {"quality": 80, "progressive": True, "optimize": True},
}
# Pictures in work at the same time in one process: each may hold the whole original in memory.
SLOTS = BoundedSemaphore(2)
# Nobody takes longer than this to write one, in seconds.
ABANDONED = 600


class Original(Picture, Attributed, Protocol):
    """What renditions are made of: the file, its state, and the words that they carry."""


class UnreadableOriginalError(Exception):
    """The original is gone from the storage or cannot be decoded."""


def ensure(image: Original, address: Address) -> bytes:
    """The rendition's bytes; made and stored first where nobody has yet.

    Raises UnreadableOriginalError. Several processes may make the same rendition at the same
    time; they write the same bytes, and each replaces the file whole.
    """
    with SLOTS:
        stored = read(address)
        if stored is not None:
            return stored
        [(_, content)] = make(image, [address])
        try:
            store(address, content)
        except OSError:
            # A full disk costs time at every request, but no reader their picture.
            logger.exception("Rendition %s could not be stored", address.path)
        return content


def make(image: Original, wanted: Iterable[Address]) -> Iterator[tuple[Address, bytes]]:
    """Renditions of one picture, from one decoding of its original. Nothing is stored."""
    wanted = sorted(wanted, key=lambda address: (address.size.name, -address.width))
    if not wanted:
        return
    original, full = _original(image, wanted)
    focal = (image.focal_x, image.focal_y)
    attribution = attribution_of(image)
    shape, scaled = None, None
    for address in wanted:
        if scaled is None or shape != (address.size, address.width):
            shape = (address.size, address.width)
            size = (address.width, address.size.height_at(address.width, *full))
            box = crop_box(*full, address.size.ratio, focal)
            scaled = _scaled(original, box, original.width / full[0], size)
        rights = embedded(attribution, address.format.name)
        yield address, _encoded(scaled, address.format, rights)


def is_stored(address: Address) -> bool:
    return default_storage.exists(address.path)


def read(address: Address) -> bytes | None:
    """The stored bytes, or None where this rendition has not been made."""
    try:
        with default_storage.open(address.path) as stored:
            content: bytes = stored.read()
            return content
    except FileNotFoundError:
        return None


def store(address: Address, content: bytes) -> None:
    """Keep a rendition so that nobody, a web server in front included, ever sees half of it."""
    if isinstance(default_storage, FileSystemStorage):
        # Its own save() writes in place, and slowly enough to be caught at it.
        _replace(Path(default_storage.path(address.path)), content)
        return
    # An object storage shows an upload only when it is complete. It may have given ours another
    # name, because somebody else's arrived first: that one is as good.
    saved = default_storage.save(address.path, ContentFile(content))
    if saved != address.path:
        default_storage.delete(saved)


def clear_drafts(folder: str, names: Iterable[str]) -> None:
    """Of the files in a folder of renditions: away with what killed writers left half-written."""
    before = time.time() - ABANDONED
    for name in names:
        if name.startswith("."):
            draft = Path(default_storage.path(f"{folder}{name}"))
            with suppress(FileNotFoundError):
                if draft.stat().st_mtime < before:
                    draft.unlink()


def _replace(target: Path, content: bytes) -> None:
    """Write beside the target and rename, with the data on the disk before the name is."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{uuid.uuid4().hex}")
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if settings.FILE_UPLOAD_PERMISSIONS is not None:
            draft.chmod(settings.FILE_UPLOAD_PERMISSIONS)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _original(image: Original, wanted: list[Address]) -> tuple[Image.Image, tuple[int, int]]:
    """The upright original, a JPEG decoded only as large as needed, and its full size."""
    try:
        with image.file.storage.open(image.file.name) as file:
            picture = decoding.open_picture(file.read(), STORED)
        full = decoding.upright_size(picture)
        share = max(
            address.width / crop_box(*full, address.size.ratio, (0, 0)).width for address in wanted
        )
        picture.draft(None, (round(picture.width * share), round(picture.height * share)))
        picture.load()
        return decoding.without_palette(decoding.upright(picture)), full
    except Exception as error:
        # A missing file, damage, limits lowered since the upload: the picture cannot be shown.
        raise UnreadableOriginalError(f"{image.file.name}: {error!r}") from error


def _scaled(original: Image.Image, box: Box, scale: float, size: tuple[int, int]) -> Image.Image:
    part = (box.left * scale, box.top * scale, box.right * scale, box.bottom * scale)
    within = (*part[:2], min(part[2], original.width), min(part[3], original.height))
    scaled = original.resize(size, Image.Resampling.LANCZOS, box=within, reducing_gap=3.0)
    colours = decoding.to_srgb(scaled)
    # Pillow would write a profile that it finds here.
    colours.info.clear()
    return colours


def _encoded(picture: Image.Image, served: Format, rights: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, served.name, **ENCODING[served], **rights)
    return stream.getvalue()
