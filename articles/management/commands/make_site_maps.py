"""`manage.py make_site_maps`: write the site maps ahead of those who ask for them."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.sitemaps.parts import make, missing
from articles.sites.snapshot import public_sites
from articles.views.sitemaps import story_pages


class Command(BaseCommand):
    help = (
        "Writes all parts of site maps that are not there or not right any more, for instance "
        "after a large import. Without it the first reader of each file waits for them. Safe to "
        "repeat and to interrupt."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        waiting = [(site, number) for site in public_sites().sites for number in missing(site)]
        for site, number in tqdm(waiting, unit="part", disable=None, file=sys.stderr):
            make(site, number, story_pages)
        self.stdout.write(
            _("%(count)d parts of site maps written, all others were right.")
            % {"count": len(waiting)}
        )
