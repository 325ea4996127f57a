"""What a picture says about who made it and who owns it: XMP, IPTC-IIM and Exif, read at upload.

The same three facts may stand in all of them. XMP goes first, then IIM, then Exif, which cameras
fill with the name of whoever bought them; but IIM goes first where it was changed after the XMP.
Sources: IPTC Photo Metadata Standard 2023.2, its columns "XMP", "IIM" and "Exif"; Metadata
Working Group, Guidelines for Handling Image Metadata 2.0, chapters 3 and 5.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageFile

from articles.enums import DigitalSource
from articles.imaging import containers, iim, xmp
from articles.imaging.decoding import ARTIST, COPYRIGHT, ORIENTATION

DESCRIPTION = 0x010E
LONGEST = 1000
ADDRESS_LONGEST = 300
# Joiners are no letters to Python, but names in Persian and Hindi need them.
JOINERS = "\u200c\u200d"
DIGITAL_SOURCES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
# Terms that the IPTC has retired, by what it says to use instead.
RETIRED = {
    "minorHumanEdits": DigitalSource.EDITED,
    "digitalArt": DigitalSource.DRAWING,
    "softwareImage": DigitalSource.DRAWING,
}
is_web_address = URLValidator(
    schemes=["http", "https"], message=_("An address begins with https:// or http://.")
)


@dataclass(frozen=True)
class Attribution:
    """Each empty where the picture does not say."""

    creator: str = ""
    credit: str = ""
    source: str = ""
    copyright: str = ""
    usage_terms: str = ""
    # Web pages: of the licence itself, and where a licence can be had.
    licence_url: str = ""
    licensor_url: str = ""
    # A term of `enums.DigitalSource`.
    digital_source: str = ""
    caption: str = ""
    instructions: str = ""

    @property
    def line(self) -> str:
        """The credit line as papers print it: who made it / who provides it."""
        provider = self.credit or self.source
        parts = [self.creator, provider if provider != self.creator else ""]
        return " / ".join(filter(None, parts)) or self.copyright

    def said(self) -> dict[str, str]:
        """What is there, by name."""
        return {name: text for name, text in asdict(self).items() if text}


class Attributed(Protocol):
    """A picture whose rights are known: models.Image has them."""

    creator: Any
    credit: Any
    copyright_notice: Any
    usage_terms: Any
    licence_url: Any
    licensor_url: Any
    digital_source: Any


def attribution_of(image: Attributed) -> Attribution:
    """What is written into the files that readers get of a picture."""
    return Attribution(
        creator=image.creator,
        credit=image.credit,
        copyright=image.copyright_notice,
        usage_terms=image.usage_terms,
        licence_url=image.licence_url,
        licensor_url=image.licensor_url,
        digital_source=image.digital_source,
    )


def read_attribution(picture: ImageFile.ImageFile, content: bytes = b"") -> Attribution:
    """`content` is the file, in which a PNG may say it behind its pixels.

    A broken block says nothing; whatever it makes a parser raise, the picture is good without it.
    """
    photoshop = picture.info.get("photoshop")
    photoshop = photoshop if isinstance(photoshop, dict) else {}
    newer, older = _from_xmp(_packet(picture, content)), _from_iim(photoshop.get(iim.RESOURCE))
    if iim.was_changed_alone(photoshop):
        newer, older = older, newer
    return _first_of([newer, older, _from_exif(picture)])


def embedded(attribution: Attribution, format_name: str) -> dict[str, bytes]:
    """What Pillow is to write into a file: XMP, and IIM in a JPEG. Nothing where nothing is said.

    These words and no others: no place, no camera, no caption, which has a language.
    """
    packet = xmp.write(
        {
            xmp.CREATOR: attribution.creator,
            xmp.CREDIT: attribution.credit,
            xmp.RIGHTS: attribution.copyright,
            xmp.USAGE_TERMS: attribution.usage_terms,
            xmp.WEB_STATEMENT: attribution.licence_url,
            xmp.LICENSOR_URL: attribution.licensor_url,
            xmp.DIGITAL_SOURCE: attribution.digital_source
            and DIGITAL_SOURCES + attribution.digital_source,
        }
    )
    if not packet:
        return {}
    block = iim.write(
        {
            iim.BYLINE: attribution.creator,
            iim.CREDIT: attribution.credit,
            iim.COPYRIGHT: attribution.copyright,
        }
    )
    if format_name == "JPEG" and block:
        return {"xmp": packet, "extra": containers.jpeg_segment(0xED, iim.resources(block))}
    return {"xmp": packet}


def exif_block(orientation: int, attribution: Attribution) -> bytes:
    """A TIFF structure that says this and nothing else; empty where there is nothing to say."""
    exif = Image.Exif()
    if orientation != 1:
        exif[ORIENTATION] = orientation
    for tag, text in ((ARTIST, attribution.creator), (COPYRIGHT, attribution.copyright)):
        if text:
            # Given as bytes, since Pillow would write names such as Nguyễn with question marks.
            exif[tag] = text.encode()
    return exif.tobytes().removeprefix(b"Exif\0\0") if len(exif) else b""


def _first_of(told: Iterable[Attribution]) -> Attribution:
    """Of each fact, what the first says that says anything."""
    known = list(told)
    return Attribution(
        **{
            field.name: next(filter(None, (getattr(one, field.name) for one in known)), "")
            for field in fields(Attribution)
        }
    )


def _packet(picture: ImageFile.ImageFile, content: bytes) -> bytes:
    packet = picture.info.get("xmp")
    if isinstance(packet, str):
        return packet.encode(errors="ignore")
    if isinstance(packet, bytes):
        return packet
    if picture.format == "PNG":
        try:
            return containers.png_xmp(content, xmp.LARGEST)
        except (containers.DamagedError, zlib.error):
            return b""
    return b""


def _from_xmp(packet: bytes) -> Attribution:
    try:
        found = xmp.read(packet) if packet else {}
    except xmp.NotXmp:
        return Attribution()

    def text(name: str) -> str:
        return _joined(found.get(name, []))

    return Attribution(
        creator=text(xmp.CREATOR),
        credit=text(xmp.CREDIT),
        source=text(xmp.SOURCE),
        copyright=text(xmp.RIGHTS),
        usage_terms=text(xmp.USAGE_TERMS),
        licence_url=_address(found.get(xmp.WEB_STATEMENT)) or _address(found.get(xmp.CC_LICENCE)),
        licensor_url=_address(found.get(xmp.LICENSOR_URL)),
        digital_source=_digital_source(text(xmp.DIGITAL_SOURCE)),
        caption=text(xmp.DESCRIPTION),
        instructions=text(xmp.INSTRUCTIONS),
    )


def _from_iim(block: object) -> Attribution:
    found: Mapping[iim.Dataset, list[str]] = iim.read(block) if isinstance(block, bytes) else {}

    def text(dataset: iim.Dataset) -> str:
        return _joined(found.get(dataset, []))

    return Attribution(
        creator=text(iim.BYLINE),
        credit=text(iim.CREDIT),
        source=text(iim.SOURCE),
        copyright=text(iim.COPYRIGHT),
        caption=text(iim.CAPTION),
        instructions=text(iim.INSTRUCTIONS),
    )


def _from_exif(picture: ImageFile.ImageFile) -> Attribution:
    try:
        exif = picture.getexif()
        return Attribution(
            creator=_exif_text(exif.get(ARTIST)),
            copyright=_exif_text(exif.get(COPYRIGHT)),
            caption=_exif_text(exif.get(DESCRIPTION)),
        )
    except Exception:
        return Attribution()


def _joined(texts: Iterable[str]) -> str:
    return ", ".join(filter(None, map(_tidy, texts)))[:LONGEST]


def _address(texts: list[str] | None) -> str:
    """The first that is a web address; licensing pages of agencies stand beside bare names."""
    for text in map(str.strip, texts or []):
        try:
            is_web_address(text)
        except ValidationError:
            continue
        if text.startswith(("https://", "http://")) and len(text) <= ADDRESS_LONGEST:
            return text
    return ""


def _digital_source(text: str) -> str:
    """The term, with or without its vocabulary's address; empty for one that is not known."""
    term = re.split(r"[/:]", text)[-1]
    return RETIRED.get(term) or (term if term in DigitalSource.values else "")


def _exif_text(value: Any) -> str:
    """One line of text from a tag: Pillow gives bytes, or what bytes are in Latin-1."""
    if isinstance(value, str):
        try:
            value = value.encode("latin-1")
        except UnicodeEncodeError:
            return _tidy(value)
    if not isinstance(value, bytes):
        return ""
    try:
        return _tidy(value.decode())
    except UnicodeDecodeError:
        return _tidy(value.decode("cp1252", errors="ignore"))


def _tidy(text: str) -> str:
    kept = "".join(one if one.isprintable() or one in JOINERS else " " for one in text)
    return " ".join(kept.split())[:LONGEST]
