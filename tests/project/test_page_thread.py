"""Pages come from one thread, in turn, but for those that stand behind a slow one."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from threading import Event, current_thread

import pytest

from newscenter import page_thread
from newscenter.page_thread import in_one_thread

ENDS = """
from threading import Event, Thread
from newscenter.page_thread import in_one_thread

begun = Event()

def page(environ, start):
    begun.set()
    Event().wait()

Thread(target=in_one_thread(page), args=({}, None), daemon=True).start()
assert begun.wait(20)
"""


def nothing(status, headers):
    raise AssertionError


def own_name(environ, start):
    return [current_thread().name.encode()]


def test_whoever_asks_one_thread_makes_the_pages():
    application = in_one_thread(own_name)

    with ThreadPoolExecutor(8) as askers:
        answers = askers.map(lambda _each: application({}, nothing), range(50))

    (made_by,) = {answer[0] for answer in answers}
    assert made_by == b"pages-1"


class Gates:
    """An application whose pages end when they are told to."""

    def __init__(self, names):
        self.begun = {name: Event() for name in names}
        self.may_end = {name: Event() for name in names}
        self.application = in_one_thread(self.page)
        self.answers = {}

    def page(self, environ, start):
        name = environ["name"]
        self.begun[name].set()
        assert self.may_end[name].wait(20)
        return own_name(environ, start)

    def ask(self, name):
        def asking():
            self.answers[name] = self.application({"name": name}, nothing)[0]

        asker = threading.Thread(target=asking)
        asker.start()
        return asker

    def end(self, name, asker):
        self.may_end[name].set()
        asker.join(20)
        return self.answers[name]


def test_what_stands_behind_something_slow_is_made_by_another_thread(monkeypatch):
    monkeypatch.setattr(page_thread, "PATIENCE", 0.01)
    gates = Gates(["slow", "quick", "last"])
    slow = gates.ask("slow")
    assert gates.begun["slow"].wait(20)

    quick = gates.ask("quick")

    assert gates.end("quick", quick) == b"pages-2"
    assert gates.end("slow", slow) == b"pages-1"
    # Whoever has the turn keeps it.
    assert gates.end("last", gates.ask("last")) == b"pages-2"


def test_a_thread_that_was_passed_by_takes_the_next_turn(monkeypatch):
    monkeypatch.setattr(page_thread, "PATIENCE", 0.01)
    gates = Gates(["slow", "slow too", "quick"])
    slow = gates.ask("slow")
    assert gates.begun["slow"].wait(20)
    slow_too = gates.ask("slow too")
    assert gates.begun["slow too"].wait(20)
    assert gates.end("slow", slow) == b"pages-1"

    quick = gates.ask("quick")

    assert gates.end("quick", quick) == b"pages-1"
    assert gates.end("slow too", slow_too) == b"pages-2"


def test_a_long_queue_of_quick_pages_stays_with_the_one_thread(monkeypatch):
    monkeypatch.setattr(page_thread, "PATIENCE", 0.01)
    # No page takes any time, by the clock of who waits.
    monkeypatch.setattr(page_thread, "monotonic", lambda: 0.0)
    gates = Gates(["first", "second", "third"])
    first = gates.ask("first")
    assert gates.begun["first"].wait(20)

    others = {name: gates.ask(name) for name in ("second", "third")}

    # For longer than they are patient.
    assert not gates.begun["second"].wait(0.05)
    assert not gates.begun["third"].wait(0.05)
    for gate in gates.may_end.values():
        gate.set()
    made_by = {gates.end(name, asker) for name, asker in [("first", first), *others.items()]}
    assert made_by == {b"pages-1"}


@pytest.mark.parametrize("error", [ValueError, TimeoutError])
def test_what_goes_wrong_reaches_who_asked(error):
    calls = []

    def wrong(environ, start):
        calls.append(environ)
        raise error

    application = in_one_thread(wrong)
    for _each in range(2):
        with pytest.raises(error):
            application({}, nothing)

    assert len(calls) == 2


def test_a_process_ends_though_a_page_does_not():
    ended = subprocess.run([sys.executable, "-c", ENDS], timeout=60, check=False)

    assert ended.returncode == 0
