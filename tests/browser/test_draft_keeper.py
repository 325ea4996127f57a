import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.urls("tests.browser.desk_page")

KEPT = "Text that was not saved was kept in this browser"


@pytest.fixture
def desk(page, live_server):
    """Opens the form, as another tab or after a crash would."""
    page.on("dialog", lambda dialog: dialog.accept())

    def go(query=""):
        page.goto(f"{live_server.url}/-/desk/{query}")
        expect(page.get_by_role("tab", name="Tiếng Việt")).to_be_visible()

    return go


def drafts(page):
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))")


def write(page, title="Mới", body="Thân mới"):
    page.get_by_label("Title vi").fill(title)
    page.get_by_role("textbox", name="Body vi").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(body)
    until(page, lambda: drafts(page))


def until(page, condition):
    for _attempt in range(60):
        if condition():
            return
        page.wait_for_timeout(100)
    pytest.fail("it did not happen")


def bar(page):
    return page.get_by_role("region", name="Kept text")


def test_text_of_a_crashed_page_is_restored_in_every_field(page, desk):
    desk()
    write(page)
    page.get_by_label("Paid").check()
    page.get_by_label("Section").select_option("1")
    page.get_by_role("tab", name="العربيّة").click()
    page.get_by_label("Title ar").fill("جديد")
    page.wait_for_timeout(1000)

    desk()
    expect(bar(page)).to_contain_text(KEPT)
    expect(page.locator("[name=title_vi]")).to_have_value("Cũ")
    bar(page).get_by_role("button", name="Restore").click()

    expect(page.locator("[name=title_vi]")).to_have_value("Mới")
    page.get_by_role("tab", name="Tiếng Việt").click()
    expect(page.get_by_role("textbox", name="Body vi")).to_have_text("Thân mới")
    expect(page.locator("[name=body_vi]")).to_have_value("<p>Thân mới</p>")
    expect(page.get_by_label("Paid")).to_be_checked()
    expect(page.get_by_label("Section")).to_have_value("1")
    expect(page.locator("[name=title_ar]")).to_have_value("جديد")
    expect(bar(page)).to_have_count(0)
    assert len(drafts(page)) == 1


def test_the_draft_can_be_compared_and_discarded(page, desk):
    desk()
    write(page)

    desk()
    bar(page).get_by_role("button", name="Compare").click()
    rows = page.get_by_role("dialog").get_by_role("row")
    expect(rows).to_have_count(3)
    expect(rows.nth(1)).to_contain_text("Tiếng Việt: Title vi")
    expect(rows.nth(1).get_by_role("cell")).to_have_text(["Cũ", "Mới"])
    expect(rows.nth(2).get_by_role("cell")).to_have_text(["Thân", "Thân mới"])
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    bar(page).get_by_role("button", name="Discard").click()

    expect(bar(page)).to_have_count(0)
    expect(page.get_by_label("Title vi")).to_have_value("Cũ")
    assert drafts(page) == []


def test_several_drafts_are_offered_one_after_the_other(page, desk):
    desk()
    write(page, title="Một")
    desk()
    write(page, title="Hai")

    desk()
    bar(page).get_by_role("button", name="Discard").click()
    bar(page).get_by_role("button", name="Restore").click()

    expect(page.get_by_label("Title vi")).to_have_value("Một")


def test_a_page_that_is_still_open_is_not_offered(page, desk, live_server):
    desk()
    write(page)

    second = page.context.new_page()
    second.goto(f"{live_server.url}/-/desk/")
    expect(second.get_by_role("tab", name="Tiếng Việt")).to_be_visible()
    second.wait_for_timeout(300)

    expect(bar(second)).to_have_count(0)


def test_a_save_drops_the_draft(page, desk):
    desk()
    write(page)

    page.locator("#save").click()
    expect(page.get_by_text("Elsewhere")).to_be_visible()

    until(page, lambda: drafts(page) == [])
    desk()
    expect(bar(page)).to_have_count(0)


def test_a_refused_save_keeps_the_draft_until_one_succeeds(page, desk):
    desk()
    write(page)
    page.get_by_role("tab", name="العربيّة").click()
    page.get_by_label("Title ar").fill("")

    page.locator("#save").click()
    expect(page.get_by_text("Wrong.")).to_be_visible()
    expect(bar(page)).to_have_count(0)
    page.get_by_label("Title ar").fill("عنوان")
    page.wait_for_timeout(1000)
    assert len(drafts(page)) == 1

    desk()  # the browser crashed before the second try
    bar(page).get_by_role("button", name="Restore").click()
    expect(page.get_by_label("Title vi")).to_have_value("Mới")
    expect(page.locator("[name=title_ar]")).to_have_value("عنوان")
    page.locator("#save").click()
    expect(page.get_by_text("Elsewhere")).to_be_visible()
    until(page, lambda: drafts(page) == [])


def test_a_save_that_ended_elsewhere_keeps_the_draft(page, desk, live_server):
    """As when the session has expired and the log-in page comes instead."""
    desk()
    write(page)
    page.route("**/-/desk/", lambda route: (
        route.fulfill(status=302, headers={"Location": "/-/done/"})
        if route.request.method == "POST" else route.continue_()
    ))  # fmt: skip

    page.locator("#save").click()
    expect(page.get_by_text("Elsewhere")).to_be_visible()

    assert len(drafts(page)) == 1
    desk()
    expect(bar(page)).to_contain_text(KEPT)


def test_a_newer_save_is_said(page, desk):
    desk()
    write(page)

    desk("?saved=2026-11-02T09:30:00%2B00:00")

    expect(bar(page)).to_contain_text("Somebody has saved since then, on November 2, 2026")


def test_a_draft_belongs_to_one_person(page, desk):
    desk()
    write(page)

    desk("?user=8")
    page.wait_for_timeout(300)

    expect(bar(page)).to_have_count(0)
    assert len(drafts(page)) == 1


def test_an_old_draft_expires(page, desk, live_server):
    desk()
    write(page)
    page.goto(f"{live_server.url}/-/done/")
    page.evaluate(
        """() => {
          const key = Object.keys(localStorage).find((name) => name.startsWith("draft:"))
          const draft = JSON.parse(localStorage.getItem(key))
          draft.kept -= 15 * 24 * 60 * 60 * 1000
          localStorage.setItem(key, JSON.stringify(draft))
        }"""
    )

    desk()
    page.wait_for_timeout(300)

    expect(bar(page)).to_have_count(0)
    assert drafts(page) == []


def test_the_oldest_drafts_make_room(page, desk):
    desk()
    page.evaluate(
        """() => {
          for (let number = 0; number < 5; number += 1) {
            const draft = { kept: Date.now() - 1000 + number, fields: { a: "x".repeat(800000) } }
            localStorage.setItem(`draft:7:/other/${number}/:x`, JSON.stringify(draft))
          }
        }"""
    )

    write(page)
    until(page, lambda: any("/-/desk/" in key for key in drafts(page)))

    left = sorted(key for key in drafts(page) if "/other/" in key)
    assert left == [f"draft:7:/other/{number}/:x" for number in (1, 2, 3, 4)]


def test_a_text_too_large_is_said(page, desk):
    desk()

    page.get_by_label("Title vi").fill("x" * 1_000_001)

    expect(page.get_by_role("alert")).to_contain_text("too large to be kept")


def test_leaving_asks_only_with_unsaved_text(page, live_server):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.goto(f"{live_server.url}/-/desk/")
    page.get_by_label("Title vi").click()
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    assert asked == []


def test_leaving_with_unsaved_text_asks(page, desk):
    asked = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    desk()
    write(page)

    desk()

    assert asked == ["beforeunload"]


def test_undoing_every_change_leaves_no_draft(page, desk):
    desk()
    page.get_by_label("Title vi").fill("Mới")
    until(page, lambda: drafts(page))

    page.get_by_label("Title vi").fill("Cũ")

    until(page, lambda: drafts(page) == [])
