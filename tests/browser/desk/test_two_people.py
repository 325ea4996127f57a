"""Two people at two computers in one story: they see each other, and nothing is lost."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Presence, Story
from tests.admin.desk import story_url
from tests.browser.desk.story_page import choose, panel, save, type_into, violations
from tests.factories import head_of, make_image, make_section, make_story, make_tag, write_text

BODY = "<p>Một.</p><p>Hai.</p><p>Ba.</p>"


@pytest.fixture
def story(live_server, site):
    make_section(site, "thoi-su", vi="Thời sự", en="News", ar="أخبار")
    section = make_section(site, "the-thao", vi="Thể thao", en="Sport", ar="رياضة")
    made = make_story(site, ("vi",), section=section, texts={"title": "Tựa", "body": BODY})
    write_text(made, "en", title="Title", body="<p>One.</p><p>Two.</p><p>Three.</p>")
    return made


def here(page):
    return page.locator("[data-open-page]")


def paragraph(page, number):
    return panel(page, "vi").locator(".ProseMirror p").nth(number)


def type_at_end_of(page, number, words):
    paragraph(page, number).click()
    page.keyboard.press("End")
    page.keyboard.type(words)


def test_each_sees_the_other_come_and_go(  # noqa: PLR0917
    sit_down, open_story, story, reporter, editor, live_server, complaints
):
    first = sit_down(reporter)
    first.clock.install()
    form = open_story(first)
    expect(here(form)).to_be_empty()

    # The other one opens the workbench, and is told at once; the first at the next beat.
    bench = sit_down(editor).new_page()
    bench.goto(live_server.url + reverse("admin:articles_story_translate", args=[story.pk, "en"]))
    expect(here(bench)).to_contain_text("reporter Tiếng Việt")
    expect(here(form)).to_be_empty()
    with form.expect_response("**/presence/"):
        form.clock.fast_forward(20_500)
    expect(here(form)).to_contain_text("editor English the workbench")
    assert violations(form, "[data-open-page]", complaints) == []

    # Another tab of the form is another language, told at once.
    with form.expect_response("**/presence/"):
        choose(form, "en")
    rows = Presence.objects.filter(user=reporter)
    assert list(rows.values_list("language_code", flat=True)) == ["en"]

    # Leaving needs no minute to pass.
    bench.goto(live_server.url + reverse("admin:index"))
    for _try in range(50):
        if not Presence.objects.filter(user=editor).exists():
            break
        bench.wait_for_timeout(100)
    else:
        pytest.fail("the page that was left is still thought to be open")
    with form.expect_response("**/presence/"):
        form.clock.fast_forward(20_500)
    expect(here(form)).to_be_empty()


def test_page_that_is_not_looked_at_says_nothing(sit_down, open_story, story, reporter):
    computer = sit_down(reporter)
    computer.clock.install()
    form = open_story(computer)
    Presence.objects.all().delete()

    form.evaluate(
        "Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    form.clock.fast_forward(120_000)
    form.wait_for_timeout(300)
    assert not Presence.objects.exists()

    with form.expect_response("**/presence/"):
        form.evaluate(
            "delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))"
        )
    assert Presence.objects.count() == 1


def test_different_paragraphs_and_fields_meet(  # noqa: PLR0917
    sit_down, open_story, story, site, reporter, editor
):
    one, two = make_tag("one"), make_tag("two")
    mine, hers = open_story(sit_down(reporter)), open_story(sit_down(editor))

    type_at_end_of(hers, 0, " Của chị.")
    hers.locator("[name=section]").select_option(str(site.categories.get(key="thoi-su").pk))
    pick(hers, "tags", two.pk, "two")
    save(hers)
    type_at_end_of(mine, 2, " Của tôi.")
    pick(mine, "tags", one.pk, "one")
    save(mine)

    expect(mine.locator(".messagelist")).to_contain_text("Section")
    assert head_of(story, "vi").body == "<p>Một. Của chị.</p><p>Hai.</p><p>Ba. Của tôi.</p>"
    story = Story.objects.get()
    assert story.section.key == "thoi-su"
    assert set(story.tags.all()) == {one, two}


def test_same_paragraph_and_field_show_both(  # noqa: PLR0917
    sit_down, open_story, story, site, reporter, editor
):
    mine_image, her_image = make_image(site), make_image(site)
    computers = sit_down(reporter), sit_down(editor)
    for computer in computers:
        computer.route("**/media/**", lambda route: route.fulfill(body=""))
    mine, hers = map(open_story, computers)

    type_at_end_of(hers, 1, " Chị.")
    pick(hers, "lead_image", her_image.pk, "hers")
    save(hers)
    type_at_end_of(mine, 1, " Tôi.")
    type_into(mine, "vi", "Title", " mới")
    pick(mine, "lead_image", mine_image.pk, "mine")
    with mine.expect_navigation():
        mine.locator("[name=_continue]").click()

    # Nothing was written over: both texts and both pictures are on the page.
    assert head_of(story, "vi").body == "<p>Một.</p><p>Hai. Chị.</p><p>Ba.</p>"
    expect(mine.locator(".clashes")).to_contain_text("Hai. Tôi.")
    expect(mine.locator(".clashes")).to_contain_text("Hai. Chị.")
    error = mine.locator(".field-lead_image .errorlist")
    expect(error).to_contain_text(str(her_image))
    expect(error).to_contain_text(str(mine_image))

    # Saving again is the decision; the other's text stays in the history.
    save(mine)
    assert head_of(story, "vi").body == "<p>Một.</p><p>Hai. Tôi.</p><p>Ba.</p>"
    assert Story.objects.get().lead_image == mine_image
    bodies = story.revisions.filter(language_code="vi").values_list("body", flat=True)
    assert "<p>Một.</p><p>Hai. Chị.</p><p>Ba.</p>" in set(bodies)


def pick(page, name, value, words):
    """Choose in a field that searches on the server, as its script does."""
    page.evaluate(
        """([name, value, words]) => {
            const $ = window.django.jQuery, field = $(`select[name=${name}]`)
            field.append(new Option(words, value, true, true)).trigger("change")
        }""",
        [name, str(value), words],
    )


def test_list_and_board_tell_who_is_at_work(  # noqa: PLR0917
    sit_down, open_story, story, reporter, editor, live_server
):
    open_story(sit_down(reporter))
    computer = sit_down(editor)

    for name in ("changelist", "board"):
        page = computer.new_page()
        page.goto(live_server.url + story_url(name))
        expect(page.locator(".person")).to_have_text("reporter Tiếng Việt")
