"""The icon of a site: a folded front page on its accent colour, drawn for any size."""

from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from articles.sites.colour import readable_accent

PAPER = "#ffffff"
# On a field of 32 by 32: the nameplate, the picture, and four lines of text.
BARS = ((6, 7, 26, 11), (6, 14, 15, 25), (18, 14, 26, 16), (18, 18, 26, 20), (18, 22, 26, 24))
FIELD = 32
SIZES = (16, 32, 48)


@lru_cache(maxsize=64)
def icon_svg(accent: str) -> bytes:
    """As SVG; `accent` is `#rrggbb`."""
    bars = "".join(
        f'<rect x="{left}" y="{top}" width="{right - left}" height="{bottom - top}"/>'
        for left, top, right, bottom in BARS
    )
    colour = readable_accent(accent).light
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {FIELD} {FIELD}">'
        f'<rect width="{FIELD}" height="{FIELD}" rx="6" fill="{colour}"/>'
        f'<g fill="{PAPER}">{bars}</g></svg>'
    ).encode()


@lru_cache(maxsize=64)
def icon_ico(accent: str) -> bytes:
    """As an ICO file, for what does not read SVG."""
    scale = 8
    drawn = Image.new("RGBA", (FIELD * scale, FIELD * scale))
    draw = ImageDraw.Draw(drawn)
    colour = readable_accent(accent).light
    draw.rounded_rectangle((0, 0, FIELD * scale, FIELD * scale), 6 * scale, fill=colour)
    for left, top, right, bottom in BARS:
        box = (left * scale, top * scale, right * scale - 1, bottom * scale - 1)
        draw.rectangle(box, fill=PAPER)
    out = BytesIO()
    drawn.save(out, "ICO", sizes=[(size, size) for size in SIZES])
    return out.getvalue()
