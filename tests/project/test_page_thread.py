"""Pages come from one thread, but for those that would wait too long behind another."""

import threading
from concurrent.futures import ThreadPoolExecutor
from threading import Event, current_thread

import pytest

from newscenter import page_thread
from newscenter.page_thread import in_one_thread


def nothing(status, headers):
    raise AssertionError


def test_whoever_asks_one_thread_makes_the_pages():
    application = in_one_thread(lambda environ, start: [current_thread().name.encode()])

    with ThreadPoolExecutor(8) as askers:
        answers = askers.map(lambda _each: application({}, nothing), range(50))

    (made_by,) = {answer[0] for answer in answers}
    assert made_by.startswith(b"pages")


def test_what_stands_behind_something_slow_goes_past_it(monkeypatch):
    monkeypatch.setattr(page_thread, "PATIENCE", 0.01)
    begun, may_end = Event(), Event()

    def pages(environ, start):
        if environ["slow"]:
            begun.set()
            assert may_end.wait(20)
        return [current_thread().name.encode()]

    application = in_one_thread(pages)
    slow: list[bytes] = []
    asker = threading.Thread(target=lambda: slow.extend(application({"slow": True}, nothing)))
    asker.start()
    assert begun.wait(20)

    quick = application({"slow": False}, nothing)
    may_end.set()
    asker.join(20)

    assert quick == [current_thread().name.encode()]
    assert slow[0].startswith(b"pages")


@pytest.mark.parametrize("error", [ValueError, TimeoutError])
def test_what_goes_wrong_reaches_who_asked(error):
    calls = []

    def wrong(environ, start):
        calls.append(environ)
        raise error

    with pytest.raises(error):
        in_one_thread(wrong)({}, nothing)

    assert len(calls) == 1


def test_who_still_waits_when_the_process_ends_is_answered(monkeypatch):
    pools = []

    def pool(*args, **options):
        pools.append(ThreadPoolExecutor(*args, **options))
        return pools[-1]

    monkeypatch.setattr(page_thread, "ThreadPoolExecutor", pool)
    application = in_one_thread(lambda environ, start: [current_thread().name.encode()])
    pools[0].shutdown()

    assert application({}, nothing) == [current_thread().name.encode()]
