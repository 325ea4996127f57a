"""Backups: the whole database in one file, and back from it."""

import os
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from newscenter.postgres.binaries import Binaries, clean_environment
from newscenter.postgres.cluster import Address, create_database
from newscenter.postgres.errors import ServerUnavailableError


class DumpError(Exception):
    """A dump that cannot be written or read back; nothing was changed."""


def write_dump(connection: BaseDatabaseWrapper, binaries: Binaries, target: Path) -> None:
    """Write the connection's database, compressed; the file appears only when it is complete.

    Works on a server of DATABASE_URL too, up to the version of our pg_dump.
    """
    parameters = connection.get_connection_params()
    draft = target.with_name(f"{target.name}.part")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        draft.touch(mode=0o600)
        # By name, not through a pipe: only so can pg_dump go back and write the index at the front.
        options = ("--format=custom", "--no-owner", "--no-privileges", f"--file={draft}")
        _run([binaries.path("pg_dump"), *options], parameters)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def restore_dump(address: Address, binaries: Binaries, source: Path, database: str) -> None:
    """Put a dump in the place of the database.

    It is read into a new database, and the names are exchanged at the end: a dump that turns out
    to be broken leaves everything as it was.
    """
    fresh, old = f"{database}_restored", f"{database}_replaced"
    parameters = {
        "host": address.host,
        "port": address.port,
        "user": address.user,
        "password": address.password,
        "dbname": fresh,
    }
    _drop(address, fresh)
    create_database(address, fresh)
    try:
        _run(
            [
                *(binaries.path("pg_restore"), "--no-owner", "--no-privileges"),
                *("--exit-on-error", "--single-transaction", "--dbname", fresh, str(source)),
            ],
            parameters,
        )
    except DumpError:
        _drop(address, fresh)
        raise
    _drop(address, old)
    create_database(address, database)
    with closing(address.connect()) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [database]
        )
        with connection.transaction():
            connection.execute(_rename(database, old))
            connection.execute(_rename(fresh, database))
    _drop(address, old)


def _drop(address: Address, database: str) -> None:
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    with closing(address.connect()) as connection:
        connection.execute(statement.format(sql.Identifier(database)))


def _rename(old: str, new: str) -> sql.Composed:
    statement = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    return statement.format(sql.Identifier(old), sql.Identifier(new))


def _run(command: list[str], parameters: dict[str, Any]) -> None:
    """Run one of PostgreSQL's client programs; the password goes by environment, not by `ps`."""
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "dbname": "PGDATABASE"}
    names |= {"password": "PGPASSWORD", "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}
    given = {names[key]: str(value) for key, value in parameters.items() if key in names and value}
    try:
        subprocess.run(  # noqa: S603
            command,
            env=clean_environment() | given,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            check=True,
        )
    except subprocess.CalledProcessError as error:
        raise DumpError(str(error.stderr).strip()) from error
    except OSError as error:
        raise ServerUnavailableError(f"{command[0]} cannot be run: {error.strerror}.") from error
