"""`manage.py explain_visibility`: why readers do not find a story."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.enums import Place
from articles.forms.visibility import say
from articles.management.actors import moment
from articles.models import Site, Story
from articles.queries.visibility import explain


class Command(BaseCommand):
    """Exit code 0: readers find it in all places that were asked for; 1: somewhere they do not."""

    help = "Says for a story, site, language and place which rules hide it, or that none does."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("story", type=int, help="the number of the story")
        parser.add_argument("--site", action="append", help="key of a site; default: all sites")
        parser.add_argument(
            "--language", action="append", help="code of a language; default: the site's editions"
        )
        parser.add_argument(
            "--in",
            dest="places",
            action="append",
            choices=Place.values,
            help="where readers look; default: everywhere",
        )
        parser.add_argument("--at", type=moment, help="at this time instead of now")

    def handle(self, *args: Any, **options: Any) -> None:
        story = Story.objects.filter(pk=options["story"]).first()
        if story is None:
            raise CommandError(_("There is no story %(number)d.") % {"number": options["story"]})
        at = options["at"] or timezone.now()
        hidden = 0
        for site in _sites(options["site"]):
            for code in options["language"] or site.editions.values_list(
                "language_code", flat=True
            ):
                for place in options["places"] or Place.values:
                    hidden += self._one(story, site, code, at, Place(place))
        if hidden:
            raise SystemExit(1)

    def _one(self, story: Story, site: Site, code: str, at: datetime, place: Place) -> int:
        """How many reasons hide it in one place, having said them."""
        reasons = explain(story, site, code, at, place)
        words = " ".join(say(reason, site) for reason in reasons) or _("It is there.")
        self.stdout.write(f"{site.key} {code} {place}: {words}")
        return len(reasons)


def _sites(keys: list[str] | None) -> list[Site]:
    sites = list(Site.objects.filter(key__in=keys) if keys else Site.objects.all())
    unknown = set(keys or ()) - {site.key for site in sites}
    if unknown:
        raise CommandError(_("There is no site %(keys)s.") % {"keys": ", ".join(sorted(unknown))})
    return sites
