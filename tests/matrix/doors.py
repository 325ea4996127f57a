"""Who may open which page of the admin: written out by hand. What they may do there: `acts`.

A role is a letter: (r)eporter, (t)ranslator, (p)hoto desk, (e)ditor, (c)hief editor, (m)anager
of the site. A place is `own`, `shared` or `foreign`; see `cast`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.matrix.cast import Corner

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
    "log-in-code": "tests/accounts/test_log_in_codes.py",
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
    "articles_story_translate_dismiss": "tests/admin/workbench/test_rows.py",
    "articles_story_translate_save": "ACTS",
}
