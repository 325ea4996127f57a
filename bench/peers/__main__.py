"""Newscenter beside other systems: the same stories, the same machine, the same run.

    python -m bench.peers                       all of them
    python -m bench.peers wagtail wordpress     some
    python -m bench.peers --prepare             set them up, measure nothing

The first time sets them up under .cache/peers, which takes some minutes and needs the package
registries; later runs take what is there. What cannot be set up is named with the reason.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
from collections.abc import Iterable
from pathlib import Path

from bench.ground import Ground, new_folder, prepared_ground
from bench.peers.system import Missing, System, left_out
from bench.programs import WRK
from bench.tables import heading, say

PEERS = {"wagtail": "Wagtail", "wordpress": "WordPress", "ghost": "Ghost"}


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.peers",
        description=__doc__,
        formatter_class=argparse.RawTextHelpFormatter,
    )
    parser.add_argument("peers", nargs="*", metavar="PEER", help=", ".join(PEERS))
    parser.add_argument("--seconds", type=int, default=3, help="of load for each page, three times")
    parser.add_argument("--connections", type=int, default=16, help="that ask at once")
    parser.add_argument("--prepare", action="store_true", help="set them up, and no more")
    options = parser.parse_args()
    if unknown := set(options.peers) - set(PEERS):
        parser.error(f"no such peer: {', '.join(unknown)}; there are {', '.join(PEERS)}")
    if WRK is None:
        raise SystemExit("It needs wrk: apt-get install wrk.")
    os.environ |= {"DJANGO_SETTINGS_MODULE": "newscenter.settings", "DEBUG": "true"}
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    import django

    django.setup()
    folder = new_folder()
    try:
        if options.prepare:
            prepare(options.peers or PEERS, folder)
            return
        with prepared_ground(folder) as ground:
            compare(ground, folder, options.peers, options.seconds, options.connections)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def compare(ground: Ground, folder: Path, names: list[str], seconds: int, connections: int) -> None:
    from bench.peers import ours, table
    from bench.peers.archive import our_archive
    from bench.peers.measure import Asking

    # So that a time limit from outside, too, ends what was started here.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(128 + signal.SIGTERM))
    peers, missing = prepare(names or PEERS, folder)
    heading(
        f"Requests a second beside others, {connections} connections",
        f"{'':24}{'req/s':>10}{'median ms':>11}{'p99 ms':>9}{'kB':>9}{'titles':>8}",
    )
    asking = Asking(seconds, connections, our_archive().title)
    found = asking.measure([ours.prepare(ground, folder), *peers], missing)
    if ours.NAME in missing:
        raise SystemExit(f"Ours was not measured: {missing[ours.NAME]}")
    table.tell(found, missing)


def prepare(names: Iterable[str], folder: Path) -> tuple[list[System], Missing]:
    """Those that can be set up here, and why the others cannot."""
    from importlib import import_module

    from bench.peers.archive import our_archive

    archive = our_archive()
    systems: list[System] = []
    missing: Missing = {}
    for name in names:
        say(f"Setting up {PEERS[name]} …")
        with left_out(PEERS[name], missing):
            systems.append(import_module(f"bench.peers.{name}").prepare(archive, folder))
    return systems, missing


if __name__ == "__main__":
    main()
