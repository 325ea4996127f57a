"""Whole pages, judged by the Nu HTML checker and by their weight."""

from __future__ import annotations

import gzip
import re
import shutil

import pytest
from django.conf import settings

from tests.nu import needs_nu, nu_complaints
from tests.views.pages import address, links
from tests.views.sample import make_sample

# HTML, CSS and fonts of a story page, compressed, in bytes.
LIGHT = 120_000


@needs_nu
def test_every_page_is_valid_html(db, get, tmp_path):
    sample = make_sample("news.example")
    for name, (path, status) in sample.paths.items():
        response = get(path)
        if response.status_code == 301:
            response = get(response["Location"])
        assert response.status_code == status, name
        (tmp_path / f"{name}.html").write_bytes(response.content)
    for name in ("404.html", "500.html"):
        shutil.copy(settings.BASE_DIR / "templates" / name, tmp_path / name)

    assert nu_complaints(tmp_path) == []


@pytest.mark.parametrize("language_code", ["vi", "en", "ar"])
def test_a_story_page_is_light(db, get, language_code):
    sample = make_sample("news.example")
    path, _status = sample.paths["story"]
    page = get(path)
    if language_code != "vi":
        page = get(links(page, f"//header//a[@hreflang='{language_code}']")[0])
    (stylesheet,) = re.findall(r'rel="stylesheet" href="([^"]+)"', page.content.decode())
    css = get(stylesheet, **{"accept-encoding": "gzip"})

    # All that the language can ask for: Latin, and for Vietnamese its own subset, in all styles.
    subsets = {"vi": ("latin", "vietnamese"), "en": ("latin",), "ar": ()}[language_code]
    fonts = [
        file.stat().st_size
        for subset in subsets
        for file in (settings.BASE_DIR / "static/fonts/newsreader").glob(f"*-{subset}.woff2")
        if not (subset == "latin" and file.name.endswith("-ext.woff2"))
    ]

    assert css["Content-Encoding"] == "gzip"
    assert len(fonts) == 3 * len(subsets)
    assert len(gzip.compress(page.content)) + len(css.content) + sum(fonts) < LIGHT


def test_pages_carry_no_inline_style_or_script(db, get):
    for path, _status in make_sample("news.example").paths.values():
        page = get(path).content.decode()

        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page)
        assert not re.search(r"<script(?![^>]*application/ld\+json)(?![^>]*\ssrc=)", page)


def test_pictures_say_their_size_so_that_nothing_jumps(site, section, get):
    from tests.factories import make_image, make_live_story

    story = make_live_story(site, section=section, lead_image=make_image(site))

    pictures = re.findall(r"<img [^>]+>", get(address(story)).content.decode())

    assert any("/media/" in picture for picture in pictures)
    assert all(re.search(r' width="\d+" height="\d+"', picture) for picture in pictures)


@pytest.mark.parametrize(
    ("accepted", "encoding"), [("br, gzip", "gzip"), ("gzip;q=0, br", None), ("x-gzipped", None)]
)
def test_a_stylesheet_comes_as_the_reader_takes_it(site, get, accepted, encoding):
    [path] = links(get("/vi/"), "//link[@rel='stylesheet']")

    answer = get(path, **{"accept-encoding": accepted})

    assert answer.get("Content-Encoding") == encoding
