"""The same questions to each system, by turns: how often a second each page comes."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace

from bench.pages import ask_once
from bench.peers.system import PAGES, UNCACHED, WAYS, Missing, System, left_out
from bench.programs import Load, Server, load, median_load
from bench.tables import WIDTH, say

# A page that takes longer than this share of the seconds is asked for a number of times instead:
# of what is under way when `wrk` stops, it counts nothing, and leaves the work to whom comes next.
SLOW = 0.01
CORES = os.cpu_count() or 1
# The slowest page of any may take this long.
PATIENCE = 120
# The machine is a third faster or slower from minute to minute: who is compared is asked in turn.
TURNS = 3


@dataclass(frozen=True)
class Look:
    """What came of one page, and what was on it."""

    load: Load
    bytes: int
    addresses: int
    titles: int


Looks = dict[str, Look]


@dataclass(frozen=True)
class Asking:
    """How all of them are asked: for so many seconds a turn, from so many connections at once."""

    seconds: int
    connections: int
    # Of a story that they all have; how often a page has it is told.
    title: str

    def measure(self, systems: Sequence[System], missing: Missing) -> list[tuple[System, Looks]]:
        """Every page without a cache, and a story in each other way that a system has.

        All are up while one is asked. Who fails is put down in `missing`, and asked no more.
        """
        looks: dict[str, Looks] = {system.name: {} for system in systems}
        for way in WAYS:
            with ExitStack() as stack:
                servers = {}
                for system in systems:
                    if way in system.ways and system.name not in missing:
                        with left_out(system.name, missing):
                            servers[system.name] = stack.enter_context(system.ways[way]())
                for page in PAGES if way == UNCACHED else PAGES[:1]:
                    asked = [s for s in systems if s.name in servers and page in s.paths]
                    for name, found in self._by_turns(page, asked, servers, missing).items():
                        looks[name][f"{page}, {way}"] = found
                        _say(f"{name}: {page}, {way}", found)
        return [(system, looks[system.name]) for system in systems if system.name not in missing]

    def _by_turns(
        self, page: str, systems: list[System], servers: dict[str, Server], missing: Missing
    ) -> Looks:
        found: dict[str, list[Look]] = {}
        for turn in range(TURNS):
            for system in systems:
                if system.name not in missing:
                    with left_out(system.name, missing):
                        server = servers[system.name]
                        seen = self._look(server, system, page, is_first=turn == 0)
                        found.setdefault(system.name, []).append(seen)
        return {
            name: replace(seen[-1], load=median_load([one.load for one in seen]))
            for name, seen in found.items()
            if name not in missing
        }

    def _look(self, server: Server, system: System, page: str, *, is_first: bool) -> Look:
        path, host = system.paths[page], system.host
        body = ask_once(server.port, path, host, PATIENCE)
        took = quickest(server.port, path, host)
        if took > self.seconds * SLOW:
            times = max(CORES, round(CORES * self.seconds / took))
            if times > CORES and is_first:
                ask_often(server.port, path, host, max(CORES, times // 4), self.connections)
            found = ask_often(server.port, path, host, times, self.connections)
        else:
            if is_first:
                load(server.port, path, host, seconds=1, connections=self.connections)
            found = load(
                server.port, path, host, seconds=self.seconds, connections=self.connections
            )
        return Look(found, len(body), body.count(b"<loc>"), body.count(self.title.encode()))


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


def _say(name: str, found: Look) -> None:
    failed = f"   {found.load.failed} FAILED" if found.load.failed else ""
    say(
        f"{name:{WIDTH + 24}}{found.load.rate:10,.1f}{found.load.median:11.2f}"
        f"{found.load.p99:9.2f}{found.bytes / 1000:9.1f}{found.titles:8}{failed}"
    )
