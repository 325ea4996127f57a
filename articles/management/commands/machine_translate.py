"""`manage.py machine_translate`: fill translations by machine."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from articles.exchange.machine.configured import configured_engine
from articles.exchange.machine.engine import Engine, MachineError
from articles.exchange.machine.quota import left
from articles.exchange.machine.transport import LONG
from articles.models import Site, Story, StoryTranslation
from articles.workflow.errors import NothingToTranslate
from articles.workflow.machine import characters, gaps, machine_translate


class Command(BaseCommand):
    """A thin shell over `workflow.machine`; safe to repeat, as it fills only what is missing."""

    help = (
        "Translates by machine what is missing in stories of a site. What a machine wrote is "
        "marked until a person has confirmed it; nothing is published. Stops at the first failure "
        "of the service, keeping what it has; safe to repeat."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--site", required=True, help="key of the site whose stories")
        parser.add_argument(
            "--language", required=True, nargs="+", help="codes of the languages to translate into"
        )
        parser.add_argument("--story", type=int, nargs="+", help="numbers of stories; default: all")
        parser.add_argument(
            "--changed",
            action="store_true",
            help="also segments that have a translation and whose original changed",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="count the characters, send nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        site = _site(options["site"])
        languages = _languages(site, options["language"])
        stories = _stories(site, options["story"])
        engine = _engine()
        if options["dry_run"]:
            self._count(engine, stories, languages, options)
            return
        if engine is None:
            raise CommandError(_("No machine translation is configured: set MACHINE_TRANSLATION."))
        texts = segments = conflicts = rejected = 0
        try:
            for story, code in self._pairs(stories, languages):
                try:
                    outcome = machine_translate(
                        story,
                        code,
                        actor=None,
                        only_missing=not options["changed"],
                        engine=engine,
                    )
                except NothingToTranslate:
                    continue
                texts += outcome.revision is not None
                segments += outcome.applied
                conflicts += len(outcome.conflicts)
                rejected += len(outcome.rejected)
                for one in outcome.rejected:
                    self.stderr.write(f"#{story.pk} {code}: {one.message}")
        except MachineError as error:
            raise CommandError(f"#{story.pk} {code}: {error} {_said(texts, segments)}") from error
        self.stdout.write(_said(texts, segments))
        if conflicts or rejected:
            self.stdout.write(
                _("%(conflicts)d left to people who wrote meanwhile, %(rejected)d rejected.")
                % {"conflicts": conflicts, "rejected": rejected}
            )

    def _count(
        self,
        engine: Engine | None,
        stories: QuerySet[Story],
        languages: list[str],
        options: dict[str, Any],
    ) -> None:
        texts = segments = sent = 0
        for story, code in self._pairs(stories, languages):
            try:
                waiting = gaps(story, code, only_missing=not options["changed"])
            except NothingToTranslate:
                continue
            texts += bool(waiting)
            segments += len(waiting)
            sent += characters(waiting)
        self.stdout.write(
            _("Would be sent: %(what)s, %(characters)s.")
            % {
                "what": _amount(texts, segments),
                "characters": ngettext("%d character", "%d characters", sent) % sent,
            }
        )
        if engine is not None:
            self.stdout.write(
                _("Of this month's quota of %(engine)s %(left)d characters are left.")
                % {"engine": engine.label, "left": left(engine.name)}
            )

    def _pairs(self, stories: QuerySet[Story], languages: list[str]) -> Iterator[tuple[Story, str]]:
        """Each story in each language that is not its own."""
        progress = tqdm(
            stories.iterator(chunk_size=200),
            total=stories.count(),
            unit="story",
            disable=None,
            file=sys.stderr,
        )
        for story in progress:
            yield from ((story, code) for code in languages if code != story.original_language)


def _said(texts: int, segments: int) -> str:
    return _("Translated by machine: %s.") % _amount(texts, segments)


def _amount(texts: int, segments: int) -> str:
    return ", ".join(
        [
            ngettext("%d text", "%d texts", texts) % texts,
            ngettext("%d segment", "%d segments", segments) % segments,
        ]
    )


def _engine() -> Engine | None:
    try:
        return configured_engine(LONG)
    except MachineError as error:
        raise CommandError(str(error)) from error


def _site(key: str) -> Site:
    found = Site.objects.filter(key=key).first()
    if found is None:
        known = ", ".join(Site.objects.values_list("key", flat=True)) or _("none")
        raise CommandError(
            _("There is no site “%(key)s”. Sites: %(known)s.") % {"key": key, "known": known}
        )
    return found


def _languages(site: Site, codes: list[str]) -> list[str]:
    editions = list(site.editions.values_list("language_code", flat=True))
    for code in codes:
        if code not in editions:
            raise CommandError(
                _("The site “%(site)s” has no edition in “%(code)s”. Editions: %(known)s.")
                % {"site": site.key, "code": code, "known": ", ".join(editions)}
            )
    return list(dict.fromkeys(codes))


def _stories(site: Site, numbers: list[int] | None) -> QuerySet[Story]:
    """Newest first, so that a quota goes to what is read."""
    stories: QuerySet[Any] = Story.objects.filter(origin=site).select_related("origin")
    if numbers:
        stories = stories.filter(pk__in=numbers)
        missing = sorted(set(numbers) - set(stories.values_list("pk", flat=True)))
        if missing:
            raise CommandError(
                _("The site “%(site)s” has no story %(stories)s.")
                % {"site": site.key, "stories": ", ".join(map(str, missing))}
            )
    written = StoryTranslation.objects.filter(head__isnull=False).values("master")
    return stories.filter(pk__in=written).order_by("-pk")
