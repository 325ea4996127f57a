"""A site's accent colour, made readable on both of our papers.

Contrast and luminance as WCAG 2.2 defines them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

# `--paper-sunk` of tokens.css, the darker of the light papers and the lighter of the dark ones.
LIGHT_PAPER = "#f6f3ec"
DARK_PAPER = "#1c1e21"
# Level AA asks for 4.5 for text of any size; the rest is room for rounding.
ENOUGH = 4.6

Rgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Accent:
    """The accent as text on the light and on the dark paper, each as `#rrggbb`."""

    light: str
    dark: str


def readable_accent(colour: str) -> Accent:
    """The site's colour, darkened for light paper and lightened for dark as far as needed."""
    return Accent(
        light=_mixed_until_readable(colour, "#000000", LIGHT_PAPER),
        dark=_mixed_until_readable(colour, "#ffffff", DARK_PAPER),
    )


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two `#rrggbb` colours, from 1 to 21."""
    low, high = sorted((_luminance(_rgb(first)), _luminance(_rgb(second))))
    return (high + 0.05) / (low + 0.05)


def _mixed_until_readable(colour: str, towards: str, paper: str) -> str:
    start, end = _rgb(colour), _rgb(towards)
    for step in range(101):
        share = step / 100
        mixed = _hex((a + (b - a) * share for a, b in zip(start, end, strict=True)))
        if contrast(mixed, paper) >= ENOUGH:
            return mixed
    raise AssertionError("black and white are readable on any paper")


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(channels: Iterable[float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)


def _luminance(rgb: Rgb) -> float:
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in rgb
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
