"""Illustrations for the demo stories: drawn when asked for, the same every time."""

from articles.demo.pictures.press import Press
from articles.demo.pictures.scenes import SCENES

KEYS = tuple(sorted(SCENES))


def draw(key: str) -> bytes:
    """A JPEG of 1800 × 1200 pixels; KeyError, listing the known keys, for any other key."""
    if key not in SCENES:
        raise KeyError(f"No picture is called {key!r}; there are: {', '.join(KEYS)}")
    paper, paint = SCENES[key]
    press = Press(key, paper)
    paint(press)
    return press.jpeg()
