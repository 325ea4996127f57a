import os
import shutil
import signal
import stat
from pathlib import Path

import psycopg
import pytest

from newscenter.postgres.errors import ServerUnavailableError
from newscenter.postgres.places import SOCKET_PATH_BYTES
from newscenter.postgres.server import Server

needs_root = pytest.mark.skipif(
    os.geteuid() != 0, reason="another account runs the server for root only"
)


@pytest.mark.usefixtures("nothing_made")
def test_server_starts_at_open_and_stops_after_close(home):
    server = Server(home)
    assert server.cluster.pid() is None

    with server.open().connect() as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)

    server.close()
    assert server.cluster.pid() is None


def test_server_keeps_what_was_committed_between_two_starts(home):
    server = Server(home)
    with server.open().connect() as connection:
        connection.execute("CREATE TABLE view (id int); INSERT INTO view VALUES (7)")
    server.close()

    with server.open().connect() as connection:
        assert connection.execute("SELECT id FROM view").fetchall() == [(7,)]
    server.close()


def test_server_runs_until_its_last_user_has_left(home, run):
    first, second = run(), run()
    assert first.server_pid() == second.server_pid()
    server = Server(home)

    first.end()
    assert server.cluster.pid() is not None

    second.end()
    assert server.cluster.pid() is None


@pytest.mark.usefixtures("nothing_made")
def test_sixteen_programs_at_once_share_one_new_server(run):
    programs = [run() for _ in range(16)]

    assert len({program.server_pid() for program in programs}) == 1

    for program in programs:
        program.end()


def test_kept_server_outlives_its_users(home):
    server = Server(home)

    server.keep_running()
    server.close()
    assert server.cluster.pid() is not None

    assert server.shut_down()
    assert server.cluster.pid() is None


def test_shut_down_spares_a_server_in_use_unless_forced(home, run):
    program = run()
    pid = program.server_pid()
    server = Server(home)

    assert not server.shut_down()
    assert server.cluster.pid() == pid

    assert server.shut_down(force=True)
    assert server.cluster.pid() is None


@pytest.mark.parametrize(
    "name",
    [
        "with space",
        "quote's",
        'double"quote',
        "back\\slash",
        "a, comma",
        "$HOME `id`",
        "Toà soạn",
        "x" * 120,
    ],
)
def test_server_lives_in_a_folder_of_any_name(at_home, folder, name):
    server = at_home(folder / name / "postgres")

    address = server.open()

    with address.connect() as connection:
        assert connection.execute("SHOW data_directory").fetchone() == (str(server.places.data),)
    assert len(bytes(Path(address.host) / ".s.PGSQL.5432")) <= SOCKET_PATH_BYTES


def test_temporary_socket_folder_goes_with_the_server(at_home, folder):
    server = at_home(folder / ("x" * 120) / "postgres")
    sockets = Path(server.open().host)
    assert stat.S_IMODE(sockets.stat().st_mode) == 0o700

    server.close()

    assert not sockets.exists()


def test_socket_folder_that_others_may_enter_is_refused(at_home, folder, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    server = at_home(folder / ("x" * 120) / "postgres")
    sockets = Path(server.open().host)
    server.close()
    sockets.mkdir(mode=0o777)
    sockets.chmod(0o777)

    with pytest.raises(ServerUnavailableError, match=r"nc-pg-.*belongs to somebody else"):
        server.open()


def test_short_path_has_the_socket_beside_the_data(at_home, folder):
    server = at_home(folder / "postgres")

    assert server.open().host == str(server.places.data)


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "xx_XX.UTF-8", "LANG": "yy_YY.UTF-8"},
        {"PGDATA": "/nowhere", "PGPORT": "1", "PGHOST": "192.0.2.1", "PGUSER": "nobody"},
        {"HOME": "/nonexistent"},
    ],
    ids=["locale", "postgres", "home"],
)
@pytest.mark.usefixtures("nothing_made")
def test_environment_of_the_caller_does_not_reach_the_server(run, environment):
    program = run(environment)

    assert program.server_pid()

    program.end()


def test_data_and_password_are_closed_to_others(home):
    server = Server(home)

    address = server.open()

    for path in (
        server.places.home,
        server.places.data,
        server.places.data / "newscenter.password",
    ):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(host=address.host, user=address.user, password="guess", dbname="postgres")


def test_repair_makes_a_missing_database_once(home):
    server = Server(home)

    server.repair("newsroom")
    address = server.repair("newsroom")

    with address.connect("newsroom") as connection:
        assert connection.execute("SELECT current_database()").fetchone() == ("newsroom",)


def test_folder_removed_under_a_program_does_not_break_its_end(home, run):
    program = run()
    pid = program.server_pid()
    shutil.rmtree(home)

    program.end()

    os.kill(pid, signal.SIGINT)


def test_folder_that_cannot_be_made_is_named(folder):
    (folder / "file").touch(mode=0o755)

    with pytest.raises(ServerUnavailableError, match=r"file/postgres cannot be made.*DATA_DIR"):
        Server(folder / "file" / "postgres").open()


def test_settings_that_stop_the_server_are_shown_from_its_log(home, monkeypatch):
    monkeypatch.setattr("newscenter.postgres.cluster.RETRY_SECONDS", 0)
    server = Server(home)
    server.open()
    server.close()
    with (server.places.data / "postgresql.conf").open("a") as configuration:
        configuration.write("no_such_setting = 1\n")

    with pytest.raises(ServerUnavailableError, match=r"does not start(.|\n)*no_such_setting"):
        server.open()


@needs_root
def test_root_has_another_account_run_the_server(at_home, folder):
    server = at_home(folder / "postgres")

    server.open()

    assert server.places.home == folder / "postgres"
    assert server.places.home.stat().st_uid == server.account.uid != 0


@needs_root
def test_closed_parent_folder_sends_roots_data_elsewhere_and_stays_closed(at_home, folder):
    closed = folder / "closed"
    closed.mkdir(mode=0o700)

    server = at_home(closed / "postgres")
    server.open()

    assert server.places.home.parent == Path("/var/lib/newscenter")
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert list(closed.iterdir()) == []


@needs_root
def test_folder_of_another_user_is_refused_and_left_alone(folder):
    home = folder / "postgres"
    home.mkdir()
    os.chown(home, 12345, 12345)

    with pytest.raises(ServerUnavailableError, match=r"belongs to another user \(uid 12345\)"):
        Server(home).open()

    assert home.stat().st_uid == 12345
