"""Rewrite a picture's container without touching its pixels.

What is kept is a list of parts a picture needs; the rest is left behind: comments, thumbnails,
GPS, makers' notes, XMP, second pictures and whatever was appended after the end (a ZIP, a
script). So the stored original is one thing only, a picture.

Sources: ITU-T T.81 annex B (JPEG), RFC 2083 and the PNG specification 3 (PNG), Google's WebP
container page.
"""

import re
import zlib
from collections.abc import Callable, Iterator

from articles.imaging.formats import JPEG, PNG, WEBP

# The real end of a run of JPEG entropy data: a marker, not stuffing, a restart or fill.
MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
STANDALONE = {0x01, *range(0xD0, 0xD8)}
JPEG_SCANS = 100
# A progressive JPEG may have a scan per coefficient and component; more is made to burn time.

PNG_KEPT = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS"),
    *(b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"pHYs"),
}
PNG_XMP = b"XML:com.adobe.xmp\0"
WEBP_KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"}
WEBP_EXIF, WEBP_XMP, WEBP_ANIMATED = 0x08, 0x04, 0x02


class DamagedError(ValueError):
    """The container is not what its format says: cut short, or made to mislead."""


class AnimatedError(ValueError):
    """More than one frame."""


def clean(content: bytes, format_name: str, exif: bytes = b"") -> bytes:
    """The same picture in a container of needed parts, with this Exif block instead of its own.

    `exif` is a TIFF structure without the "Exif" prefix. Raises DamagedError or AnimatedError.
    """
    return CLEANERS[format_name](content, exif)


def _clean_jpeg(content: bytes, exif: bytes) -> bytes:
    parts = [b"\xff\xd8"]
    inserted = not exif
    for marker, part in _jpeg_parts(content):
        if not inserted and marker != 0xE0:
            parts.append(jpeg_segment(0xE1, b"Exif\0\0" + exif))
            inserted = True
        if _jpeg_keeps(marker, part):
            parts.append(part)
    return b"".join(parts)


def jpeg_segment(marker: int, payload: bytes) -> bytes:
    """A segment of a JPEG, which may have 65,533 bytes."""
    return bytes((0xFF, marker)) + (len(payload) + 2).to_bytes(2) + payload


def _jpeg_keeps(marker: int, part: bytes) -> bool:
    """Tables, frames and scans; of the application segments those that change colours."""
    if marker == 0xE0:
        return part[4:9] == b"JFIF\0"
    if marker == 0xE2:
        return part[4:16] == b"ICC_PROFILE\0"
    if marker == 0xEE:
        return part[4:9] == b"Adobe"
    return not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _jpeg_parts(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each segment with its marker, a scan with its data, up to the end-of-image marker."""
    at, scans = 2, 0
    while True:
        # Any number of fill bytes may stand before a marker.
        while content[at : at + 2] == b"\xff\xff":
            at += 1
        if len(content) < at + 2 or content[at] != 0xFF:
            raise DamagedError("no marker where one must be")
        marker = content[at + 1]
        if marker == 0xD9:
            yield marker, content[at : at + 2]
            return
        if marker in STANDALONE:
            end = at + 2
        else:
            length = int.from_bytes(content[at + 2 : at + 4])
            end = at + 2 + length
            if length < 2 or end > len(content):
                raise DamagedError("a segment is longer than the file")
        if marker == 0xDA:
            scans += 1
            if scans > JPEG_SCANS:
                raise DamagedError("too many scans")
            found = MARKER.search(content, end)
            if found is None:
                raise DamagedError("the end is missing")
            end = found.start()
        yield marker, content[at:end]
        at = end


def _clean_png(content: bytes, exif: bytes) -> bytes:
    parts = [content[:8]]
    for kind, chunk in _png_chunks(content):
        if kind == b"acTL" and int.from_bytes(chunk[8:12]) > 1:
            raise AnimatedError
        if kind == b"IDAT" and exif:
            parts.append(_png_chunk(b"eXIf", exif))
            exif = b""
        if kind in PNG_KEPT:
            parts.append(chunk)
        elif not kind[0] & 0x20:
            # An upper-case first letter: without this chunk the picture cannot be shown.
            raise DamagedError("a critical chunk that no PNG has")
    return b"".join(parts)


def _png_chunk(kind: bytes, payload: bytes) -> bytes:
    body = kind + payload
    return len(payload).to_bytes(4) + body + zlib.crc32(body).to_bytes(4)


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while True:
        kind = content[at + 4 : at + 8]
        end = at + 12 + int.from_bytes(content[at : at + 4])
        if len(kind) < 4 or end > len(content):
            raise DamagedError("a chunk is longer than the file")
        yield kind, content[at:end]
        if kind == b"IEND":
            return
        at = end


def png_xmp(content: bytes, limit: int) -> bytes:
    """The XMP packet of a PNG, wherever it stands; empty where there is none, or a larger one.

    Pillow finds it only before the pixels, and many programs write it behind them.
    """
    for kind, chunk in _png_chunks(content):
        if kind == b"iTXt" and chunk[8:].startswith(PNG_XMP):
            said = chunk[8 + len(PNG_XMP) : -4]
            # Behind two flags: the language and the translated keyword, both usually empty.
            text = said[2:].split(b"\0", 2)[-1]
            if said[:1] == b"\1":
                text = zlib.decompressobj().decompress(text, limit + 1)
            return text if len(text) <= limit else b""
    return b""


def _clean_webp(content: bytes, exif: bytes) -> bytes:
    parts = []
    for kind, chunk in _webp_chunks(content):
        if kind in {b"ANIM", b"ANMF"}:
            raise AnimatedError
        if kind == b"VP8X":
            flags = chunk[8] & ~(WEBP_EXIF | WEBP_XMP | WEBP_ANIMATED)
            parts.append(chunk[:8] + bytes((flags | (WEBP_EXIF if exif else 0),)) + chunk[9:])
        elif kind in WEBP_KEPT:
            parts.append(chunk)
    if exif and parts and parts[0].startswith(b"VP8X"):
        parts.append(b"EXIF" + len(exif).to_bytes(4, "little") + exif + b"\0" * (len(exif) % 2))
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _webp_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    stop = 8 + int.from_bytes(content[4:8], "little")
    if stop > len(content):
        raise DamagedError("shorter than it says")
    at = 12
    while at < stop:
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        end = at + 8 + length
        if length == 0 or end > stop:
            raise DamagedError("a chunk is longer than the file")
        padding = b"\0" * (length % 2)
        yield content[at : at + 4], content[at:end] + padding
        at = end + len(padding)


CLEANERS: dict[str, Callable[[bytes, bytes], bytes]] = {
    JPEG.name: _clean_jpeg,
    PNG.name: _clean_png,
    WEBP.name: _clean_webp,
}
