"""“Why is it not there?”: every site, language and place, with the rule that hides the story."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.base import staff
from articles.admin.story_pages import find_story, show
from articles.enums import Place, Verb
from articles.forms.visibility import say
from articles.models import Site, Story
from articles.permissions import sites_where
from articles.queries.visibility import explain
from articles.text.languages import native_name

if TYPE_CHECKING:
    from articles.admin.story import StoryAdmin


def visibility_page(admin: StoryAdmin, request: HttpRequest, story_id: int) -> HttpResponse:
    """Of the sites that the person may see. Costs queries by site, language and place."""
    story, at = find_story(admin, request, story_id), timezone.now()
    seen = sites_where(staff(request), Verb.VIEW)
    sites = Site.objects.prefetch_related("editions").order_by("key")
    answers = [
        {
            "site": site,
            "language": native_name(edition.language_code),
            "places": _places(story, site, edition.language_code, at),
        }
        for site in (sites if seen is None else sites.filter(pk__in=seen))
        for edition in site.editions.all()
    ]
    return show(
        admin,
        request,
        story,
        "visibility",
        title=_("Why is it not there?"),
        answers=answers,
        now=at,
    )


def _places(story: Story, site: Site, code: str, at: datetime) -> list[tuple[str, list[str]]]:
    """Each place with what hides it; where the page itself is hidden, that says it all."""
    hidden = [say(r, site) for r in explain(story, site, code, at)]
    if hidden:
        return [(str(_("everywhere")), hidden)]
    return [
        (str(place.label), [say(r, site) for r in explain(story, site, code, at, place)])
        for place in Place
    ]
