"""Backups: the whole database in one file, and back from it."""

import fcntl
import os
import subprocess
from contextlib import closing
from pathlib import Path
from typing import IO, Any

import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from newscenter.postgres.binaries import Binaries, clean_environment
from newscenter.postgres.cluster import Address, create_database
from newscenter.postgres.errors import ServerUnavailableError

# How often programs are shown out of a database that is to be replaced.
ATTEMPTS = 5


class DumpError(Exception):
    """A dump that cannot be written or read back; nothing was changed."""


def write_dump(connection: BaseDatabaseWrapper, binaries: Binaries, target: Path) -> None:
    """Write the connection's database, compressed; the file appears only when it is complete.

    Works on a server of DATABASE_URL too, up to the version of our pg_dump.
    """
    draft = target.with_name(f"{target.name}.part")
    target.parent.mkdir(parents=True, exist_ok=True)
    draft.touch(mode=0o600)
    with draft.open("rb") as file:
        _take(file, draft)
        _write(connection, binaries, file, draft, target)


def _take(file: IO[bytes], draft: Path) -> None:
    """Two that write into one file at once would leave what neither of them read."""
    try:
        # It ends with the processes that have it, so that one that was killed is in nobody's way.
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # The other may have finished since, and given its file the final name.
        is_ours = os.path.samestat(os.fstat(file.fileno()), draft.stat())
    except (BlockingIOError, FileNotFoundError):
        is_ours = False
    if not is_ours:
        raise DumpError(f"Another dump is just being written to {draft}.")


def _write(
    connection: BaseDatabaseWrapper,
    binaries: Binaries,
    lock: IO[bytes],
    draft: Path,
    target: Path,
) -> None:
    parameters = connection.get_connection_params()
    try:
        # By name, not through a pipe: only so can pg_dump go back and write the index at the front.
        options = ("--format=custom", "--no-owner", "--no-privileges", f"--file={draft}")
        # With the lock: it goes on writing for a while where only we are killed.
        _run([binaries.path("pg_dump"), *options], parameters, lock.fileno())
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
    try:
        # The lock ends with its connection, so that one who was killed is in nobody's way.
        with closing(address.connect()) as lock:
            key = f"restore {database}"
            taken = lock.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [key])
            if taken.fetchone() != (True,):
                raise DumpError("Another restore is just under way.")
            _restore(address, binaries, source, database)
    except psycopg.Error as error:
        raise DumpError(f"PostgreSQL refuses: {str(error).strip()}") from error


def _restore(address: Address, binaries: Binaries, source: Path, database: str) -> None:
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
        _drop(address, old)
        create_database(address, database)
        _exchange(address, fresh, database, old)
        _drop(address, old)
    finally:
        # It has its final name by now, unless something failed.
        _drop(address, fresh)


def _exchange(address: Address, fresh: str, database: str, old: str) -> None:
    """Programs that use the database come back at once, and a name in use cannot be changed."""
    with closing(address.connect()) as connection:
        for attempt in range(1, ATTEMPTS + 1):
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                [database],
            )
            try:
                with connection.transaction():
                    connection.execute(_rename(database, old))
                    connection.execute(_rename(fresh, database))
            except psycopg.errors.ObjectInUse:
                if attempt == ATTEMPTS:
                    raise
            else:
                return


def _drop(address: Address, database: str) -> None:
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    with closing(address.connect()) as connection:
        connection.execute(statement.format(sql.Identifier(database)))


def _rename(old: str, new: str) -> sql.Composed:
    statement = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    return statement.format(sql.Identifier(old), sql.Identifier(new))


def _run(command: list[str], parameters: dict[str, Any], *descriptors: int) -> None:
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
            pass_fds=descriptors,
            text=True,
            errors="replace",
            check=True,
        )
    except subprocess.CalledProcessError as error:
        raise DumpError(str(error.stderr).strip()) from error
    except OSError as error:
        raise ServerUnavailableError(f"{command[0]} cannot be run: {error.strerror}.") from error
