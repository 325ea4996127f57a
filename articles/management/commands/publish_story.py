"""`manage.py publish_story`: put languages of a story in front of the readers of a site."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles import workflow
from articles.management.actors import (
    add_actor,
    find_actor,
    find_story,
    judged,
    languages,
    moment,
)
from articles.management.choices import site_of
from articles.models import Category, Site


class Command(BaseCommand):
    """Exit code 0: all languages are published; 1: none is, and every reason is said."""

    help = "Publishes languages of a story on a site, through the same gate as the admin."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_actor(parser)
        parser.add_argument("--site", required=True, help="key of the site")
        parser.add_argument(
            "--languages",
            type=languages,
            help="codes, with commas; default: every language of the site that is written",
        )
        parser.add_argument("--section", help="key of a section of the site; default: as before")
        parser.add_argument("--at", type=moment, help="public from, ISO 8601; default: now")
        parser.add_argument("--until", type=moment, help="public until, ISO 8601")
        parser.add_argument(
            "--override-reason",
            default="",
            help="why it is published in spite of findings; the log keeps it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        actor = find_actor(options["actor"])
        story, site = find_story(options["story"], actor), site_of(options["site"])
        section = _section(site, options["section"]) if options["section"] else None
        codes = options["languages"]
        if codes is None:
            editions = site.editions.values_list("language_code", flat=True)
            written = set(story.translations.values_list("language_code", flat=True))
            codes = [code for code in editions if code in written]
        with judged(dry_run=options["dry_run"]):
            published = workflow.publish(
                story,
                site=site,
                languages=codes,
                section=section,
                publish_at=options["at"],
                expire_at=options["until"],
                override_reason=options["override_reason"],
                actor=actor,
            )
        word = _("Would be public") if options["dry_run"] else _("Public")
        for row in published:
            until = f" – {row.expire_at.isoformat()}" if row.expire_at else ""
            self.stdout.write(
                f"{word}: #{story.pk} {site.key} {row.language_code} "
                f"{row.publish_at.isoformat()}{until}"
            )


def _section(site: Site, key: str) -> Category:
    found: Category | None = Category.objects.filter(site=site, key=key).first()
    if found is None:
        raise CommandError(_("The site has no section with this key."))
    return found
