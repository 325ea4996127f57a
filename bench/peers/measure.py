"""The same questions to each system: how often a second each page comes."""

from __future__ import annotations

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bench.pages import ask_once
from bench.peers.system import PAGES, UNCACHED, System
from bench.programs import Load, Server, load
from bench.tables import WIDTH, row, say

# A page that takes longer than this share of the time for it is asked for one by one.
SLOW = 0.25
AT_ONCE, EACH = 2, 2


@dataclass(frozen=True)
class Look:
    """What came of one page, and what was on it."""

    load: Load
    bytes: int
    addresses: int
    titles: int


Looks = dict[str, Look]


def measure(system: System, title: str, *, seconds: int, connections: int) -> Looks:
    """Every page without a cache, and a story in each other way that it has."""
    looks: Looks = {}
    for way, serve in system.ways.items():
        pages = PAGES if way == UNCACHED else PAGES[:1]
        with serve() as server:
            for page in pages:
                if page in system.paths:
                    name = f"{page}, {way}"
                    looks[name] = look(
                        server, system, page, title, seconds=seconds, connections=connections
                    )
                    _say(system, name, looks[name], server)
    return looks


def look(
    server: Server, system: System, page: str, title: str, *, seconds: int, connections: int
) -> Look:
    path, host = system.paths[page], system.host
    ask_once(server.port, path, host)
    begun = time.perf_counter()
    body = ask_once(server.port, path, host)
    if time.perf_counter() - begun > seconds * SLOW:
        found = one_by_one(server.port, path, host)
    else:
        load(server.port, path, host, seconds=1, connections=connections)
        found = load(server.port, path, host, seconds=seconds, connections=connections)
    return Look(found, len(body), body.count(b"<loc>"), body.count(title.encode()))


def one_by_one(port: int, path: str, host: str) -> Load:
    """As many at once as there are workers, a few times: `wrk` would count none of them."""

    def ask(_number: int) -> float:
        begun = time.perf_counter()
        ask_once(port, path, host)
        return time.perf_counter() - begun

    begun = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        times = list(pool.map(ask, range(AT_ONCE * EACH)))
    rate = len(times) / (time.perf_counter() - begun)
    return Load(rate, statistics.median(times) * 1000, max(times) * 1000, 0)


def _say(system: System, name: str, found: Look, server: Server) -> None:
    row(f"{system.name}: {name}"[: WIDTH + 16].ljust(WIDTH + 16), found.load, server.megabytes)
    say(f"{'':6}{found.bytes / 1000:.1f} kB, {found.titles} times the title")
