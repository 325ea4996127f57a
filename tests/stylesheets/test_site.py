import gzip
import re
from pathlib import Path

from django.conf import settings

from articles.sites.colour import DARK_PAPER, LIGHT_PAPER
from articles.stylesheets.site import site_stylesheet

CSS = Path(settings.BASE_DIR) / "static" / "css"
PUBLIC = [path for path in CSS.rglob("*.css") if "admin" not in path.relative_to(CSS).parts]


def test_every_file_is_joined_in_its_layer():
    css = site_stylesheet("#9b1c1f").content.decode()

    imported = set(re.findall(r'url\("([^"]+\.css)"\)', (CSS / "main.css").read_text()))
    public = {path.relative_to(CSS).as_posix() for path in PUBLIC}
    # The bar of a preview is no part of a page, and has a sheet of its own.
    assert imported == public - {"main.css", "preview.css"}
    assert "@import" not in css
    assert css.startswith("@layer tokens, base, layout, components, pages, utilities;")
    assert ".nameplate-name {" in css


def test_fonts_are_named_by_their_public_address_and_are_there():
    css = site_stylesheet("#9b1c1f").content.decode()

    fonts = re.findall(r'url\("([^"]+)"\)', css)
    assert len(fonts) == 8
    for font in fonts:
        assert font.startswith("/static/fonts/newsreader/")
        assert (Path(settings.BASE_DIR) / font.lstrip("/")).is_file()


def test_the_accent_is_in_the_content_and_in_the_name():
    red, green = site_stylesheet("#9b1c1f"), site_stylesheet("#0b6640")

    assert b"--accent-light: #9b1c1f" in red.content
    assert red.name != green.name
    assert red == site_stylesheet("#9b1c1f")


def test_the_gzipped_form_is_the_same_text():
    sheet = site_stylesheet("#9b1c1f")

    assert gzip.decompress(sheet.gzipped) == sheet.content


def test_braces_balance():
    css = site_stylesheet("#9b1c1f").content.decode()

    assert css.count("{") == css.count("}")


def test_the_papers_that_accents_are_measured_against_are_those_of_the_tokens():
    tokens = (CSS / "tokens.css").read_text()

    assert f"--paper-sunk: {LIGHT_PAPER};" in tokens
    assert f"--paper-sunk: {DARK_PAPER};" in tokens


def test_only_logical_properties_so_that_right_to_left_needs_no_second_sheet():
    css = "".join(path.read_text() for path in PUBLIC)

    physical = re.findall(
        r"(?:^|[\s;{])(?:(?:margin|padding|border)-(?:left|right)|left|right|float"
        r"|text-align:\s*(?:left|right))\s*:",
        css,
    )
    assert physical == []
