"""The same questions to each system: how often a second each page comes."""

from __future__ import annotations

import os
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bench.pages import ask_once
from bench.peers.system import PAGES, UNCACHED, System
from bench.programs import Load, Server, load
from bench.tables import WIDTH, say

# A page that takes longer than this share of the seconds is asked for a number of times instead:
# of what is under way when `wrk` stops, it counts nothing, and leaves the work to whom comes next.
SLOW = 0.01
CORES = os.cpu_count() or 1
# The slowest page of any may take this long.
PATIENCE = 120


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
                    _say(system, name, looks[name])
    return looks


def look(
    server: Server, system: System, page: str, title: str, *, seconds: int, connections: int
) -> Look:
    path, host = system.paths[page], system.host
    body = ask_once(server.port, path, host, PATIENCE)
    took = quickest(server.port, path, host)
    if took > seconds * SLOW:
        times = max(CORES, round(CORES * seconds / took))
        if times > CORES:
            ask_often(server.port, path, host, max(CORES, times // 4), connections)
        found = ask_often(server.port, path, host, times, connections)
    else:
        load(server.port, path, host, seconds=1, connections=connections)
        found = load(server.port, path, host, seconds=seconds, connections=connections)
    return Look(found, len(body), body.count(b"<loc>"), body.count(title.encode()))


def quickest(port: int, path: str, host: str, times: int = 4) -> float:
    """Seconds for one answer. Of several: the first by each worker, and one that the machine holds
    up, make a page look slow that is not.
    """
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        ask_once(port, path, host, PATIENCE)
        taken.append(time.perf_counter() - begun)
        if min(taken) > 1:
            break
    return min(taken)


def ask_often(port: int, path: str, host: str, times: int, connections: int) -> Load:
    """So many times, as many at once as there may be; until the last one is there."""

    def ask(_number: int) -> float:
        begun = time.perf_counter()
        ask_once(port, path, host, PATIENCE)
        return time.perf_counter() - begun

    begun = time.perf_counter()
    with ThreadPoolExecutor(max(1, min(times, connections))) as pool:
        taken = list(pool.map(ask, range(times)))
    rate = times / (time.perf_counter() - begun)
    return Load(rate, statistics.median(taken) * 1000, max(taken) * 1000, 0)


def _say(system: System, name: str, found: Look) -> None:
    failed = f"   {found.load.failed} FAILED" if found.load.failed else ""
    say(
        f"{system.name + ': ' + name:{WIDTH + 24}}{found.load.rate:10,.1f}{found.load.median:11.2f}"
        f"{found.load.p99:9.2f}{found.bytes / 1000:9.1f}{found.titles:8}{failed}"
    )
