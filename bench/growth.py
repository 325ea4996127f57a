"""What grows with an archive: pages measured at one size and at another, and their ratio.

    python bench/growth.py                            2,000 stories, then 50,000
    python bench/growth.py --stories 10000 1000000    as issue 5 asks, on a quiet machine
    python bench/growth.py --keep                     leave the databases there, for another run

For each size a database of its own is filled by `seed_bulk` in three languages, unless an earlier
run has left it. Every page is asked for through Django's test client, without a page cache, of both
archives by turns, so that both meet the same machine, and the median of each measure is taken: the
CPU time of this process, the CPU time of its database server process, and the time on the clock. A
ratio above 1.25 is marked.
"""

from __future__ import annotations

import argparse
import logging
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "bench_growth_{stories}"
LANGUAGES = ("vi", "en", "zh-hans")
HOST = "growth.example"
LIMIT = 1.25
TURNS = 3
NANOSECONDS = 1e9


@dataclass(frozen=True)
class Cost:
    """Milliseconds, and the bytes of the answer."""

    application: float
    database: float
    clock: float
    size: int

    @property
    def cpu(self) -> float:
        return self.application + self.database


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=int, nargs=2, default=(2_000, 50_000))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=15, help="how often a page is asked a turn")
    parser.add_argument("--keep", action="store_true", help="leave the databases there")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newscenter.settings")
    os.environ.setdefault("DEBUG", "true")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.conf import settings

    logging.disable(logging.INFO)  # of every login
    settings.DEBUG = False  # with it, Django remembers every query
    settings.ALLOWED_HOSTS = ["*"]
    archives = [Archive(stories) for stories in options.stories]
    try:
        for archive in archives:
            archive.fill(options.jobs)
        measured = by_turns(archives, options.rounds)
    finally:
        for archive in archives:
            if not options.keep:
                archive.drop()
    report(options.stories, *measured)


class Archive:
    """A database of so many stories; `use` makes it the one that is asked."""

    def __init__(self, stories: int) -> None:
        self.stories = stories
        self.name = DATABASE.format(stories=stories)
        self.pages: dict[str, Callable[[], int]] = {}

    def fill(self, jobs: int) -> None:
        """Make it, unless an earlier run has left it there."""
        from django.core.management import call_command
        from django.db import connection

        from articles.models import Story

        self.use("postgres")
        with connection.cursor() as cursor:
            cursor.execute("SELECT FROM pg_database WHERE datname = %s", [self.name])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE DATABASE {self.name}")
        self.use()
        call_command("migrate", verbosity=0)
        if Story.objects.count() < self.stories:
            make_site()
            call_command("seed_bulk", stories=self.stories, jobs=jobs, in_production=True)
            call_command("make_site_maps")
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        self.pages = pages()

    def use(self, name: str = "") -> None:
        from django.contrib.contenttypes.models import ContentType
        from django.db import connection

        from articles.sites.snapshot import forget_public_sites

        connection.close()
        # As a server that keeps its connections.
        connection.settings_dict |= {"NAME": name or self.name, "CONN_MAX_AGE": None}
        forget_public_sites()
        ContentType.objects.clear_cache()

    def drop(self) -> None:
        from django.db import connection

        self.use("postgres")
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")


def by_turns(archives: Sequence[Archive], rounds: int) -> list[dict[str, Cost]]:
    """What each page costs of each archive."""
    found: list[dict[str, list[Cost]]] = [{} for _ in archives]
    for _ in range(TURNS):
        for archive, costs in zip(archives, found, strict=True):
            archive.use()
            for name, ask in archive.pages.items():
                costs.setdefault(name, []).append(cost_of(ask, rounds))
    return [
        {name: min(several, key=lambda cost: cost.cpu) for name, several in costs.items()}
        for costs in found
    ]


def make_site() -> None:
    from articles.models import (
        Category,
        CategoryTranslation,
        Edition,
        Site,
        SiteHost,
        User,
    )

    site = Site.objects.create(key="growth", publisher="Growth", is_default=True)
    SiteHost.objects.create(site=site, host=HOST, is_primary=True)
    for position, code in enumerate(LANGUAGES):
        Edition.objects.create(
            site=site, language_code=code, position=position, is_default=not position, name="News"
        )
    for key in ("thoi-su", "kinh-te", "the-thao", "van-hoa"):
        section = Category.objects.create(site=site, key=key)
        for code in LANGUAGES:
            CategoryTranslation.objects.create(master=section, language_code=code, name=key)
    User.objects.create_superuser("growth", password=os.urandom(16).hex())


def pages() -> dict[str, Callable[[], int]]:
    """What is asked for, by name; each answer must be whole."""
    from django.test import Client

    from articles.admin.windows import Place
    from articles.models import Publication, Story, User
    from articles.queries.listings import Cursor
    from articles.queries.sitemaps import stories_in_a_file_of
    from articles.sites import addresses

    public, desk = Client(headers={"host": HOST}), Client(headers={"host": HOST})
    desk.force_login(User.objects.get(username="growth"))
    live = Publication.objects.filter(
        language_code="vi", withdrawn_at=None, expire_at=None, section__key="thoi-su"
    ).order_by("-publish_at", "-pk")
    count = live.count()
    # Of a small archive, the last page that there is.
    story, deep = live[count // 2], live[min(49 * 20, count - 1)]
    # What hardly another story has in its title.
    rare = next(word for word in story.revision.title.split() if word.isdigit())
    section = addresses.section_path("vi", "thoi-su")
    path = addresses.story_path("vi", "thoi-su", story.revision.slug, story.story_id)
    number = story.story_id // stories_in_a_file_of(len(LANGUAGES))
    cursor = str(Cursor(deep.publish_at, deep.pk))
    middle = Story.objects.order_by("-updated_at")[Story.objects.count() // 2]
    place = str(Place(middle.pk, middle.updated_at))
    stories = "/admin/articles/story/"

    def whole(answer: Any) -> int:
        assert answer.status_code == 200, answer
        return len(b"".join(answer)) if answer.streaming else len(answer.content)

    def begun(answer: Any) -> int:
        assert answer.status_code == 200, answer
        pieces = iter(answer)
        size = len(next(pieces))
        # Or the cursor it reads from is closed by the garbage collector in the middle of another
        # answer, and psycopg waits for itself.
        answer.close()
        return size

    asked: dict[str, Callable[[], int]] = {
        "story": lambda: whole(public.get(path)),
        "home": lambda: whole(public.get(addresses.edition_path("vi"))),
        "section": lambda: whole(public.get(section)),
        "section, page 50": lambda: whole(public.get(section, {"after": cursor})),
        "feed": lambda: whole(public.get(addresses.feed_path("vi", "rss.xml"))),
        "search, common word": lambda: whole(
            public.get(addresses.search_path("vi"), {"q": "người"})
        ),
        "search, rare word": lambda: whole(public.get(addresses.search_path("vi"), {"q": rare})),
        "index of site maps": lambda: whole(public.get(addresses.SITEMAP_INDEX)),
        "file of site map, begun": lambda: begun(public.get(addresses.story_sitemap_path(number))),
        "file of site map, whole": lambda: whole(public.get(addresses.story_sitemap_path(0))),
        "list of stories, admin": lambda: whole(desk.get(stories)),
        "page 20 of it": lambda: whole(desk.get(stories, {"p": 20})),
        "pages deep in it": lambda: whole(desk.get(stories, {"older": place})),
        "search in it, common word": lambda: whole(desk.get(stories, {"q": "người"})),
        "search in it, rare word": lambda: whole(desk.get(stories, {"q": rare})),
        "search in it, deep in it": lambda: whole(
            desk.get(stories, {"q": "người", "older": place})
        ),
        "board": lambda: whole(desk.get("/admin/articles/story/board/")),
    }
    return asked


def cost_of(ask: Callable[[], int], rounds: int) -> Cost:
    """The median of each measure, after two askings that warm up."""
    ask()
    ask()
    pid = server_process()
    application, database, clock = [], [], []
    size = 0
    for _ in range(rounds):
        served = server_seconds(pid)
        began, worked = time.perf_counter(), time.process_time()
        size = ask()
        application.append(time.process_time() - worked)
        clock.append(time.perf_counter() - began)
        database.append(server_seconds(pid) - served)
    return Cost(
        statistics.median(application) * 1000,
        statistics.median(database) * 1000,
        statistics.median(clock) * 1000,
        size,
    )


def server_process() -> int:
    """The one of our connection, which is on this machine."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def server_seconds(pid: int) -> float:
    """CPU time, to the nanosecond; `/proc/PID/stat` has hundredths of a second."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / NANOSECONDS


def report(sizes: tuple[int, int], small: dict[str, Cost], large: dict[str, Cost]) -> None:
    """One line a page: CPU of both kinds and clock at both sizes, then the ratio of CPU."""
    say(f"{'ms a page':26}" + "".join(f"{n:>10,} app    db  clock" for n in sizes) + "  ratio")
    for name, before in small.items():
        now = large[name]
        ratio = now.cpu / before.cpu
        mark = " !" if ratio > LIMIT else ""
        columns = "".join(
            f"{one.application:14.1f}{one.database:6.1f}{one.clock:7.1f}" for one in (before, now)
        )
        say(f"{name:26}{columns}{ratio:7.2f}{mark}")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
