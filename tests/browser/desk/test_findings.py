"""Answering a finding on the page for publishing, with the keyboard, with and without script."""

import pytest
from playwright.sync_api import expect

from articles.models import Dismissal, Publication
from articles.workflow import keep
from tests.admin.desk import story_url
from tests.browser.desk.story_page import violations
from tests.factories import write_text

ARABIC = "قال مسؤولون في وزارة التجارة الأمريكية إن البضائع العابرة عبر هونغ كونغ تراجعت هذا العام."


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_finding_is_answered_by_keyboard_on_a_phone(  # noqa: PLR0917
    script, story, sit_down, editor, live_server, complaints
):
    write_text(story, "vi", body=f"<p>{ARABIC}</p>")
    keep(story, actor=None, in_step=["en"])
    context = sit_down(editor, viewport={"width": 375, "height": 700}, java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{live_server.url}{story_url('publish', story)}")
    headline = page.get_by_label("Headline on this site").first
    page.get_by_text("Headline on this site").first.click()
    headline.fill("Một dòng tít khác")
    if script:
        assert violations(page, "#content", complaints) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 375

    page.get_by_text("This is intended…").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Nguyên văn")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Intended, says editor")).to_be_visible()
    expect(page.get_by_label("Headline on this site").first).to_have_value("Một dòng tít khác")
    assert Dismissal.objects.get().reason == "Nguyên văn"
    page.get_by_label("Headline on this site").first.press("Enter")
    page.wait_for_url(f"**{story_url('change', story)}")
    assert {p.headline for p in Publication.objects.all()} == {"Một dòng tít khác", ""}
