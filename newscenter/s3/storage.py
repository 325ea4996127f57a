"""Django's storage on a bucket. Addresses stay ours: readers never see where it is."""

from __future__ import annotations

import mimetypes
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from django.utils.deconstruct import deconstructible

from newscenter.s3.client import Bucket
from newscenter.s3.signing import Key

# Formats that Python before 3.13 does not know.
TYPES = {".avif": "image/avif", ".webp": "image/webp"}


@deconstructible(path="newscenter.s3.storage.S3Storage")
class S3Storage(Storage):
    """Objects are private: pictures go through the web server, which knows their rights."""

    def __init__(self, **options: Any) -> None:
        """What `environment.object_storage` reads of MEDIA_STORAGE_URL."""
        key = Key(options["key"], options["secret"], options["region"])
        self.bucket = Bucket(
            key, options["host"], options["bucket"], prefix=options["prefix"], tls=options["tls"]
        )

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        if mode != "rb":
            raise ValueError("Objects are read as a whole, and replaced as a whole.")
        return ContentFile(self.bucket.read(_key(name)), name=name)

    def _save(self, name: str, content: File[bytes]) -> str:
        content.seek(0)
        self.bucket.write(_key(name), content.read(), _type(name))
        return _key(name)

    def delete(self, name: str) -> None:
        self.bucket.delete(_key(name))

    def exists(self, name: str) -> bool:
        try:
            self.bucket.look(_key(name))
        except FileNotFoundError:
            return False
        return True

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        return self.bucket.listed(_key(path))

    def size(self, name: str) -> int:
        return int(self.bucket.look(_key(name))["Content-Length"])

    def get_modified_time(self, name: str) -> datetime:
        return parsedate_to_datetime(self.bucket.look(_key(name))["Last-Modified"])

    def url(self, name: str | None) -> str:
        """Under MEDIA_URL, as on a disk."""
        return f"{settings.MEDIA_URL}{_key(name or '')}"


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")


def _type(name: str) -> str:
    suffix = f".{name.rpartition('.')[2].lower()}"
    return TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
