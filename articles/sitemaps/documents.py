"""The XML of site maps. Each function yields a document in pieces and holds none of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


@dataclass(frozen=True, slots=True)
class MappedPage:
    """One address; `links` name the same page in other languages, as `links()` writes them."""

    url: str
    changed_at: datetime | None = None
    links: str = ""
    picture_url: str = ""


@dataclass(frozen=True, slots=True)
class MappedNews:
    url: str
    site_name: str
    language: str
    published_at: datetime
    title: str


def index(files: Iterable[tuple[str, datetime | None]]) -> Iterator[str]:
    """Addresses of the files, with the time of the newest change in each where it is known."""
    yield f'{HEADER}<sitemapindex xmlns="{SITEMAP}">\n'
    for url, changed_at in files:
        yield f"<sitemap><loc>{escape(url)}</loc>{_changed(changed_at)}</sitemap>\n"
    yield "</sitemapindex>\n"


PAGES_BEGIN = f'{HEADER}<urlset xmlns="{SITEMAP}" xmlns:xhtml="{XHTML}" xmlns:image="{IMAGE}">\n'
PAGES_END = "</urlset>\n"


def pages(entries: Iterable[MappedPage]) -> Iterator[str]:
    """Pages with their alternates and pictures."""
    yield PAGES_BEGIN
    for entry in entries:
        yield page(entry)
    yield PAGES_END


def page(entry: MappedPage) -> str:
    picture = (
        f"<image:image><image:loc>{escape(entry.picture_url)}</image:loc></image:image>"
        if entry.picture_url
        else ""
    )
    changed = _changed(entry.changed_at)
    return f"<url><loc>{escape(entry.url)}</loc>{changed}{entry.links}{picture}</url>\n"


def links(alternates: Iterable[tuple[str, str]]) -> str:
    """Of hreflang and address each; all of the pages that they name have the same."""
    return "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(tag)} href={quoteattr(url)}/>'
        for tag, url in alternates
    )


def news(entries: Iterable[MappedNews]) -> Iterator[str]:
    """A Google News site map."""
    yield f'{HEADER}<urlset xmlns="{SITEMAP}" xmlns:news="{NEWS}">\n'
    for entry in entries:
        yield (
            f"<url><loc>{escape(entry.url)}</loc><news:news><news:publication>"
            f"<news:name>{escape(entry.site_name)}</news:name>"
            f"<news:language>{escape(entry.language)}</news:language></news:publication>"
            f"<news:publication_date>{entry.published_at.isoformat(timespec='seconds')}"
            f"</news:publication_date><news:title>{escape(entry.title)}</news:title>"
            "</news:news></url>\n"
        )
    yield "</urlset>\n"


def news_language(language_code: str) -> str:
    """ISO 639, but for Chinese, where Google News wants `zh-cn` or `zh-tw`."""
    special = {"zh-hans": "zh-cn", "zh-hant": "zh-tw"}
    return special.get(language_code, language_code.partition("-")[0])


def _changed(at: datetime | None) -> str:
    return f"<lastmod>{at.isoformat(timespec='seconds')}</lastmod>" if at else ""
