"""One thread of a process makes readers' pages, whichever thread was asked for one.

A server has many threads, because whoever is counted waits in one for the disk. Were pages made in
all of them, each would have a database connection and its plans, and each would take the
interpreter away from the others: pages came at two thirds of the rate, the slowest ten times later.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

# In seconds. Who has not had a turn until then stands behind something slow, and goes past it.
PATIENCE = 0.1


def in_one_thread(application: WSGIApplication) -> WSGIApplication:
    """The application, called in a thread of its own; a body that streams is read in the caller's.

    Raises what the application raises.
    """
    pages = ThreadPoolExecutor(1, thread_name_prefix="pages")

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            asked = pages.submit(application, environ, start_response)
        except RuntimeError:
            # The process is about to end, and has ended its thread; who still waits is answered.
            return application(environ, start_response)
        try:
            return asked.result(timeout=PATIENCE)
        except TimeoutError:
            if asked.cancel():
                return application(environ, start_response)
            return asked.result()

    return answer
