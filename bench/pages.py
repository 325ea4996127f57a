"""Requests a second of pages: uncached, from the page cache, from nginx; beside their limits."""

from __future__ import annotations

import gzip
import http.client
import statistics
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.ground import Ground
from bench.programs import Load, granian, load, median_load, nginx
from bench.tables import WIDTH, Report, heading, row, say

# What eight or more times the fastest of Wagtail, WordPress and Ghost was on such a machine.
UNCACHED = {
    "story": 8 * 89,
    "home": 8 * 57,
    "section, page 50": 10 * 48,
    "RSS": 5 * 120,
    "search": 50 * 2,
}
# Addresses a second in a site map: Wagtail's 20,000 in 5.8 s, fifty times over.
ADDRESSES = 50 * 20_000 / 5.8
KEPT, NGINX = 0.5, 1.0
TURNS = 3
# What nginx says itself of a file, or keeps from readers of what it has from a web server.
NOT_OF_A_FILE = {
    *("content-type", "content-length", "content-encoding", "etag", "date", "server"),
    *("surrogate-key", "x-accel-expires"),
}
# Never in the page cache.
UNKEPT = {"search"}


@dataclass(frozen=True)
class Pages:
    ground: Ground
    folder: Path
    seconds: int
    connections: int
    report: Report

    def tell(self, *, with_nginx: bool = True) -> None:
        heading(
            f"Requests a second, {self.connections} connections",
            f"{'req/s':>10}{'median ms':>11}{'p99 ms':>9}{'MB':>7}   of the limit",
        )
        self._uncached()
        look_up = _database_alone(self.ground)
        say(f"{'PostgreSQL alone, look-up':{WIDTH}}{look_up:10,.0f}   (one connection)")
        self._kept(with_nginx)

    def _ask(self, port: int, path: str) -> Load:
        ask = partial(load, port, path, self.ground.host, connections=self.connections)
        ask(seconds=1)
        return ask(seconds=self.seconds)

    def _uncached(self) -> None:
        ground = self.ground
        environment = {**ground.environment, "PAGE_CACHE_BYTES": "0"}
        with granian("bench.limits:bare", environment) as server:
            bare = self._ask(server.port, f"/{ground.revision}/")
            row("barest page of the ORM", bare, server.megabytes)
        with granian("newscenter.wsgi:application", environment) as server:
            # All of them once before: the first to be asked was found a sixth slower than last.
            for path in ground.paths.values():
                load(server.port, path, ground.host, seconds=1, connections=self.connections)
            for name, path in ground.paths.items():
                body = ask_once(server.port, path, ground.host)
                found = self._ask(server.port, path)
                row(f"{name}, uncached", found, server.megabytes, bare, "barest page")
                if name in UNCACHED:
                    self.report.at_least(f"{name}: req/s, uncached", found.rate, UNCACHED[name])
                if name == "site map":
                    rate = found.rate * body.count(b"<loc>")
                    self.report.at_least(f"{name}: addresses/s", rate, ADDRESSES)

    def _kept(self, with_nginx: bool) -> None:
        ground = self.ground
        with granian("newscenter.wsgi:application", ground.environment) as server:
            body, headers = ask(server.port, ground.paths["story"], ground.host)
            page = gzip.compress(body, 6)
            file = self.folder / "story.gz"
            file.write_bytes(page)
            constant = {**ground.environment, "NEWSCENTER_BENCH_BYTES": str(file)}
            with granian("bench.limits:constant", constant) as other:
                # By turns, as below.
                turns = [
                    (self._ask(other.port, "/"), self._ask(server.port, ground.paths["story"]))
                    for _turn in range(TURNS)
                ]
                limit, story = (median_load(looks) for looks in zip(*turns, strict=True))
                row("constant", limit, other.megabytes)
            for name, path in ground.paths.items():
                if name not in UNKEPT:
                    found = story if name == "story" else self._ask(server.port, path)
                    row(f"{name}, kept", found, server.megabytes, limit, "constant")
            ratio = story.rate / limit.rate
            self.report.at_least("story, kept / constant", ratio, KEPT)
            if with_nginx:
                self._nginx(server.port, page, headers)

    def _nginx(self, port: int, page: bytes, headers: dict[str, str]) -> None:
        """By turns, because a few per cent are looked for, and the machine differs by more."""
        headers = {name: text for name, text in headers.items() if name not in NOT_OF_A_FILE}
        paths = {
            "nginx, a file, kept open": "/bench.html",
            "nginx, a file, opened": "/opened.html",
            "nginx, a file with headers": "/headers.html",
            "story, nginx": self.ground.paths["story"],
        }
        with nginx(self.folder, port, page, headers) as front:
            turns = [
                {name: self._ask(front.port, path) for name, path in paths.items()}
                for _turn in range(TURNS)
            ]
            found = {name: median_load([turn[name] for turn in turns]) for name in paths}
            limit = found["nginx, a file, kept open"]
            for name, one in found.items():
                row(name, one, front.megabytes, limit, "file")
            self.report.at_least(
                "story, nginx / file", found["story, nginx"].rate / limit.rate, NGINX
            )


def ask_once(port: int, path: str, host: str, seconds: float = 30) -> bytes:
    return ask(port, path, host, seconds)[0]


def ask(port: int, path: str, host: str, seconds: float = 30) -> tuple[bytes, dict[str, str]]:
    """The body and the headers, whose names are in small letters."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
    connection.request("GET", path, headers={"Host": host, "X-Forwarded-Proto": "https"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        raise SystemExit(f"{path} answers {answer.status}.")
    return body, {name.lower(): text for name, text in answer.getheaders()}


def _database_alone(ground: Ground, seconds: float = 2.0) -> float:
    """How often a second psycopg gets one row by its key."""
    import psycopg
    from django.db import connections

    known = connections["default"].get_connection_params()
    place = {name: known[name] for name in ("host", "port", "user", "password", "dbname")}
    rates = []
    with psycopg.connect(**place, autocommit=True) as connection:
        for _ in range(3):
            ended, times = time.perf_counter() + seconds / 3, 0
            while time.perf_counter() < ended:
                connection.execute(
                    "SELECT title, body FROM articles_revision WHERE id = %s", [ground.revision]
                ).fetchone()
                times += 1
            rates.append(times / seconds * 3)
    return statistics.median(rates)
