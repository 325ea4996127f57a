"""Whatever is killed, the next start recovers by itself and no committed row is lost."""

import os
import signal
import subprocess
import sys
import time

import psutil
import psycopg
import pytest

from newscenter.postgres.server import Server

pytestmark = pytest.mark.kills


def write_row(address):
    with address.connect() as connection:
        connection.execute("CREATE TABLE view (id int); INSERT INTO view VALUES (7)")


def read_rows(address):
    with address.connect() as connection:
        return connection.execute("SELECT id FROM view").fetchall()


def kill_server(server):
    """SIGKILL the postmaster, and wait until it is gone."""
    process = psutil.Process(server.cluster.pid())
    process.kill()
    process.wait(10)


def test_killed_program_leaves_a_server_that_the_next_user_stops(home, run):
    killed = run()
    pid = killed.server_pid()
    killed.kill()
    server = Server(home)
    assert server.cluster.pid() == pid

    server.open()
    server.close()

    assert server.cluster.pid() is None


def test_killed_server_comes_back_with_every_committed_row(home):
    server = Server(home)
    write_row(server.open())
    kill_server(server)
    server.close()

    assert read_rows(server.open()) == [(7,)]
    server.close()


def test_recycled_process_id_in_the_lock_file_is_not_taken_for_a_server(home):
    server = Server(home)
    write_row(server.open())
    lock_file = server.places.data / "postmaster.pid"
    lines = lock_file.read_text().splitlines()
    kill_server(server)
    server.close()
    stranger = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    lock_file.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")

    assert server.cluster.pid() is None
    assert read_rows(server.open()) == [(7,)]
    assert stranger.poll() is None

    server.close()
    stranger.communicate(b"\n")


def test_zombie_in_the_lock_file_is_not_taken_for_a_server(home):
    server = Server(home)
    write_row(server.open())
    lock_file = server.places.data / "postmaster.pid"
    lines = lock_file.read_text().splitlines()
    kill_server(server)
    server.close()
    zombie = subprocess.Popen(["/bin/true"])
    os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)
    lock_file.write_text("\n".join([str(zombie.pid), *lines[1:]]) + "\n")

    assert read_rows(server.open()) == [(7,)]

    server.close()
    zombie.wait()


def test_server_of_another_folder_in_the_lock_file_is_not_ours(at_home, folder):
    ours, theirs = at_home(folder / "ours"), at_home(folder / "theirs")
    write_row(ours.open())
    theirs.open()
    lines = (ours.places.data / "postmaster.pid").read_text().splitlines()
    kill_server(ours)
    ours.close()
    their_pid = theirs.cluster.pid()
    (ours.places.data / "postmaster.pid").write_text("\n".join([str(their_pid), *lines[1:]]) + "\n")

    assert read_rows(ours.open()) == [(7,)]
    assert theirs.cluster.pid() == their_pid
    assert ours.cluster.pid() != their_pid


@pytest.mark.parametrize("milliseconds", [0, 30, 80, 150, 250, 350, 450])
@pytest.mark.usefixtures("nothing_made")
def test_program_killed_while_it_makes_the_database_is_no_obstacle(home, run, milliseconds):
    first = run()
    while not list(home.glob("data.new.*")):
        assert first.process.poll() is None
        time.sleep(0.005)
    time.sleep(milliseconds / 1000)
    first.kill()

    second = run()
    assert second.server_pid()
    second.end()

    assert Server(home).cluster.pid() is None
    third = run()
    third.server_pid()
    assert list(home.glob("data.new.*")) == []
    third.end()


def test_running_program_goes_on_after_its_server_was_killed(home):
    server = Server(home)
    write_row(server.open())
    kill_server(server)

    address = server.repair("postgres")

    assert read_rows(address) == [(7,)]
    server.close()


def test_killed_backend_is_waited_for(home):
    server = Server(home)
    address = server.open()
    write_row(address)
    with psycopg.connect(
        host=address.host, user=address.user, password=address.password, dbname="postgres"
    ) as victim:
        os.kill(victim.info.backend_pid, signal.SIGKILL)

        address = server.repair("postgres")

    assert read_rows(address) == [(7,)]
    server.close()
