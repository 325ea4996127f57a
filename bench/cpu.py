"""Processor time and queries of one uncached page, measured inside of the process that makes it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from bench.ground import ROOT, Ground
from bench.tables import WIDTH, Report, heading, say

# Rounds of at most so many pages or seconds; of the rounds, the best counts.
ROUNDS, PAGES, SECONDS, WARM = 5, 60, 1.5, 10
# What issue 5 allows, in milliseconds of application and of database.
STORY = (2.5, 0.5)
QUERIES = {"story": 3, "home": 5, "section, page 50": 5}


def tell(ground: Ground, report: Report) -> None:
    """In a process of its own, with production's settings."""
    asked = {"host": ground.host, "paths": ground.paths, "revision": ground.revision}
    told = subprocess.run(
        [sys.executable, "-m", "bench.cpu", json.dumps(asked)],
        cwd=ROOT,
        env={**ground.environment, "PAGE_CACHE_BYTES": "0", "LOG_LEVEL": "ERROR"},
        stdout=subprocess.PIPE,
        check=True,
        timeout=600,
    ).stdout
    found = json.loads(told)
    heading(
        "Processor time of a page, uncached, in ms",
        f"{'application':>12}{'database':>10}{'queries':>9}{'kB':>9}",
    )
    for name, one in found.items():
        say(
            f"{name:{WIDTH}}{one['application']:12.2f}{one['database']:10.2f}"
            f"{one['queries']:9}{one['bytes'] / 1000:9.1f}"
        )
    report.at_most("story: application, ms", found["story"]["application"], STORY[0])
    report.at_most("story: database, ms", found["story"]["database"], STORY[1])
    for name, queries in QUERIES.items():
        report.at_most(f"{name}: queries", found[name]["queries"], queries)


def measure(asked: dict[str, Any]) -> dict[str, dict[str, float]]:
    from bench import limits
    from newscenter import wsgi
    from newscenter.readers import with_readers

    # In this thread, whose time is taken.
    application = with_readers(wsgi.django)
    bare = limits.bare_application
    found = {
        name: cost(lambda path=path: call(application, path, asked["host"]))  # type: ignore[misc]
        for name, path in asked["paths"].items()
    }
    page = bare()
    found["barest page of the ORM"] = cost(
        lambda: call(page, f"/{asked['revision']}/", asked["host"])
    )
    return found


def cost(ask: Callable[[], bytes]) -> dict[str, float]:
    """The least of some rounds: what others do on the machine only adds to it."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    connection.settings_dict["CONN_MAX_AGE"] = None
    begun = time.perf_counter()
    body, warm = ask(), 1
    while warm < WARM and time.perf_counter() - begun < SECONDS:
        ask()
        warm += 1
    rounds = []
    for _ in range(ROUNDS):
        begun, pages = time.perf_counter(), 0
        application, database = time.thread_time(), backend_time(connection)
        while pages < PAGES and (pages == 0 or time.perf_counter() - begun < SECONDS):
            ask()
            pages += 1
        spent = time.thread_time() - application, backend_time(connection) - database
        rounds.append([seconds / pages * 1000 for seconds in spent])
    with CaptureQueriesContext(connection) as captured:
        ask()
    return {
        "application": min(one[0] for one in rounds),
        "database": min(one[1] for one in rounds),
        "queries": len(captured),
        "bytes": len(body),
    }


def backend_time(connection: Any) -> float:
    """Of the process of PostgreSQL that answers this connection, on this machine."""
    pid = connection.connection.info.backend_pid
    return int(Path(f"/proc/{pid}/schedstat").read_text("ascii").split()[0]) / 1e9


def call(application: Any, path: str, host: str) -> bytes:
    path, _, query = path.partition("?")
    answered: list[str] = []
    body = application(
        {
            **{"REQUEST_METHOD": "GET", "PATH_INFO": unquote(path).encode().decode("latin-1")},
            **{"QUERY_STRING": query, "SCRIPT_NAME": "", "SERVER_NAME": host, "SERVER_PORT": "443"},
            **{"HTTP_HOST": host, "HTTP_X_FORWARDED_PROTO": "https", "REMOTE_ADDR": "127.0.0.1"},
            **{"wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "wsgi.url_scheme": "http"},
        },
        lambda status, _headers, _error=None: answered.append(status),
    )
    whole = b"".join(body)
    if hasattr(body, "close"):
        body.close()
    if not answered[0].startswith("200"):
        raise SystemExit(f"{path} answers {answered[0]}.")
    return whole


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(json.loads(sys.argv[1]))))
