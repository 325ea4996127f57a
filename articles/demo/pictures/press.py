"""A small printing press: flat inks through anti-aliased stencils, shaded with grain.

All lengths are pixels of the finished picture, origin at the top left.
"""

from __future__ import annotations

import io
import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1800, 1200
JPEG_QUALITY = 85

Point = tuple[float, float]
Colour = str
Box = tuple[int, int, int, int]


@dataclass
class Shape:
    """Marks that one ink prints together; `hole` marks are cut out of those before them."""

    marks: list[tuple[str, list[Point], float, bool]] = field(default_factory=list)

    def polygon(self, points: Iterable[Point], *, hole: bool = False) -> Shape:
        self.marks.append(("polygon", list(points), 0, hole))
        return self

    def rect(self, x0: float, y0: float, x1: float, y1: float, *, hole: bool = False) -> Shape:
        return self.polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], hole=hole)

    def round_rect(
        self, x0: float, y0: float, x1: float, y1: float, radius: float, *, hole: bool = False
    ) -> Shape:
        self.marks.append(("round", [(x0, y0), (x1, y1)], radius, hole))
        return self

    def ellipse(
        self, cx: float, cy: float, rx: float, ry: float | None = None, *, hole: bool = False
    ) -> Shape:
        ry = rx if ry is None else ry
        self.marks.append(("ellipse", [(cx - rx, cy - ry), (cx + rx, cy + ry)], 0, hole))
        return self

    def line(self, points: Iterable[Point], width: float, *, hole: bool = False) -> Shape:
        """A stroke with round joints and ends."""
        self.marks.append(("line", list(points), width, hole))
        return self

    def box(self) -> Box:
        """The pixels touched, inside the picture; empty when all marks are outside."""
        spans = [(p, w / 2 + 1) for kind, ps, w, hole in self.marks if not hole for p in ps]
        if not spans:
            return (0, 0, 0, 0)
        left = max(0, math.floor(min(p[0] - w for p, w in spans)))
        top = max(0, math.floor(min(p[1] - w for p, w in spans)))
        right = min(WIDTH, math.ceil(max(p[0] + w for p, w in spans)) + 1)
        bottom = min(HEIGHT, math.ceil(max(p[1] + w for p, w in spans)) + 1)
        return (left, top, right, bottom) if left < right and top < bottom else (0, 0, 0, 0)

    def stencil(self, box: Box) -> Image.Image:
        """The coverage of the marks within `box`, drawn large and reduced to smooth the edges."""
        width, height = box[2] - box[0], box[3] - box[1]
        scale = 2 if width * height > WIDTH * HEIGHT // 3 else 4
        mask = Image.new("L", (width * scale, height * scale))
        draw = ImageDraw.Draw(mask)
        for kind, points, size, hole in self.marks:
            placed = [((x - box[0]) * scale, (y - box[1]) * scale) for x, y in points]
            _draw_mark(draw, kind, placed, size * scale, 0 if hole else 255)
        return mask.reduce(scale)


def _draw_mark(
    draw: ImageDraw.ImageDraw, kind: str, points: list[Point], size: float, ink: int
) -> None:
    if kind == "polygon":
        draw.polygon(points, fill=ink)
    elif kind == "ellipse":
        draw.ellipse(points, fill=ink)
    elif kind == "round":
        draw.rounded_rectangle(points, radius=size, fill=ink)
    else:
        draw.line(points, fill=ink, width=max(1, round(size)))
        for x, y in points if size > 3 else []:
            radius = size / 2
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=ink)


@dataclass(frozen=True)
class Fade:
    """Ink that grows from nothing at `start` to `strength` at `end`, dissolving into grain."""

    colour: Colour
    start: Point
    end: Point
    strength: float = 1.0
    soft: float = 1.6

    def coverage(self, box: Box) -> Image.Image:
        (x0, y0), (x1, y1) = self.start, self.end
        dx, dy = x1 - x0, y1 - y0
        square = (dx * dx + dy * dy) / 255 or 1e-6
        a, b = dx / square, dy / square
        offset = (box[0] - x0) * a + (box[1] - y0) * b
        size = (box[2] - box[0], box[3] - box[1])
        ramp = _ramp().transform(
            size,
            Image.Transform.AFFINE,
            (0, 0, 1.5, a, b, offset + _RAMP_MARGIN),
            resample=Image.Resampling.BILINEAR,
        )
        return ramp.point([round(v * self.strength) for v in range(256)])


@dataclass(frozen=True)
class Glow:
    """Ink that is strongest at `centre` and gone at the ellipse of `radius` × `radius * squash`."""

    colour: Colour
    centre: Point
    radius: float
    squash: float = 1.0
    strength: float = 1.0
    soft: float = 1.6

    def coverage(self, box: Box) -> Image.Image:
        rx, ry = max(2, round(self.radius)), max(2, round(self.radius * self.squash))
        # Pillow's gradient reaches 181 at the edge of its square and 255 only in the corners.
        falloff = [round(255 * self.strength * max(0, 1 - v / 181) ** 1.5) for v in range(256)]
        disc = Image.radial_gradient("L").point(falloff).resize((rx * 2, ry * 2))
        cover = Image.new("L", (box[2] - box[0], box[3] - box[1]))
        cover.paste(
            disc, (round(self.centre[0]) - rx - box[0], round(self.centre[1]) - ry - box[1])
        )
        return cover


_RAMP_MARGIN = 256 * 24


@lru_cache(maxsize=1)
def _ramp() -> Image.Image:
    """0 … 255 down a strip, with long flat ends so that a fade holds beyond its points."""
    column = bytes(_RAMP_MARGIN) + bytes(range(256)) + b"\xff" * _RAMP_MARGIN
    return Image.frombytes("L", (1, len(column)), column).resize((3, len(column)))


class Press:
    """One sheet, printed ink by ink; the same key gives the same sheet."""

    def __init__(self, key: str, paper: Colour) -> None:
        self.rng = random.Random(key)  # noqa: S311 - decoration, and it must repeat
        self.sheet = Image.new("RGB", (WIDTH, HEIGHT), paper)
        small = (WIDTH * 2 // 3, HEIGHT * 2 // 3)
        speckle = Image.frombytes("L", small, self.rng.randbytes(small[0] * small[1]))
        self.grain = speckle.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR)

    def ink(
        self,
        shape: Shape,
        colour: Colour,
        *shades: Fade | Glow,
        alpha: float = 1.0,
        inside: Shape | None = None,
    ) -> None:
        """Prints the shape flat, then each shade through the same stencil; both only `inside`."""
        box = shape.box()
        if box[2] == box[0]:
            return
        stencil = shape.stencil(box)
        if inside is not None:
            stencil = ImageChops.multiply(stencil, inside.stencil(box))
        flat = stencil if alpha >= 1 else stencil.point([round(v * alpha) for v in range(256)])
        self.sheet.paste(colour, box, flat)
        for shade in shades:
            self._shade(box, stencil, shade)

    def shade(self, shape: Shape, *shades: Fade | Glow) -> None:
        """Prints the shades alone: light or darkness over what is there."""
        box = shape.box()
        if box[2] == box[0]:
            return
        stencil = shape.stencil(box)
        for shade in shades:
            self._shade(box, stencil, shade)

    def _shade(self, box: Box, stencil: Image.Image, shade: Fade | Glow) -> None:
        cover = shade.coverage(box)
        dots = ImageChops.add(cover, self.grain.crop(box), offset=-255)
        sharpened = dots.point([min(255, round(v * 2.4)) for v in range(256)])
        mixed = Image.blend(sharpened, cover, min(1.0, max(0.0, shade.soft / 2.6)))
        self.sheet.paste(shade.colour, box, ImageChops.multiply(mixed, stencil))

    def shadow(
        self,
        shape: Shape,
        colour: Colour,
        *,
        offset: Point = (0, 0),
        blur: float = 24,
        alpha: float = 0.45,
    ) -> None:
        """A soft shadow of the shape; blurred small, as nothing in it is sharp."""
        reduce = 6
        box = shape.box()
        mask = Image.new("L", (WIDTH, HEIGHT))
        mask.paste(shape.stencil(box), box[:2])
        mask = ImageChops.offset(mask, round(offset[0]), round(offset[1])).reduce(reduce)
        mask = mask.filter(ImageFilter.GaussianBlur(blur / reduce))
        mask = mask.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR)
        self.sheet.paste(colour, (0, 0), mask.point([round(v * alpha) for v in range(256)]))

    def jpeg(self) -> bytes:
        """The finished sheet, with the tooth of the paper over all inks."""
        tooth = self.grain.point([124 + v // 32 for v in range(256)])
        finished = ImageChops.overlay(self.sheet, Image.merge("RGB", (tooth,) * 3))
        out = io.BytesIO()
        finished.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
        return out.getvalue()


def whole() -> Shape:
    return Shape().rect(0, 0, WIDTH, HEIGHT)


def curve(points: Sequence[Point], steps: int = 14) -> list[Point]:
    """A smooth line through all points (Catmull-Rom)."""
    padded = [points[0], *points, points[-1]]
    line: list[Point] = []
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(steps):
            t = step / steps
            line.append(
                (
                    _spline(p0[0], p1[0], p2[0], p3[0], t),
                    _spline(p0[1], p1[1], p2[1], p3[1], t),
                )
            )
    return [*line, points[-1]]


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )
