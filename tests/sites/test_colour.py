import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.sites.colour import DARK_PAPER, LIGHT_PAPER, contrast, readable_accent


def test_contrast_of_black_and_white_is_the_greatest_there_is():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)


def test_a_readable_colour_is_left_as_it_is():
    assert readable_accent("#9b1c1f").light == "#9b1c1f"
    assert readable_accent("#ff9a8f").dark == "#ff9a8f"


def test_a_colour_keeps_its_hue_when_it_is_darkened():
    yellow = readable_accent("#ffee00").light

    red, green, blue = (int(yellow[at : at + 2], 16) for at in (1, 3, 5))
    assert red > green > blue == 0


@given(st.integers(0, 0xFFFFFF))
def test_any_colour_becomes_readable_on_both_papers(number):
    accent = readable_accent(f"#{number:06x}")

    assert contrast(accent.light, LIGHT_PAPER) >= 4.5
    assert contrast(accent.dark, DARK_PAPER) >= 4.5
    assert contrast(accent.light, "#fffdf9") >= 4.5
    assert contrast(accent.dark, "#131416") >= 4.5
