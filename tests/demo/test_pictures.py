import io
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from articles.demo import pictures

STORIES = Path(pictures.__file__).parents[1] / "stories"


def _keys_named_by_stories():
    named = set()
    for path in STORIES.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        named.add(tomllib.loads(text)["picture"])
        named.update(re.findall(r'data-image-key=\\?"([^"\\]+)', text))
    return sorted(named)


NAMED = _keys_named_by_stories()


@cache
def drawn(key):
    return pictures.draw(key)


def test_every_picture_a_story_names_is_known():
    assert [key for key in NAMED if key not in pictures.KEYS] == []


@pytest.mark.parametrize("key", pictures.KEYS)
def test_picture_is_a_whole_jpeg_of_the_promised_size(key):
    with Image.open(io.BytesIO(drawn(key))) as image:
        image.load()
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (1800, 1200))


@pytest.mark.parametrize("key", pictures.KEYS)
def test_picture_fills_its_frame(key):
    with Image.open(io.BytesIO(drawn(key))) as image:
        small = image.resize((60, 40))

    colours = small.quantize(32).getcolors()
    spread = ImageStat.Stat(small.convert("L")).stddev[0]

    assert len(colours) >= 24
    assert spread > 9


@pytest.mark.parametrize("key", pictures.KEYS[::4])
def test_picture_is_the_same_every_time(key):
    assert pictures.draw(key) == drawn(key)


def test_pictures_differ_from_each_other():
    small = {}
    for key in pictures.KEYS:
        with Image.open(io.BytesIO(drawn(key))) as image:
            small[key] = image.resize((30, 20))

    alike = [
        (a, b)
        for a in small
        for b in small
        if a < b and sum(ImageStat.Stat(ImageChops.difference(small[a], small[b])).mean) < 45
    ]

    assert alike == []


def test_unknown_picture_names_the_known_ones():
    with pytest.raises(KeyError, match=r"'no-such-scene'.*chess-board.*tennis-court"):
        pictures.draw("no-such-scene")
