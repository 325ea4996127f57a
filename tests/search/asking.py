"""Searches as readers make them."""

import re
from html import unescape

from django.utils import timezone

from articles.search.finding import search


def find(site, language_code, text, **options):
    options = {"at": timezone.now()} | options
    return search(site_id=site.pk, language_code=language_code, text=text, **options)


def titles(results):
    return [unescape(re.sub("</?mark>", "", hit.title)) for hit in results.hits]
