"""One data directory of PostgreSQL: make it, start it, stop it. Callers hold the server's lock."""

import os
import secrets
import shutil
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from newscenter.postgres.binaries import Binaries
from newscenter.postgres.errors import ServerUnavailableError
from newscenter.postgres.places import Places

USER = "newscenter"
PORT = 5432
PASSWORD_FILE = "newscenter.password"  # noqa: S105
SETTINGS_FILE = "newscenter.conf"
# Crash recovery of a large database takes its time.
START_SECONDS = 120
STOP_SECONDS = 60
# The children of a killed postmaster hold its shared memory for a moment.
RETRY_SECONDS = 10
LOG_BYTES = 10_000_000
# No process ever has this id, so PostgreSQL takes the lock file that names it for a dead one's.
NOBODYS_PID = 2**31 - 2

SETTINGS = """\
# Written by Newscenter before each start; own settings belong into postgresql.conf above the
# line that includes this file.
listen_addresses = ''
unix_socket_directories = {sockets}
unix_socket_permissions = 0700
max_connections = 200
# An acknowledged view must survive a crash.
fsync = on
synchronous_commit = on
full_page_writes = on
log_timezone = 'UTC'
timezone = 'UTC'
"""


@dataclass(frozen=True)
class Address:
    """How to reach the running server."""

    host: str
    password: str
    user: str = USER
    port: int = PORT

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(
            host=self.host,
            port=self.port,
            user=self.user,
            password=self.password,
            dbname=database,
            connect_timeout=10,
            autocommit=True,
        )


class Cluster:
    """The data directory of one home, with the programs that run it."""

    def __init__(self, places: Places, binaries: Binaries) -> None:
        self.places = places
        self.binaries = binaries

    def ensure_running(self) -> Address:
        """Bring the server up from whatever state it is in, and wait until it answers."""
        self._clear_drafts()
        if not (self.places.data / "PG_VERSION").is_file():
            self._initialise()
        give_up = time.monotonic() + RETRY_SECONDS
        while True:
            if self.pid() is not None and (address := self._wait_until_ready()):
                return address
            if not self._start() and time.monotonic() > give_up:
                raise ServerUnavailableError(self._explain("The database does not start."))
            time.sleep(0.05)

    def stop(self) -> None:
        """Close all connections, write everything down and end; returns when that is done."""
        pid, address = self.pid(), self.address()
        if pid is None:
            return
        os.kill(pid, signal.SIGINT)
        give_up = time.monotonic() + STOP_SECONDS
        while self.pid() == pid:
            if time.monotonic() > give_up:
                raise ServerUnavailableError(self._explain("The database does not stop."))
            time.sleep(0.02)
        if address is not None:
            self.places.remove_socket_directory(Path(address.host))

    def pid(self) -> int | None:
        """The running postmaster's process id; a lock file that a dead one left is no proof."""
        fields = self._lock_file()
        if not fields or not fields[0].isdecimal():
            return None
        return int(fields[0]) if _is_postmaster(int(fields[0]), self.places.data) else None

    def address(self) -> Address | None:
        """Where the server listens, by its own lock file; None while that is not written."""
        fields = self._lock_file()
        if len(fields) < 5 or not fields[4]:
            return None
        try:
            password = (self.places.data / PASSWORD_FILE).read_text()
        except OSError as error:
            raise ServerUnavailableError(
                f"The database's password cannot be read from {error.filename}: {error.strerror}."
            ) from error
        return Address(host=fields[4], password=password)

    def _lock_file(self) -> list[str]:
        try:
            return (self.places.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _initialise(self) -> None:
        """Make the data directory under another name, then rename it.

        An initdb whose parent was killed goes on writing, so no name is used twice.
        """
        home = self.places.home
        draft = home / f"data.new.{os.getpid()}.{time.time_ns()}"
        draft.mkdir(mode=0o700)
        self.binaries.account.own(draft)
        password = draft.with_name(f"{draft.name}.password")
        self._write(password, secrets.token_urlsafe(24))
        done = self.binaries.run(
            "initdb",
            *("-D", draft, "--username", USER, "--pwfile", password),
            *("--auth", "scram-sha-256", "--encoding", "UTF8"),
            *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C"),
            cwd=home,
        )
        if done.returncode != 0:
            shutil.rmtree(draft, ignore_errors=True)
            password.unlink(missing_ok=True)
            raise ServerUnavailableError(
                f"The database cannot be made in {home}.\n{done.stdout.strip()}"
            )
        password.rename(draft / PASSWORD_FILE)
        with (draft / "postgresql.conf").open("a") as configuration:
            configuration.write(f"\ninclude_if_exists = '{SETTINGS_FILE}'\n")
        draft.rename(self.places.data)

    def _clear_drafts(self) -> None:
        """Remove what killed programs left; one that still writes leaves the rest to next time."""
        for draft in self.places.home.glob("data.new.*"):
            if draft.is_dir():
                shutil.rmtree(draft, ignore_errors=True)
            else:
                draft.unlink(missing_ok=True)

    def _start(self) -> bool:
        """Start the server; whether it took its data directory. What it says is in the log.

        Not by pg_ctl, which hands our paths to a shell that reads a meaning into `"` and `$`.
        """
        places = self.places
        sockets = places.make_socket_directory(self.binaries.account)
        self._disown_lock_file()
        self._write(places.data / SETTINGS_FILE, SETTINGS.format(sockets=_quoted(sockets)))
        if places.log.is_file() and places.log.stat().st_size > LOG_BYTES:
            places.log.rename(places.log.with_suffix(".old.log"))
        pid = self.binaries.launch("postgres", "-D", places.data, log=places.log, cwd=places.home)
        while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
            if self.pid() == pid:
                return True
            time.sleep(0.02)
        return False

    def _disown_lock_file(self) -> None:
        """Take a recycled process id out of the lock file.

        The rest stays: from it PostgreSQL sees whether a killed server's children are still there.
        """
        fields = self._lock_file()
        if fields:
            lines = [str(NOBODYS_PID), *fields[1:]]
            self._write(self.places.data / "postmaster.pid", "\n".join(lines) + "\n")

    def _write(self, path: Path, text: str) -> None:
        """Write a file of the server's account, whole or not at all."""
        draft = path.with_name(f"{path.name}.new")
        draft.touch(mode=0o600)
        draft.write_text(text)
        self.binaries.account.own(draft)
        draft.replace(path)

    def _wait_until_ready(self) -> Address | None:
        """The address once the server answers; None if it went away meanwhile."""
        give_up = time.monotonic() + START_SECONDS
        while self.pid() is not None:
            address = self.address()
            if address is not None:
                try:
                    address.connect().close()
                except psycopg.OperationalError as error:
                    # Full is not down.
                    if "too many clients" in str(error):
                        return address
                    refused = "password authentication failed" in str(error)
                    if refused or time.monotonic() > give_up:
                        message = f"The database does not answer: {error}"
                        raise ServerUnavailableError(self._explain(message)) from error
                else:
                    return address
            time.sleep(0.05)
        return None

    def _explain(self, message: str) -> str:
        try:
            tail = self.places.log.read_text(errors="replace").splitlines()[-8:]
        except OSError:
            tail = []
        return "\n".join([message, f"The end of {self.places.log}:", *tail])


def create_database(address: Address, name: str) -> None:
    """Create the database unless it is there."""
    with address.connect() as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if found.fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def _is_postmaster(pid: int, data: Path) -> bool:
    """Whether the process is alive, a PostgreSQL, and at work in this data directory."""
    try:
        process = psutil.Process(pid)
        return (
            process.status() != psutil.STATUS_ZOMBIE
            and process.name().startswith("postgres")
            and Path(process.cwd()).samefile(data)
        )
    except (psutil.Error, OSError):
        return False


def _quoted(path: Path) -> str:
    """A path as one element of a list setting: quoted for the list, then for the file."""
    element = '"' + str(path).replace('"', '""') + '"'
    return "'" + element.replace("\\", "\\\\").replace("'", "''") + "'"
