"""IPTC-IIM, the older of the two ways in which a picture says whose it is.

Sources: IPTC Information Interchange Model 4.2, chapters 3 and 6; Adobe Photoshop File Formats,
"Image Resource Blocks", for what stands around it in a JPEG.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping

Dataset = tuple[int, int]

CHARACTER_SET, RECORD_VERSION = (1, 90), (2, 0)
INSTRUCTIONS, BYLINE, CREDIT = (2, 40), (2, 80), (2, 110)
SOURCE, COPYRIGHT, CAPTION = (2, 115), (2, 116), (2, 120)
UTF_8 = b"\x1b%G"
TAG = 0x1C
# More is made to burn time.
DATASETS = 2_000

# Photoshop's numbers for the IIM block, and for the digest that its writer left of it.
RESOURCE, DIGEST = 0x0404, 0x0425


def read(block: bytes) -> dict[Dataset, list[str]]:
    """The texts of a block by dataset; of a damaged one, those before the damage."""
    found: dict[Dataset, list[bytes]] = {}
    for count, (dataset, value) in enumerate(_datasets(block)):
        if count == DATASETS:
            break
        found.setdefault(dataset, []).append(value)
    declared = UTF_8 in found.get(CHARACTER_SET, [])
    return {
        dataset: [_text(value, declared=declared) for value in values]
        for dataset, values in found.items()
        if dataset != CHARACTER_SET
    }


def write(texts: Mapping[Dataset, str]) -> bytes:
    """A block in UTF-8 that says this; empty where there is nothing to say.

    Longer texts than IIM allows (32 letters of a name) are written whole: what reads IIM today
    reads them, and a name that is cut short is no credit.
    """
    said = [(dataset, text.encode()) for dataset, text in sorted(texts.items()) if text]
    if not said:
        return b""
    head = [(CHARACTER_SET, UTF_8), (RECORD_VERSION, (4).to_bytes(2))]
    return b"".join(
        bytes((TAG, *dataset)) + len(value).to_bytes(2) + value for dataset, value in [*head, *said]
    )


def resources(block: bytes) -> bytes:
    """The payload of a JPEG's APP13 segment around a block, with the digest that vouches for it."""
    digest = hashlib.md5(block, usedforsecurity=False).digest()
    return b"Photoshop 3.0\0" + b"".join(_resources([(RESOURCE, block), (DIGEST, digest)]))


def was_changed_alone(photoshop: Mapping[int, object]) -> bool:
    """Whether a program that knows no XMP has changed the block since the XMP was written.

    Only then do its words go before those of the XMP: Metadata Working Group, Guidelines for
    Handling Image Metadata 2.0, 3.3 (reconciliation).
    """
    digest, block = photoshop.get(DIGEST), photoshop.get(RESOURCE)
    if not isinstance(digest, bytes) or not isinstance(block, bytes) or not any(digest):
        return False
    return hashlib.md5(block, usedforsecurity=False).digest() != digest


def _datasets(block: bytes) -> Iterator[tuple[Dataset, bytes]]:
    at = 0
    while len(block) >= at + 5 and block[at] == TAG:
        dataset = (block[at + 1], block[at + 2])
        length = int.from_bytes(block[at + 3 : at + 5])
        at += 5
        if length & 0x8000:
            # An extended dataset: this many bytes hold the length.
            width = length & 0x7FFF
            length = int.from_bytes(block[at : at + width]) if width <= 4 else len(block)
            at += width
        if at + length > len(block):
            return
        yield dataset, block[at : at + length]
        at += length


def _text(value: bytes, *, declared: bool) -> str:
    """Most writers declare nothing and write UTF-8; older ones, what their computer had."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("utf-8" if declared else "cp1252", errors="ignore")


def _resources(blocks: Iterable[tuple[int, bytes]]) -> Iterator[bytes]:
    for number, content in blocks:
        # An empty name, padded; then the content, padded.
        yield b"8BIM" + number.to_bytes(2) + b"\0\0" + len(content).to_bytes(4)
        yield content + b"\0" * (len(content) % 2)
