"""What a picture says about who made it and who owns it: Exif and IPTC, read at upload.

Source: IPTC Photo Metadata Standard 2023, the IIM and Exif columns.
"""

from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageFile, IptcImagePlugin

from articles.imaging.decoding import ARTIST, COPYRIGHT, ORIENTATION

DESCRIPTION = 0x010E
IIM_BYLINE, IIM_CREDIT, IIM_COPYRIGHT, IIM_CAPTION = (2, 80), (2, 110), (2, 116), (2, 120)
LONGEST = 1000


@dataclass(frozen=True)
class Attribution:
    """Each empty where the picture does not say."""

    creator: str = ""
    credit: str = ""
    copyright: str = ""
    caption: str = ""

    @property
    def line(self) -> str:
        """The credit line as papers print it: who made it / who provides it."""
        parts = [self.creator, self.credit if self.credit != self.creator else ""]
        return " / ".join(filter(None, parts)) or self.copyright


def read_attribution(picture: ImageFile.ImageFile) -> Attribution:
    exif, iptc = picture.getexif(), _iptc(picture)
    return Attribution(
        creator=_text(iptc.get(IIM_BYLINE)) or _text(exif.get(ARTIST)),
        credit=_text(iptc.get(IIM_CREDIT)),
        copyright=_text(iptc.get(IIM_COPYRIGHT)) or _text(exif.get(COPYRIGHT)),
        caption=_text(iptc.get(IIM_CAPTION)) or _text(exif.get(DESCRIPTION)),
    )


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


def _iptc(picture: ImageFile.ImageFile) -> dict[tuple[int, int], Any]:
    try:
        return IptcImagePlugin.getiptcinfo(picture) or {}
    except Exception:
        # Whatever a broken block makes the parser raise: the picture is good without it.
        return {}


def _text(value: Any) -> str:
    """One line of text from a tag: Pillow gives bytes, a list of bytes, or Latin-1 text."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value)))[:LONGEST]
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
    kept = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(kept.split())[:LONGEST]
