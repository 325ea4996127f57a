"""Three PostgreSQL servers on this machine: a primary, and replicas made by the runbook."""

import os
import signal
import time
from contextlib import suppress

import psutil
import psycopg

from newscenter.postgres.cluster import NOBODYS_PID
from tests.ports import free_port
from tests.scale.runbook import ACCOUNT, BINARIES, follow, run

PASSWORD = "of-this-test-only"
SETTINGS = """
listen_addresses = '127.0.0.1'
max_connections = 60
# Only programs are killed here; what they had written is safe with the machine.
fsync = off
shared_buffers = '32MB'
log_timezone = 'UTC'
timezone = 'UTC'
"""


class Server:
    """One data directory and its server, at a port of its own."""

    def __init__(self, folder, name):
        self.name = name
        self.data = folder / name
        self.port = free_port()

    def url(self, database="newscenter"):
        return f"postgres://newscenter:{PASSWORD}@127.0.0.1:{self.port}/{database}"

    @property
    def variables(self):
        return {"PGDATA": str(self.data), "PGPORT": str(self.port), "PORT": str(self.port),
                "PRIMARY": "127.0.0.1", "REPLICA": "127.0.0.1", "NAME": self.name,
                "PGUSER": "newscenter", "PGPASSWORD": PASSWORD,
                "REPLICATOR_PASSWORD": PASSWORD}  # fmt: skip

    def follow(self, box, **more):
        return follow(box, **self.variables | more).strip()

    def make(self):
        """A new primary, as the embedded server is made, and what the runbook says to prepare."""
        password = self.data.with_suffix(".password")
        password.write_text(PASSWORD)
        ACCOUNT.own(password)
        run([BINARIES.path("initdb"), "-D", str(self.data), "--username", "newscenter",
             "--pwfile", str(password), "--auth", "scram-sha-256", "--encoding", "UTF8",
             "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8",
             "--locale", "C", "--no-sync"])  # fmt: skip
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(SETTINGS)
        with (self.data / "pg_hba.conf").open("a") as file:
            file.write("host replication replicator 127.0.0.0/8 scram-sha-256\n")
        self.start()
        self.follow("prepare")
        self.ask("CREATE DATABASE newscenter", database="postgres")

    def restore(self, tables):
        file = self.data.with_suffix(".sql")
        file.write_text(tables)
        ACCOUNT.own(file)
        run([BINARIES.path("psql"), "--quiet", "--set", "ON_ERROR_STOP=1", "--host", "127.0.0.1",
             "--dbname", "newscenter", "--file", str(file)], **self.variables)  # fmt: skip

    def copy(self, servers):
        """Become a replica of whichever of them takes writes."""
        self.follow("copy", HOSTS=",".join("127.0.0.1" for _ in servers),
                    PORTS=",".join(str(one.port) for one in servers))  # fmt: skip
        self.start()

    def start(self):
        # On one machine the servers differ by their port; the lock file of one that was killed
        # may name a process that is somebody else's by now.
        with (self.data / "postgresql.auto.conf").open("a") as file:
            file.write(f"port = {self.port}\nunix_socket_directories = ''\n")
        self.follow("start")

    def pid(self):
        return int((self.data / "postmaster.pid").read_text().splitlines()[0])

    def kill(self):
        """SIGKILL to all its processes at once, as a power cut would."""
        family = self._family()
        for one in family:
            with suppress(psutil.NoSuchProcess):
                one.kill()
        until = time.monotonic() + 20
        while any(_is_running(one) for one in family):
            assert time.monotonic() < until, f"{self.name} does not end"
            time.sleep(0.02)
        if family:
            # Where nobody collects the dead, the next server takes the former one for alive.
            lock = self.data / "postmaster.pid"
            lines = lock.read_text().splitlines()
            lock.write_text("\n".join([str(NOBODYS_PID), *lines[1:]]) + "\n")

    def freeze(self):
        self._signal(signal.SIGSTOP)

    def thaw(self):
        self._signal(signal.SIGCONT)

    def _signal(self, number):
        for one in self._family():
            os.kill(one.pid, number)

    def _family(self):
        try:
            parent = psutil.Process(self.pid())
            return [parent, *parent.children(recursive=True)]
        except (psutil.NoSuchProcess, FileNotFoundError):
            return []

    def ask(self, query, database="newscenter"):
        """The first value, if there are any."""
        with psycopg.connect(self.url(database), autocommit=True, connect_timeout=5) as line:
            cursor = line.execute(query)
            return cursor.fetchone()[0] if cursor.description else None

    def is_replica(self):
        return self.ask("SELECT pg_is_in_recovery()", database="postgres")

    def wait_for_followers(self, number):
        until = time.monotonic() + 30
        while self.ask("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'",
                       database="postgres") < number:  # fmt: skip
            assert time.monotonic() < until, "a replica does not follow"
            time.sleep(0.05)

    def stop(self):
        if not self.data.is_dir():
            return
        self.thaw()
        self.kill()


def _is_running(process):
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
