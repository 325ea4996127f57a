"""One bucket of an object storage, over HTTP: read, write, delete, look and list."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from queue import Empty, Full, LifoQueue
from xml.etree import ElementTree as ET

from newscenter.s3.signing import Key, escaped, query_of, signed

# In seconds, for connecting and for each piece of an answer.
TIMEOUT = 10.0
# Connections that are kept open for the next request.
IDLE = 8
# What a busy storage asks to be tried again, and how often and how long apart that is done.
BUSY = {429, 500, 502, 503, 504}
ATTEMPTS = 3
PAUSE = 0.2


class StorageError(OSError):
    """The storage is away, or refused; the message has no secret in it."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


class Bucket:
    """Everything is done with whole objects; an upload is seen when it is complete."""

    def __init__(
        self, key: Key, host: str, name: str, *, prefix: str = "", tls: bool = True
    ) -> None:
        self._key = key
        self._host = host
        self._name = name
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self._tls = tls
        # Connections that nobody uses at the moment, the last one first.
        self._idle: LifoQueue[http.client.HTTPConnection] = LifoQueue(maxsize=IDLE)

    def __repr__(self) -> str:
        return f"Bucket({self._host}/{self._name}/{self._prefix})"

    def read(self, name: str) -> bytes:
        """Raises FileNotFoundError where there is none."""
        return self._ask("GET", name).body

    def write(self, name: str, content: bytes, content_type: str) -> None:
        self._ask("PUT", name, content, {"Content-Type": content_type})

    def delete(self, name: str) -> None:
        """Also what is not there."""
        try:
            self._ask("DELETE", name)
        except FileNotFoundError:
            return

    def look(self, name: str) -> http.client.HTTPMessage:
        """What is known of an object, without its content. Raises FileNotFoundError."""
        return self._ask("HEAD", name).headers

    def listed(self, folder: str) -> tuple[list[str], list[str]]:
        """Names of folders and of objects in a folder."""
        folders: list[str] = []
        files: list[str] = []
        start = f"{self._prefix}{folder.strip('/')}/" if folder.strip("/") else self._prefix
        for page in self._pages(start):
            space = page.tag.partition("}")[0] + "}" if page.tag.startswith("{") else ""
            prefixes = page.iterfind(f"{space}CommonPrefixes/{space}Prefix")
            keys = page.iterfind(f"{space}Contents/{space}Key")
            folders += [(one.text or "").removeprefix(start).rstrip("/") for one in prefixes]
            files += [(one.text or "").removeprefix(start) for one in keys]
        return folders, [name for name in files if name]

    def _pages(self, start: str) -> Iterator[ET.Element]:
        token = ""
        while True:
            asked = {"list-type": "2", "prefix": start, "delimiter": "/"}
            if token:
                asked["continuation-token"] = token
            answer = self._ask("GET", None, parameters=asked)
            # What the storage itself says: as trustworthy as the pictures that it holds.
            page = ET.fromstring(answer.body)  # noqa: S314
            yield page
            found = page.find("{*}NextContinuationToken")
            token = (found.text or "") if found is not None else ""
            if not token:
                return

    def _ask(
        self,
        method: str,
        name: str | None,
        body: bytes = b"",
        headers: dict[str, str] | None = None,
        parameters: dict[str, str] | None = None,
    ) -> Answer:
        path = f"/{self._name}"
        if name is not None:
            path += f"/{self._prefix}{name}"
        for attempt in range(1, ATTEMPTS + 1):
            try:
                answer = self._send(method, path, body, headers or {}, parameters or {})
            except (OSError, http.client.HTTPException) as error:
                # A line that was kept may have been closed meanwhile, and each of these may be
                # done twice.
                if attempt == ATTEMPTS:
                    message = f"{self!r} does not answer: {error!r}"
                    raise StorageError(message) from error
                continue
            if answer.status not in BUSY or attempt == ATTEMPTS:
                break
            time.sleep(PAUSE * attempt)
        if answer.status == 404 and name is not None and b"NoSuchBucket" not in answer.body:
            raise FileNotFoundError(name)
        if not 200 <= answer.status < 300:
            reason = _reason(answer.body)
            raise StorageError(f"{self!r} refuses {method} {name}: {answer.status} {reason}")
        return answer

    def _send(
        self,
        method: str,
        path: str,
        body: bytes,
        headers: dict[str, str],
        parameters: dict[str, str],
    ) -> Answer:
        path = escaped(path, safe="/")
        headers = {"Host": self._host, **headers}
        headers = signed(
            self._key,
            method,
            path,
            parameters=parameters,
            headers=headers,
            body=body,
            at=datetime.now(UTC),
        )
        headers["content-length"] = str(len(body))
        query = query_of(parameters)
        address = f"{path}?{query}" if query else path
        line = self._line()
        try:
            line.putrequest(method, address, skip_host=True, skip_accept_encoding=True)
            for name, value in headers.items():
                line.putheader(name, value)
            line.endheaders(body or None)
            response = line.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        except BaseException:
            line.close()
            raise
        try:
            self._idle.put_nowait(line)
        except Full:
            line.close()
        return answer

    def close(self) -> None:
        """Close what nobody uses."""
        with suppress(Empty):
            while True:
                self._idle.get_nowait().close()

    def _line(self) -> http.client.HTTPConnection:
        try:
            return self._idle.get_nowait()
        except Empty:
            kind = http.client.HTTPSConnection if self._tls else http.client.HTTPConnection
            return kind(self._host, timeout=TIMEOUT)


def _reason(body: bytes) -> str:
    """The storage's own word for it, such as `AccessDenied`."""
    start, end = body.find(b"<Code>"), body.find(b"</Code>")
    return body[start + 6 : end].decode(errors="replace") if 0 <= start < end else ""
