"""Pictures on S3-compatible object storage, where MEDIA_STORAGE_URL names a bucket.

Only the setting names this module, so boto3 is imported with the first picture and not at start.
"""

from __future__ import annotations

import mimetypes
import ssl
from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import urljoin

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from newscenter.media_turns import NoTurn, Turns

P = ParamSpec("P")
R = TypeVar("R")

# Formats that Python before 3.13 does not know.
mimetypes.add_type("image/avif", ".avif")
mimetypes.add_type("image/webp", ".webp")

# How a storage says that there is no such object: HEAD has no body to name it in.
MISSING = {("GetObject", "NoSuchKey"), ("HeadObject", "404")}


class StorageError(OSError):
    """The storage is away, or refused; the message has no secret in it."""


def telling(
    method: Callable[Concatenate[MediaStorage, str, P], R],
) -> Callable[Concatenate[MediaStorage, str, P], R]:
    """The errors of a file system, which callers know, in place of the library's."""

    @wraps(method)
    def told(self: MediaStorage, name: str, /, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            with self.turns.turn():
                return method(self, name, *args, **kwargs)
        except NoTurn as error:
            raise StorageError(f"{self.place} keeps too many waiting already.") from error
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if (error.operation_name, code) in MISSING:
                raise FileNotFoundError(name) from error
            raise StorageError(f"{self.place} {_refusal(error, name)}") from error
        except (BotoCoreError, ResponseParserError) as error:
            raise StorageError(
                f"{self.place} does not answer as it should: {error} Does it run, and are host, "
                "port and tls in MEDIA_STORAGE_URL right?"
            ) from error

    return told


class MediaStorage(S3Storage):  # type: ignore[misc]
    """django-storages, with objects that are private and whole, and with addresses of ours.

    Its other options come from `environment.object_storage`.
    """

    # Of all threads of the process.
    turns = Turns()
    # A name that is taken stays whose it is, as on a disk.
    file_overwrite = False
    default_acl = None
    # What the machine's environment says of another key has nothing to do with this one.
    security_token = None
    session_profile = None
    # The machine's certificates, as for everything else, and botocore's where it has none.
    verify = ssl.get_default_verify_paths().cafile
    client_config = Config(
        connect_timeout=10,
        read_timeout=10,
        retries={"mode": "standard", "total_max_attempts": 3},
        s3={"addressing_style": "path"},
        # Signatures cover the content already; many storages know no other checksums.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    # One request for an upload whatever its size, in the thread that asks for it.
    transfer_config = TransferConfig(use_threads=False, multipart_threshold=5 * 2**30)

    @cached_property
    def connection(self) -> Any:
        """One for all threads, which may share a client; the library's one for each thread is
        15 MB and a tenth of a second, again for every thread that the web server starts.
        """
        return super().connection

    @property
    def place(self) -> str:
        return f"The storage {self.endpoint_url}, bucket {self.bucket_name},"

    @telling
    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        """With one request, not three, and with nothing left to fail when the file is read."""
        if mode != "rb":
            raise ValueError("Objects are read as a whole, and replaced as a whole.")
        found = self.bucket.Object(self._normalize_name(clean_name(name))).get()
        return ContentFile(found["Body"].read(), name=name)

    _save = telling(S3Storage._save)
    delete = telling(S3Storage.delete)
    exists = telling(S3Storage.exists)
    listdir = telling(S3Storage.listdir)
    size = telling(S3Storage.size)
    get_modified_time = telling(S3Storage.get_modified_time)

    def url(self, name: str) -> str:
        """Under MEDIA_URL, as on a disk: readers never see where an object is."""
        path: str = clean_name(name).lstrip("/")
        return urljoin(settings.MEDIA_URL, filepath_to_uri(path))


def _refusal(error: ClientError, name: str) -> str:
    """With the storage's own word for it, such as `AccessDenied`."""
    status = error.response["ResponseMetadata"]["HTTPStatusCode"]
    said = error.response["Error"]
    # An answer to HEAD has no words in it.
    reason = said["Message"] if said["Code"] == str(status) else said["Code"]
    told = f"refuses {error.operation_name} {name!r}: {status} {reason}."
    if status == 429 or status >= 500:
        return f"{told} It is busy or broken: try again, and look at its own log."
    return (
        f"{told} Are key, secret, region and bucket in MEDIA_STORAGE_URL right, and may the key "
        "read, write, delete and list?"
    )
