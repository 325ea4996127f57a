"""Bytes: what a counted view, a change and a page take on the disk, in the log and on the line.

    python bench/sizes.py                  200,000 views
    python bench/sizes.py --views 2000000

The figures of docs/capacity.md that are no rates. A database of its own, taken away again; no load.
"""

from __future__ import annotations

import argparse
import gzip
import os
import secrets
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

DATABASE = "bench_sizes"
PUBLICATIONS = 200
# Views that are written together, where readers come one by one and where they crowd.
BATCHES = (1, 16)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--views", type=int, default=200_000)
    options = parser.parse_args()
    os.environ |= {"DJANGO_SETTINGS_MODULE": "newscenter.settings", "DEBUG": "true"}
    os.environ["LOG_LEVEL"] = "WARNING"
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection, connections

    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["*"]
    name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = DATABASE
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        tell(options.views)
    finally:
        connections.close_all()
        connection.creation.destroy_test_db(name, verbosity=0)


def tell(views: int) -> None:
    from django.utils import timezone

    from articles.counting import ledger
    from articles.counting.roll_up import roll_up
    from articles.models import Publication, Story
    from articles.workflow import publish
    from bench.ground import long_body
    from tests.factories import make_live_story, make_site, write_text

    site = make_site("news", ("vi",))
    texts = {"body": long_body()}
    stories = [make_live_story(site, ("vi",), texts=texts) for _ in range(PUBLICATIONS)]
    publications = list(Publication.objects.order_by("pk").values_list("pk", flat=True))
    # After a checkpoint the log has whole pages, which are of no view in particular.
    ask("CHECKPOINT")

    def count(number: int, batch: int) -> None:
        for start in range(0, number, batch):
            seen = [
                ledger.View(publications[(start + one) % PUBLICATIONS], secrets.token_bytes(16))
                for one in range(batch)
            ]
            ledger.record(seen, timezone.now())

    count(2_000, 16)
    for batch in BATCHES:
        number = 2_000 * batch
        written = logged(partial(count, number, batch))
        line(f"log of a view, {batch} written together", written, number)
    already = 2_000 + 2_000 * sum(BATCHES)
    count(max(0, views - already), 500)
    rows = ask("SELECT count(*) FROM articles_viewevent")
    line("ledger, table", ask("SELECT pg_table_size('articles_viewevent')"), rows)
    line("ledger, indexes", ask("SELECT pg_indexes_size('articles_viewevent')"), rows)
    begun = time.perf_counter()
    line("log of a view's roll-up", logged(roll_up), rows)
    say("views rolled up a second, on the clock", f"{rows / (time.perf_counter() - begun):,.0f}")

    def change() -> None:
        for number, story in enumerate(stories):
            fresh = Story.objects.get(pk=story.pk)
            write_text(fresh, "vi", title=f"Tít mới số {number}")
            publish(fresh, site=site, languages=["vi"], actor=None)

    line("log of a text saved and published", logged(change), len(stories))
    for path in (f"/vi/{'x'}/-{stories[0].pk}/", "/vi/"):
        page(site, path)


def page(site: Any, path: str) -> None:
    from django.test import Client

    client = Client(headers={"host": f"{site.key}.example"})
    answer = client.get(path, follow=True)
    assert answer.status_code == 200, (path, answer.status_code)
    kind = "front page" if path.count("/") == 2 else "story"
    say(f"{kind} as sent, gzip", f"{len(gzip.compress(answer.content, 6)):,} bytes")


def ask(query: str) -> Any:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0] if cursor.description else None


def logged(act: Callable[[], Any]) -> int:
    """Bytes of the log that it wrote: what each replica is sent."""
    before = ask("SELECT pg_current_wal_insert_lsn()")
    act()
    return int(ask(f"SELECT pg_current_wal_insert_lsn() - '{before}'::pg_lsn"))


def line(what: str, size: int, number: int) -> None:
    say(what, f"{size / number:,.0f} bytes")


def say(what: str, text: str) -> None:
    sys.stdout.write(f"{what:<42}{text:>16}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
