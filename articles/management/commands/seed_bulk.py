"""`manage.py seed_bulk`: an archive of any size, for measuring and for trying things out."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError, OperationalError
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.demo.bulk.newsroom import furnish
from articles.demo.bulk.plan import Plan
from articles.demo.bulk.processes import Processes
from articles.demo.bulk.seeding import to_finish
from articles.demo.bulk.texts import LANGUAGES
from articles.exchange.bulk.bare import bare_tables, is_bare, may_be_bare
from articles.exchange.bulk.records import BulkRefused
from articles.exchange.bulk.settling import settled
from articles.exchange.bulk.undisturbed import undisturbed
from articles.exchange.bulk.writing import BATCH
from articles.models import Category, Site

STOPPED = 130
MOST_STORIES, MOST_JOBS = 100_000_000, 64
# Of how many stories on an empty database is filled without indexes, which are made afterwards.
WORTH_STRIPPING = 10_000
# So many corrections are a transaction.
FINISHED = 25


class Command(BaseCommand):
    """Each batch is a transaction: a run that was killed is taken up by running it again."""

    help = (
        "Fills a site with made-up stories until it has as many: sections, tags, authors, "
        "pictures, twelve years of dates, some corrected, scheduled, ended or taken down. For "
        "development: refused with production settings. Safe to repeat and to interrupt."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stories", type=int, required=True, help="how many there are to be")
        parser.add_argument(
            "--site", default="", help="key of the site (default: the default site)"
        )
        parser.add_argument(
            "--languages", default="", help=f"such as {','.join(LANGUAGES)} (default: all it has)"
        )
        parser.add_argument("--jobs", type=int, default=2, help="processes (default: 2)")
        parser.add_argument(
            "--in-production",
            action="store_true",
            help="write made-up stories although the settings are those of production",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write what is missing, and say what there is."""
        if not settings.DEBUG and not options["in_production"]:
            raise CommandError(
                _("Made-up stories do not belong on a real site. If you mean it: --in-production.")
            )
        stories, jobs = options["stories"], options["jobs"]
        if not (1 <= stories <= MOST_STORIES and 1 <= jobs <= MOST_JOBS):
            raise CommandError(
                _("--stories is a number from 1 to %(stories)d, --jobs one from 1 to %(jobs)d.")
                % {"stories": MOST_STORIES, "jobs": MOST_JOBS}
            )
        site = _site(options["site"])
        plan = Plan(site.pk, stories, _languages(site, options["languages"]), timezone.now())
        if site.review_required:
            raise CommandError(
                _("“%(site)s” asks for review, so nothing can be published there in bulk.")
                % {"site": site.key}
            )
        began = time.monotonic()
        done = self._write(plan, jobs)
        seconds = time.monotonic() - began
        self.stdout.write(
            _(
                "%(created)d stories created (%(texts)d texts, %(corrected)d corrected, "
                "%(taken_down)d taken down), %(unchanged)d unchanged, in %(seconds).0f s: "
                "%(rate).0f stories a second. Their texts are not judged yet: "
                "check_translations."
            )
            % {
                "created": done["created"],
                "texts": done["texts"],
                "corrected": done["corrected"],
                "taken_down": done["taken down"],
                "unchanged": done["unchanged"],
                "seconds": seconds,
                "rate": done["created"] / seconds,
            }
        )

    def _write(self, plan: Plan, jobs: int) -> Counter[str]:
        done: Counter[str] = Counter()
        try:
            # Before the processes begin, so that they do not wait for each other.
            furnish(Site.objects.get(pk=plan.site))
            with Processes(plan, jobs) as processes:
                batches = _batches(range(plan.stories), BATCH, jobs)
                with (
                    _kept_light(plan, jobs) as give_way,
                    _progress(plan.stories, "story") as bar,
                ):
                    for size, counts in processes.work("write", batches):
                        done += counts
                        bar.update(size)
                        give_way()
                last = to_finish(plan.stories)
                with _progress(len(last), "correction") as bar:
                    batches = _batches(last, FINISHED, jobs)
                    for size, counts in processes.work("finish", batches):
                        done += counts
                        bar.update(size)
        except Category.DoesNotExist:
            raise CommandError(_("The site has no section: make one first.")) from None
        except KeyboardInterrupt:
            raise CommandError(
                _("Stopped after %d stories. Run it again to go on.") % done["created"],
                returncode=STOPPED,
            ) from None
        except IntegrityError as error:
            raise CommandError(
                _("Broke off after %d stories: another seed_bulk writes them, too. Run it again.")
                % done["created"]
            ) from error
        except (BulkRefused, OperationalError, BrokenExecutor) as error:
            raise CommandError(
                _("Broke off after %(stories)d stories: %(error)s")
                % {"stories": done["created"], "error": error}
            ) from error
        return done


@contextmanager
def _kept_light(plan: Plan, jobs: int) -> Iterator[Callable[[], None]]:
    """The tables without what can be made afterwards, where that is worth it; else as they are.

    What it gives is to be called after each batch, for others may wait for the tables.
    """
    if is_bare() or (plan.stories >= WORTH_STRIPPING and may_be_bare()):
        with (
            tqdm(unit="index", disable=None, file=sys.stderr, delay=1) as bar,
            bare_tables(lambda statement: bar.update(), jobs=jobs),
        ):
            # They are this import's alone.
            yield lambda: None
    else:
        with settled(jobs), undisturbed() as give_way:
            yield give_way


def _progress(total: int, unit: str) -> tqdm[Any]:
    return tqdm(total=total, unit=unit, disable=None, file=sys.stderr)


def _batches(numbers: Sequence[int], size: int, jobs: int) -> Iterator[Sequence[int]]:
    """The last ones are smaller, so that all processes end at about the same time."""
    end = max(len(numbers) - jobs * size, 0) // size * size
    for first in range(0, end, size):
        yield numbers[first : first + size]
    smaller = max(size // 4, 1)
    for first in range(end, len(numbers), smaller):
        yield numbers[first : first + smaller]


def _site(key: str) -> Site:
    sites = Site.objects.filter(key=key) if key else Site.objects.filter(is_default=True)
    site = sites.first()
    if site is None:
        known = ", ".join(Site.objects.values_list("key", flat=True)) or "-"
        raise CommandError(
            _("There is no site “%(key)s”; write one of: %(known)s.") % {"key": key, "known": known}
        )
    return site


def _languages(site: Site, given: str) -> tuple[str, ...]:
    editions = list(site.editions.order_by("position").values_list("language_code", flat=True))
    possible = [code for code in editions if code in LANGUAGES]
    chosen = [code.strip() for code in given.split(",") if code.strip()] or possible
    for code in chosen:
        if code not in possible:
            raise CommandError(
                _("No story can be made up in “%(code)s” on “%(site)s”; write one of: %(known)s.")
                % {"code": code, "site": site.key, "known": ", ".join(possible) or "-"}
            )
    if not chosen:
        raise CommandError(_("The site has no edition in a language that can be made up."))
    return tuple(dict.fromkeys(chosen))
