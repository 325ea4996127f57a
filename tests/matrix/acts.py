"""Who may do what through the pages of the admin, and all that it changes: written out by hand.

Roles are letters and places have names as in `doors`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from articles.forms.desk_verbs import MOMENT
from articles.queries.workbench import workbench
from tests.admin.desk import story_post, texts_of
from tests.matrix.cast import Cast, Corner
from tests.matrix.doors import ALL, EDIT, LEAD, NOBODY, TRANSLATE, WRITE


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
# What is read of a story, and what it is found by.
WRITTEN = "storytranslation storyentry"
PUBLISHED = "publication storytranslation statechange searchentry sectionlisting viewtotal"
LOGGED = frozenset({"django_admin_log"})
ACTS = [
    Act(
        "articles_story_change",
        at("fresh"),
        edited,
        TRANSLATE,
        NOBODY,
        changes(f"story {WRITTEN} revision statechange finding") | LOGGED,
        changes_english=changes(f"story {WRITTEN} revision statechange memoryunit") | LOGGED,
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
        changes(f"{WRITTEN} statechange finding"),
        is_writing=True,
    ),
    Act(
        "articles_story_restore",
        lambda corner, code: [corner.stories["changed"].pk, corner.earlier[code].pk],
        lambda cast, corner, code: {"reason": "It was right."},
        TRANSLATE,
        NOBODY,
        changes(f"{WRITTEN} statechange finding revision"),
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
        changes(f"story {WRITTEN} revision statechange releaseitem") | LOGGED,
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
        changes(f"{WRITTEN} revision statechange memoryunit translationclaim"),
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
