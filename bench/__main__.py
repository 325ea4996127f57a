"""How fast Newscenter is, beside what the machine can do at all, measured in the same run.

    make bench                              everything, in a database of its own (some minutes)
    make bench ARGS="cpu"                   processor time and queries of each page, no servers
    make bench ARGS="pages counting"        requests and views a second
    make bench ARGS="--seconds 10"          longer looks
    make bench ARGS=peers                   beside other systems; `python -m bench.peers --help`

An archive of twenty thousand stories is made for it and taken away again. Load comes from `wrk` on
the same machine. Where other work is done on it besides, only the ratios mean something.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.ground import Ground, new_folder, prepared_ground
from bench.programs import NGINX, WRK
from bench.tables import Report

PARTS = ("cpu", "pages", "counting")
# Sets others up the first time, so only where it is asked for.
PEERS = "peers"
# What a shell says of a program that Ctrl-C ended.
STOPPED = 130


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="make bench", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join((*PARTS, PEERS)))
    parser.add_argument("--seconds", type=_count, default=4, help="of load for each page")
    parser.add_argument("--connections", type=_count, default=16, help="that ask at once")
    parser.add_argument("--without-nginx", action="store_true")
    options = parser.parse_args()
    parts = options.parts or PARTS
    if unknown := set(parts) - {*PARTS, PEERS}:
        parser.error(f"no such part: {', '.join(unknown)}; there are {', '.join((*PARTS, PEERS))}")
    if set(parts) - {"cpu"}:
        need(WRK, "wrk")
        if not options.without_nginx:
            need(NGINX, "nginx-light")
    os.environ |= {"DJANGO_SETTINGS_MODULE": "newscenter.settings", "DEBUG": "true"}
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    import django

    django.setup()
    folder = new_folder()
    try:
        with prepared_ground(folder) as ground:
            run(parts, options, ground, folder)
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped: what was made for it is taken away.\n")
        sys.exit(STOPPED)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(parts: Sequence[str], options: argparse.Namespace, ground: Ground, folder: Path) -> None:
    from bench import cpu
    from bench.counting import Counting
    from bench.pages import Pages

    report = Report()
    if "cpu" in parts:
        cpu.tell(ground, report)
    if "pages" in parts:
        Pages(ground, folder, options.seconds, options.connections, report).tell(
            with_nginx=not options.without_nginx
        )
    if "counting" in parts:
        Counting(ground, folder, options.seconds, options.connections, report).tell()
    if PEERS in parts:
        from bench.peers.__main__ import compare

        compare(ground, folder, [], options.seconds, options.connections)
    if report.goals:
        report.print()


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is too few")
    return number


def need(program: str | None, package: str) -> None:
    if program is None:
        raise SystemExit(f"It needs {package}: apt-get install {package}.")


if __name__ == "__main__":
    main()
