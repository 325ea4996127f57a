"""How many views a second are acknowledged, each of them on disk, beside three limits.

On the same PostgreSQL in the same run: the barest Django view that writes one row (no middleware,
one INSERT), and PostgreSQL alone, `pgbench` writing single rows. Every request is another reader
on one of a thousand publications, so none is a repeat.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.ground import DATABASE, ROOT, Ground
from bench.limits import BARE_TABLE
from bench.programs import Load, Server, granian, load, median_load
from bench.tables import WIDTH, Report, heading, row, say

PUBLICATIONS = 1_000
RATE, BARE, WITH_PAGES = 10_000, 1.7, 3_000
TURNS = 3
PGBENCH = """
\\set publication random(1, 1000)
INSERT INTO bench_bare (publication_id, visitor, at)
    VALUES (:publication, decode(md5(random()::text), 'hex'), now());
"""


@dataclass(frozen=True)
class Counting:
    ground: Ground
    folder: Path
    seconds: int
    connections: int
    report: Report

    def tell(self) -> None:
        heading(
            f"Acknowledged views a second, {self.connections} connections",
            f"{'views/s':>10}{'median ms':>11}{'p99 ms':>9}{'MB':>7}   of the limit",
        )
        tokens = self._tokens()
        self._make_table()
        with (
            self._server("bench.limits:bare_view") as barest,
            self._server("newscenter.wsgi:application") as server,
        ):
            before = ledger_rows()
            # By turns, for the machine is quicker in one minute than in the next.
            looks = [
                (self._storm(barest, tokens), self._storm(server, tokens)) for _ in range(TURNS)
            ]
            bare, ours = (median_load(some) for some in zip(*looks, strict=True))
            row("bare view, one INSERT", bare, barest.megabytes)
            row("beacon", ours, server.megabytes, bare, "bare view")
            acknowledged = sum(one.rate for _, one in looks) * self.seconds
            written = ledger_rows() - before
            if written < acknowledged:
                raise SystemExit(f"{acknowledged:.0f} acknowledged, {written} written.")
            with self._readers(server) as pages:
                besides = self._storm(server, tokens)
            row("beacon, pages besides", besides, server.megabytes, bare, "bare view")
            for one in pages:
                row("  pages then", one, server.megabytes)
        alone = self._postgres_alone()
        say(f"{'PostgreSQL alone, pgbench':{WIDTH}}{alone:10,.0f}   ours {ours.rate / alone:.2f} ×")
        self.report.at_least("views/s", ours.rate, RATE)
        self.report.at_least("views / bare view", ours.rate / bare.rate, BARE)
        self.report.at_least("views/s, pages besides", besides.rate, WITH_PAGES)

    def _server(self, target: str) -> AbstractContextManager[Server]:
        environment = {
            **self.ground.environment,
            # wrk says who its readers are, as a proxy would.
            **{"TRUSTED_PROXIES": "1", "LOG_LEVEL": "ERROR"},
        }
        return granian(target, environment)

    def _storm(self, server: Server, tokens: Path) -> Load:
        for seconds in (2, self.seconds):
            found = load(
                server.port,
                "/-/view",
                self.ground.host,
                seconds=seconds,
                connections=self.connections,
                script=(ROOT / "bench" / "views.lua", tokens),
            )
        return found

    @contextmanager
    def _readers(self, server: Server) -> Iterator[list[Load]]:
        """Kept pages, asked for as often as four readers can while views come."""
        found: list[Load] = []

        def read() -> None:
            found.append(
                load(
                    server.port,
                    self.ground.paths["story"],
                    self.ground.host,
                    seconds=self.seconds + 2,
                    connections=4,
                )
            )

        reader = threading.Thread(target=read)
        reader.start()
        yield found
        reader.join()

    def _tokens(self) -> Path:
        """What the pages of a thousand publications carry."""
        from django.conf import settings

        from articles.counting.tokens import make_token
        from articles.models import Publication

        file = self.folder / "tokens"
        settings.SECRET_KEY = self.ground.environment["SECRET_KEY"]
        ids = Publication.objects.order_by("-pk").values_list("pk", flat=True)[:PUBLICATIONS]
        file.write_text("".join(f"{make_token(pk)}\n" for pk in ids), "ascii")
        return file

    def _make_table(self) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(BARE_TABLE)

    def _postgres_alone(self) -> float:
        """Single durable rows by `pgbench`, prepared."""
        from newscenter.postgres.server import project_server

        server = project_server()
        address = server.open()
        with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
            script.write(PGBENCH)
            script.flush()
            done = subprocess.run(
                [
                    *(server.binaries.path("pgbench"), "-n", "-M", "prepared"),
                    *("-c", str(self.connections), "-j", "2", "-T", str(self.seconds)),
                    *("-f", script.name, DATABASE),
                ],
                env={
                    **os.environ,
                    "PGHOST": str(address.host),
                    "PGPORT": str(address.port),
                    "PGUSER": address.user,
                    "PGPASSWORD": address.password,
                },
                capture_output=True,
                text=True,
                check=True,
                timeout=self.seconds + 60,
            )
        line = next(one for one in done.stdout.splitlines() if one.startswith("tps"))
        return float(line.split()[2])


def ledger_rows() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM articles_viewevent")
        return int(cursor.fetchone()[0])
