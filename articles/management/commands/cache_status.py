"""`manage.py cache_status`: what the page caches of all web processes do."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from articles.caching.reporting import (
    CacheFigures,
    ReplicaFigures,
    replica_reports,
    reports,
    summed,
)


class Command(BaseCommand):
    """Figures of the processes that answered within the last half minute; writes nothing."""

    help = (
        "Shows entries, memory, hit rate, evictions and invalidations of the page cache of every "
        "web process that is running, and the replicas that it reads from. Exits with 1 where "
        "there is none."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=("table", "json"), default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        found = reports()
        if options["format"] == "json":
            servers = replica_reports()
            self.stdout.write(
                json.dumps(
                    {
                        name: asdict(one)
                        | {"replicas": [asdict(server) for server in servers.get(name, [])]}
                        for name, one in found.items()
                    }
                )
            )
        elif found:
            rows = [*found.items(), ("all", summed(list(found.values())))]
            self._table(rows)
            self._servers(replica_reports())
        if not found:
            self.stderr.write(
                "No web process with a page cache has told anything in the last half minute. "
                "PAGE_CACHE_BYTES=0 switches it off; a process starts to tell with its first page."
            )
            raise SystemExit(1)

    def _table(self, rows: list[tuple[str, CacheFigures]]) -> None:
        width = max(len(name) for name, _one in rows)
        self.stdout.write(
            f"{'process':<{width}}  entries  memory      hits    shared    misses  hit rate  "
            "stale  refused  evicted  invalidated  flushed"
        )
        for name, one in rows:
            rate = "-" if one.hit_rate is None else f"{one.hit_rate:.1%}"
            self.stdout.write(
                f"{name:<{width}}  {one.entries:>7}  {one.size / 1e6:>4.1f} MB  {one.hits:>8}  "
                f"{one.shared:>8}  {one.misses:>8}  {rate:>8}  {one.stale_served:>5}  "
                f"{one.refused:>7}  {one.evicted:>7}  {one.invalidated:>11}  {one.flushed:>7}"
            )

    def _servers(self, found: dict[str, list[ReplicaFigures]]) -> None:
        """Who answers public reads; nothing where there are no replicas."""
        if not found:
            return
        width = max(len(name) for name in found)
        server = max(len(one.server) for servers in found.values() for one in servers)
        self.stdout.write(
            f"\n{'process':<{width}}  {'server':<{server}}  state      answered  failures  behind"
        )
        for name, servers in found.items():
            for one in servers:
                self.stdout.write(
                    f"{name:<{width}}  {one.server:<{server}}  {one.state:<8}  {one.answered:>9}  "
                    f"{one.failures:>8}  {one.lag / 1000:>.1f} kB"
                )
