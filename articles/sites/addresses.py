"""Public addresses, written out: `reverse()` would cost more than the rest of a page.

`tests/views/test_addresses.py` holds them against the URL patterns. Paths come percent-encoded.
"""

from datetime import date
from functools import lru_cache
from urllib import parse

from django.conf import settings

# A page names the same few sections, tags and authors over and over.
quote = lru_cache(maxsize=8192)(parse.quote)

OWN_PORT = {"http": 80, "https": 443}
# Where a page counts its readers, with script and without.
VIEW_PATH = "/-/view"
VIEW_PIXEL_PATH = "/-/view.gif"


def origin(host: str) -> str:
    """Scheme, host and port, without a slash at the end."""
    port = settings.PUBLIC_PORT
    shown = f":{port}" if port and port != OWN_PORT[settings.PUBLIC_SCHEME] else ""
    return f"{settings.PUBLIC_SCHEME}://{host}{shown}"


def edition_path(language_code: str) -> str:
    return f"/{language_code}/"


def section_path(language_code: str, slug: str) -> str:
    return f"/{language_code}/{quote(slug)}/"


def story_path(language_code: str, section_slug: str, slug: str, story_id: int) -> str:
    return f"/{language_code}/{quote(section_slug)}/{quote(slug)}-{story_id}/"


def author_path(language_code: str, slug: str) -> str:
    return f"/{language_code}/author/{quote(slug)}/"


def tag_path(language_code: str, slug: str) -> str:
    return f"/{language_code}/tag/{quote(slug)}/"


def search_path(language_code: str) -> str:
    return f"/{language_code}/search/"


def corrections_path(language_code: str) -> str:
    return f"/{language_code}/corrections/"


def most_read_path(language_code: str, kind: str = "day", section_slug: str = "") -> str:
    """Of the edition, or of a section; the edition's day is the page itself."""
    if section_slug:
        return f"/{language_code}/most-read/{kind}/{quote(section_slug)}/"
    return f"/{language_code}/most-read/{'' if kind == 'day' else f'{kind}/'}"


def archive_path(language_code: str, year: int = 0, month: int = 0, day: int = 0) -> str:
    """Of the whole archive, or as far as the date is given."""
    parts = [f"{part:0{width}d}/" for part, width in ((year, 4), (month, 2), (day, 2)) if part]
    return f"/{language_code}/archive/{''.join(parts)}"


def day_path(language_code: str, day: date) -> str:
    return archive_path(language_code, day.year, day.month, day.day)


def stylesheet_path(name: str) -> str:
    return f"/-/{name}"


def feed_path(language_code: str, form: str, kind: str = "", slug: str = "") -> str:
    """`form` is a file name (`rss.xml`); `kind` is section, tag or author, or "" for all."""
    subject = f"{kind}/{quote(slug)}/" if kind else ""
    return f"/{language_code}/feeds/{subject}{form}"


def feed_map_path(language_code: str) -> str:
    return f"/{language_code}/rss/"


def site_map_path(language_code: str) -> str:
    return f"/{language_code}/sitemap/"


def news_sitemap_path(language_code: str) -> str:
    return f"/sitemaps/news-{language_code}.xml"


def story_sitemap_path(number: int) -> str:
    return f"/sitemaps/stories-{number}.xml"


PAGE_SITEMAP = "/sitemaps/pages.xml"
SITEMAP_INDEX = "/sitemap.xml"
