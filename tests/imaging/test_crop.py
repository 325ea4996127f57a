from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.imaging.crop import Box, crop_box, scaled_height
from articles.imaging.sizes import SIZES, Size

sides = st.integers(1, 12_000)
shares = st.floats(0, 1)
ratios = st.tuples(st.integers(1, 1200), st.integers(1, 1200))


@given(sides, sides, ratios, shares, shares)
def test_crop_is_inside_the_picture_and_holds_the_focal_point(width, height, ratio, x, y):
    box = crop_box(width, height, ratio, (x, y))

    assert 0 <= box.left < box.right <= width
    assert 0 <= box.top < box.bottom <= height
    assert box.left <= x * width <= box.right
    assert box.top <= y * height <= box.bottom


@given(sides, sides, ratios, shares, shares)
def test_crop_has_the_ratio_to_the_pixel_and_is_the_largest(width, height, ratio, x, y):
    box = crop_box(width, height, ratio, (x, y))

    across, down = ratio
    as_wide = (width, max(1, round(width * down / across)))
    as_high = (max(1, round(height * across / down)), height)
    assert (box.width, box.height) in {as_wide, as_high}


@given(sides, sides, ratios, shares, shares)
def test_focal_point_is_the_centre_unless_an_edge_is_in_the_way(width, height, ratio, x, y):
    box = crop_box(width, height, ratio, (x, y))

    assert abs(box.left + box.width / 2 - x * width) <= 1 or box.left == 0 or box.right == width
    assert abs(box.top + box.height / 2 - y * height) <= 1 or box.top == 0 or box.bottom == height


@pytest.mark.parametrize(
    ("focal", "box"),
    [
        ((0.5, 0.5), Box(1000, 0, 1000, 1000)),
        ((0.0, 0.9), Box(0, 0, 1000, 1000)),
        ((1.0, 0.0), Box(2000, 0, 1000, 1000)),
        ((0.4, 0.5), Box(700, 0, 1000, 1000)),
        ((-3.0, 9.0), Box(0, 0, 1000, 1000)),
    ],
)
def test_square_of_a_wide_picture_follows_the_focal_point(focal, box):
    assert crop_box(3000, 1000, (1, 1), focal) == box


def test_no_ratio_keeps_the_whole_picture():
    assert crop_box(317, 211, None, (0.9, 0.1)) == Box(0, 0, 317, 211)


@pytest.mark.parametrize("size", SIZES.values(), ids=lambda size: size.name)
@given(width=st.integers(16, 9000), height=st.integers(16, 9000))
def test_offered_widths_ascend_and_never_upscale(size, width, height):
    offered = size.offered_widths(width, height)

    crop = crop_box(width, height, size.ratio, (0.5, 0.5))
    assert offered
    assert all(a < b for a, b in pairwise(offered))
    assert offered[-1] == min(crop.width, size.widths[-1])
    assert all(size.height_at(wide, width, height) <= crop.height for wide in offered)


def test_a_small_picture_is_offered_at_its_own_width_too():
    size = Size("card", (3, 2), (320, 480, 640))

    assert size.offered_widths(500, 400) == (320, 480, 500)
    assert size.offered_widths(480, 400) == (320, 480)
    assert size.offered_widths(100, 400) == (100,)
    assert size.offered_widths(640, 5000) == (320, 480, 640)


def test_heights_come_from_the_exact_ratio():
    assert [scaled_height(width, (1999, 1124), (16, 9)) for width in (480, 768, 1600)] == [
        270,
        432,
        900,
    ]
    assert SIZES["social"].height_at(1200, 5000, 4000) == 630
