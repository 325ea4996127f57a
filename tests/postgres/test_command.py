"""`manage.py postgres`, on a project folder of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newscenter.postgres.server import Server

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def manage(folder):
    """Run manage.py with its data in `folder`; the server is stopped afterwards."""

    def run(*arguments, given=None, **environment):
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env={**os.environ, "DATA_DIR": str(folder), "DATABASE_URL": "", **environment},
            input=given,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    yield run
    Server(folder / "postgres").shut_down(force=True)


def test_start_status_stop(manage, folder):
    assert manage("postgres", "status").returncode == 3

    started = manage("postgres", "start")
    assert (started.returncode, started.stderr) == (0, "")
    running = manage("postgres", "status")
    assert running.returncode == 0
    assert f"data: {folder}/postgres/data" in running.stdout.splitlines()

    stopped = manage("postgres", "stop")
    assert (stopped.returncode, stopped.stdout) == (0, "PostgreSQL is stopped.\n")
    assert manage("postgres", "status").returncode == 3
    assert manage("postgres", "stop").stdout == "PostgreSQL was not running.\n"


def test_checks_start_no_server(manage, folder):
    assert manage("check").returncode == 0

    assert not (folder / "postgres").exists()


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("shell", [("postgres", "psql"), ("dbshell",)])
def test_shell_reaches_the_database(manage, shell):
    answer = manage(*shell, given="SELECT current_database();")

    assert answer.returncode == 0, answer.stderr
    assert " newscenter\n" in answer.stdout


@pytest.mark.usefixtures("home")
def test_dump_and_restore_bring_back_what_was_there(manage, folder):
    dump = folder / "backup" / "one.dump"
    manage("dbshell", given="CREATE TABLE note (t text); INSERT INTO note VALUES ('before');")

    written = manage("postgres", "dump", str(dump))
    manage("dbshell", given="DELETE FROM note; CREATE TABLE later (id int);")
    refused = manage("postgres", "restore", str(dump))
    restored = manage("postgres", "restore", str(dump), "--yes")

    assert written.returncode == 0
    assert oct(dump.stat().st_mode & 0o777) == "0o600"
    assert refused.returncode == 1
    assert "add --yes" in refused.stderr
    assert restored.returncode == 0, restored.stderr
    answer = manage("dbshell", given="SELECT t, to_regclass('later') IS NULL AS gone FROM note;")
    assert " before | t\n" in answer.stdout


@pytest.mark.usefixtures("home")
def test_broken_dump_leaves_the_database_as_it_was(manage, folder):
    broken = folder / "broken.dump"
    manage("dbshell", given="CREATE TABLE note (t text); INSERT INTO note VALUES ('still here');")
    manage("postgres", "dump", str(broken))
    broken.write_bytes(broken.read_bytes()[:-200])

    restored = manage("postgres", "restore", str(broken), "--yes")

    assert restored.returncode == 1
    assert "pg_restore: error" in restored.stderr
    assert "still here" in manage("dbshell", given="SELECT t FROM note;").stdout
    assert "restored" not in manage("dbshell", given=r"\l").stdout


@pytest.mark.usefixtures("home")
def test_dump_that_fails_leaves_no_file(manage, folder):
    target = folder / "taken"
    target.mkdir()

    assert manage("postgres", "dump", str(target)).returncode == 1
    assert sorted(path.name for path in folder.iterdir()) == ["postgres", "taken"]


def test_server_of_database_url_is_left_alone(manage, folder):
    refused = manage("postgres", "start", DATABASE_URL="postgres://user:secret@192.0.2.1/name")

    assert refused.returncode == 1
    assert "DATABASE_URL is set" in refused.stderr
    assert not (folder / "postgres").exists()


def test_folder_of_programs_without_programs_is_named(manage, folder):
    failed = manage("postgres", "start", NEWSCENTER_PG_BIN=str(folder))

    assert failed.returncode == 1
    assert "NEWSCENTER_PG_BIN" in failed.stderr
