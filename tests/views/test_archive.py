from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.factories import make_live_story
from tests.views.pages import headlines, links, texts

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def stories(site, section):
    """At the turn of a year at the site, which is seven hours ahead of UTC."""
    for title, moment in {
        "Đêm giao thừa": datetime(2024, 12, 31, 23, 59, 59, tzinfo=HANOI),
        "Năm mới": datetime(2025, 1, 1, 0, 0, tzinfo=HANOI),
        "Tháng hai": datetime(2025, 2, 28, 12, 0, tzinfo=HANOI),
    }.items():
        make_live_story(
            site, section=section, texts={"title": title}, publish={"publish_at": moment}
        )


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("", ["Tháng hai", "Năm mới", "Đêm giao thừa"]),
        ("2024/", ["Đêm giao thừa"]),
        ("2025/", ["Tháng hai", "Năm mới"]),
        ("2025/01/", ["Năm mới"]),
        ("2024/12/31/", ["Đêm giao thừa"]),
        ("2025/01/01/", ["Năm mới"]),
        ("2025/02/28/", ["Tháng hai"]),
    ],
)
def test_days_begin_at_midnight_of_the_site(stories, get, path, found):
    assert headlines(get(f"/vi/archive/{path}")) == found


@pytest.mark.parametrize(
    ("path", "periods"),
    [
        ("", ["/vi/archive/2025/", "/vi/archive/2024/"]),
        ("2025/", ["/vi/archive/2025/01/", "/vi/archive/2025/02/"]),
        ("2025/02/", ["/vi/archive/2025/02/28/"]),
        ("2025/02/28/", []),
    ],
)
def test_only_periods_with_stories_are_linked(stories, get, path, periods):
    assert links(get(f"/vi/archive/{path}"), "//ul[@class='link-row']//a") == periods


@pytest.mark.parametrize(
    "path",
    ["2023/", "2025/03/", "2025/02/29/", "2025/13/", "2025/00/", "0000/", "9999/12/31/", "2025/1/"],
)
def test_a_period_without_stories_or_not_in_the_calendar_is_not_found(stories, get, path):
    assert get(f"/vi/archive/{path}").status_code == 404


def test_periods_are_named_in_the_language_of_the_edition(stories, get):
    assert texts(get("/vi/archive/2025/02/28/"), "//h1") == ["28 tháng 2, 2025"]
    assert texts(get("/vi/archive/2025/02/"), "//h1") == ["Tháng 2, 2025"]
    assert texts(get("/vi/archive/2025/02/"), "//nav[@class='breadcrumbs']//a")[1:] == ["Năm 2025"]
    assert texts(get("/vi/archive/2025/"), "//head/title") == [
        "Tin, bài năm 2025 — Trung tâm Tin tức"
    ]


def test_an_edition_without_stories_has_an_empty_archive(stories, get):
    assert headlines(get("/en/archive/")) == []
    assert get("/en/archive/2025/").status_code == 404
