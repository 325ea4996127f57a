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
from pathlib import Path

from bench.ground import Ground, new_folder, prepared_ground
from bench.peers.system import MissingError, System
from bench.programs import WRK
from bench.tables import heading, say

PEERS = ("wagtail", "wordpress")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.peers",
        description=__doc__,
        formatter_class=argparse.RawTextHelpFormatter,
    )
    parser.add_argument("peers", nargs="*", metavar="PEER", help=", ".join(PEERS))
    parser.add_argument("--seconds", type=int, default=4, help="of load for each page")
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
    from bench.peers.measure import measure

    peers, missing = prepare(names or PEERS, folder)
    title = our_archive().title
    heading(
        f"Requests a second beside others, {connections} connections",
        f"{'':16}{'req/s':>10}{'median ms':>11}{'p99 ms':>9}{'MB':>7}",
    )
    found = [
        (system, measure(system, title, seconds=seconds, connections=connections))
        for system in (ours.prepare(ground, folder), *peers)
    ]
    table.tell(found, missing)


def prepare(
    names: list[str] | tuple[str, ...], folder: Path
) -> tuple[list[System], dict[str, str]]:
    """Those that can be set up here, and why the others cannot."""
    from importlib import import_module

    from bench.peers.archive import our_archive

    archive = our_archive()
    systems, missing = [], {}
    for name in names:
        say(f"Setting up {name} …")
        try:
            systems.append(import_module(f"bench.peers.{name}").prepare(archive, folder))
        except MissingError as error:
            missing[name.capitalize()] = str(error)
            say(f"{name} is left out: {error}")
    return systems, missing


if __name__ == "__main__":
    main()
