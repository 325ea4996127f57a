"""Pictures of the archive: searched, chosen, captioned, changed, and missed."""

import pytest
from playwright.sync_api import expect

from tests.browser.editor.hands import button, kept, press

pytestmark = pytest.mark.urls("tests.browser.editor.page")


def test_a_picture_is_searched_chosen_and_captioned(page, opened, archive):
    opened(lang="vi").click()
    page.keyboard.type("Trước")

    button(page, "Picture").click()
    dialog = page.get_by_role("dialog", name="Insert a picture")
    expect(dialog.get_by_role("radio")).to_have_count(2)
    dialog.get_by_label("Search").fill("cầu")
    expect(dialog.get_by_role("radio")).to_have_count(1)
    dialog.get_by_role("button", name="Insert").click()
    expect(dialog.get_by_role("status")).to_have_text("Choose a picture first.")
    dialog.get_by_role("radio").check()
    expect(dialog.get_by_label("Caption", exact=True)).to_have_value("Cây cầu mới, chụp từ bờ nam.")
    dialog.get_by_label("Alternative text", exact=True).fill('Cầu "mới"')
    dialog.get_by_role("button", name="Insert").click()

    number = archive["bridge"].pk
    assert kept(page) == (
        f'<p>Trước</p><figure data-image-id="{number}" data-alt="Cầu &quot;mới&quot;">'
        "<figcaption>Cây cầu mới, chụp từ bờ nam.</figcaption></figure>"
    )
    expect(page.get_by_text('Alternative text: Cầu "mới"')).to_be_visible()

    page.locator("figcaption").click()
    press(page, "End Shift+ArrowLeft")
    page.keyboard.type(" & nhà.")
    press(page, "Enter")
    page.keyboard.type("Sau")
    assert kept(page) == (
        f'<p>Trước</p><figure data-image-id="{number}" data-alt="Cầu &quot;mới&quot;">'
        "<figcaption>Cây cầu mới, chụp từ bờ nam &amp; nhà.</figcaption></figure><p>Sau</p>"
    )


def test_a_picture_is_changed_and_keeps_its_caption(page, opened, archive):
    number, other = archive["bridge"].pk, archive["match"].pk
    opened(lang="vi", body=f'<figure data-image-id="{number}"><figcaption>c</figcaption></figure>')
    expect(page.get_by_text("Alternative text: Cây cầu mới")).to_be_visible()

    page.get_by_role("button", name="Picture and alternative text").click()
    dialog = page.get_by_role("dialog", name="Change the picture")
    dialog.get_by_role("radio", name="Trận đấu").check()
    dialog.get_by_role("button", name="Change").click()

    assert kept(page) == f'<figure data-image-id="{other}"><figcaption>c</figcaption></figure>'


def test_a_caption_cannot_become_a_heading_and_a_picture_stays_out_of_lists(page, opened, archive):
    number = archive["bridge"].pk
    figure = f'<figure data-image-id="{number}"><figcaption>c</figcaption></figure>'
    opened(lang="vi", body=f"{figure}<ul><li><p>a</p></li></ul>")

    page.locator("figcaption").click()
    press(page, "Control+Alt+2 Home Backspace")
    page.get_by_text("a", exact=True).click()
    expect(button(page, "Picture")).to_have_attribute("aria-disabled", "true")
    page.keyboard.type("b")

    assert kept(page).startswith(figure)


def test_a_picture_that_is_gone_is_said(page, opened, archive):
    opened(lang="vi", body='<figure data-image-id="999999"></figure>')

    expect(page.get_by_text("Picture 999999 is not in the archive.")).to_be_visible()
