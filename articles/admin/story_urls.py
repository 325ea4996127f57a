"""The addresses of a story's verbs, below that of the story."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from django.urls import URLPattern, path

from articles.admin.board import show_board
from articles.admin.language_verbs import VERBS, page
from articles.admin.machine import machine_page
from articles.admin.presence import presence_call
from articles.admin.preview_links import end_link, preview_links_page
from articles.admin.release_parts import choose_page
from articles.admin.site_views import show_site_views
from articles.admin.story_corrections import correct_page, retract_page
from articles.admin.story_findings import findings_page
from articles.admin.story_history import (
    compare_page,
    restore_page,
    shown_page,
    text_page,
)
from articles.admin.story_pages import take_down_page
from articles.admin.story_preview import preview_new_story, preview_story
from articles.admin.story_publishing import publish_page, times_page
from articles.admin.story_sharing import offer_page
from articles.admin.story_views import story_views_page
from articles.admin.story_visibility import visibility_page
from articles.admin.workbench_calls import bench_urls

if TYPE_CHECKING:
    from articles.admin.story import StoryAdmin

PAGES: dict[str, Callable[..., Any]] = {
    "presence": presence_call,
    **{verb.name: partial(page, verb) for verb in VERBS},
    "publish": publish_page,
    "offer": offer_page,
    "release": choose_page,
    "take_down": take_down_page,
    "correct": correct_page,
    "retract": retract_page,
    "visibility": visibility_page,
    "findings": findings_page,
    "machine": machine_page,
    "compare": compare_page,
    "views": story_views_page,
    "preview": preview_story,
    "preview_links": preview_links_page,
}


def story_urls(admin: StoryAdmin) -> list[URLPattern]:
    times = path(
        "<int:story_id>/times/<int:publication_id>/",
        admin.admin_site.admin_view(partial(times_page, admin)),
        name="articles_story_times",
    )
    board = path(
        "board/",
        admin.admin_site.admin_view(partial(show_board, admin)),
        name="articles_story_board",
    )
    views = path(
        "views/",
        admin.admin_site.admin_view(partial(show_site_views, admin)),
        name="articles_story_site_views",
    )
    preview = path(
        "add/preview/",
        admin.admin_site.admin_view(partial(preview_new_story, admin)),
        name="articles_story_preview_new",
    )
    texts = [
        path(
            f"<int:story_id>/{name.replace('_', '-')}/<int:{key}>/",
            admin.admin_site.admin_view(partial(view, admin)),
            name=f"articles_story_{name}",
        )
        for name, key, view in (
            ("text", "revision_id", text_page),
            ("restore", "revision_id", restore_page),
            ("shown", "publication_id", shown_page),
            ("end_link", "link_id", end_link),
        )
    ]
    return [
        board,
        views,
        preview,
        times,
        *texts,
        *bench_urls(admin),
        *(
            path(
                f"<int:story_id>/{name.replace('_', '-')}/",
                admin.admin_site.admin_view(partial(view, admin)),
                name=f"articles_story_{name}",
            )
            for name, view in PAGES.items()
        ),
    ]
