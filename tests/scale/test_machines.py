"""Beyond one machine: what the desk does is seen everywhere at once, whoever is killed."""

import os
import shutil
import signal
import time

import pytest
from django.db import connection

from tests.deploy.nginx import NGINX, OPENSSL
from tests.scale.machines import REDIS, WEB, Installation, Readers
from tests.scale.runbook import BINARIES, run

pytestmark = [
    pytest.mark.kills,
    # For its tables only: the installation has databases of its own.
    pytest.mark.django_db,
    pytest.mark.skipif(
        not (NGINX and OPENSSL and REDIS), reason="no nginx, openssl or Redis on this machine"
    ),
]

HOME, SECTION = "/vi/", "/vi/ben-song/"
SECOND = 1.0


@pytest.fixture
def installation(django_db_setup, django_db_blocker):
    made = Installation()
    try:
        with django_db_blocker.unblock():
            tables = tables_of_this_test_run()
        made.build(tables)
        yield made
    finally:
        made.stop()


def tables_of_this_test_run():
    """All tables, and the rows that migrations make."""
    parameters = connection.get_connection_params()
    told = ""
    for what in (
        ["--schema-only"],
        ["--data-only", "--table=django_migrations", "--table=django_content_type"],
    ):
        told += run(
            [BINARIES.path("pg_dump"), *what, "--no-owner", "--no-privileges"],
            PGHOST=str(parameters["host"]), PGPORT=str(parameters["port"]),
            PGUSER=parameters["user"], PGPASSWORD=parameters["password"],
            PGDATABASE=parameters["dbname"],
        )  # fmt: skip
    return told


def numbers():
    number = 0
    while True:
        number += 1
        yield number


COUNTED = numbers()


def seen_within_a_second(installation, path, condition, *act):
    """Both servers keep the page before; then the desk acts; then both show it in time."""
    for host in WEB:
        for _twice in range(2):
            assert not condition(*installation.get(path, host)), "it is there already"
    done = installation.desk(*act)
    last = installation.last_shown_before(path, condition)
    assert max(last.values()) < SECOND, last
    return done


def both_web_servers_read_from_replicas(installation, story, made):
    until = time.monotonic() + 30
    while True:
        for host in WEB:
            installation.get("/vi/search/?q=tin", host)
        servers = installation.desk("status")["servers"]
        used = {
            process: [one for one in told if one[0] != "primary" and one[2] > 0]
            for process, told in servers.items()
        }
        if len(used) == 2 and all(used.values()):
            break
        assert time.monotonic() < until, servers
        time.sleep(0.2)
    states = {one[0]: one[1] for told in servers.values() for one in told}
    assert states[f"127.0.0.1:{installation.primary.port}"] == "primary"
    assert 'newscenter_replica_answered_total{process="' in installation.metrics(WEB[0])
    assert f"127.0.0.1:{installation.replicas[0].port}" in installation.manage("cache_status")


def a_publication_is_seen_everywhere_within_a_second(installation, story, made):
    number = next(COUNTED)
    seen_within_a_second(
        installation, story, lambda _s, text: f"Tin số {number}" in text,
        "publish", made["story"], number,
    )  # fmt: skip
    assert all(f"Tin số {number}" in installation.get(HOME, host)[1] for host in WEB)


def a_correction_is_seen_everywhere_within_a_second(installation, story, made):
    seen_within_a_second(
        installation, story, lambda _s, text: "Cầu dài 430 mét." in text,
        "correct", made["story"], "Cầu dài 430 mét.",
    )  # fmt: skip


def curation_is_seen_everywhere_within_a_second(installation, story, made):
    lead = installation.desk("new", 0)
    address = f"-{made['story']}/"
    # Their order changes: the older one comes first.
    seen_within_a_second(
        installation, HOME,
        lambda _s, text: text.index(address) < text.index(f"-{lead}/"),
        "curate", made["story"],
    )  # fmt: skip


def a_menu_is_seen_everywhere_within_a_second(installation, story, made):
    for path, name in ((story, "Bến cảng"), (HOME, "Bến sông")):
        seen_within_a_second(
            installation, path, lambda _s, text, name=name: f">{name}<" in text,
            "rename_section", made["menu"], name,
        )  # fmt: skip


def a_setting_of_a_site_is_seen_everywhere_within_a_second(installation, story, made):
    seen_within_a_second(
        installation, story, lambda _s, text: "Báo Bến Sông" in text, "rename_site", "Báo Bến Sông"
    )


def what_is_taken_down_is_gone_everywhere_within_a_second(installation, story, made):
    gone = installation.desk("new", 0)
    path = f"{SECTION}tin-so-0-{gone}/"
    seen_within_a_second(installation, path, lambda status, _text: status == 410, "take_down", gone)


def write(installation, story, times, pause=0.15):
    for _time in range(times):
        installation.desk("publish", story, next(COUNTED))
        time.sleep(pause)


def wait_for_state(installation, server, state):
    """Until both web servers say so."""
    until = time.monotonic() + 30
    name = f"127.0.0.1:{server.port}"
    while True:
        servers = installation.desk("status")["servers"]
        states = [one[1] for told in servers.values() for one in told if one[0] == name]
        if states == [state] * len(WEB):
            return
        assert time.monotonic() < until, servers
        time.sleep(0.3)


def nobody_notices_that_a_replica_is_killed_or_hangs(installation, story, made):
    killed, hanging = installation.replicas
    with Readers(installation, [HOME, SECTION, story]) as readers:
        write(installation, made["story"], 3)
        killed.kill()
        write(installation, made["story"], 6)
        killed.start()
        installation.primary.wait_for_followers(2)
        write(installation, made["story"], 2)
        hanging.freeze()
        write(installation, made["story"], 8)
        hanging.thaw()
        installation.primary.wait_for_followers(2)
        write(installation, made["story"], 2)
        last = next(COUNTED)
        installation.desk("publish", made["story"], last)
        time.sleep(1.5)

    assert readers.complaints == []
    assert readers.asked > 50
    assert set(readers.seen.values()) == {last}


def nobody_notices_that_redis_is_killed_or_hangs(installation, story, made):
    with Readers(installation, [HOME, SECTION, story]) as readers:
        write(installation, made["story"], 2)
        installation.kill("redis")
        write(installation, made["story"], 3)
        installation.start_redis()
        write(installation, made["story"], 2)
        os.kill(installation.running["redis"].pid, signal.SIGSTOP)
        write(installation, made["story"], 3)
        os.kill(installation.running["redis"].pid, signal.SIGCONT)
        write(installation, made["story"], 2)

    assert readers.complaints == []


def a_killed_primary_is_replaced_by_the_runbook(installation, story, made):
    unread = f"{SECTION}tin-so-0-{installation.desk('new', 0)}/"
    former = installation.primary
    installation.primary.wait_for_followers(2)
    with Readers(installation, [HOME, SECTION, story]) as readers:
        write(installation, made["story"], 3)
        acknowledged = next(COUNTED)
        installation.desk("publish", made["story"], acknowledged)
        former.kill()
        assert "failed" in installation.try_desk("publish", made["story"], 0)
        # Also what nobody has asked for yet is there, while nothing can be written.
        for host in WEB:
            assert installation.get(unread, host)[0] == 200

        furthest = max(installation.replicas, key=lambda one: position(one.follow("position")))
        assert furthest.follow("promote") == "t"
        installation.primary = furthest
        left = next(one for one in installation.replicas if one is not furthest)
        until = time.monotonic() + 20
        last = next(COUNTED)
        while "ok" not in installation.try_desk("publish", made["story"], last):
            assert time.monotonic() < until, "nothing can be written"
            time.sleep(0.2)
        assert furthest.ask(
            f"SELECT count(*) FROM articles_revision WHERE title = 'Tin số {acknowledged}'"
        ), "what was acknowledged is lost"
        # The other replica follows by itself.
        furthest.wait_for_followers(1)
        wait_for_state(installation, left, "ready")
        time.sleep(1)

    assert readers.complaints == []
    assert set(readers.seen.values()) == {last}
    seen_within_a_second(
        installation, story, lambda _s, text: "Cầu dài 440 mét." in text,
        "correct", made["story"], "Cầu dài 440 mét.",
    )  # fmt: skip


def the_former_primary_comes_back_as_a_replica(installation, story, made):
    former = next(one for one in installation.servers if one.name == "primary0")

    former.follow("aside")
    former.copy(installation.servers)
    installation.primary.wait_for_followers(2)

    assert former.is_replica()
    assert "primary0" in installation.primary.follow("watch")
    wait_for_state(installation, former, "ready")
    seen_within_a_second(
        installation, story, lambda _s, text: "Cầu dài 450 mét." in text,
        "correct", made["story"], "Cầu dài 450 mét.",
    )  # fmt: skip
    shutil.rmtree(former.data.with_suffix(".before"))
    # All the while each had pages from the other.
    shared = installation.desk("status")["shared"]
    assert len(shared) == len(WEB)
    assert all(shared.values())


def position(text):
    """A position in the log as a number."""
    high, low = text.split("/")
    return int(high, 16) << 32 | int(low, 16)


# One installation for all, in this order: what one of them kills it brings back.
STEPS = [
    both_web_servers_read_from_replicas,
    a_publication_is_seen_everywhere_within_a_second,
    a_correction_is_seen_everywhere_within_a_second,
    curation_is_seen_everywhere_within_a_second,
    a_menu_is_seen_everywhere_within_a_second,
    a_setting_of_a_site_is_seen_everywhere_within_a_second,
    what_is_taken_down_is_gone_everywhere_within_a_second,
    nobody_notices_that_a_replica_is_killed_or_hangs,
    nobody_notices_that_redis_is_killed_or_hangs,
    a_killed_primary_is_replaced_by_the_runbook,
    the_former_primary_comes_back_as_a_replica,
]


def test_what_holds_on_one_machine_holds_on_several(installation):
    """One test, as several would be divided among processes, each with an installation."""
    made = installation.desk("make")
    story = f"{SECTION}tin-so-0-{made['story']}/"
    for step in STEPS:
        step(installation, story, made)
