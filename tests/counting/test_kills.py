"""Whatever is killed while readers come, every acknowledged view is counted, and none twice."""

import http.client
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from articles.counting.tokens import make_token
from articles.counting.visitors import salted_hash
from newscenter.postgres.server import Server
from tests.ports import free_port

pytestmark = [
    pytest.mark.kills,
    pytest.mark.skipif(not shutil.which("redis-server"), reason="redis-server is not installed"),
]

ROOT = Path(__file__).resolve().parents[2]
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
# Enough for several to be written together.
READERS = 12
# As often as the page's script sends a view.
ATTEMPTS = 2
PATIENCE = 240
# What is killed, one after the other, each when readers are being counted again.
KILLS = [
    *("worker", "database", "roller", "cache", "worker and database"),
    *("web", "web and database and cache"),
]


class Installation:
    """A web server, its database, its cache and a process that rolls up, in one folder."""

    def __init__(self, folder: Path) -> None:
        self.port, self.cache_port = free_port(), free_port()
        self.environment = {
            name: value for name, value in os.environ.items() if name != "DATABASE_URL"
        } | {
            **{"DATA_DIR": str(folder), "TRUSTED_PROXIES": "1", "LOG_LEVEL": "ERROR"},
            "REDIS_URL": f"redis://127.0.0.1:{self.cache_port}/0",
        }
        self.server = Server(folder / "postgres")
        self.running: dict[str, subprocess.Popen] = {}
        made = subprocess.run(
            [sys.executable, "-m", "tests.counting.program", "make"],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=PATIENCE,
        )
        self.publication_id = int(made.stdout)

    def start(self, name: str) -> None:
        arguments = {
            "web": [
                *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
                *("--port", str(self.port), "--workers", "2", "--blocking-threads", "8"),
                *("--respawn-failed-workers", "--respawn-interval", "0.1"),
                *("--no-log", "newscenter.wsgi:application"),
            ],
            "roller": [sys.executable, "-m", "tests.counting.program", "roll"],
            "cache": [
                *("redis-server", "--bind", "127.0.0.1", "--port", str(self.cache_port)),
                *("--save", "", "--appendonly", "no"),
            ],
        }[name]
        self.running[name] = subprocess.Popen(
            arguments,
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill(self, name: str) -> None:
        """SIGKILL the process and, of a web server, its workers."""
        process = self.running.pop(name)
        parent = psutil.Process(process.pid)
        family = [parent, *parent.children(recursive=True)]
        for one in family:
            with suppress(psutil.NoSuchProcess):
                one.kill()
        process.wait(PATIENCE)
        psutil.wait_procs(family, timeout=PATIENCE)

    def kill_worker(self) -> None:
        """SIGKILL one of the web server's two, and leave the other at its work.

        The older one: where a worker dies within 5.5 seconds of being begun anew, granian takes
        it for a program that cannot run, and ends. Here nobody would start it again.
        """
        children = psutil.Process(self.running["web"].pid).children()
        # Some systems have one of multiprocessing's own, which looks after what they leave.
        workers = [child for child in children if "resource_tracker" not in str(child.cmdline())]
        min(workers, key=lambda worker: worker.create_time()).kill()

    def kill_database(self) -> None:
        pid = self.server.cluster.pid()
        if pid is not None:
            os.kill(pid, signal.SIGKILL)

    def stop(self) -> None:
        for name in list(self.running):
            self.kill(name)
        self.server.shut_down(force=True)
        shutil.rmtree(self.server.places.home, ignore_errors=True)


class Storm:
    """Readers, each of whom is a new visitor, who send their view as a page does."""

    def __init__(self, port: int, token: str) -> None:
        self.port, self.token = port, token
        self.numbers = itertools.count(1)
        self.attempted: set[str] = set()
        self.acknowledged: set[str] = set()
        self.failures = 0
        self.highest = 0
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._read) for _ in range(READERS)]

    def __enter__(self) -> "Storm":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *args) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(PATIENCE)

    def wait_for_more(self, number: int) -> None:
        """Wait until so many further views were acknowledged."""
        enough = len(self.acknowledged) + number
        give_up = time.monotonic() + PATIENCE
        while len(self.acknowledged) < enough:
            assert time.monotonic() < give_up, "nobody is counted any more"
            time.sleep(0.02)

    def _read(self) -> None:
        while not self._over.is_set():
            with self._lock:
                number = next(self.numbers)
                address = f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"
                self.attempted.add(address)
            for _attempt in range(ATTEMPTS):
                if self._send(address):
                    break
                time.sleep(0.1)

    def _send(self, address: str) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {
            "Host": "localhost",
            "User-Agent": BROWSER,
            "Content-Type": "text/plain",
            "X-Forwarded-For": address,
        }
        try:
            connection.request("POST", "/-/view", self.token, headers)
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            answer = None
        finally:
            connection.close()
        with self._lock:
            if answer is None or answer.status == 503:
                self.failures += 1
                return False
            assert answer.status == 200, body
            self.acknowledged.add(address)
            self.highest = max(self.highest, json.loads(body)["views"])
            return True


@pytest.fixture
def installation():
    folder = Path(tempfile.mkdtemp(prefix="nc-test-"))
    folder.chmod(0o755)
    installation = None
    try:
        installation = Installation(folder)
        yield installation
    finally:
        if installation is not None:
            installation.stop()
        shutil.rmtree(folder, ignore_errors=True)


def test_no_acknowledged_view_is_lost_and_none_counts_twice(installation):
    today = datetime.now(UTC).date()
    for name in ("cache", "web", "roller"):
        installation.start(name)

    with Storm(installation.port, make_token(installation.publication_id)) as storm:
        for kill in KILLS:
            storm.wait_for_more(150)
            if "database" in kill:
                installation.kill_database()
            if "worker" in kill:
                installation.kill_worker()
            for name in ("cache", "web", "roller"):
                if name in kill:
                    installation.kill(name)
                    installation.start(name)
        storm.wait_for_more(150)
    installation.kill("roller")
    for command in ("roll_up_views", "verify_views"):
        subprocess.run(
            [sys.executable, "manage.py", command],
            cwd=ROOT,
            env=installation.environment,
            stdout=subprocess.DEVNULL,
            check=True,
            timeout=PATIENCE,
        )

    with installation.server.open().connect("newscenter") as connection:
        visitors = [row[0] for row in connection.execute("SELECT visitor FROM articles_viewevent")]
        salts = connection.execute("SELECT salt FROM articles_viewsalt").fetchall()
        (waiting,) = connection.execute(
            "SELECT count(*) FROM articles_viewevent WHERE NOT rolled_up"
        ).fetchone()
        (total,) = connection.execute("SELECT sum(counted) FROM articles_viewtotal").fetchone()
        (hours,) = connection.execute("SELECT sum(views) FROM articles_viewhour").fetchone()
    if datetime.now(UTC).date() != today:
        pytest.skip("midnight passed, and with it the salt that tells who was counted")
    (salt,) = salts[0]

    def hashes(addresses):
        publication_id = installation.publication_id
        return {salted_hash(salt, publication_id, address, BROWSER) for address in addresses}

    assert len(visitors) == len(set(visitors))
    assert hashes(storm.acknowledged) <= set(visitors) <= hashes(storm.attempted)
    assert total == hours == len(visitors)
    assert waiting == 0
    assert storm.highest <= total
    # The kills did hit readers, or all of this would prove nothing.
    assert storm.failures > 0
    assert len(storm.acknowledged) >= 150 * (len(KILLS) + 1)
