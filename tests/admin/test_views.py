"""Views on the desk: who sees which, what the pages show, and what they cost."""

from datetime import timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles.admin.csv_lines import csv_lines
from articles.counting.roll_up import roll_up
from articles.counting.tops import keep_tops
from articles.enums import Role
from articles.models import Publication, ViewEvent
from tests.admin.desk import rows_of, signed_in
from tests.factories import make_live_story, make_section, make_user, publish_story

PAGE = reverse("admin:articles_story_site_views")


def tell(site, views, title="Tin", section=None, languages=("vi",)):
    story = make_live_story(
        site,
        languages,
        section=section,
        texts={"title": title},
        publish={"publish_at": timezone.now() - timedelta(days=9)},
    )
    for publication in Publication.objects.filter(story=story):
        read(publication, views)
    return story


def read(publication, views):
    at = timezone.now()
    ViewEvent.objects.bulk_create(
        ViewEvent(publication=publication, visitor=number.to_bytes(16), window=at, at=at)
        for number in range(views)
    )
    roll_up()
    keep_tops(at.date() - timedelta(days=2))


def site_zone(site):
    return ZoneInfo(site.time_zone)


def own_page(story):
    return reverse("admin:articles_story_views", args=[story.pk])


def texts(response, xpath):
    found = html.document_fromstring(response.content.decode()).xpath(xpath)
    return [" ".join(one.text_content().split()) for one in found]


def test_the_page_shows_bars_their_table_and_what_was_read(site, reporter):
    section = make_section(site, "thoi-su", vi="Thời sự")
    tell(site, 12, "Nhiều", section)
    tell(site, 3, "Ít", section, ("vi", "en"))

    response = signed_in(reporter).get(PAGE)

    assert response.status_code == 200
    assert texts(response, "//*[@class='chart-total']") == ["18 views"]
    assert (
        len(html.document_fromstring(response.content.decode()).xpath("//*[@class='chart-views']"))
        == 28
    )
    assert texts(response, "//*[@class='chart-table']//tbody/tr[last()]/td") == ["18"]
    stories = texts(response, "//*[@aria-labelledby='view-stories']//tbody/tr/*")
    assert stories == ["1", "Nhiều", "12", "2", "Ít", "6"]
    [languages] = [texts(response, "//*[@aria-labelledby='view-language']//tbody/tr/td[1]")]
    assert languages == ["15", "3"]
    [about] = texts(response, "//*[local-name()='desc']")
    assert about.startswith("18 views. The most: 18,")
    # A strict policy lets neither through.
    assert b"style=" not in response.content.split(b"<main", 1)[-1]


def test_people_see_the_sites_on_which_they_work(site, other_site, reporter, outsider, admin):
    tell(site, 5)
    tell(other_site, 7, section=make_section(other_site))

    def total(user, **query):
        return texts(signed_in(user).get(PAGE, query), "//*[@class='chart-total']")

    assert total(reporter) == ["5 views"]
    assert total(reporter, site="sports") == []
    assert total(outsider) == ["7 views"]
    assert total(admin, site="sports") == ["7 views"]
    assert total(admin, site="news") == ["5 views"]
    assert signed_in(make_user()).get(PAGE).status_code == 403


def test_a_story_shows_the_sites_that_one_may_see(site, other_site, reporter, outsider, admin):
    story = tell(site, 5)
    [carried] = publish_story(story, other_site, section=make_section(other_site))
    read(carried, 2)

    def places(user):
        response = signed_in(user).get(own_page(story))
        return texts(response, "//*[@aria-labelledby='view-places']//tbody/tr/td[2]")

    assert places(reporter) == ["5"]
    assert places(outsider) == ["2"]
    assert places(admin) == ["5", "2"]
    assert rows_of(signed_in(outsider).get(own_page(story), {"csv": "places"})) == [
        {
            "site": "sports",
            "language": "vi",
            "views": "2",
            "views_before": "0",
            "views_in_all": "2",
        }
    ]
    hidden = tell(other_site, 1, section=make_section(other_site))
    assert signed_in(reporter).get(own_page(hidden)).status_code == 404


def test_filters_and_a_time_of_ones_own(site, reporter):
    section = make_section(site, "kinh-te")
    below = make_section(site, "gia-ca", parent=section)
    tell(site, 2, section=below, languages=("vi", "en"))
    tell(site, 9, section=make_section(site, "khac"))
    today = timezone.localdate(timezone=site_zone(site))
    client = signed_in(reporter)

    def total(**query):
        return texts(client.get(PAGE, query), "//*[@class='chart-total']")

    assert total(section=section.pk) == ["4 views"]
    assert total(section=section.pk, language="en") == ["2 views"]
    assert total(period="hours") == ["13 views"]
    assert total(period="chosen", begin=today, end=today) == ["13 views"]
    yesterday = today - timedelta(days=1)
    assert total(period="chosen", begin=yesterday, end=yesterday) == ["0 views"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"period": "chosen"}, "Choose the first day."),
        ({"period": "chosen", "begin": "2026-03-01"}, "Choose the last day."),
        (
            {"period": "chosen", "begin": "2026-03-02", "end": "2026-03-01"},
            "The last day lies before the first.",
        ),
        (
            {"period": "chosen", "begin": "2024-03-01", "end": "2026-03-01"},
            "Choose a year at most.",
        ),
        ({"period": "chosen", "begin": "3000-01-01", "end": "3000-01-01"}, "still to come"),
        ({"period": "chosen", "begin": "0002-01-01", "end": "0003-01-01"}, "a later day"),
        ({"period": "chosen", "begin": "yesterday", "end": "2026-03-01"}, "Enter a valid date."),
        ({"period": "year"}, "Select a valid choice."),
    ],
)
def test_a_time_that_is_none_is_said_where_it_was_asked(site, reporter, query, message):
    response = signed_in(reporter).get(PAGE, query)

    assert response.status_code == 200
    assert message in unescape(response.content.decode())
    assert "chart" not in response.context


def test_what_is_shown_is_exported(site, reporter):
    section = make_section(site, "thoi-su")
    tell(site, 4, "=cmd()", section)
    client = signed_in(reporter)

    hours = client.get(PAGE, {"period": "hours", "csv": "times"})
    days = rows_of(client.get(PAGE, {"period": "7", "csv": "times"}))
    stories = rows_of(client.get(PAGE, {"csv": "stories"}))

    assert hours["Content-Type"] == "text/csv; charset=utf-8"
    assert hours["Content-Disposition"] == 'attachment; filename="newscenter-news-times.csv"'
    raw = b"".join(hours.streaming_content)
    assert raw.startswith(b"\xef\xbb\xbfbegins,time_zone,views,views_before\r\n")
    last = raw.decode("utf-8-sig").splitlines()[-1].split(",")
    this_hour = timezone.localtime(timezone=site_zone(site)).replace(
        minute=0, second=0, microsecond=0
    )
    assert last == [this_hour.isoformat(), "Asia/Ho_Chi_Minh", "4", "0"]
    assert [row["views"] for row in days] == ["0"] * 6 + ["4"]
    assert days[-1]["begins"] == this_hour.date().isoformat()
    assert (stories[0]["title"], stories[0]["views"]) == ("'=cmd()", "4")
    assert rows_of(client.get(PAGE, {"csv": "parts"})) == [
        {"section": "thoi-su", "language": "vi", "views": "4", "views_before": "0"}
    ]


@pytest.mark.parametrize("title", ["=1+1", "\n=1+1", "＝1+1", "＠SUM(1)"])
def test_no_spreadsheet_calculates_with_what_a_title_says(title):
    [_mark, _columns, line] = csv_lines(["title"], [[title]])

    assert line.strip('"\r\n') == f"'{title}"


def test_the_page_of_a_story_has_its_last_weeks(site, section, editor, admin):
    story = tell(site, 6)
    draft = make_live_story(site, publish={"publish_at": timezone.now() + timedelta(days=1)})
    change = "admin:articles_story_change"

    shown = signed_in(editor).get(reverse(change, args=[story.pk]))

    assert texts(shown, "//*[@aria-labelledby='views-panel']//*[@class='chart-total']") == [
        "6 views"
    ]
    assert own_page(story) in shown.content.decode()
    later = signed_in(editor).get(reverse(change, args=[draft.pk]))
    assert texts(later, "//*[@aria-labelledby='views-panel']//*[@class='chart-total']") == []


# Session, user, memberships; sites, editions; sections, their names; over time, parts, and the
# most read with their titles.
@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same(site, reporter, django_assert_num_queries, count):
    stories = [tell(site, 2, section=make_section(site)) for _ in range(count)]
    client = signed_in(reporter)

    with django_assert_num_queries(11):
        client.get(PAGE)
    with django_assert_num_queries(16):
        client.get(own_page(stories[0]))


@pytest.mark.parametrize("role", list(Role))
def test_everybody_of_a_site_may_look(site, role):
    tell(site, 1)

    response = signed_in(make_user((role, site))).get(PAGE)

    assert texts(response, "//*[@class='chart-total']") == ["1 view"]
