"""Ours, as the other systems are looked at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from bench.ground import Ground
from bench.peers.archive import our_archive, searches
from bench.peers.system import FRONT, KEPT, UNCACHED, System
from bench.programs import NGINX, Server, granian, nginx, shipped

NAME = "Newscenter"
TARGET = "newscenter.wsgi:application"


def prepare(ground: Ground, folder: Path) -> System:
    uncached = {**ground.environment, "PAGE_CACHE_BYTES": "0"}
    ways = {
        UNCACHED: partial(granian, TARGET, uncached),
        KEPT: partial(granian, TARGET, ground.environment),
    }
    if NGINX:
        ways[FRONT] = partial(_fronted, ground, folder)
    paths = {name: path for name, path in ground.paths.items() if name != "search"}
    path = ground.paths["search"].partition("?")[0]
    return System(
        name=NAME,
        host=ground.host,
        paths=paths | searches(our_archive(), path + "?q="),
        ways=ways,
        legend=(
            f"this tree, {shipped()['GRANIAN_WORKERS']} workers of "
            f"{shipped()['GRANIAN_BLOCKING_THREADS']} threads as in the image; own page cache: in "
            "memory; nginx: deploy/nginx.conf without TLS"
        ),
    )


@contextmanager
def _fronted(ground: Ground, folder: Path) -> Iterator[Server]:
    with (
        granian(TARGET, ground.environment) as behind,
        nginx(folder / "ours", behind.port) as server,
    ):
        yield server
