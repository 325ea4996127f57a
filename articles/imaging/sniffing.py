"""What a file is, told from its first bytes alone; names and headers of the sender prove nothing.

Sources: RFC 2083 (PNG), ISO/IEC 14496-12 (the `ftyp` box), Google's WebP container page.
"""

import re

from articles.imaging.formats import AVIF, JPEG, PNG, WEBP

HEAD_BYTES = 4096
GIF = "GIF"
AVIF_BRANDS = {b"avif", b"avis"}
HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"hevm", b"hevs"}

# Kinds that are refused, most telling first: each has a message of its own.
MARKUP = (
    ("svg", re.compile(rb"<svg[\s>/:]|<!doctype\s+svg", re.IGNORECASE)),
    ("html", re.compile(rb"<!doctype\s+html|<(html|head|body|script|iframe)[\s>/]", re.IGNORECASE)),
)


def sniff(head: bytes) -> str:
    """A format's name (JPEG, PNG, WEBP, AVIF, GIF), or svg, html, pdf, heic, tiff or unknown."""
    for magic, kind in (
        (b"\xff\xd8\xff", JPEG.name),
        (b"\x89PNG\r\n\x1a\n", PNG.name),
        (b"GIF87a", GIF),
        (b"GIF89a", GIF),
        (b"%PDF-", "pdf"),
        (b"II*\0", "tiff"),
        (b"MM\0*", "tiff"),
    ):
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP.name
    if head[4:8] == b"ftyp":
        return _brand(head)
    return _markup(head)


def _brand(head: bytes) -> str:
    end = min(int.from_bytes(head[:4]), len(head), 256)
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, end, 4))}
    if brands & AVIF_BRANDS:
        return AVIF.name
    return "heic" if brands & HEIC_BRANDS else "unknown"


def _markup(head: bytes) -> str:
    # UTF-16 text has a zero beside each ASCII letter.
    text = head.replace(b"\0", b"")
    for kind, pattern in MARKUP:
        if pattern.search(text):
            return kind
    return "unknown"
