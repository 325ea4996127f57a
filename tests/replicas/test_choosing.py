"""Which replica may answer, by what is known of it and of the primary."""

import threading
import time

import pytest

from articles.replicas import choosing
from articles.replicas.choosing import Replicas, _end_of_record


@pytest.fixture
def replicas(monkeypatch):
    """Two that answer all the time, and whom nobody follows."""
    made = Replicas({"replica1": "a:5432", "replica2": "b:5432"})
    monkeypatch.setattr(made, "start", lambda: None)
    for replica in made.all:
        replica._learn((0, 0))
    return made


def replay(replicas, number, position, received=None):
    replicas.all[number]._learn((position, received or position))


def pass_time(monkeypatch, seconds):
    now = time.monotonic()
    monkeypatch.setattr(choosing.time, "monotonic", lambda: now + seconds)


def test_the_primary_answers_until_it_was_heard(replicas):
    assert replicas.choose() is None
    assert replicas.helped == 1


def test_who_has_everything_that_is_known_answers(replicas):
    replicas.connected(1000)
    replay(replicas, 0, 999)
    replay(replicas, 1, 1000)

    assert replicas.choose() == "replica2"
    replay(replicas, 0, 1000)
    assert replicas.choose() == "replica1"


def test_several_processes_use_several_replicas():
    names = {"replica1": "a", "replica2": "b"}

    assert [Replicas(names, first=pid).all[0].alias for pid in (10, 11)] == ["replica1", "replica2"]


def test_where_nobody_has_a_change_yet_it_is_waited_for_and_not_for_long(replicas, monkeypatch):
    monkeypatch.setattr(choosing, "PATIENCE", 30)
    replicas.announced(2000)
    timer = threading.Timer(0.05, replay, (replicas, 1, 2000))
    timer.start()

    assert replicas.choose() == "replica2"
    timer.join()

    monkeypatch.setattr(choosing, "PATIENCE", 0.01)
    replicas.announced(3000)
    assert replicas.choose() is None
    assert replicas.helped == 1


def test_what_the_primary_writes_beside_is_not_waited_for(replicas):
    """Counted views, say: they change nothing on a page."""
    replicas.announced(100)
    replay(replicas, 0, 100)

    replicas.told(5000)

    assert replicas.choose() == "replica1"
    assert [replicas.lag(one) for one in replicas.all] == [4900, 5000]


def test_while_the_primary_is_away_only_the_newest_of_what_is_left_will_do(replicas):
    replicas.announced(100)
    replay(replicas, 0, 100)
    replay(replicas, 1, 150, received=200)

    replicas.lost()

    assert replicas.choose() is None
    replay(replicas, 1, 200)
    assert replicas.choose() == "replica2"


def test_a_primary_that_falls_silent_counts_as_away(replicas, monkeypatch):
    replicas.announced(100)
    replay(replicas, 0, 100)
    replay(replicas, 1, 200)
    assert replicas.choose() == "replica1"

    pass_time(monkeypatch, choosing.TRUST + 0.1)
    for number in (0, 1):
        replay(replicas, number, replicas.all[number].replayed)

    assert replicas.is_primary_away()
    assert replicas.choose() == "replica2"


def test_what_was_shown_is_the_least_also_without_a_primary(replicas):
    """The newest change was lost with it: better an old page, or none, than one from before it."""
    replicas.announced(300)
    replay(replicas, 0, 200)
    replay(replicas, 1, 250)

    replicas.lost()

    assert replicas.choose() is None


def test_another_primary_begins_anew(replicas):
    replicas.announced(300)
    replicas.lost()

    replicas.connected(250)

    replay(replicas, 0, 250)
    assert replicas.choose() == "replica1"


def test_a_process_that_starts_without_a_primary_reads_the_newest(replicas):
    replay(replicas, 0, 10)
    replay(replicas, 1, 20)

    replicas.lost()

    assert replicas.choose() == "replica2"


@pytest.mark.parametrize("told", [None, "silent", "failed"])
def test_who_is_no_replica_or_does_not_answer_is_left_out(replicas, monkeypatch, told):
    replicas.connected(0)
    if told is None:
        replicas.all[0]._learn(None)
    elif told == "failed":
        replicas.failed("replica1")
    else:
        pass_time(monkeypatch, 1.1)
        replicas.told(0)
        replay(replicas, 1, 1)

    assert replicas.choose() == "replica2"
    assert replicas.all[0].state == ("primary" if told is None else "away")
    replay(replicas, 0, 1)
    assert replicas.choose() == "replica1"


def test_a_header_in_the_log_is_no_change():
    """No replica replays up to behind it before there is a next record."""
    assert [_end_of_record(one) for one in (8192, 8192 + 24, 8192 + 40)] == [8192] * 3
    assert _end_of_record(8192 + 41) == 8192 + 41
