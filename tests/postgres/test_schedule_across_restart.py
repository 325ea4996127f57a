"""A schedule whose minute comes while nothing at all is running: no web server, no database."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from newscenter.postgres.server import Server

pytestmark = pytest.mark.kills

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 240
# Long enough to see that it is not there yet, and to stop everything, on a busy machine, too.
AHEAD = 40
BEGINS, ENDS = "Mở cầu đúng giờ", "Hết hạn đúng giờ"


class Installation:
    """A web server and its database in one folder."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environment = {
            name: value for name, value in os.environ.items() if name != "DATABASE_URL"
        } | {"DATA_DIR": str(folder), "PAGE_CACHE_BYTES": "10000000", "LOG_LEVEL": "ERROR"}
        self.server = Server(folder / "postgres")
        self.web: subprocess.Popen | None = None

    def make(self) -> dict:
        made = subprocess.run(
            [sys.executable, "-m", "tests.postgres.scheduler", str(AHEAD)],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=PATIENCE,
        )
        return json.loads(made.stdout)

    def start(self) -> None:
        self.web = subprocess.Popen(
            [
                *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
                *("--port", str(self.port), "--no-log", "newscenter.wsgi:application"),
            ],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + PATIENCE
        while True:
            with suppress(OSError):
                self.ask("/robots.txt")
                break
            assert time.monotonic() < deadline, "the web server does not answer"
            time.sleep(0.2)

    def stop(self) -> None:
        """Every process of it: the web server with its workers, and the database."""
        if self.web is not None:
            family = [psutil.Process(self.web.pid)]
            family += family[0].children(recursive=True)
            self.web.send_signal(signal.SIGTERM)
            _gone, alive = psutil.wait_procs(family, timeout=10)
            for one in alive:
                one.kill()
            self.web.wait(PATIENCE)
            self.web = None
        self.server.shut_down(force=True)

    def ask(self, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path, headers={"Host": "news.example"})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


@pytest.fixture
def installation():
    folder = Path(tempfile.mkdtemp(prefix="nc-restart-"))
    folder.chmod(0o755)
    installation = Installation(folder)
    try:
        yield installation
    finally:
        installation.stop()
        shutil.rmtree(installation.server.places.home, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


def places(told):
    """Where readers look, each with the words by which the two stories are known there."""
    titles = (BEGINS, ENDS)
    return {
        "/vi/": titles,
        told["section"]: titles,
        "/vi/archive/": titles,
        "/vi/feeds/rss.xml": titles,
        "/vi/search/?q=%C4%91%C3%BAng+gi%E1%BB%9D": (told["begins"], told["ends"]),
        "/sitemaps/stories-0.xml": (told["begins"], told["ends"]),
        "/sitemaps/news-vi.xml": titles,
    }


def test_nothing_has_to_run_at_the_moment(installation):
    told = installation.make()
    installation.start()
    before = {path: installation.ask(path)[1] for path in places(told)}
    pages_before = {name: installation.ask(told[name])[0] for name in ("begins", "ends")}
    looked_at = time.time()
    installation.stop()
    stopped_at = time.time()

    if stopped_at >= told["moment"]:
        pytest.fail(f"too slow: {stopped_at - told['moment']:.0f} s after the moment")
    assert installation.server.cluster.pid() is None
    time.sleep(told["moment"] + 1 - stopped_at)
    installation.start()

    assert looked_at < told["moment"] < time.time()
    assert pages_before == {"begins": 404, "ends": 200}
    assert installation.ask(told["begins"])[0] == 200
    assert installation.ask(told["ends"])[0] == 410
    for path, (begins, ends) in places(told).items():
        now = installation.ask(path)[1]
        assert (begins in before[path], ends in before[path]) == (False, True), path
        assert (begins in now, ends in now) == (True, False), path
