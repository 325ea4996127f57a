"""Answers from the page store, before Django's handler is asked (PEP 3333).

Only what views have marked is kept: whole public pages, the same for every reader. Whoever brings
a session or credentials goes past it, and so does every query but a list's cursor and what tells
whence a reader came.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from threading import Event, Lock
from typing import Any, TypeAlias
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.db import Error

from articles.caching.answers import Answer, close, is_unchanged
from articles.caching.encodings import best_encoding
from articles.caching.entry import BROTLI, PROXY_LIMIT, Entry, make_entry, proxy_limit
from articles.caching.frames import Frames
from articles.caching.keys import Collected
from articles.caching.sharing import Found, SharedPages
from articles.caching.store import LARGEST, PageStore
from articles.caching.watching import Watcher
from articles.replicas.choosing import Replicas
from articles.sites.public import PublicSites
from articles.sites.readers import reader_test
from articles.sites.snapshot import public_sites

# Where views hand over what a page was made from, in the request's environment.
COLLECTED = "newscenter.collected"
# What encodings the reader takes, for what is sent past the store.
ACCEPTED = "newscenter.accepted_encodings"
# Of queries, only the place in a list makes another page that is kept.
CURSOR = "before="
# What networks, newsletters and advertisements hang on a link to know whence a reader came. No page
# looks at it, and a story that is shared much is asked for with another one each time.
TRACKING = re.compile(
    r"(utm_\w+|fbclid|gclid|gbraid|wbraid|gad_\w+|dclid|msclkid|yclid|twclid|ttclid|igshid|igsh"
    r"|mc_[ce]id|_ga|_gl|zarsrc)(=[^&]*)?",
    re.ASCII,
)
# Django is asked for the whole page; conditions and encodings are answered from it.
CONDITIONS = {
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_IF_RANGE",
    "HTTP_RANGE",
    "HTTP_ACCEPT_ENCODING",
}
# A renderer that takes longer than this is not waited for, in seconds.
PATIENCE = 10.0
# If there is an old page, so long where the database does not answer.
SHORT_PATIENCE = 2.0
# While the database is away, how long one failed attempt speaks for those that follow.
AWAY = 1.0
# While the primary is away and replicas answer, how long a page is shown to others as it was made.
MOMENT = 0.5
# How many addresses are remembered as not to be kept, so that nobody waits for one.
PASSING = 10_000
# What lets others keep a page.
KEEPING = {"cache-control", PROXY_LIMIT.lower()}

# Host, path, whether it came encrypted, query.
Address: TypeAlias = tuple[str, str, bool, str]


class PageCache:
    """A WSGI application around Django's: kept pages at once, everything else as it was."""

    def __init__(
        self,
        application: WSGIApplication,
        store: PageStore,
        watcher: Watcher,
        frames: Frames,
        *,
        replicas: Replicas | None = None,
        shared: SharedPages | None = None,
    ) -> None:
        self.application = application
        self.store = store
        self.watcher = watcher
        self.frames = frames
        self.replicas = replicas
        self.shared = shared
        self.counts = store.counts
        self._is_reader = reader_test()
        self._is_secure = _scheme_reader()
        self._lock = Lock()
        self._rendering: dict[Address, Event] = {}
        self._passing: set[Address] = set()
        self._failed_at = 0.0
        self._asking = Lock()
        self._asking_since = 0.0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        address = self._address(environ)
        if address is None:
            self.counts.bypassed += 1
            if self.replicas is not None:
                # Searches are read from replicas, too, and need what is heard of the primary.
                self.watcher.start()
            return self.application(environ, start_response)
        entry = self.store.get(address)
        if entry is not None:
            now = time.time()
            if self._is_right(entry, now):
                self.counts.hits += 1
                return self._send(address, entry, environ, start_response)
            if now - self._failed_at < AWAY:
                return self._send_stale(address, entry, environ, start_response)
        self.watcher.start()
        if not self._is_shared():
            return self._find_out(address, entry, environ, start_response)
        if address in self._passing:
            return self._ask(address, environ, start_response)
        return self._take_turns(address, environ, start_response)

    def _address(self, environ: WSGIEnvironment) -> Address | None:
        """None for what is never kept."""
        query: str = environ.get("QUERY_STRING", "")
        if query:
            query = _without_tracking(query)
        if (query and (not query.startswith(CURSOR) or "&" in query)) or not self._is_reader(
            environ
        ):
            return None
        path: str = environ.get("PATH_INFO", "")
        return (_host_of(environ), path, self._is_secure(environ), query)

    def _is_right(self, entry: Entry, now: float) -> bool:
        if entry.stale or entry.until <= now or not self._is_known(entry, now):
            return False
        try:
            return self.frames.number(entry.site_id) == entry.frame
        except Error:
            return False

    def _is_known(self, entry: Entry, now: float) -> bool:
        """Whether all that changed on it is known, or nothing can have for a moment."""
        if self.watcher.is_trusted(now):
            return True
        return entry.made_at + MOMENT > now and self._is_on_replicas()

    def _is_shared(self) -> bool:
        """Whether what is made for one reader may be shown to the next."""
        return self.watcher.is_trusted(time.time()) or self._is_on_replicas()

    def _is_on_replicas(self) -> bool:
        return self.replicas is not None and self.replicas.is_primary_away()

    def _find_out(
        self,
        address: Address,
        entry: Entry | None,
        environ: WSGIEnvironment,
        start_response: StartResponse,
    ) -> Iterable[bytes]:
        """While nothing is heard of the database, one at a time asks whether it is there.

        One that hangs would soon hold all threads, and none could hand out what is kept.
        """
        if entry is None:
            return self._ask(address, environ, start_response)
        since = self._asking_since
        patience = max(since + SHORT_PATIENCE - time.time(), 0) if since else SHORT_PATIENCE
        if not self._asking.acquire(timeout=patience):
            return self._send_stale(address, entry, environ, start_response)
        try:
            self._asking_since = time.time()
            return self._ask(address, environ, start_response)
        finally:
            self._asking_since = 0.0
            self._asking.release()

    def _take_turns(
        self, address: Address, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """One renders an address at a time; the others wait, and are given what it made."""
        mine = Event()
        with self._lock:
            busy = self._rendering.setdefault(address, mine)
        if busy is mine:
            try:
                return self._find_or_ask(address, environ, start_response)
            finally:
                with self._lock:
                    del self._rendering[address]
                mine.set()
        entry = self.store.get(address)
        if entry is not None and not busy.wait(SHORT_PATIENCE) and not self._is_shared():
            self._failed_at = time.time()
            return self._send_stale(address, entry, environ, start_response)
        busy.wait(PATIENCE)
        entry = self.store.get(address)
        if entry is not None and self._is_right(entry, time.time()):
            self.counts.hits += 1
            return self._send(address, entry, environ, start_response)
        return self._ask(address, environ, start_response)

    def _find_or_ask(
        self, address: Address, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """What another process made, or else Django's answer, for others to find."""
        if self.shared is None or not self.watcher.is_trusted(time.time()):
            return self._ask(address, environ, start_response)
        entry = self.shared.find(address, lambda found: self._take(address, found))
        if entry is not None:
            self.counts.shared += 1
            return self._send(address, entry, environ, start_response)
        try:
            return self._ask(address, environ, start_response)
        finally:
            self.shared.done(address)

    def _take(self, address: Address, found: Found) -> Entry | None:
        """Keep what another process made, if all that changed since is known and not on it."""
        entry = found.entry
        begun = self.store.begun_after(found.heard)
        # Clocks differ: a page of before a scheduled moment that is past here will not do.
        is_past = found.begun_at <= self.watcher.swept_until
        if begun is None or is_past or entry.until <= time.time():
            return None
        try:
            entry.frame = self.frames.number(entry.site_id)
            if self.frames.digest(entry.site_id) != found.frame:
                return None
        except Error:
            return None
        return entry if self.store.keep(address, entry.ready(), begun) else None

    def _share(self, address: Address, entry: Entry, heard: str, begun_at: float) -> None:
        """Let others have a page that was begun at that time, when that was heard last."""
        if self.shared is None or not heard or not self.watcher.is_trusted(time.time()):
            return
        try:
            frame = self.frames.digest(entry.site_id)
            if self.frames.number(entry.site_id) != entry.frame:
                return
        except Error:
            return
        self.shared.put(address, entry, heard=heard, begun_at=begun_at, frame=frame)

    def _ask(
        self, address: Address, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Django's answer, kept if it may be; an old page in the place of a failure (RFC 5861)."""
        self.counts.misses += 1
        heard, begun_at = self.store.heard, time.time()
        begun, sites = self.store.begin(), _sites()
        collected = Collected()
        asked = {name: value for name, value in environ.items() if name not in CONDITIONS}
        asked |= {"REQUEST_METHOD": "GET", COLLECTED: collected}
        asked[ACCEPTED] = environ.get("HTTP_ACCEPT_ENCODING", "")
        answer = Answer()
        body = self.application(asked, answer.start)
        if answer.is_failure:
            entry = self.store.get(address)
            if entry is not None:
                close(body)
                if not self._is_shared():
                    # A page that cannot be made while the database is there speaks for itself only.
                    self._failed_at = time.time()
                return self._send_stale(address, entry, environ, start_response)
        # Cursors made up, or given to a page that is no list, would fill the store without end.
        is_made_up = address[3] and not collected.is_continued
        if collected.site is None or is_made_up or not answer.is_page:
            self._pass_by(address)
            return answer.pass_on(body, environ, start_response)
        whole = answer.read(body, self.store.budget // LARGEST)
        if whole is None:
            self._pass_by(address)
            return answer.pass_on(body, environ, start_response)
        entry = make_entry(
            answer.status,
            answer.headers,
            whole,
            keys=frozenset(collected.keys),
            site_id=collected.site.id,
            frame=self._frame(collected, sites),
            until=collected.until.timestamp() if collected.until else float("inf"),
        )
        if entry.frame > 0 and self.store.keep(address, entry, begun):
            self._share(address, entry, heard, begun_at)
        return self._send(address, entry, environ, start_response)

    def _frame(self, collected: Collected, before: PublicSites | None) -> int:
        """The frame of a page that was just made; -1 if it changed meanwhile: no frame is that."""
        assert collected.site is not None
        now = _sites()
        if now is None or now is not before or now.with_id(collected.site.id) != collected.site:
            return -1
        return self.frames.number(collected.site.id)

    def _pass_by(self, address: Address) -> None:
        """Nobody need wait for others at this address: what is made for one is not for all."""
        with self._lock:
            if len(self._passing) >= PASSING:
                self._passing.clear()
            self._passing.add(address)

    def _send(
        self,
        address: Address,
        entry: Entry,
        environ: WSGIEnvironment,
        start_response: StartResponse,
    ) -> list[bytes]:
        """A list, which the server sends at once; anything else it asks for piece by piece."""
        encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        is_new = encoding == BROTLI and encoding not in entry.variants
        variant = entry.variant(encoding)
        if is_new:
            self.store.weigh_again(address)
        limit = [proxy_limit(time.time())] if settings.BEHIND_PROXY else []
        wanted = environ.get("HTTP_IF_NONE_MATCH")
        if wanted is not None and is_unchanged(wanted, entry.etag):
            start_response("304 Not Modified", [*limit, *variant.without_body()])
            return []
        start_response(entry.status, [*limit, *variant.headers])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [variant.body]

    def _send_stale(
        self,
        address: Address,
        entry: Entry,
        environ: WSGIEnvironment,
        start_response: StartResponse,
    ) -> Iterable[bytes]:
        """What was right when the database was last there; nobody else is to keep it."""
        self.counts.stale_served += 1

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            kept = [pair for pair in headers if pair[0].lower() not in KEEPING]
            return start_response(status, [*kept, ("Cache-Control", "no-cache")], *rest)

        return self._send(address, entry, environ, start)


def _host_of(environ: WSGIEnvironment) -> str:
    """The name that sites are told apart by, however it is written and whatever port is named."""
    host: str = environ.get("HTTP_HOST", "")
    # Addresses of IPv6 are left as they are.
    return host if host.startswith("[") else host.partition(":")[0].lower()


def _without_tracking(query: str) -> str:
    return "&".join(part for part in query.split("&") if not TRACKING.fullmatch(part))


def _sites() -> PublicSites | None:
    try:
        return public_sites()
    except Error:
        return None


def _scheme_reader() -> Any:
    """How to see whether a request came encrypted, as Django sees it."""
    proxy: tuple[str, str] | None = settings.SECURE_PROXY_SSL_HEADER
    if proxy is None:
        return lambda environ: environ.get("wsgi.url_scheme") == "https"
    name, value = proxy
    return lambda environ: environ.get(name) == value
