import io

import pytest

from articles.imaging.crop import crop_box
from articles.imaging.picture import rendition_url
from articles.imaging.uploads import inspect
from tests.chromium import needs_chromium, open_chromium
from tests.factories import make_image, make_site
from tests.imaging.pictures import encoded, quartered

pytestmark = [
    pytest.mark.browser,
    needs_chromium,
    pytest.mark.urls("tests.forms.focal_page"),
]


@pytest.fixture
def picture_url(live_server):
    inspected = inspect(io.BytesIO(encoded(quartered(1200, 800), "JPEG")))
    image = make_image(
        make_site("focal"),
        file=inspected.as_file(),
        width=1200,
        height=800,
        checksum=inspected.checksum,
    )
    return rendition_url(image, "body", 768)


@pytest.fixture
def page(live_server, picture_url):
    with open_chromium() as browser:
        page = browser.new_page(viewport={"width": 1000, "height": 900})
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(f"{live_server.url}/-/picture/?picture={picture_url}")
        wait_for_picture(page, 768)
        yield page


def wait_for_picture(page, width):
    """Poll from here: the page's policy forbids the evaluation that Playwright's own waiting is."""
    for _attempt in range(100):
        if page.evaluate("document.querySelector('[data-focal-picture]').naturalWidth") == width:
            return
        page.wait_for_timeout(50)
    pytest.fail(f"no picture of {width} pixels: {page.complaints}")


def numbers(page):
    return tuple(
        float(page.locator(f"[data-focal-axis={axis}]").input_value()) for axis in ("x", "y")
    )


def mark_centre(page):
    """Where the mark stands, in percent of the picture."""
    picture = page.locator("[data-focal-picture]").bounding_box()
    mark = page.locator("[data-focal-mark]").bounding_box()
    x = (mark["x"] + mark["width"] / 2 - picture["x"]) / picture["width"] * 100
    y = (mark["y"] + mark["height"] / 2 - picture["y"]) / picture["height"] * 100
    return (x, y)


def at(page, x, y):
    box = page.locator("[data-focal-picture]").bounding_box()
    return box["x"] + box["width"] * x, box["y"] + box["height"] * y


def test_pointing_dragging_and_keys_write_the_numbers(page):
    assert mark_centre(page) == pytest.approx((25, 50), abs=0.5)

    page.mouse.click(*at(page, 0.8, 0.2))
    assert numbers(page) == pytest.approx((80, 20), abs=0.5)
    assert mark_centre(page) == pytest.approx((80, 20), abs=0.5)

    page.mouse.move(*at(page, 0.8, 0.2))
    page.mouse.down()
    page.mouse.move(*at(page, 0.5, 0.5))
    page.mouse.move(*at(page, -0.3, 0.9))
    page.mouse.up()
    page.mouse.move(*at(page, 0.5, 0.5))
    assert numbers(page) == pytest.approx((0, 90), abs=0.5)

    page.locator("[data-focal-mark]").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    assert numbers(page) == pytest.approx((1, 80), abs=0.5)
    assert page.locator("[data-focal-said]").text_content().startswith("Focal point: 1 % from")

    page.locator("[data-focal-axis=x]").fill("60")
    assert mark_centre(page) == pytest.approx((60, 80), abs=0.5)
    assert page.complaints == []


def test_previews_cut_as_the_server_does(page):
    page.mouse.click(*at(page, 0.8, 0.2))
    focal = tuple(number / 100 for number in numbers(page))

    for ratio in ((16, 9), (3, 2), (1, 1)):
        preview = page.locator(f'[data-focal-preview="{ratio[0]}/{ratio[1]}"]')
        frame, picture = preview.bounding_box(), preview.locator("img").bounding_box()
        scale = 1200 / picture["width"]
        # The frame has a border of one pixel.
        shown = [(frame[side] + 1 - picture[side]) * scale for side in ("x", "y")]

        box = crop_box(1200, 800, ratio, focal)
        assert shown == pytest.approx([box.left, box.top], abs=12)
        assert (frame["width"] - 2) * scale == pytest.approx(box.width, abs=12)


def test_a_chosen_file_is_shown_before_it_is_sent(page, tmp_path):
    chosen = tmp_path / "chosen.png"
    chosen.write_bytes(encoded(quartered(300, 600), "PNG"))

    page.locator("input[type=file]").set_input_files(chosen)
    wait_for_picture(page, 300)

    assert numbers(page) == (50, 50)
    assert mark_centre(page) == pytest.approx((50, 50), abs=0.5)
    assert page.complaints == []


def test_without_script_the_numbers_stand_alone(page, live_server, picture_url):
    plain = page.context.browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{live_server.url}/-/picture/?picture={picture_url}")

    assert plain.locator("[data-focal-mark]").is_hidden()
    assert plain.get_by_label("From the left, in percent").input_value() == "25.0"
    assert plain.locator("[data-focal-picture]").is_visible()
