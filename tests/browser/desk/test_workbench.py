"""The translator's workbench in a real Chromium."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Dismissal, GlossaryTerm, Publication, SegmentDraft
from articles.workflow import publish
from tests.browser.desk.conftest import sign_in
from tests.browser.desk.story_page import crash, violations
from tests.factories import body_of, head_of, make_story, publish_story, write_text

VIETNAMESE = "<p>Một.</p><p>Hai <strong>lớn</strong>.</p><p>Ba.</p>"
ENGLISH = "<p>One.</p><p>Two <strong>big</strong>.</p><p>Three.</p>"


@pytest.fixture
def story(live_server, site):
    made = make_story(site, ("vi",), texts={"title": "Tựa", "dek": "", "body": VIETNAMESE})
    write_text(made, "en", title="Title", dek="", body=ENGLISH)
    return made


@pytest.fixture
def open_bench(story, live_server, sit_down):
    """Opens the workbench: for a person at a computer of their own, or at one that is there."""

    def go(user=None, language="en", *, computer=None, **options):
        page = (computer or sit_down(user, **options)).new_page()
        path = reverse("admin:articles_story_translate", args=[story.pk, language])
        page.goto(f"{live_server.url}{path}")
        expect(page.locator("#bench.is-live")).to_be_visible()
        return page

    return go


def row(page, number):
    return page.locator(f"#segment-{number}")


def text_of(page, number):
    return row(page, number).locator("[data-text]")


def editor_of(page):
    return page.locator(".rt__text")


def enter(page, number):
    row(page, number).locator("[data-text]").click()
    expect(row(page, number).locator(".rt__text")).to_be_focused()


def type_into(page, number, words):
    enter(page, number)
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def save(page):
    with page.expect_response("**/save/") as answer:
        page.keyboard.press("Control+s")
    expect(page.locator("[data-status]")).to_have_text("Saved.")
    return answer.value.json()


def wait_until_kept(page):
    expect(page.locator("[data-status]")).to_have_text("Kept on the server.")


def drafts():
    return sorted(SegmentDraft.objects.values_list("html", flat=True))


def test_whole_life_of_a_change(open_bench, editor, story, site, live_server):
    publish_story(story, site, ("vi", "en"))
    write_text(story, "vi", body=VIETNAMESE.replace("Ba.", "Ba người."))
    publish(story, site=site, languages=["vi"], actor=None)
    live = Publication.objects.get(language_code="en")
    assert live.original_updated_at is not None
    page = open_bench(editor)

    # One stale segment, with what changed; the key leads there.
    expect(page.locator(".chip-stale:visible")).to_have_count(1)
    expect(row(page, 4).locator(".bench-change ins")).to_have_text(" người")
    page.keyboard.press("Control+Enter")
    expect(row(page, 4).locator(".rt__text")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("Three people.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-notices]")).to_contain_text("Nothing is left to do")
    save(page)

    expect(page.locator("[data-progress]")).to_have_text("4 of 4 segments")
    expect(page.locator(".chip-stale")).to_have_count(0)
    assert body_of(story) == ENGLISH.replace("Three.", "Three people.")
    # The editor's own page publishes it: nothing blocks, and the note of readers is gone.
    page.goto(live_server.url + reverse("admin:articles_story_publish", args=[story.pk]))
    page.get_by_role("button", name="Publish on").click()
    page.wait_for_url("**/change/**")
    live.refresh_from_db()
    assert live.revision_id == head_of(story, "en").pk
    assert live.original_updated_at is None


def test_nobody_else_is_not_worth_a_line(open_bench, editor):
    page = open_bench(editor)

    expect(page.locator(".presence")).to_be_hidden()


def test_typing_survives_a_crash_before_it_is_sent(open_bench, editor):
    page = open_bench(editor)
    computer = page.context
    page.route("**/drafts/", lambda route: route.abort())
    type_into(page, 2, " thêm")
    page.wait_for_timeout(300)
    crash(page)
    assert drafts() == []

    page = open_bench(computer=computer)

    expect(page.locator("[data-notices]")).to_contain_text("this browser kept is back")
    expect(text_of(page, 2)).to_have_text("One. thêm")
    assert drafts() == ["One. thêm"]


def test_typing_that_was_sent_is_back_on_another_computer(open_bench, editor, story):
    page = open_bench(editor)
    type_into(page, 3, " more")
    wait_until_kept(page)

    other = open_bench(editor)

    expect(other.locator(".bench-restored")).to_be_visible()
    expect(text_of(other, 3)).to_have_text("Two big. more")
    expect(text_of(other, 3).locator("strong")).to_have_text("big")
    assert body_of(story) == ENGLISH


def test_session_that_ended_loses_nothing(open_bench, editor, chief, live_server, complaints):
    page = open_bench(editor)
    computer = page.context
    computer.clear_cookies(name="sessionid")
    type_into(page, 2, " thêm")
    expect(page.locator("[data-notices]")).to_contain_text("You are signed out")

    # Somebody else at this browser gets none of it.
    sign_in(computer, chief, live_server)
    page.keyboard.type("!")
    expect(page.locator("[data-notices]")).to_contain_text("Somebody else is signed in")
    assert drafts() == []
    sign_in(computer, editor, live_server)
    page.keyboard.type("!")

    wait_until_kept(page)
    assert list(SegmentDraft.objects.values_list("html", "user")) == [("One. thêm!!", editor.pk)]
    complaints.clear()


def test_save_that_is_refused_says_so_and_does_not_go_on_saving(open_bench, editor, complaints):
    page = open_bench(editor)
    refusal = {"status": 400, "json": {"errors": ["The original is gone."]}}
    page.route("**/save/", lambda route: route.fulfill(**refusal))
    type_into(page, 2, " thêm")
    wait_until_kept(page)

    page.keyboard.press("Control+s")

    expect(page.locator("[data-notices]")).to_contain_text("The original is gone.")
    expect(page.locator("[data-status]")).to_have_text("")
    complaints.clear()


def test_two_translators_on_one_text(open_bench, editor, chief, story):
    mine, theirs = open_bench(editor), open_bench(chief)
    type_into(mine, 2, " mine")
    type_into(mine, 4, " mine")
    wait_until_kept(mine)
    type_into(theirs, 3, " theirs")
    type_into(theirs, 4, " theirs")
    wait_until_kept(theirs)
    expect(theirs.locator("[data-presence]")).to_contain_text("editor works on it")
    save(theirs)

    # I go on typing where I am; theirs comes to stand beside it.
    with mine.expect_response("**/save/"):
        mine.keyboard.press("Control+s")
    expect(row(mine, 4).locator("[data-their-text]")).to_have_text("Three. theirs")
    expect(row(mine, 4).locator(".rt__text")).to_have_text("Three. mine")
    expect(text_of(mine, 3)).to_have_text("Two big. theirs")
    assert "One. mine" in body_of(story)
    assert "Three. theirs" in body_of(story)
    mine.keyboard.type("!")
    wait_until_kept(mine)

    row(mine, 4).get_by_role("button", name="Keep mine").click()
    save(mine)

    assert body_of(story) == (
        "<p>One. mine</p><p>Two <strong>big</strong>. theirs</p><p>Three. mine!</p>"
    )
    assert drafts() == []


def test_keys_move_copy_and_never_steal_from_an_input_method(open_bench, editor, story):
    page = open_bench(editor)
    enter(page, 2)
    page.keyboard.press("Alt+ArrowDown")
    expect(row(page, 3).locator(".rt__text")).to_be_focused()
    page.keyboard.press("Alt+c")
    expect(editor_of(page)).to_have_text("Hai lớn.")
    expect(editor_of(page).locator("strong")).to_have_text("lớn")
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Escape")
    expect(editor_of(page)).to_have_count(0)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Keys of the workbench")
    page.keyboard.press("Escape")

    enter(page, 4)
    page.keyboard.press("Control+A")
    client = page.context.new_cdp_session(page)
    client.send("Input.imeSetComposition", {"text": "ni", "selectionStart": 2, "selectionEnd": 2})
    composing = page.evaluate(
        """() => ["Enter", "s"].map((key) => document.activeElement.dispatchEvent(
        new KeyboardEvent("keydown", { key, code: key === "s" ? "KeyS" : key, ctrlKey: true,
          isComposing: true, bubbles: true, cancelable: true })))"""
    )
    assert composing == [True, True]
    client.send("Input.insertText", {"text": "你好"})
    page.keyboard.type("?")
    expect(editor_of(page)).to_have_text("你好?")
    wait_until_kept(page)
    assert drafts() == ["Hai <strong>lớn</strong>.", "你好?"]


def test_suggestion_is_taken_by_key_and_term_by_click(open_bench, editor, story, site):
    before = make_story(site, ("vi",), texts={"title": "Cũ", "body": "<p>Ba.</p>"})
    write_text(before, "en", body="<p>Number <em>three</em>.</p>")
    GlossaryTerm.objects.create(
        source_language="vi", target_language="en", source="Ba", target="trio"
    )
    page = open_bench(editor)
    enter(page, 4)
    expect(row(page, 4).locator(".bench-suggestions button")).to_have_count(1)

    page.keyboard.press("Alt+1")
    page.keyboard.type(" A ")
    row(page, 4).get_by_role("button", name="trio").click()
    save(page)

    assert body_of(story).endswith("<p>Number <em>three</em>. A trio</p>")


BRIDGE = (
    "Cây cầu mới qua sông sẽ thông xe lúc chín giờ sáng thứ Hai.",
    "Vé đi xe buýt qua cầu rẻ hơn.",
)
NEW_BRIDGE = ("The new bridge opens on Monday at nine.", "Bus tickets get cheaper.")


def begin_anew(story, vietnamese, english):
    """Other texts, which know nothing of the former ones."""
    story.translations.filter(language_code="en").delete()
    write_text(story, "vi", body=vietnamese)
    write_text(story, "en", title="Title", dek="", body=english)


def test_paragraph_that_was_split_hands_its_translation_on(open_bench, editor, story):
    begin_anew(story, f"<p>{' '.join(BRIDGE)}</p>", f"<p>{' '.join(NEW_BRIDGE)}</p>")
    write_text(story, "vi", body="".join(f"<p>{part}</p>" for part in BRIDGE))
    page = open_bench(editor)

    row(page, 3).get_by_text("Copy its translation here").click()

    expect(editor_of(page)).to_have_text(" ".join(NEW_BRIDGE))
    page.keyboard.press("Control+a")
    page.keyboard.type(NEW_BRIDGE[1])
    enter(page, 2)
    page.keyboard.press("Control+a")
    page.keyboard.type(NEW_BRIDGE[0])
    save(page)
    assert body_of(story) == "".join(f"<p>{part}</p>" for part in NEW_BRIDGE)
    expect(page.locator("[data-moved], .bench-row[data-to-do]")).to_have_count(0)


def test_paragraphs_that_became_one_bring_their_translations_together(open_bench, editor, story):
    begin_anew(
        story, *("".join(f"<p>{part}</p>" for part in side) for side in (BRIDGE, NEW_BRIDGE))
    )
    write_text(story, "vi", body=f"<p>{' '.join(BRIDGE)}</p>")
    page = open_bench(editor)

    page.get_by_text("Add these words there").click()

    expect(editor_of(page)).to_have_text(" ".join(NEW_BRIDGE))
    save(page)
    assert body_of(story) == f"<p>{' '.join(NEW_BRIDGE)}</p>"
    expect(page.locator(".bench-row")).to_have_count(2)


def test_finding_is_called_intended_in_its_row(open_bench, editor, story):
    write_text(story, "en", body="<p>One.</p><p>Two “big.</p><p>Three.</p>")
    page = open_bench(editor)
    finding = page.locator(".bench-findings .finding", has_text="Without its partner").first

    finding.get_by_text("This is intended…").press("Enter")
    finding.get_by_label("Why it is right").fill("It is a title.")
    finding.get_by_role("button", name="Mark as intended").click()

    expect(page.locator("[data-notices]")).to_contain_text("Marked as intended")
    expect(page.locator(".finding-intended")).to_contain_text("It is a title.")
    assert Dismissal.objects.get().reason == "It is a title."


def test_text_from_right_to_left(open_bench, editor, story):
    page = open_bench(editor, "ar")
    type_into(page, 1, "عنوان")
    type_into(page, 2, "واحد")

    assert editor_of(page).evaluate("(node) => getComputedStyle(node).direction") == "rtl"
    assert editor_of(page).get_attribute("lang") == "ar"
    save(page)

    text = story.translations.get(language_code="ar")
    assert (text.title, text.body) == ("عنوان", "<p>واحد</p>")


def test_pasted_paragraphs_and_the_enter_key_stay_in_one_block(open_bench, editor, story):
    page = open_bench(editor)
    enter(page, 2)
    page.keyboard.press("Control+A")
    page.evaluate(
        """() => { const data = new DataTransfer();
        data.setData("text/html", "<p>A <b>b</b></p><ul><li>c</li></ul><p>d</p>");
        const options = { clipboardData: data, bubbles: true, cancelable: true };
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", options)) }"""
    )
    page.keyboard.press("Enter")
    page.keyboard.type("e")
    enter(page, 1)
    page.keyboard.press("Enter")
    page.keyboard.type("!")
    save(page)

    assert body_of(story).startswith("<p>A <strong>b</strong> c d<br>e</p><p>Two")
    assert head_of(story, "en").title == "Title!"


def test_axe_finds_nothing(open_bench, editor, story, complaints):
    write_text(story, "vi", body=VIETNAMESE.replace("Ba.", "Ba người."))
    page = open_bench(editor)
    type_into(page, 4, " x")
    wait_until_kept(page)

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(500)  # colours change over a moment
        assert violations(page, "#bench", complaints) == []
        # The policy's complaints about how axe measures may come late.
        page.wait_for_timeout(500)
        complaints.clear()
    page.close()
    complaints.clear()


def test_phone_shows_all_of_it(open_bench, editor, story):
    page = open_bench(editor, viewport={"width": 360, "height": 740})
    enter(page, 3)

    assert page.evaluate("document.documentElement.scrollWidth") == 360
    row(page, 3).get_by_role("button", name="Done, next").click()
    expect(page.locator("[data-notices]")).to_contain_text("Nothing is left to do")
