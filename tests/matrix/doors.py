"""Who may open which page of the admin, and do what through it: written out by hand.

A role is a letter: (r)eporter, (t)ranslator, (p)hoto desk, (e)ditor, (c)hief editor, (m)anager
of the site. A place is `own`, `shared` or `foreign`; see `cast`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from articles.forms.desk_verbs import MOMENT
from articles.models import Publication
from articles.queries.workbench import workbench
from tests.admin.desk import story_post, texts_of
from tests.matrix.cast import Cast, Corner

LETTERS = {
    "reporter": "r",
    "translator": "t",
    "photo_desk": "p",
    "editor": "e",
    "chief_editor": "c",
    "site_manager": "m",
}
ALL, WRITE, TRANSLATE, EDIT, LEAD, MANAGE = "rtpecm", "recm", "rtecm", "ecm", "cm", "m"
PICTURES = "rpecm"
NOBODY = ""

# --- what stands in an address ----------------------------------------------------------------

Arguments = Callable[[Corner], list[Any]]


def nothing(corner: Corner) -> list[Any]:
    return []


def of(noun: str) -> Arguments:
    return lambda corner: [corner.nouns[noun].pk]


def story(name: str, *more: str) -> Arguments:
    return lambda corner: [corner.stories[name].pk, *more]


def release(corner: Corner) -> list[Any]:
    return [corner.release.pk]


def delivery(corner: Corner) -> list[Any]:
    return [corner.delivery.pk]


def edition(corner: Corner) -> list[Any]:
    return [corner.site.key, "vi"]


def publication(corner: Corner) -> list[Any]:
    return [corner.stories["live"].pk, corner.publications["vi"].pk]


def earlier(corner: Corner) -> list[Any]:
    return [corner.stories["changed"].pk, corner.earlier["vi"].pk]


def parts(corner: Corner) -> list[Any]:
    return [corner.release.pk, corner.stories["fresh"].pk]


# --- who may look: own, shared, foreign -------------------------------------------------------

Look = tuple[Arguments, str, str]
# Nothing of a third site is there for anybody, so that the table need not say it.
LOOKS: dict[str, Look] = {
    # What everybody of the desk has, roles or none.
    "index": (nothing, ALL, NOBODY),
    "account": (nothing, ALL, NOBODY),
    "second-factor": (nothing, ALL, NOBODY),
    "password_change": (nothing, ALL, NOBODY),
    "password_change_done": (nothing, ALL, NOBODY),
    "jsi18n": (nothing, ALL, NOBODY),
    # A story, by how far it is.
    "articles_story_changelist": (nothing, ALL, NOBODY),
    "articles_story_board": (nothing, ALL, NOBODY),
    "articles_story_site_views": (nothing, ALL, NOBODY),
    "articles_story_add": (nothing, WRITE, NOBODY),
    "articles_story_change": (story("fresh"), ALL, ALL),
    "articles_story_history": (story("fresh"), ALL, ALL),
    "articles_story_delete": (story("fresh"), WRITE, NOBODY),
    "articles_story_text": (earlier, ALL, ALL),
    "articles_story_shown": (publication, ALL, ALL),
    "articles_story_visibility": (story("live"), ALL, ALL),
    "articles_story_views": (story("live"), ALL, ALL),
    "articles_story_findings": (story("fresh"), ALL, ALL),
    "articles_story_preview": (story("fresh"), ALL, ALL),
    "articles_story_preview_links": (story("fresh"), TRANSLATE, NOBODY),
    "articles_story_submit": (story("fresh"), TRANSLATE, NOBODY),
    "articles_story_return": (story("review"), EDIT, NOBODY),
    "articles_story_approve": (story("review"), EDIT, NOBODY),
    "articles_story_discard_changes": (story("changed"), TRANSLATE, NOBODY),
    "articles_story_publish": (story("fresh"), EDIT, EDIT),
    "articles_story_release": (story("live"), EDIT, EDIT),
    "articles_story_offer": (story("fresh"), EDIT, NOBODY),
    "articles_story_take_down": (story("live"), EDIT, EDIT),
    "articles_story_times": (publication, EDIT, EDIT),
    "articles_story_correct": (story("live"), EDIT, NOBODY),
    "articles_story_retract": (story("live"), LEAD, NOBODY),
    "articles_story_translators": (story("fresh"), ALL, ALL),
    "articles_story_export_xliff": (story("fresh", "en", "2.0"), ALL, ALL),
    "articles_story_import_translations": (nothing, TRANSLATE, NOBODY),
    "articles_story_translate": (story("fresh", "en"), ALL, ALL),
    "articles_story_translate_rows": (story("fresh", "en"), ALL, ALL),
    "articles_story_translate_suggestions": (story("fresh", "en"), ALL, ALL),
    # Releases, offers, front pages.
    "articles_release_changelist": (nothing, ALL, NOBODY),
    "articles_release_add": (nothing, EDIT, NOBODY),
    "articles_release_change": (release, ALL, NOBODY),
    "articles_release_history": (release, ALL, NOBODY),
    "articles_release_parts": (parts, EDIT, NOBODY),
    "articles_delivery_changelist": (nothing, ALL, NOBODY),
    "articles_delivery_change": (delivery, ALL, ALL),
    "articles_delivery_history": (delivery, ALL, ALL),
    "articles_delivery_withdraw": (delivery, EDIT, NOBODY),
    "articles_frontpage_changelist": (nothing, EDIT, NOBODY),
    "articles_frontpage_arrange": (edition, EDIT, NOBODY),
    "articles_frontpage_preview": (edition, EDIT, NOBODY),
    # Pictures and words.
    "articles_image_changelist": (nothing, ALL, NOBODY),
    "articles_image_add": (nothing, PICTURES, NOBODY),
    "articles_image_change": (of("image"), ALL, NOBODY),
    "articles_image_history": (of("image"), ALL, NOBODY),
    "articles_image_delete": (of("image"), PICTURES, NOBODY),
    "articles_tag_changelist": (nothing, ALL, NOBODY),
    "articles_tag_add": (nothing, EDIT, NOBODY),
    "articles_tag_change": (of("tag"), ALL, NOBODY),
    "articles_tag_history": (of("tag"), ALL, NOBODY),
    "articles_tag_delete": (of("tag"), NOBODY, NOBODY),
    "articles_author_changelist": (nothing, ALL, NOBODY),
    "articles_author_add": (nothing, EDIT, NOBODY),
    "articles_author_change": (of("author"), ALL, NOBODY),
    "articles_author_history": (of("author"), ALL, NOBODY),
    "articles_author_delete": (of("author"), NOBODY, NOBODY),
    "articles_source_changelist": (nothing, ALL, NOBODY),
    "articles_source_add": (nothing, EDIT, NOBODY),
    "articles_source_change": (of("source"), ALL, NOBODY),
    "articles_source_history": (of("source"), ALL, NOBODY),
    "articles_source_delete": (of("source"), NOBODY, NOBODY),
    "articles_glossaryterm_changelist": (nothing, ALL, NOBODY),
    "articles_glossaryterm_add": (nothing, EDIT, NOBODY),
    "articles_glossaryterm_import": (nothing, EDIT, NOBODY),
    "articles_glossaryterm_export": (nothing, ALL, NOBODY),
    "articles_glossaryterm_change": (of("glossaryterm"), ALL, NOBODY),
    "articles_glossaryterm_history": (of("glossaryterm"), ALL, NOBODY),
    "articles_glossaryterm_delete": (of("glossaryterm"), EDIT, NOBODY),
    # The site and its people.
    "articles_category_changelist": (nothing, ALL, NOBODY),
    "articles_category_add": (nothing, MANAGE, NOBODY),
    "articles_category_change": (of("category"), ALL, NOBODY),
    "articles_category_history": (of("category"), ALL, NOBODY),
    "articles_category_delete": (of("category"), MANAGE, NOBODY),
    "articles_site_changelist": (nothing, MANAGE, NOBODY),
    "articles_site_add": (nothing, NOBODY, NOBODY),
    "articles_site_change": (of("site"), MANAGE, NOBODY),
    "articles_site_history": (of("site"), MANAGE, NOBODY),
    "articles_site_delete": (of("site"), NOBODY, NOBODY),
    "articles_redirect_changelist": (nothing, MANAGE, NOBODY),
    "articles_redirect_add": (nothing, MANAGE, NOBODY),
    "articles_redirect_change": (of("redirect"), MANAGE, NOBODY),
    "articles_redirect_history": (of("redirect"), MANAGE, NOBODY),
    "articles_redirect_delete": (of("redirect"), MANAGE, NOBODY),
    "articles_user_changelist": (nothing, MANAGE, NOBODY),
    "articles_user_add": (nothing, MANAGE, NOBODY),
    "articles_user_change": (of("user"), MANAGE, NOBODY),
    "articles_user_history": (of("user"), MANAGE, NOBODY),
    "articles_user_delete": (of("user"), NOBODY, NOBODY),
    "articles_user_account": (of("user"), MANAGE, NOBODY),
    "auth_user_password_change": (of("user"), MANAGE, NOBODY),
    "articles_membership_changelist": (nothing, MANAGE, NOBODY),
    "articles_membership_add": (nothing, MANAGE, NOBODY),
    "articles_membership_change": (of("membership"), MANAGE, NOBODY),
    "articles_membership_history": (of("membership"), MANAGE, NOBODY),
    "articles_membership_delete": (of("membership"), MANAGE, NOBODY),
    "articles_invitation_changelist": (nothing, MANAGE, NOBODY),
    "articles_invitation_add": (nothing, MANAGE, NOBODY),
    "articles_invitation_change": (of("invitation"), MANAGE, NOBODY),
    "articles_invitation_history": (of("invitation"), MANAGE, NOBODY),
    # Logs: read, and never written here.
    "articles_statechange_changelist": (nothing, MANAGE, NOBODY),
    "articles_statechange_export": (nothing, MANAGE, NOBODY),
    "articles_statechange_change": (of("statechange"), MANAGE, NOBODY),
    "articles_statechange_history": (of("statechange"), MANAGE, NOBODY),
    "articles_accountevent_changelist": (nothing, MANAGE, NOBODY),
    "articles_accountevent_change": (of("accountevent"), MANAGE, NOBODY),
    "articles_accountevent_history": (of("accountevent"), MANAGE, NOBODY),
    # Keys of programs are everybody's own; that of a colleague is nobody else's.
    "articles_apitoken_changelist": (nothing, ALL, NOBODY),
    "articles_apitoken_add": (nothing, ALL, NOBODY),
    "articles_apitoken_change": (of("apitoken"), NOBODY, NOBODY),
    "articles_apitoken_history": (of("apitoken"), NOBODY, NOBODY),
    "articles_apitoken_delete": (of("apitoken"), NOBODY, NOBODY),
    **{
        f"articles_{noun}_{name}": (of(noun) if name != "add" else nothing, NOBODY, NOBODY)
        for noun in ("statechange", "accountevent")
        for name in ("add", "delete")
    },
    "articles_invitation_delete": (of("invitation"), NOBODY, NOBODY),
    "articles_release_delete": (release, NOBODY, NOBODY),
    "articles_delivery_add": (nothing, NOBODY, NOBODY),
    "articles_delivery_delete": (delivery, NOBODY, NOBODY),
}
# Doors that are no pages, and where they are tried.
ELSEWHERE = {
    "login": "tests/accounts",
    "logout": "tests/accounts",
    "log-in-code": "tests/accounts/test_second_factor.py",
    "invitation": "tests/accounts/test_invitations.py",
    "end-session": "ACTS",
    "language": "tests/admin/test_desk.py",
    "view_on_site": "has no model with an address: answers 404",
    "app_list": "shows what the front page shows",
    "autocomplete": "test_choices.py",
    "articles_story_machine": "404 without a service: tests/admin/test_machine.py",
    "articles_story_presence": "ACTS",
    "articles_story_preview_new": "only takes posts: tests/admin/test_story_preview.py",
    "articles_story_end_link": "only takes posts: tests/admin/test_preview_links.py",
    "articles_story_compare": "leads on to a text: tests/admin/test_story_history.py",
    "articles_story_restore": "ACTS",
    "articles_story_translate_drafts": "ACTS",
    "articles_story_translate_claim": "ACTS",
    "articles_story_translate_dismiss": "tests/admin/test_workbench.py",
    "articles_story_translate_save": "ACTS",
}


# --- who may do what --------------------------------------------------------------------------


@dataclass(frozen=True)
class Act:
    """One thing that is done with a post, and all that it changes."""

    door: str
    at: Callable[[Corner, str], list[Any]]
    data: Callable[[Cast, Corner, str], Any]
    own: str
    shared: str
    changes: frozenset[str]
    name: str = ""
    codes: tuple[str, ...] = ("vi", "en")
    is_json: bool = False
    # Where another site's story changes less, or one language less than the other.
    changes_elsewhere: frozenset[str] | None = None
    changes_english: frozenset[str] | None = None
    # What a form touches that is saved without any of its texts being one's own.
    idle: frozenset[str] = frozenset()
    # The original is not a translator's to change.
    is_writing: bool = False

    def expected(self, place: str, code: str) -> frozenset[str]:
        if place == "shared" and self.changes_elsewhere is not None:
            return self.changes_elsewhere
        if code == "en" and self.changes_english is not None:
            return self.changes_english
        return self.changes

    def may(self, place: str, letter: str, code: str) -> bool:
        """In a language that is theirs."""
        roles = {"own": self.own, "shared": self.shared}.get(place, NOBODY)
        return letter in roles and not (self.is_writing and letter == "t" and code == "vi")

    @property
    def title(self) -> str:
        return f"{self.door} {self.name}".strip()


def changes(words: str) -> frozenset[str]:
    """Tables by their models; a publication's change also marks its part of the site map."""
    names = {*words.split()}
    if "publication" in names:
        names.add("sitemapmark")
    return frozenset(f"articles_{name}" for name in names)


def at(name: str) -> Callable[[Corner, str], list[Any]]:
    return lambda corner, code: [corner.stories[name].pk]


def bench(name: str) -> Callable[[Corner, str], list[Any]]:
    return lambda corner, code: [corner.stories[name].pk, code]


def soon(hours: int = 5) -> str:
    return f"{timezone.now() + timedelta(hours=hours):{MOMENT}}"


def edited(cast: Cast, corner: Corner, code: str) -> Any:
    one = corner.stories["fresh"]
    texts = texts_of(one)
    texts[code] |= {"dek": "Another dek."}
    return story_post(one, texts)


def placed(cast: Cast, corner: Corner, code: str) -> Any:
    """On the site where the cast works, whichever the story is from."""
    site = cast.places["own"].site
    section = site.categories.get().pk
    return {
        "site": site.key,
        f"{site.key}-languages": [code],
        f"{site.key}-section": section,
        f"{site.key}-when": "now",
        f"{site.key}-override_reason": "",
    }


def segments(cast: Cast, corner: Corner, code: str) -> Any:
    found = workbench(corner.stories["fresh"], code, cast.administrator)
    if found is None:
        return {"segments": []}
    line = found.lines[0]
    edit = {
        "source": line.source_hash,
        "occurrence": line.occurrence,
        "base": line.base,
        "html": "Other words",
    }
    return {"segments": [edit]}


def front(cast: Cast, corner: Corner, code: str) -> Any:
    return {
        "base": 0,
        "slots-TOTAL_FORMS": 1,
        "slots-INITIAL_FORMS": 0,
        "slots-0-story": corner.stories["live"].pk,
        "slots-0-position": 1,
        "save": "",
    }


TEXT = "storytranslation statechange"
PUBLISHED = "publication storytranslation statechange searchentry sectionlisting viewtotal"
LOGGED = frozenset({"django_admin_log"})
ACTS = [
    Act(
        "articles_story_change",
        at("fresh"),
        edited,
        TRANSLATE,
        NOBODY,
        changes("story storytranslation revision statechange finding") | LOGGED,
        changes_english=changes("story storytranslation revision statechange memoryunit") | LOGGED,
        idle=changes("story") | LOGGED,
        is_writing=True,
    ),
    Act(
        "articles_story_submit",
        at("fresh"),
        lambda cast, corner, code: {"languages": [code]},
        TRANSLATE,
        NOBODY,
        changes(TEXT),
    ),
    Act(
        "articles_story_preview_links",
        at("fresh"),
        lambda cast, corner, code: {"text": f"{code}@{corner.site.key}", "days": 3},
        TRANSLATE,
        NOBODY,
        changes("previewlink statechange"),
    ),
    Act(
        "articles_story_return",
        at("review"),
        lambda cast, corner, code: {"languages": [code], "comment": "Shorter."},
        EDIT,
        NOBODY,
        changes(TEXT),
    ),
    Act(
        "articles_story_approve",
        at("review"),
        lambda cast, corner, code: {"languages": [code]},
        EDIT,
        NOBODY,
        changes(TEXT),
    ),
    Act(
        "articles_story_discard_changes",
        at("changed"),
        lambda cast, corner, code: {"languages": [code]},
        TRANSLATE,
        NOBODY,
        changes("storytranslation statechange finding"),
        is_writing=True,
    ),
    Act(
        "articles_story_restore",
        lambda corner, code: [corner.stories["changed"].pk, corner.earlier[code].pk],
        lambda cast, corner, code: {"reason": "It was right."},
        TRANSLATE,
        NOBODY,
        changes("storytranslation statechange finding revision"),
        is_writing=True,
    ),
    Act(
        "articles_story_publish",
        at("review"),
        placed,
        EDIT,
        # Publishing what another site offers accepts the offer.
        EDIT,
        changes(PUBLISHED),
        changes_elsewhere=changes(f"delivery {PUBLISHED}"),
    ),
    Act(
        "articles_story_publish",
        at("live"),
        placed,
        EDIT,
        EDIT,
        changes("statechange sitemapmark"),
        name="anew",
    ),
    Act(
        "articles_story_offer",
        at("fresh"),
        lambda cast, corner, code: {
            f"languages-{place.site.key}": [code] for place in cast.places.values()
        },
        EDIT,
        NOBODY,
        changes("delivery statechange"),
    ),
    Act(
        "articles_story_release",
        at("live"),
        lambda cast, corner, code: {"name": "Another release"},
        EDIT,
        EDIT,
        changes("release"),
        codes=("vi",),
    ),
    Act(
        "articles_story_take_down",
        at("live"),
        lambda cast, corner, code: {
            "publications": [corner.publications[code].pk],
            "reason": "Wrong.",
        },
        EDIT,
        EDIT,
        changes("publication storytranslation statechange searchentry sectionlisting"),
        changes_elsewhere=changes("publication statechange searchentry sectionlisting"),
    ),
    Act(
        "articles_story_times",
        lambda corner, code: [corner.stories["live"].pk, corner.publications[code].pk],
        lambda cast, corner, code: {"publish_at": soon(-1), "expire_at": soon()},
        EDIT,
        EDIT,
        changes("publication statechange searchentry sectionlisting"),
    ),
    Act(
        "articles_story_correct",
        at("live"),
        lambda cast, corner, code: {f"text-{code}": "The number was wrong."},
        EDIT,
        NOBODY,
        changes("correction statechange publication"),
    ),
    Act(
        "articles_story_retract",
        at("live"),
        lambda cast, corner, code: {"text-vi": "Rút bài.", "text-en": "Retracted."},
        LEAD,
        NOBODY,
        changes("retraction publication storytranslation statechange searchentry sectionlisting"),
        codes=("all",),
    ),
    Act(
        "articles_story_delete",
        at("fresh"),
        lambda cast, corner, code: {"post": "yes"},
        WRITE,
        NOBODY,
        changes("story storytranslation revision statechange releaseitem") | LOGGED,
        codes=("all",),
    ),
    Act(
        "articles_story_presence",
        at("fresh"),
        lambda cast, corner, code: {"tab": str(UUID(int=7)), "page": "form", "language": code},
        ALL,
        ALL,
        frozenset(),
        codes=("vi",),
    ),
    Act(
        "articles_story_translate_save",
        bench("fresh"),
        segments,
        TRANSLATE,
        NOBODY,
        changes("storytranslation revision statechange memoryunit translationclaim"),
        codes=("en",),
        is_json=True,
    ),
    Act(
        "articles_story_translate_drafts",
        bench("fresh"),
        segments,
        TRANSLATE,
        NOBODY,
        changes("segmentdraft translationclaim"),
        codes=("en",),
        is_json=True,
    ),
    Act(
        "articles_story_translate_claim",
        bench("fresh"),
        lambda cast, corner, code: {},
        TRANSLATE,
        NOBODY,
        changes("translationclaim"),
        codes=("en",),
        is_json=True,
    ),
    Act(
        "articles_story_board",
        lambda corner, code: [],
        lambda cast, corner, code: {"take": f"{corner.stories['fresh'].pk}:{code}"},
        TRANSLATE,
        NOBODY,
        changes("translationclaim"),
        codes=("en",),
    ),
    Act(
        "articles_delivery_change",
        lambda corner, code: [corner.delivery.pk],
        placed,
        NOBODY,
        EDIT,
        changes(
            "delivery publication storytranslation statechange searchentry sectionlisting viewtotal"
        ),
        name="accept",
    ),
    Act(
        "articles_delivery_change",
        lambda corner, code: [corner.delivery.pk],
        lambda cast, corner, code: {"decline": "1", "decline-reason": "Not for us."},
        NOBODY,
        EDIT,
        changes("delivery statechange"),
        name="decline",
        codes=("all",),
    ),
    Act(
        "articles_delivery_withdraw",
        lambda corner, code: [corner.delivery.pk],
        lambda cast, corner, code: {"reason": "Ours."},
        EDIT,
        NOBODY,
        changes("delivery statechange"),
        codes=("all",),
    ),
    Act(
        "articles_release_change",
        lambda corner, code: [corner.release.pk],
        lambda cast, corner, code: {"action": "at", "publish_at": soon()},
        EDIT,
        NOBODY,
        changes(f"release releaseitem {PUBLISHED}"),
        name="at a time",
        codes=("all",),
    ),
    Act(
        "articles_release_change",
        lambda corner, code: [corner.release.pk],
        lambda cast, corner, code: {"action": "cancel", "reason": "Later."},
        EDIT,
        NOBODY,
        changes("release releaseitem statechange"),
        name="cancel",
        codes=("all",),
    ),
    Act(
        "articles_release_parts",
        lambda corner, code: [corner.release.pk, corner.stories["live"].pk],
        placed,
        EDIT,
        NOBODY,
        changes("releaseitem statechange"),
    ),
    Act(
        "articles_frontpage_arrange",
        lambda corner, code: [corner.site.key, code],
        front,
        EDIT,
        NOBODY,
        changes("frontpage frontpageslot statechange"),
    ),
]

__all__ = ["ACTS", "ELSEWHERE", "LETTERS", "LOOKS", "Publication", "json"]
