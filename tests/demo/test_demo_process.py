"""The demo as a newcomer runs it: a process of its own, on data of its own."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from newscenter.postgres.server import Server

ROOT = Path(__file__).resolve().parents[2]
# A machine that does other things besides may take long for what takes a second.
PATIENCE = 120


@pytest.fixture(scope="module")
def demo_data():
    """A data folder of the demo's own, seeded by the first of the tests that run it."""
    folder = Path(tempfile.mkdtemp(prefix="nc-demo-"))
    folder.chmod(0o755)
    yield folder
    Server(folder / "postgres").shut_down(force=True)
    shutil.rmtree(folder)


@pytest.mark.kills
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_demo_answers_and_stops_with_everything_it_started(port, end, demo_data):
    demo = subprocess.Popen(
        [sys.executable, "manage.py", "run_demo", "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(demo_data), "DATABASE_URL": "", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
        # A shell that runs the tests in the background has them ignore SIGINT, and so would a demo
        # that they start.
        preexec_fn=_hear_ctrl_c,  # noqa: PLW1509, no other thread runs here
    )
    told = ""
    while "Ctrl-C" not in told:
        line = demo.stdout.readline()
        assert line, told
        told += line
    server = Server(demo_data / "postgres")
    assert server.cluster.pid() is not None

    addresses = re.findall(r"http://(\w+\.localhost):(\d+)/\n", told)
    assert addresses == [
        ("newscenter.localhost", str(port)),
        ("sports.localhost", str(port)),
    ]
    for host, _port in addresses * 10:
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/en/", headers={"Host": f"{host}:{port}"}
        )
        with opened(request) as answer:
            assert answer.status == 200

    assert open_connections(server) <= 3

    demo.send_signal(end)
    rest, _nothing = demo.communicate(timeout=PATIENCE)
    assert demo.returncode == 0
    assert rest.endswith("Stopped.\n")
    assert server.cluster.pid() is None


def _hear_ctrl_c():
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def open_connections(server):
    """How many the demo has left open, beside the one that asks."""
    with server.open().connect() as connection:
        count = "SELECT count(*) - 1 FROM pg_stat_activity WHERE backend_type = 'client backend'"
        (found,) = connection.execute(count).fetchone()
    # No longer a user of the server, which the demo alone shall stop.
    server.close()
    return found


def opened(request):
    """The demo says its addresses a moment before it listens."""
    for _attempt in range(50):
        try:
            return urllib.request.urlopen(request, timeout=PATIENCE)
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionRefusedError):
                raise
            time.sleep(0.1)
    raise AssertionError("the demo does not listen")
