"""The door for pictures: what a file is, judged by its bytes, and what of it is kept.

A stored original is made here, never copied: the container is rewritten with only the parts a
picture needs (see containers.py), or the picture encoded anew (AVIF, GIF). Its name comes from
what it is, so neither the sender's name nor extension ever reaches a disk or an address.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import IO, Any, NoReturn

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from PIL import Image

from articles.imaging import containers, decoding, sniffing
from articles.imaging.attribution import Attribution, exif_block, read_attribution
from articles.imaging.formats import AVIF, PNG, STORED

SMALLEST_SIDE = 16  # pixels
LONGEST_TO_SHORTEST = 20
AVIF_QUALITY, AVIF_SPEED = 90, 8

REFUSED = {
    "svg": _(
        "This is an SVG drawing. SVG files can carry programs that run in the reader's browser, "
        "so they are not accepted: export the drawing as PNG."
    ),
    "html": _("This is a web page, not a picture. Save the picture itself and upload that."),
    "pdf": _("This is a PDF document. Export the page or the picture in it as JPEG or PNG."),
    "heic": _("This is a HEIC photo, which browsers cannot show. Export it as JPEG."),
    "tiff": _("This is a TIFF or camera raw file. Export it as JPEG or PNG."),
    "unknown": _("This is not a picture that can be shown. Use JPEG, PNG, WebP, AVIF or GIF."),
}


@dataclass(frozen=True)
class Inspected:
    """A picture that may be stored: what to keep and what it is."""

    content: bytes
    format: str  # JPEG, PNG, WEBP or AVIF
    width: int  # pixels, upright
    height: int
    checksum: str  # sha256 of the content, hexadecimal
    attribution: Attribution

    @property
    def size(self) -> int:
        return len(self.content)

    @property
    def name(self) -> str:
        """A file name that says what is inside and repeats for the same picture."""
        extension = STORED[self.format].extension
        return f"{self.checksum[:16]}-{self.width}x{self.height}.{extension}"

    def as_file(self) -> ContentFile[bytes]:
        """For a model's file field, in the folder of this month (images/2026/11/)."""
        return ContentFile(self.content, name=f"images/{timezone.now():%Y/%m}/{self.name}")


def inspect(file: IO[bytes] | Any) -> Inspected:
    """Judge an upload; refuse it with a ValidationError that says what to do.

    Codes: empty, file_too_large, svg, html, pdf, heic, tiff, unknown, animated, damaged,
    too_many_pixels, too_small, proportions.
    """
    content = _read(file)
    kind = sniffing.sniff(content[: sniffing.HEAD_BYTES])
    if kind in REFUSED:
        raise ValidationError(REFUSED[kind], code=kind)
    try:
        return _inspect(content, kind)
    except containers.AnimatedError:
        _refuse_animated()
    except decoding.TooManyPixelsError as error:
        raise ValidationError(
            _("The picture has more than %(limit)s megapixels. Scale it down first."),
            code="too_many_pixels",
            params={"limit": f"{settings.IMAGE_MAX_PIXELS / 1_000_000:g}"},
        ) from error
    except ValidationError:
        raise
    except Exception as error:
        # Decoders meet hostile bytes with exceptions of every kind; all mean the same here.
        raise ValidationError(
            _("The picture is damaged or incomplete. Save it again, or upload it again."),
            code="damaged",
        ) from error


def _read(file: IO[bytes] | Any) -> bytes:
    """The whole file, or one byte more than is allowed."""
    limit = settings.IMAGE_MAX_BYTES
    file.seek(0)
    content: bytes = file.read(limit + 1)
    if not content:
        raise ValidationError(_("The file is empty. Upload it again."), code="empty")
    if len(content) > limit:
        raise ValidationError(
            _("The file is larger than %(limit)s. Save it smaller and try again."),
            code="file_too_large",
            params={"limit": filesizeformat(limit)},
        )
    return content


def _inspect(content: bytes, kind: str) -> Inspected:
    picture = decoding.open_picture(content, [kind])
    width, height = decoding.upright_size(picture)
    _check_shape(width, height)
    attribution = read_attribution(picture, content)
    if kind in containers.CLEANERS:
        kept = containers.clean(
            content, kind, exif_block(decoding.orientation(picture), attribution)
        )
        decoding.open_picture(kept, [kind]).load()
        format_name = kind
    else:
        format_name, kept = _encoded_anew(picture, kind, attribution)
    return Inspected(
        content=kept,
        format=format_name,
        width=width,
        height=height,
        checksum=hashlib.sha256(kept).hexdigest(),
        attribution=attribution,
    )


def _check_shape(width: int, height: int) -> None:
    short, long = sorted((width, height))
    if short < SMALLEST_SIDE:
        raise ValidationError(
            _("The picture is %(width)s×%(height)s pixels: each side needs at least %(least)s."),
            code="too_small",
            params={"width": width, "height": height, "least": SMALLEST_SIDE},
        )
    if long > short * LONGEST_TO_SHORTEST:
        raise ValidationError(
            _("The picture is %(width)s×%(height)s pixels, a strip no page can show. Crop it."),
            code="proportions",
            params={"width": width, "height": height},
        )


def _encoded_anew(picture: Image.Image, kind: str, attribution: Attribution) -> tuple[str, bytes]:
    """AVIF near its own quality, a still GIF as PNG; both rare, and hard to clean in place."""
    if getattr(picture, "is_animated", False):
        _refuse_animated()
    picture.load()
    kept = io.BytesIO()
    profile = picture.info.get("icc_profile")
    exif = exif_block(1, attribution)
    if kind == sniffing.GIF:
        picture.save(kept, PNG.name, icc_profile=profile)
        return PNG.name, kept.getvalue()
    still = decoding.upright(picture)
    still.save(
        kept, AVIF.name, quality=AVIF_QUALITY, speed=AVIF_SPEED, icc_profile=profile, exif=exif
    )
    return AVIF.name, kept.getvalue()


def _refuse_animated() -> NoReturn:
    raise ValidationError(
        _("The picture is animated. Upload one frame as JPEG or PNG; embed moving pictures."),
        code="animated",
    )
