"""What grows with an archive: pages measured at one size, then at another, and their ratio.

    python bench/growth.py                            2,000 stories, then 50,000
    python bench/growth.py --stories 10000 1000000    as issue 5 asks, on a quiet machine
    python bench/growth.py --keep                     leave the database there, for looking around

For each size a database of its own is filled by `seed_bulk` in three languages. Every page is asked
for through Django's test client, without a page cache, and the median of each measure is taken: the
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
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "bench_growth"
LANGUAGES = ("vi", "en", "zh-hans")
HOST = "growth.example"
LIMIT = 1.25
TICK = os.sysconf("SC_CLK_TCK")


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
    parser.add_argument("--rounds", type=int, default=15, help="how often each page is asked for")
    parser.add_argument("--keep", action="store_true", help="leave the database there")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newscenter.settings")
    os.environ.setdefault("DEBUG", "true")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    logging.disable(logging.INFO)  # of every login
    settings.DEBUG = False  # with it, Django remembers every query
    settings.ALLOWED_HOSTS = ["*"]
    connection.settings_dict["TEST"]["NAME"] = DATABASE
    name = connection.settings_dict["NAME"]
    costs = []
    for stories in options.stories:
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            make_site()
            costs.append(measure(stories, options.jobs, options.rounds))
        finally:
            if not (options.keep and stories == options.stories[-1]):
                connection.creation.destroy_test_db(name, verbosity=0)
    small, large = costs
    report(options.stories, small, large)


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


def measure(stories: int, jobs: int, rounds: int) -> dict[str, Cost]:
    from django.core.management import call_command
    from django.db import connection

    call_command("seed_bulk", stories=stories, jobs=jobs, in_production=True)
    call_command("make_site_maps")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return {name: cost_of(ask, rounds) for name, ask in pages().items()}


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
        "list of stories, admin": lambda: whole(desk.get("/admin/articles/story/")),
        "page 20 of it": lambda: whole(desk.get("/admin/articles/story/", {"p": 20})),
        "pages deep in it": lambda: whole(desk.get("/admin/articles/story/", {"older": place})),
        "board": lambda: whole(desk.get("/admin/articles/story/board/")),
    }
    return asked


def cost_of(ask: Callable[[], int], rounds: int) -> Cost:
    """The median of each measure, after one asking that warms up."""
    ask()
    application, clock = [], []
    size = 0
    before = server_seconds()
    for _ in range(rounds):
        began, worked = time.perf_counter(), time.process_time()
        size = ask()
        application.append(time.process_time() - worked)
        clock.append(time.perf_counter() - began)
    # The server's clock ticks too slowly for one page: a mean.
    database = (server_seconds() - before) / rounds
    return Cost(
        statistics.median(application) * 1000,
        database * 1000,
        statistics.median(clock) * 1000,
        size,
    )


def server_seconds() -> float:
    """CPU time of the server process of our connection, which is on this machine."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


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
