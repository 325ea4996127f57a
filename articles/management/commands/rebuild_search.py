"""`manage.py rebuild_search`: store the words of publications anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from articles.models import Edition, Site
from articles.search.indexing import publications_of, rebuild


class Command(BaseCommand):
    help = (
        "Make the search index of all publications anew, or of one site or language. "
        "Safe to repeat and to interrupt: readers can search all the while."
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
        with connection.cursor() as cursor:
            # Which index answers fastest depends on how frequent each word is.
            cursor.execute("ANALYZE articles_searchentry")
        self.stdout.write(
            ngettext("%(count)d publication indexed.", "%(count)d publications indexed.", written)
            % {"count": written}
        )


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
