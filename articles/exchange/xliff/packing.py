"""XLIFF documents as files: several stories in one, or one each in a folder or a ZIP archive."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from articles.exchange.xliff.reading import MAX_BYTES, NotXliff
from articles.exchange.xliff.records import StoryFile
from articles.exchange.xliff.writing import write_xliff

MAX_ENTRIES = 5_000
MAX_UNPACKED = 200_000_000
# What tools call the files that they keep XLIFF in.
SUFFIXES = frozenset({".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff", ".mxlf", ".xml"})
# RuntimeError is how zipfile says that it needs a password.
_UNREADABLE = (RuntimeError, NotImplementedError, OSError, ValueError)
# The oldest moment that a ZIP archive can hold: the same stories give the same bytes.
_NO_DATE = (1980, 1, 1, 0, 0, 0)


def file_name(file: StoryFile) -> str:
    """Such as `news-12-vi-en.xlf`."""
    address = file.address
    assert address is not None
    languages = f"{address.source_language}-{address.target_language}"
    return f"{address.site}-{address.story}-{languages}.xlf"


def one_by_one(files: Iterable[StoryFile], version: str) -> Iterator[tuple[str, bytes]]:
    """A document for each story and language, with its name."""
    for file in files:
        yield file_name(file), write_xliff([file], version)


def by_languages(files: Iterable[StoryFile]) -> dict[tuple[str, str], list[StoryFile]]:
    """The files in groups that can share a document of XLIFF 2.0."""
    groups: dict[tuple[str, str], list[StoryFile]] = defaultdict(list)
    for file in files:
        groups[file.source_language, file.target_language].append(file)
    return dict(groups)


def pack(documents: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP archive of named documents."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in documents:
            archive.writestr(zipfile.ZipInfo(name, _NO_DATE), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unpack(name: str, content: bytes) -> Iterator[tuple[str, bytes | NotXliff]]:
    """The documents in an uploaded file: itself, or what a ZIP archive holds of XLIFF.

    A document that cannot be taken out comes as the reason. Raises NotXliff for an archive as a
    whole.
    """
    if not content.startswith(b"PK\x03\x04"):
        yield name, content
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise NotXliff(_("The ZIP archive is damaged.")) from error
    with archive:
        entries = [info for info in archive.infolist() if _is_document(info.filename)]
        if not entries:
            raise NotXliff(_("The ZIP archive holds no XLIFF file (.xlf, .xliff)."))
        if len(entries) > MAX_ENTRIES or sum(info.file_size for info in entries) > MAX_UNPACKED:
            raise NotXliff(_("The ZIP archive holds too much."))
        for info in entries:
            yield info.filename, _take_out(archive, info)


def _is_document(name: str) -> bool:
    path = PurePosixPath(name)
    is_shadow = "__MACOSX" in path.parts or path.name.startswith(".")
    return path.suffix.lower() in SUFFIXES and not is_shadow


def _take_out(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | NotXliff:
    """No more than a document may have, whatever the archive says of itself."""
    try:
        with archive.open(info) as entry:
            return entry.read(MAX_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, *_UNREADABLE) as error:
        return NotXliff(_("It cannot be taken out of the ZIP archive: %s") % error)
