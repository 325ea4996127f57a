"""One thread of a process makes readers' pages, whichever thread was asked for one.

A server has many threads, because whoever is counted waits in one for the disk. Were pages made in
all of them, each would have a database connection and its plans, and each would take the
interpreter away from the others: pages came at two thirds of the rate, the slowest ten times later.
"""

from __future__ import annotations

from collections.abc import Iterable
from queue import SimpleQueue
from threading import Lock, Thread
from time import monotonic
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

# In seconds. A page that takes longer is slow, and those behind it are made by another thread.
PATIENCE = 0.1


def in_one_thread(application: WSGIApplication) -> WSGIApplication:
    """The application, called in a thread of its own; a body that streams is read in the caller's.

    Pages come in the order in which they were asked for. Raises what the application raises.
    """
    return PageThread(application).answer


class Page:
    """What was asked for, and then what came of it."""

    # A future would need three locks and a list of callbacks.
    __slots__ = ("begun_at", "body", "done", "environ", "error", "is_passed", "start_response")

    def __init__(self, environ: WSGIEnvironment, start_response: StartResponse) -> None:
        self.environ = environ
        self.start_response = start_response
        self.body: Iterable[bytes] = ()
        self.error: BaseException | None = None
        self.begun_at = 0.0
        self.is_passed = False
        # Held until there is an answer.
        self.done = Lock()
        self.done.acquire()


class PageThread:
    """One thread at work, unless what it makes is slow: then another one takes its turn.

    However many wait, they wait for the one thread. Were they to go past it, each with a
    connection of its own, all would be slow as soon as one was. Threads stay for the next time.
    """

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application
        self._asked: SimpleQueue[Page] = SimpleQueue()
        # Held by the thread whose turn it is to take what was asked for next.
        self._turn = Lock()
        # For what follows.
        self._lock = Lock()
        self._begun: Page | None = None
        self._idle = self._threads = 0

    def answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        page = Page(environ, start_response)
        self._asked.put(page)
        if not self._threads:
            self._begin()
        while not page.done.acquire(timeout=PATIENCE):
            self._look_past(page)
        if page.error is not None:
            try:
                raise page.error
            finally:
                del page
        return page.body

    def _begin(self) -> None:
        with self._lock:
            if not self._threads:
                self._add_thread()

    def _look_past(self, waiting: Page) -> None:
        """Give the turn to another thread, if the one that has it is busy for too long."""
        with self._lock:
            page = self._begun
            if page is None or page is waiting or monotonic() - page.begun_at < PATIENCE:
                return
            page.is_passed, self._begun = True, None
            if not self._idle:
                self._add_thread()
        self._turn.release()

    def _add_thread(self) -> None:
        self._threads += 1
        self._idle += 1
        # It ends with the process: nobody need wait for a page that nobody can be sent any more.
        Thread(target=self._work, name=f"pages-{self._threads}", daemon=True).start()

    def _work(self) -> None:
        while True:
            self._turn.acquire()
            with self._lock:
                self._idle -= 1
            while self._make(self._asked.get()):
                pass

    def _make(self, page: Page) -> bool:
        """Whether it is this thread's turn still."""
        page.begun_at = monotonic()
        self._begun = page
        try:
            page.body = self._application(page.environ, page.start_response)
        except BaseException as error:
            page.error = error
        with self._lock:
            if page.is_passed:
                self._idle += 1
            else:
                self._begun = None
        page.done.release()
        return not page.is_passed
