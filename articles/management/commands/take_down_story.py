"""`manage.py take_down_story`: take a story away from readers."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from articles import workflow
from articles.management.actors import add_actor, find_actor, find_story, judged, languages
from articles.management.choices import site_of


class Command(BaseCommand):
    """Exit code 0 also where nothing was public any more; 1: refused, and nothing was done."""

    help = "Takes languages of a story down, on one site or on all; their addresses answer 410."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_actor(parser)
        parser.add_argument("--site", help="key of a site; default: all sites")
        parser.add_argument("--languages", type=languages, help="codes, with commas; default: all")
        parser.add_argument("--reason", required=True, help="why; the log keeps it")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = find_actor(options["actor"])
        story = find_story(options["story"], actor)
        with judged(dry_run=options["dry_run"]):
            gone = workflow.take_down(
                story,
                actor=actor,
                site=site_of(options["site"]) if options["site"] else None,
                languages=options["languages"],
                reason=options["reason"],
            )
        word = _("Would be taken down") if options["dry_run"] else _("Taken down")
        for row in gone:
            self.stdout.write(f"{word}: #{story.pk} {row.site.key} {row.language_code}")
        if not gone:
            self.stdout.write(_("Nothing of it is public there."))
