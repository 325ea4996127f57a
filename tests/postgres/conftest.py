"""Servers of their own for the tests of the launcher; the test run's own server stays alone."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newscenter.postgres.server import Server

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60


class Program:
    """A process that uses a server until it is ended or killed."""

    def __init__(self, home: Path, environment: dict[str, str] | None = None) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.postgres.program", str(home)],
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def server_pid(self) -> int:
        """Wait until the server answers."""
        line = self.process.stdout.readline()
        assert line.startswith("up "), line + self.process.stdout.read()
        return int(line.split()[1])

    def end(self) -> None:
        self.process.stdin.close()
        assert self.process.wait(PATIENCE) == 0
        self.process.stdout.close()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)
        self.process.stdin.close()
        self.process.stdout.close()


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder that every account may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="nc-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def made() -> Iterator[Path]:
    """The home of a stopped server, to copy: making one takes longer than most tests."""
    folder = Path(tempfile.mkdtemp(prefix="nc-made-"))
    folder.chmod(0o755)
    server = Server(folder / "postgres")
    server.open()
    server.close()
    yield server.places.home
    shutil.rmtree(folder)


@pytest.fixture
def home(folder: Path, made: Path) -> Iterator[Path]:
    """The home of a server; whatever runs there is stopped afterwards."""
    home = folder / "postgres"
    subprocess.run(["cp", "-a", made, home], check=True)
    yield home
    Server(home).shut_down(force=True)


@pytest.fixture
def nothing_made(home: Path) -> None:
    """Let the test begin where there is no home yet."""
    shutil.rmtree(home)


@pytest.fixture
def run(home: Path) -> Iterator[Callable[..., Program]]:
    """Start programs on the server of `home`; those still running are killed afterwards."""
    programs: list[Program] = []

    def start(environment: dict[str, str] | None = None) -> Program:
        programs.append(Program(home, environment))
        return programs[-1]

    yield start
    for program in programs:
        if program.process.poll() is None:
            program.kill()


@pytest.fixture
def at_home(folder: Path) -> Iterator[Callable[[Path], Server]]:
    """Make a server of any folder under `folder`; it is stopped and removed afterwards."""
    servers: list[Server] = []

    def make(home: Path) -> Server:
        servers.append(Server(home))
        return servers[-1]

    yield make
    for server in servers:
        server.shut_down(force=True)
        shutil.rmtree(server.places.home, ignore_errors=True)
