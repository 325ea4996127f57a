"""A day in the newsroom: one story from the first word to its retraction, by four people at their
browsers, in three languages on two sites.

With NEWSCENTER_PICTURES set to a folder, the run leaves the pictures of the editor's guide there.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import feedparser
import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from articles.enums import Role
from articles.models import Publication, Story
from tests.browser.desk.story_page import panel_in_front, write
from tests.chromium import needs_chromium
from tests.factories import make_section, make_site, make_user

pytestmark = needs_chromium

PICTURES = os.environ.get("NEWSCENTER_PICTURES", "")
CODES = ("vi", "en", "ar")
TITLES = {
    "vi": "Cầu mới nối hai bờ sông",
    "en": "New bridge joins two banks",
    "ar": "جسر جديد يربط الضفتين",
}
BODIES = {
    "vi": "Cây cầu dài 420 mét đã mở cho xe chạy sáng nay.",
    "en": "The bridge is 420 metres long and opened to traffic this morning.",
    "ar": "يبلغ طول الجسر 420 مترا وقد فتح أمام حركة السير هذا الصباح.",
}
CORRECTED = {
    "vi": "Bản trước viết sai chiều dài của cầu.",
    "en": "An earlier version gave a wrong length of the bridge.",
    "ar": "ذكرت نسخة سابقة طولا خاطئا للجسر.",
}
RETRACTED = {
    "vi": "Tin này sai và đã được rút.",
    "en": "This story was wrong and has been retracted.",
    "ar": "كان هذا الخبر خاطئا وتم سحبه.",
}


@pytest.fixture
def sites(db):
    made = [make_site(key, CODES, time_zone="Asia/Ho_Chi_Minh") for key in ("news", "city")]
    for site in made:
        make_section(site, "thoi-su", vi="Thời sự", en="News", ar="أخبار")
    return made


@pytest.fixture
def people(sites):
    news, city = sites
    make_user((Role.REPORTER, news), username="reporter")
    make_user((Role.EDITOR, news), username="editor")
    make_user((Role.CHIEF_EDITOR, news), (Role.CHIEF_EDITOR, city), username="chief")


@pytest.fixture
def move_to(monkeypatch):
    """Set the clock of the whole newsroom."""

    def move(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return move


class Day:
    """Four browsers and what is done in them again and again."""

    def __init__(self, open_desk):
        self.pages = {name: open_desk(name) for name in ("reporter", "editor", "chief")}
        self.base = self.pages["chief"].url.partition("/admin/")[0]
        self.port = self.base.rpartition(":")[2]
        self.reader = self.pages["chief"].context.browser.new_page(
            viewport={"width": 1280, "height": 800}
        )

    def at_story(self, name):
        story = Story.objects.get()
        self.pages[name].goto(f"{self.base}/admin/articles/story/{story.pk}/change/")
        return self.pages[name]

    def follow(self, name, link):
        page = self.at_story(name)
        page.get_by_role("link", name=link, exact=True).first.click()
        return page

    def press(self, page, button):
        with page.expect_navigation():
            page.get_by_role("button", name=button, exact=True).click()

    def read(self, site, path):
        answer = self.reader.goto(f"http://{site.key}.example:{self.port}{path}")
        return answer.status, self.reader.content()


def shoot(page, name):
    """A picture for the guide, if pictures are wanted."""
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"))


def addresses():
    """Of every part of the story; readers are led on from any spelling of them."""
    rows = Publication.objects.select_related("site")
    return {
        (row.site, row.language_code): f"/{row.language_code}/x/x-{row.story_id}/" for row in rows
    }


def test_a_day_in_the_newsroom(sites, people, open_desk, move_to):
    day = Day(open_desk)
    reporter, editor, chief = day.pages.values()
    news, _city = sites

    # The reporter writes in three languages, and hands over.
    reporter.get_by_role("link", name="Write a story").click()
    reporter.select_option("select[name=section]", label="News")
    for code in CODES:
        write(reporter, code, TITLES[code], BODIES[code])

    day.press(reporter, "Save")
    day.follow("reporter", "Submit for review…")
    day.press(reporter, "Submit for review")

    # The editor finds it on the first page, and returns it with a comment.
    editor.goto(f"{day.base}/admin/")
    expect(editor.get_by_text(TITLES["vi"]).first).to_be_visible()
    shoot(editor, "desk")
    day.follow("editor", "Return to the writer…")
    editor.get_by_label("What is to be done").fill("Who opened it?")
    day.press(editor, "Return to the writer")

    # The reporter reads why, mends it, and hands over again.
    day.at_story("reporter")
    expect(reporter.get_by_text("Who opened it?").first).to_be_visible()
    shoot(reporter, "returned")
    panel_in_front(reporter, "vi").locator("textarea[name$='-dek']").fill("Thị trưởng cắt băng.")
    panel_in_front(reporter, "en").locator("textarea[name$='-dek']").fill(
        "The mayor cut the ribbon."
    )
    panel_in_front(reporter, "ar").locator("textarea[name$='-dek']").fill("قص العمدة الشريط.")
    day.press(reporter, "Save")
    day.follow("reporter", "Submit for review…")
    day.press(reporter, "Submit for review")

    day.follow("editor", "Approve…")
    day.press(editor, "Approve")
    assert set(Story.objects.get().translations.values_list("state", flat=True)) == {"approved"}

    # The chief releases it in three languages on two sites, at a minute.
    day.follow("chief", "Add to a release…")
    chief.get_by_label("Name of the new release").fill("The bridge opens")
    day.press(chief, "Choose sites and languages")
    for code in CODES:
        chief.locator(f"input[name=city-languages][value={code}]").check()
    chief.select_option("select[name=city-section]", label="News")
    day.press(chief, "Keep it so in the release")
    expect(chief.locator(".release-table tbody tr")).to_have_count(6)
    at = (timezone.now() + timedelta(hours=3)).replace(second=0, microsecond=0)
    local = timezone.localtime(at, news.tzinfo)
    chief.get_by_label("From").fill(f"{local:%Y-%m-%dT%H:%M}")
    day.press(chief, "Release at this time")
    shoot(chief, "release")

    # A second before nobody sees anything; at the minute everybody sees everything.
    where = addresses()
    assert len(where) == 6
    move_to(at - timedelta(seconds=1))
    for (site, code), path in where.items():
        assert day.read(site, path)[0] == 404
        assert TITLES[code] not in day.read(site, f"/{code}/")[1]
    move_to(at)
    for (site, code), path in where.items():
        status, html = day.read(site, path)
        assert status == 200
        assert TITLES[code] in html
        assert day.reader.locator("html").get_attribute("dir") == ("rtl" if code == "ar" else "ltr")
        assert TITLES[code] in day.read(site, f"/{code}/")[1]

    # The length was wrong: the editor mends it, publishes it anew, and says so.
    move_to(at + timedelta(minutes=30))
    day.at_story("editor")
    form = panel_in_front(editor, "vi")
    form.locator("[contenteditable='true']").fill(BODIES["vi"].replace("420", "402"))
    day.press(editor, "Save")
    day.follow("editor", "Publish…")
    with editor.expect_navigation():
        editor.get_by_role("button", name="Publish on").first.click()
    day.follow("editor", "Correct…")
    editor.locator("[name='text-vi']").fill(CORRECTED["vi"])
    day.press(editor, "Show the notice to readers")
    for site in sites:
        html = day.read(site, where[site, "vi"])[1]
        assert CORRECTED["vi"] in html
        assert ("402" in html) is (site == news)
    day.read(news, where[news, "vi"])
    shoot(day.reader, "corrected")

    # The other languages owe it to their readers, and the first page says so until it is done.
    editor.goto(f"{day.base}/admin/")
    expect(editor.get_by_text("Corrections to make").first).to_be_visible()
    shoot(editor, "owed")
    day.follow("editor", "Correct…")
    for code in ("en", "ar"):
        editor.locator(f"[name='text-{code}']").fill(CORRECTED[code])
    day.press(editor, "Show the notice to readers")
    for (site, code), path in where.items():
        assert CORRECTED[code] in day.read(site, path)[1]
    feed = feedparser.parse(Client(HTTP_HOST="news.example").get("/en/feeds/atom.xml").content)
    assert feed.entries[0].updated_parsed[:5] == (at + timedelta(minutes=30)).timetuple()[:5]

    # It should never have been published: the chief retracts it, and every address says so.
    day.follow("chief", "Retract…")
    for code in CODES:
        chief.locator(f"[name='text-{code}']").fill(RETRACTED[code])
    day.press(chief, "Retract everywhere")
    for (site, code), path in where.items():
        status, html = day.read(site, path)
        assert status == 410
        assert RETRACTED[code] in html
        assert TITLES[code] not in day.read(site, f"/{code}/")[1]
    day.read(news, where[news, "en"])
    shoot(day.reader, "retracted")
    day.reader.close()
