"""What every public page shares: its edition, its frame and its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial, wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.caching.keys import note_end
from articles.queries.story_page import NamedLink
from articles.sites import addresses
from articles.sites.frames import kept_parts
from articles.sites.public import PublicEdition, PublicSite
from articles.sites.resolver import site_of
from articles.sites.snapshot import public_sites
from articles.stylesheets.site import site_stylesheet
from articles.text.languages import normal_code
from articles.views.caching import kept
from articles.views.head import PageHead

P = ParamSpec("P")
EditionView = Callable[Concatenate[HttpRequest, PublicSite, PublicEdition, P], HttpResponse]

HTML = "text/html; charset=utf-8"
HEADLINES = "newsreader-600"
LATIN = "cs da de en es et fi fr hu id it ms nb nl nn pl pt ro sv sw tr"
# The subsets that every page of a language needs at once; other scripts use system faces.
PRELOADED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(LATIN.split(), (f"{HEADLINES}-latin",)),
    "vi": (f"{HEADLINES}-latin", f"{HEADLINES}-vietnamese"),
}


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A page in a language, named in that language."""

    name: str
    url: str
    tag: str
    direction: str
    current: bool


def in_edition(view: EditionView[P]) -> Callable[..., HttpResponseBase]:
    """Call the view with the site and the edition that the address names.

    What it answers is the same for every reader, so caches may keep it. The interface speaks the
    edition's language and the site's time while it runs.
    """

    @require_safe
    @wraps(view)
    def wrapper(
        request: HttpRequest, language_code: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        site = site_of(request)
        if site is None:
            raise Http404
        edition = site.edition(normal_code(language_code))
        if edition is None:
            raise Http404
        if edition.language_code != language_code:
            rest = request.get_full_path().removeprefix(f"/{language_code}/")
            return HttpResponsePermanentRedirect(edition.path + rest)
        with translation.override(edition.language_code), timezone.override(site.tzinfo):
            return kept(request, site, lambda: view(request, site, edition, *args, **kwargs))

    return wrapper


def render_page(
    request: HttpRequest,
    template: str,
    site: PublicSite,
    edition: PublicEdition,
    head: PageHead,
    *,
    context: Mapping[str, Any],
    languages: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page in the frame of its edition.

    `languages` are the paths of the same page by language code; without them the language
    switcher leads to the front pages.
    """
    with nullcontext() if speaks(site, edition) else speaking(site, edition):
        page = render_to_string(template, _frame(site, edition, head, languages) | dict(context))
    response = HttpResponse(page.encode(), content_type=HTML, status=status)
    response.headers["Content-Language"] = edition.tag
    return response


@contextmanager
def speaking(site: PublicSite, edition: PublicEdition) -> Iterator[None]:
    """In the language and the time zone of an edition."""
    with translation.override(edition.language_code), timezone.override(site.tzinfo):
        yield


def speaks(site: PublicSite, edition: PublicEdition) -> bool:
    """Whether language and time zone are those of an edition already: most views are called so."""
    return (
        translation.get_language() == edition.language_code
        and timezone.get_current_timezone() is site.tzinfo
    )


def _frame(
    site: PublicSite, edition: PublicEdition, head: PageHead, languages: Mapping[str, str] | None
) -> dict[str, Any]:
    """What all templates are given. Without the request: what a page says does not depend on it."""
    today = timezone.localtime(timezone=site.tzinfo)
    # The masthead says which day it is.
    note_end(_midnight_after(today))
    return {
        "site": site,
        "edition": edition,
        "head": head,
        "today": today,
        "stylesheet": addresses.stylesheet_path(site_stylesheet(site.accent).name),
        "languages": language_links(site, edition, languages),
        # Looking for a name that is not there takes a template longer than writing a line.
        "is_front": False,
        "is_framed": False,
        "preview": False,
        "current_sections": (),
        "current_page_section": None,
        # For parts that are kept, and seldom written.
        "fonts": partial(_preloaded_fonts, edition.language_code),
        "service_links": partial(service_links, edition),
        "other_sites": partial(_other_sites, site, edition),
        "kept_parts": kept_parts(site, edition, today.date()),
    }


def _midnight_after(moment: datetime) -> datetime:
    tomorrow = moment.date() + timedelta(days=1)
    return datetime.combine(tomorrow, time.min, tzinfo=moment.tzinfo)


def language_links(
    site: PublicSite, edition: PublicEdition, paths: Mapping[str, str] | None = None
) -> tuple[LanguageLink, ...]:
    """The editions that have the page, in the site's order; without paths, all front pages."""
    return tuple(
        LanguageLink(
            name=other.language_name,
            url=paths[other.language_code] if paths else other.path,
            tag=other.tag,
            direction=other.direction,
            current=other == edition,
        )
        for other in site.editions
        if not paths or other.language_code in paths
    )


def service_links(edition: PublicEdition) -> tuple[NamedLink, ...]:
    """Ways to find and follow stories, for the footer."""
    corrections = NamedLink(_("Corrections"), edition.corrections_path)
    return (
        NamedLink(_("Most read"), addresses.most_read_path(edition.language_code)),
        NamedLink(_("Archive"), edition.archive_path),
        NamedLink(_("Search"), edition.search_path),
        *([corrections] if edition.has_corrections else []),
        NamedLink(_("RSS map"), addresses.feed_map_path(edition.language_code)),
        NamedLink(_("Site map"), addresses.site_map_path(edition.language_code)),
    )


def _preloaded_fonts(language_code: str) -> list[str]:
    names = PRELOADED.get(language_code, ())
    return [static(f"fonts/newsreader/{name}.woff2") for name in names]


def _other_sites(site: PublicSite, edition: PublicEdition) -> list[LanguageLink]:
    """The other sites of the group, in this language where they have it."""
    links = []
    for other in public_sites().sites:
        if other.id != site.id:
            shown = other.edition(edition.language_code) or other.default_edition
            links.append(
                LanguageLink(
                    name=shown.name,
                    url=other.absolute(shown.path),
                    tag=shown.tag,
                    direction=shown.direction,
                    current=False,
                )
            )
    return links
