"""One kept page: its headers, and its body in each encoding that somebody has asked for."""

from __future__ import annotations

import gzip
import time
from dataclasses import dataclass, field
from hashlib import blake2b

import brotli

IDENTITY, GZIP, BROTLI = "identity", "gzip", "br"
# A smaller body only grows.
WORTH_COMPRESSING = 300
GZIP_LEVEL, BROTLI_QUALITY = 6, 5
# nginx keeps a page until the end of this second. It counts in whole seconds, so that `s-maxage=1`
# would be nearly two.
PROXY_LIMIT = "X-Accel-Expires"
# What the entry says itself, or what is of this one answer only.
OWN_HEADERS = {
    *("content-length", "content-encoding", "etag", "vary", "date", "connection"),
    PROXY_LIMIT.lower(),
}
# What an answer without a body still says (RFC 9110, section 15.4.5).
KEPT_UNCHANGED = {"Cache-Control", "Content-Location", "ETag", "Expires", "Surrogate-Key", "Vary"}
OVERHEAD = 1_500

Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Variant:
    """One encoding of a page, ready to be sent."""

    headers: Headers
    body: bytes

    def without_body(self) -> Headers:
        """For an answer that says that nothing has changed."""
        return [pair for pair in self.headers if pair[0] in KEPT_UNCHANGED]


@dataclass(slots=True)
class Entry:
    """A page as it was made. `stale` where something that it shows has changed since."""

    status: str
    headers: Headers
    packed: bytes
    is_packed: bool
    etag: str
    keys: frozenset[str]
    # Whose page it is, and in which frame (menus, names, hosts) it was made.
    site_id: int
    frame: int
    # Seconds since the epoch, at which it changes by itself; infinity where it does not.
    until: float
    made_at: float
    stale: bool = False
    used: bool = False
    variants: dict[str, Variant] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes that it takes, roughly."""
        bodies = sum(len(one.body) for one in self.variants.values())
        return OVERHEAD + len(self.packed) + bodies + 60 * len(self.keys)

    def variant(self, encoding: str) -> Variant:
        """Made when it is asked for first; the plain one is made anew each time."""
        found = self.variants.get(encoding)
        if found is None:
            found = self._made(encoding if self.is_packed else IDENTITY)
            if encoding == BROTLI or not self.is_packed:
                self.variants[encoding] = found
        return found

    def ready(self) -> Entry:
        """With the encoding that most ask for."""
        if self.is_packed:
            self.variants[GZIP] = self._made(GZIP)
        return self

    def _made(self, encoding: str) -> Variant:
        if encoding == GZIP:
            body, mark = self.packed, "-g"
        else:
            body = gzip.decompress(self.packed) if self.is_packed else self.packed
            mark = ""
            if encoding == BROTLI:
                body, mark = brotli.compress(body, quality=BROTLI_QUALITY), "-b"
        headers = [
            *self.headers,
            ("ETag", f'"{self.etag}{mark}"'),
            ("Content-Length", str(len(body))),
        ]
        if self.is_packed:
            headers.append(("Vary", "Accept-Encoding"))
        if encoding != IDENTITY:
            headers.append(("Content-Encoding", encoding))
        return Variant(headers, body)


def proxy_limit(now: float) -> tuple[str, str]:
    """The header that ends what nginx keeps, with the second of this moment.

    It comes before `Cache-Control`: nginx, which reads the headers of a page anew for each of its
    readers, does not take that one apart once it knows this one.
    """
    return PROXY_LIMIT, f"@{int(now)}"


def make_entry(
    status: str,
    headers: Headers,
    body: bytes,
    *,
    keys: frozenset[str],
    site_id: int,
    frame: int,
    until: float,
) -> Entry:
    """An entry of an answer that was not encoded; packed, because memory is what is scarce."""
    is_packed = len(body) >= WORTH_COMPRESSING
    packed = gzip.compress(body, GZIP_LEVEL, mtime=0) if is_packed else body
    entry = Entry(
        status=status,
        headers=[(name, value) for name, value in headers if name.lower() not in OWN_HEADERS],
        packed=packed,
        is_packed=is_packed,
        etag=blake2b(body, digest_size=12).hexdigest(),
        keys=keys,
        site_id=site_id,
        frame=frame,
        until=until,
        made_at=time.time(),
    )
    return entry.ready()
