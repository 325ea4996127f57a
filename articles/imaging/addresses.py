"""The address of a rendition: what it says, and the signature that keeps others from making one.

    r/<id div 1000>/<id>-<version>-<signature>/<size>-<width>.<format>

The same path is its name in the storage and, under MEDIA_URL, its address. The version changes
with the file, the focal point, the credit and the recipe, so a rendition never changes under its
address. A picture whose rights end some day has `t/` for `r/`: there nobody answers without
asking the database, and nothing is kept for ever.
The signature vouches for picture and version: addresses cannot be guessed from ids, and what
one known address allows is the fixed list of sizes, widths and formats of that one picture.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from articles.imaging.formats import SERVED, Format
from articles.imaging.sizes import SIZES, Size

# Raise it when crops, colours or encoder settings change: all addresses change with it.
RECIPE = 2
FOLDER, TIMED_FOLDER = "r/", "t/"
PATH = re.compile(
    r"(?P<folder>[rt]/)(?P<shard>0|[1-9]\d*)/(?P<id>[1-9]\d{0,18})-(?P<version>[0-9a-f]{10})"
    r"-(?P<signature>[0-9a-f]{16})/(?P<size>[a-z0-9-]+)-(?P<width>[1-9]\d{0,4})"
    r"\.(?P<extension>[a-z]+)"
)
FORMATS = {served.extension: served for served in SERVED}


class Picture(Protocol):
    """What is needed of a picture: models.Image has it."""

    @property
    def pk(self) -> Any: ...
    @property
    def file(self) -> Any: ...
    @property
    def width(self) -> Any:
        """In pixels, upright."""

    @property
    def height(self) -> Any: ...
    @property
    def checksum(self) -> Any: ...
    @property
    def focal_x(self) -> Any:
        """A share, from the top left."""

    @property
    def focal_y(self) -> Any: ...
    @property
    def rights_digest(self) -> Any:
        """Of the words that every rendition carries."""

    @property
    def rights_until(self) -> Any:
        """None where the rights do not end."""


@dataclass(frozen=True)
class Address:
    """One rendition: of which picture, in which state of it, and in what shape."""

    image_id: int
    version: str
    size: Size
    width: int
    format: Format
    # Whether the rights in the picture end some day.
    timed: bool = False

    @property
    def path(self) -> str:
        name = file_name(self.size, self.width, self.format)
        return f"{_folder(self.image_id, self.version, timed=self.timed)}{name}"

    @property
    def url(self) -> str:
        return f"{settings.MEDIA_URL}{self.path}"


def file_name(size: Size, width: int, served: Format) -> str:
    return f"{size.name}-{width}.{served.extension}"


def address(image: Picture, size: Size, width: int, served: Format) -> Address:
    timed = image.rights_until is not None
    return Address(image.pk, version_of(image), size, width, served, timed)


def nearest(image: Picture, size: Size, width: int, served: Format) -> Address:
    """The narrowest rendition at least this wide, or the widest that the original gives."""
    return address(image, size, nearest_width(size, width, image.width, image.height), served)


def nearest_width(size: Size, least: int, width: int, height: int) -> int:
    """Of a picture of this width and height."""
    offered = size.offered_widths(width, height)
    return next((candidate for candidate in offered if candidate >= least), offered[-1])


def addresses(image: Picture) -> Iterator[Address]:
    """Every rendition that pages may ask for."""
    for size in SIZES.values():
        for width in size.offered_widths(image.width, image.height):
            for served in SERVED:
                yield address(image, size, width, served)


def parse(path: str) -> Address | None:
    """What a path asks for; None where it is malformed or we never signed it.

    The picture may have changed since: compare the version with `version_of`.
    """
    match = PATH.fullmatch(path)
    if match is None:
        return None
    image_id, version = int(match["id"]), match["version"]
    size, served = SIZES.get(match["size"]), FORMATS.get(match["extension"])
    if size is None or served is None or int(match["shard"]) != image_id // 1000:
        return None
    # Addresses signed before a change of the secret key stand in feeds and in other papers' pages.
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        if constant_time_compare(_signature(key, image_id, version), match["signature"]):
            timed = match["folder"] == TIMED_FOLDER
            return Address(image_id, version, size, int(match["width"]), served, timed)
    return None


def version_of(image: Picture) -> str:
    return _version(
        image.checksum, image.focal_x, image.focal_y, image.rights_digest, image.rights_until
    )


def shards_of(image_id: int) -> tuple[str, str]:
    """The storage folders that hold the renditions of this picture and its neighbours."""
    return f"{FOLDER}{image_id // 1000}/", f"{TIMED_FOLDER}{image_id // 1000}/"


def folder_of(image: Picture) -> str:
    """Where the renditions of the picture are, as it is now."""
    return _folder(image.pk, version_of(image), timed=image.rights_until is not None)


def _folder(image_id: int, version: str, *, timed: bool) -> str:
    signature = _signature(settings.SECRET_KEY, image_id, version)
    return f"{shards_of(image_id)[timed]}{image_id}-{version}-{signature}/"


# A page names some fifteen renditions of each of its pictures: one digest and one signature do.
@lru_cache(maxsize=4096)
def _version(
    checksum: str, focal_x: float, focal_y: float, rights: str, until: datetime | None
) -> str:
    state = f"{RECIPE}|{checksum}|{focal_x:.4f}|{focal_y:.4f}|{rights}"
    if until is not None:
        state += f"|{until.timestamp():.0f}"
    return hashlib.sha256(state.encode()).hexdigest()[:10]


@lru_cache(maxsize=4096)
def _signature(key: str, image_id: int, version: str) -> str:
    signed = salted_hmac("articles.imaging", f"{image_id}-{version}", key, algorithm="sha256")
    return signed.hexdigest()[:16]
