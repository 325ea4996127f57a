"""What scenes are made of: sky, land, water, buildings, plants, people."""

from __future__ import annotations

import math

from articles.demo.pictures.press import (
    HEIGHT,
    WIDTH,
    Colour,
    Fade,
    Glow,
    Point,
    Press,
    Shape,
    curve,
    whole,
)


def sky(press: Press, colours: list[Colour], horizon: float) -> None:
    """Colours from the zenith to the horizon, each dissolving into the next."""
    press.ink(whole(), colours[0])
    step = horizon / (len(colours) - 1)
    for n, colour in enumerate(colours[1:]):
        press.shade(whole(), Fade(colour, (0, n * step), (0, (n + 1) * step), soft=2.2))


def sun(press: Press, x: float, y: float, radius: float, disc: Colour, halo: Colour) -> None:
    press.shade(whole(), Glow(halo, (x, y), radius * 5, strength=0.85, soft=1.8))
    press.ink(Shape().ellipse(x, y, radius), disc)


def stars(press: Press, count: int, lowest: float, colour: Colour) -> None:
    small, large = Shape(), Shape()
    for n in range(count):
        x, y = press.rng.uniform(0, WIDTH), press.rng.uniform(0, lowest) ** 1.0
        (large if n % 9 == 0 else small).ellipse(x, y, 3.4 if n % 9 == 0 else 1.7)
    press.ink(small, colour, alpha=0.75)
    press.ink(large, colour)


def cloud(press: Press, x: float, y: float, width: float, colour: Colour, shade: Colour) -> None:
    """A flat-bottomed bank of stacked pills."""
    shape, height = Shape(), width * 0.11
    for row, (share, shift) in enumerate(((1.0, 0.0), (0.62, -0.06), (0.34, 0.05))):
        half, level = width * share / 2, y - row * height * 0.72
        centre = x + shift * width
        shape.round_rect(centre - half, level - height, centre + half, level, height / 2)
    press.ink(shape, colour, Fade(shade, (x, y - height * 2.4), (x, y + 4), strength=0.9))


def ridge_line(press: Press, level: float, rise: float, *, jagged: float = 0.35) -> list[Point]:
    """A horizon from edge to edge: a few long waves and some roughness, seeded by the sheet."""
    waves = [
        (press.rng.uniform(0.6, 1.4) * n, press.rng.uniform(0, math.tau), 1 / n ** (1.6 - jagged))
        for n in range(1, 9)
    ]
    total = sum(weight for _, _, weight in waves)
    return [
        (
            x,
            level
            - rise * sum(w * math.sin(f * math.tau * x / WIDTH + p) for f, p, w in waves) / total,
        )
        for x in range(-20, WIDTH + 21, 10)
    ]


def land(
    press: Press,
    line: list[Point],
    colour: Colour,
    shade: Colour,
    *,
    depth: float = 320,
    strength: float = 0.9,
) -> None:
    """Everything under the line; `shade` gathers downwards over `depth`."""
    top = min(y for _, y in line)
    shape = Shape().polygon([*line, (WIDTH + 20, HEIGHT), (-20, HEIGHT)])
    press.ink(shape, colour, Fade(shade, (0, top), (0, top + depth), strength=strength))


def hills(
    press: Press, layers: list[tuple[float, float, Colour, Colour]], *, jagged: float = 0.3
) -> None:
    """Ridges from far to near: (level, rise, colour, shade of its foot)."""
    for level, rise, colour, shade in layers:
        land(press, ridge_line(press, level, rise, jagged=jagged), colour, shade)


def water(press: Press, top: float, bottom: float, far: Colour, near: Colour) -> None:
    shape = Shape().rect(0, top, WIDTH, bottom)
    press.ink(shape, far, Fade(near, (0, top), (0, bottom), soft=2.0))


def ripples(
    press: Press,
    top: float,
    bottom: float,
    colour: Colour,
    *,
    count: int = 90,
    alpha: float = 0.6,
    centre: float | None = None,
    spread: float = WIDTH,
) -> None:
    """Lens-shaped glints, longer and further apart towards the reader."""
    shape = Shape()
    for _ in range(count):
        t = press.rng.random() ** 1.5
        y = top + 4 + t * (bottom - top)
        length = (14 + 120 * t) * press.rng.uniform(0.5, 1.4)
        if centre is None:
            x = press.rng.uniform(0, WIDTH)
        else:
            x = press.rng.gauss(centre, spread * (0.25 + 0.75 * t))
        thickness = 1.2 + 4.5 * t
        shape.polygon([(x - length, y), (x, y - thickness), (x + length, y), (x, y + thickness)])
    press.ink(shape, colour, alpha=alpha)


def block(
    press: Press,
    x0: float,
    top: float,
    x1: float,
    base: float,
    colour: Colour,
    shade: Colour,
    *,
    lit: Colour | None = None,
    grid: float = 26,
    chance: float = 0.5,
) -> None:
    """A building front; with `lit`, windows of which a share is lit."""
    press.ink(
        Shape().rect(x0, top, x1, base), colour, Fade(shade, (x0, top), (x1, base), strength=0.8)
    )
    if lit is None:
        return
    windows = Shape()
    columns = max(1, int((x1 - x0 - grid * 0.6) // grid))
    margin = (x1 - x0 - columns * grid) / 2
    rows = int((base - top - grid) // (grid * 1.25))
    for column in range(columns):
        for row in range(rows):
            if press.rng.random() < chance:
                x = x0 + margin + (column + 0.25) * grid
                y = top + grid * 0.7 + row * grid * 1.25
                windows.rect(x, y, x + grid * 0.5, y + grid * 0.62)
    press.ink(windows, lit)


def skyline(
    press: Press,
    base: float,
    lowest: float,
    highest: float,
    colour: Colour,
    shade: Colour,
    *,
    lit: Colour | None = None,
    widths: tuple[float, float] = (60, 150),
    chance: float = 0.4,
) -> None:
    x = -20.0
    while x < WIDTH + 20:
        width = press.rng.uniform(*widths)
        height = press.rng.uniform(lowest, highest)
        if press.rng.random() < 0.2:
            mast = Shape().rect(x + width * 0.47, base - height * 1.22, x + width * 0.53, base)
            press.ink(mast, colour)
        block(press, x, base - height, x + width, base, colour, shade, lit=lit, chance=chance)
        x += width + press.rng.choice((0, 0, 6, 18))


def round_tree(
    press: Press, x: float, base: float, size: float, leaf: Colour, shade: Colour, trunk: Colour
) -> None:
    press.ink(Shape().line([(x, base), (x, base - size * 0.7)], size * 0.08), trunk)
    crown = (
        Shape()
        .ellipse(x, base - size * 0.95, size * 0.36, size * 0.4)
        .ellipse(x - size * 0.2, base - size * 0.78, size * 0.26)
        .ellipse(x + size * 0.21, base - size * 0.8, size * 0.25)
    )
    press.ink(
        crown,
        leaf,
        Fade(shade, (x - size * 0.3, base - size * 1.2), (x + size * 0.35, base - size * 0.5)),
    )


def conifer(press: Press, x: float, base: float, size: float, leaf: Colour, shade: Colour) -> None:
    shape = Shape().rect(x - size * 0.03, base - size * 0.2, x + size * 0.03, base)
    for tier in range(4):
        low, high = base - size * (0.1 + 0.2 * tier), base - size * (0.45 + 0.19 * tier)
        half = size * (0.26 - 0.05 * tier)
        shape.polygon([(x - half, low), (x, high), (x + half, low)])
    press.ink(
        shape, leaf, Fade(shade, (x - size * 0.2, base), (x + size * 0.25, base), strength=0.9)
    )


def palm(press: Press, x: float, base: float, size: float, leaf: Colour, trunk: Colour) -> None:
    lean = press.rng.uniform(-0.12, 0.12) * size
    stem = curve([(x, base), (x + lean * 0.3, base - size * 0.5), (x + lean, base - size)])
    press.ink(Shape().line(stem, size * 0.045), trunk)
    fronds = Shape()
    tip_x, tip_y = x + lean, base - size
    for angle in (-3.3, -2.8, -2.3, -1.75, -1.2, -0.7, -0.2, 0.25):
        reach = size * press.rng.uniform(0.4, 0.5)
        end_x, end_y = tip_x + math.cos(angle) * reach, tip_y + math.sin(angle) * reach * 0.55
        end_y += abs(math.cos(angle)) * reach * 0.35
        rise = reach * 0.22
        middle = ((tip_x + end_x) / 2, (tip_y + end_y) / 2 - rise)
        upper = curve([(tip_x, tip_y), middle, (end_x, end_y)])
        lower = curve([(end_x, end_y), (middle[0], middle[1] + rise * 0.75), (tip_x, tip_y)])
        fronds.polygon([*upper, *lower])
    press.ink(fronds, leaf)


def crowd(
    press: Press,
    x0: float,
    x1: float,
    y0: float,
    y1: float,
    colours: list[Colour],
    *,
    size: float = 7,
    fill: float = 0.9,
) -> None:
    """Rows of heads, staggered; seats are left empty at random."""
    shapes = [Shape() for _ in colours]
    gap_x, gap_y = size * 2.5, size * 2.3
    for row in range(int((y1 - y0) / gap_y)):
        for column in range(int((x1 - x0) / gap_x)):
            if press.rng.random() > fill:
                continue
            x = x0 + (column + 0.5 * (row % 2)) * gap_x + press.rng.uniform(-1.5, 1.5)
            y = y0 + row * gap_y + press.rng.uniform(-1.5, 1.5)
            press.rng.choice(shapes).ellipse(x, y, size * press.rng.uniform(0.8, 1.05))
    for shape, colour in zip(shapes, colours, strict=True):
        press.ink(shape, colour)


def runner(
    press: Press,
    x: float,
    ground: float,
    size: float,
    skin: Colour,
    shirt: Colour,
    shorts: Colour,
    *,
    stride: float = 1.0,
    facing: int = 1,
) -> None:
    """A running figure, `size` from sole to crown; `stride` 1 or -1 swaps the legs."""

    def at(dx: float, dy: float) -> Point:
        return (x + dx * size * facing, ground - dy * size)

    limb = size * 0.085
    front, back = (1, -1) if stride > 0 else (-1, 1)
    hip, chest = at(0, 0.5), at(0.06, 0.8)
    legs = Shape()
    legs.line([hip, at(0.19, 0.38), at(0.13, 0.15), at(0.19, 0.13)], limb)
    legs.line([hip, at(-0.08, 0.27), at(-0.29, 0.2), at(-0.31, 0.15)], limb)
    arms = Shape()
    arms.line([chest, at(-0.1 * front, 0.66), at(0.05 * front + 0.03, 0.58)], limb * 0.8)
    arms.line([chest, at(0.2, 0.64), at(0.29, 0.74 + 0.02 * back)], limb * 0.8)
    press.ink(legs, skin)
    press.ink(
        Shape().line([hip, at(0.09, 0.43)], limb * 1.5).line([hip, at(-0.04, 0.38)], limb * 1.5),
        shorts,
    )
    press.ink(arms, skin)
    press.ink(Shape().line([hip, at(0.05, 0.76)], size * 0.16), shirt)
    press.ink(Shape().ellipse(*at(0.11, 0.92), size * 0.075), skin)


def standing(
    press: Press, x: float, ground: float, size: float, coat: Colour, skin: Colour, legs: Colour
) -> None:
    """A person seen small, from the front."""
    pair = Shape()
    pair.line([(x - size * 0.06, ground), (x - size * 0.05, ground - size * 0.45)], size * 0.09)
    pair.line([(x + size * 0.06, ground), (x + size * 0.05, ground - size * 0.45)], size * 0.09)
    press.ink(pair, legs)
    body = Shape().round_rect(
        x - size * 0.15, ground - size * 0.84, x + size * 0.15, ground - size * 0.36, size * 0.1
    )
    press.ink(body, coat)
    press.ink(Shape().ellipse(x, ground - size * 0.92, size * 0.085), skin)


def table(
    press: Press, level: float, wall: Colour, wall_shade: Colour, top: Colour, edge: Colour
) -> None:
    """A still life's stage: a wall lit from the left and a table top."""
    press.ink(whole(), wall, Fade(wall_shade, (200, 100), (WIDTH, level), strength=0.95))
    press.ink(
        Shape().rect(0, level, WIDTH, HEIGHT),
        top,
        Fade(edge, (0, level), (300, HEIGHT), strength=0.9),
    )
