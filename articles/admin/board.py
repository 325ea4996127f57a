"""The translation board: what is missing, behind, in work, ready and live, story by story."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.base import staff
from articles.admin.story_pages import about
from articles.admin.workbench import find_text
from articles.enums import Verb
from articles.forms.board import BoardForm
from articles.forms.sections import name_of
from articles.models import Site, User
from articles.permissions import can, memberships, sites_where
from articles.queries.board import BoardPage, BoardRow, Cell
from articles.queries.board_pages import PAGE, board_page
from articles.queries.presence import PersonHere, people_here
from articles.text.languages import direction, language_tag, native_name
from articles.workflow.claiming import claim, release
from articles.workflow.errors import ClaimHeld

if TYPE_CHECKING:
    from articles.admin.story import StoryAdmin

TEXT = re.compile(r"(\d{1,18}):([a-z-]{2,15})")


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell for one person."""

    cell: Cell
    name: str
    tag: str
    # Names the text to the buttons.
    key: str
    address: str
    may_translate: bool
    is_mine: bool

    @property
    def may_take(self) -> bool:
        """Where there is something to do and nobody does it."""
        cell = self.cell
        is_free = self.may_translate and cell.holder is None
        return is_free and not (cell.is_complete or cell.is_ready)


@dataclass(frozen=True, slots=True)
class ShownRow:
    row: BoardRow
    tag: str
    direction: str
    section: str
    cells: list[ShownCell]
    # Who else has it open.
    people: list[PersonHere]


def show_board(admin: StoryAdmin, request: HttpRequest) -> HttpResponse:
    """The page; its buttons post to its own address and come back to the story."""
    user = staff(request)
    sites = sites_to_read(user)
    if not sites:
        raise PermissionDenied
    form = BoardForm(request.GET, sites=sites, home=home_of(user, sites))
    if request.method == "POST":
        story_id = _act(admin, request)
        return HttpResponseRedirect(f"{request.get_full_path()}#story-{story_id}")
    page = BoardPage([])
    if form.is_valid():
        page = board_page(form.query(user.pk), timezone.now(), size=PAGE)
    sections = {section.pk: name_of(section) for section, _depth in form.tree}
    people = people_here([row.story_id for row in page.rows], user)
    return TemplateResponse(
        request,
        "admin/articles/story/board.html",
        {
            **admin.admin_site.each_context(request),
            "opts": admin.opts,
            "title": _("Translation board"),
            "form": form,
            "site": form.chosen,
            "columns": [(language_tag(code), native_name(code)) for code in form.languages],
            "rows": [
                _shown(row, user, sections, people.get(row.story_id, [])) for row in page.rows
            ],
            "after": page.after,
        },
    )


def sites_to_read(user: User) -> list[Site]:
    """With their editions. Two queries."""
    sites = sites_where(user, Verb.VIEW)
    rows = Site.objects.prefetch_related("editions").order_by("key")
    return list(rows if sites is None else rows.filter(pk__in=sites))


def home_of(user: User, sites: list[Site]) -> Site:
    """The user's first site, as for the time zone of the desk."""
    own = [membership.site_id for membership in memberships(user)]
    return next((site for site in sites if site.pk in own[:1]), sites[0])


def _act(admin: StoryAdmin, request: HttpRequest) -> int:
    """Take, give back or take over one text; which story it was."""
    verb = next((name for name in ("take", "give_back", "take_over") if name in request.POST), "")
    named = TEXT.fullmatch(request.POST.get(verb, ""))
    if named is None:
        raise BadRequest("one of take, give_back, take_over must name a story and a language")
    story_id, code = int(named[1]), named[2]
    story, user = find_text(admin, request, story_id, code), staff(request)
    subject = f"{story} ({native_name(code)})"
    if verb == "give_back":
        release(story, code, actor=user)
        messages.success(request, about(subject, _("free for others again.")))
        return story_id
    try:
        claim(story, code, actor=user, take_over=verb == "take_over")
    except ClaimHeld as held:
        messages.error(request, about(subject, held))
    else:
        messages.success(request, about(subject, _("yours to translate.")))
    return story_id


def _shown(
    row: BoardRow, user: User, sections: dict[int, str], people: list[PersonHere]
) -> ShownRow:
    return ShownRow(
        row=row,
        tag=language_tag(row.original_language),
        direction=direction(row.original_language),
        section=sections.get(row.section_id, ""),
        cells=[_shown_cell(cell, row, user) for cell in row.cells],
        people=people,
    )


def _shown_cell(cell: Cell, row: BoardRow, user: User) -> ShownCell:
    code = cell.language_code
    may_translate = not cell.is_original and can(user, Verb.TRANSLATE, Site(pk=row.origin_id), code)
    return ShownCell(
        cell=cell,
        name=native_name(code),
        tag=language_tag(code),
        key=f"{row.story_id}:{code}",
        address=_address(cell, row.story_id, may_translate=may_translate),
        may_translate=may_translate,
        is_mine=cell.holder is not None and cell.holder.user_id == user.pk,
    )


def _address(cell: Cell, story_id: int, *, may_translate: bool) -> str:
    """The workbench, or the text on the page of its story."""
    code = cell.language_code
    if may_translate or not (cell.is_original or cell.standing.is_missing):
        return reverse("admin:articles_story_translate", args=[story_id, code])
    return reverse("admin:articles_story_change", args=[story_id]) + f"#text-{code}"
