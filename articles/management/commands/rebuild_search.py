"""`manage.py rebuild_search`: store the words of publications and of stories anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from articles.models import Edition, SearchEntry, Site, Story, StoryEntry
from articles.search.indexing import publications_of, rebuild
from articles.search.stories import rebuild_stories


class Command(BaseCommand):
    help = (
        "Make the search index of all publications anew, or of one site or language, and that of "
        "the desk, whose stories have all their languages in one. "
        "Safe to repeat and to interrupt: readers and the desk can search all the while."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--site", default="", help="the key of one site")
        parser.add_argument("--language", default="", help="one language, such as vi or zh-hans")

    def handle(self, *, site: str, language: str, **options: Any) -> None:
        chosen = _site(site)
        _check_language(chosen, language)
        total = publications_of(chosen, language).count()
        with tqdm(total=total, disable=None, unit="text") as bar:
            written = rebuild(site=chosen, language_code=language, advance=bar.update)
        self._analyze(SearchEntry)
        self.stdout.write(
            ngettext("%(count)d publication indexed.", "%(count)d publications indexed.", written)
            % {"count": written}
        )
        if not language:
            self._rebuild_stories(chosen)

    def _rebuild_stories(self, site: Site | None) -> None:
        stories = Story.objects.all() if site is None else Story.objects.filter(origin=site)
        with tqdm(total=stories.count(), disable=None, unit="story") as bar:
            written = rebuild_stories(site=site, advance=bar.update)
        self._analyze(StoryEntry)
        self.stdout.write(
            ngettext("%(count)d story indexed.", "%(count)d stories indexed.", written)
            % {"count": written}
        )

    def _analyze(self, model: type[Model]) -> None:
        """Which index answers fastest depends on how frequent each word is."""
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {model._meta.db_table}")


def _site(key: str) -> Site | None:
    if not key:
        return None
    site = Site.objects.filter(key=key).first()
    if site is None:
        known = ", ".join(Site.objects.values_list("key", flat=True)) or "-"
        raise CommandError(
            _("There is no site “%(key)s”; write one of: %(known)s.") % {"key": key, "known": known}
        )
    return site


def _check_language(site: Site | None, language_code: str) -> None:
    editions = Edition.objects.all() if site is None else Edition.objects.filter(site=site)
    codes = sorted(set(editions.values_list("language_code", flat=True)))
    if language_code and language_code not in codes:
        raise CommandError(
            _("No edition is in “%(code)s”; write one of: %(known)s.")
            % {"code": language_code, "known": ", ".join(codes) or "-"}
        )
