"""The editor on a page of its own, and pictures to put into it."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from articles.models import ImageTranslation
from tests.factories import make_image

# The picture that stands for all of them.
PIXEL = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b"
)


@pytest.fixture
def opened(page, live_server):
    """Opens the page with these parameters; gives the text of its editor."""
    page.add_init_script(
        "document.addEventListener('rich-text:ready', (event) => (window.editor = event.detail))"
    )

    def go(**parameters):
        page.goto(f"{live_server.url}/-/editor/?{urlencode(parameters)}")
        text = page.get_by_role("textbox", name="Body")
        expect(text).to_be_visible()
        return text

    return go


@pytest.fixture
def archive(site, reporter, client, page, live_server):
    """A signed-in reporter and two pictures; their files are not there, so nothing is fetched."""
    images = {}
    for name, alt in (("bridge", "Cây cầu mới"), ("match", "Trận đấu")):
        images[name] = make_image(site)
        ImageTranslation.objects.create(
            master=images[name], language_code="vi", alt=alt, caption=f"{alt}, chụp từ bờ nam."
        )
    client.force_login(reporter)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.route("**/media/**", lambda route: route.fulfill(body=PIXEL, content_type="image/gif"))
    return images
