"""The icon of a site."""

import io

import pytest
from lxml import etree
from PIL import Image

from articles.models import Site


def test_svg_wears_the_accent(get, site):
    Site.objects.update(accent="#9b1c1f")

    response = get("/favicon.svg")

    assert response["Content-Type"] == "image/svg+xml"
    root = etree.fromstring(response.content)
    assert root.find("{http://www.w3.org/2000/svg}rect").get("fill") == "#9b1c1f"


def test_ico_has_its_sizes(get, site):
    response = get("/favicon.ico")

    assert response["Content-Type"] == "image/x-icon"
    assert Image.open(io.BytesIO(response.content)).info["sizes"] == {(16, 16), (32, 32), (48, 48)}


@pytest.mark.parametrize("path", ["/favicon.svg", "/favicon.ico"])
def test_a_proxy_asks_for_it_again_within_a_second(get, site, path, settings):
    settings.BEHIND_PROXY = True

    response = get(path)

    assert response["Cache-Control"] == "public, max-age=86400, s-maxage=1"
    assert response["X-Accel-Expires"].startswith("@")


@pytest.mark.parametrize("path", ["/vi/", "/vi/search/"])
def test_pages_name_the_icon(get, site, path):
    assert (
        '<link rel="icon" href="/favicon.svg" type="image/svg+xml">' in get(path).content.decode()
    )
