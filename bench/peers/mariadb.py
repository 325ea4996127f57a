"""A MariaDB server for those that need one: its data under `.cache/peers`, no network."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.peers.archive import CACHE
from bench.peers.system import MissingError
from bench.programs import ended, listens

HOME = CACHE / "mariadb"
MARIADBD = shutil.which("mariadbd") or shutil.which("mariadbd", path="/usr/sbin")
INSTALL = shutil.which("mariadb-install-db")
CLIENT = shutil.which("mariadb")
# Its data fit into memory, as they should.
SETTINGS = ("--innodb-buffer-pool-size=1G", "--innodb-log-file-size=256M", "--skip-log-bin")
# As root, it asks to be told so.
ACCOUNT = ("--user=root",) if os.geteuid() == 0 else ()


@contextmanager
def mariadb(folder: Path) -> Iterator[Path]:
    """Its socket, in a folder that is this account's alone."""
    if not (MARIADBD and INSTALL and CLIENT):
        raise MissingError("it needs MariaDB: apt-get install mariadb-server")
    _make_data()
    home = folder / "mariadb"
    home.mkdir(mode=0o700, exist_ok=True)
    place = home / "mariadb.sock"
    process = subprocess.Popen(
        [
            *(MARIADBD, "--no-defaults", f"--datadir={HOME / 'data'}", f"--socket={place}"),
            *("--skip-networking", f"--pid-file={home / 'pid'}", *SETTINGS, *ACCOUNT),
            f"--log-error={home / 'error.log'}",
        ],
        stderr=subprocess.DEVNULL,
    )
    with ended(process, patience=60):
        if not listens(process, socket.AF_UNIX, str(place)):
            log = home / "error.log"
            told = log.read_text("utf-8").strip() if log.exists() else ""
            raise MissingError(f"MariaDB does not answer: {told.rpartition(chr(10))[2]}")
        yield place


def _make_data() -> None:
    assert INSTALL is not None
    if (HOME / "data" / "mysql").is_dir():
        return
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    making = HOME / "making"
    subprocess.run(
        [
            *(INSTALL, "--no-defaults", f"--datadir={making}", "--skip-test-db", *ACCOUNT),
            "--auth-root-authentication-method=normal",
        ],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    making.rename(HOME / "data")


def sql(place: Path, statement: str, database: str = "") -> str:
    """What it prints: rows in lines, columns between tabs."""
    assert CLIENT is not None
    return subprocess.run(
        [
            *(CLIENT, "--no-defaults", f"--socket={place}", "--user=root", "--batch"),
            *("--skip-column-names", f"--execute={statement}", *filter(None, (database,))),
        ],
        capture_output=True, text=True, check=True, timeout=600,
    ).stdout  # fmt: skip


def kept_digest(place: Path, database: str) -> str:
    """Which archive the database has; it is noted there when it is whole."""
    told = sql(
        place,
        "SELECT table_schema, table_comment FROM information_schema.tables "
        "WHERE table_name = 'peer_archive'",
    )
    return dict(line.split("\t") for line in told.splitlines()).get(database, "")


def keep_digest(place: Path, database: str, digest: str) -> None:
    sql(place, f"CREATE TABLE peer_archive (nothing int) COMMENT '{digest}'", database)


def remake(place: Path, database: str) -> None:
    sql(
        place,
        f"DROP DATABASE IF EXISTS {database}; CREATE DATABASE {database} CHARACTER SET utf8mb4",
    )
