"""Sport in the open: court, track, range."""

from __future__ import annotations

import math

from articles.demo.pictures import painters
from articles.demo.pictures.press import HEIGHT, WIDTH, Fade, Glow, Point, Press, Shape, whole


def tennis_court(press: Press) -> None:
    press.shade(whole(), Glow("#e58b54", (500, 300), 1300, strength=0.8))
    press.shade(whole(), Fade("#8f3b2b", (900, 500), (1900, 1300), strength=0.75))

    def at(u: float, v: float) -> Point:
        """Court metres from its middle to the picture, turned and seen from high up."""
        angle = -0.22
        x, y = u * math.cos(angle) - v * math.sin(angle), u * math.sin(angle) + v * math.cos(angle)
        return (590 + x * 78, 590 + y * 62)

    court = Shape().polygon([at(-11.9, -5.5), at(11.9, -5.5), at(11.9, 5.5), at(-11.9, 5.5)])
    press.ink(court, "#d66b3f", Fade("#b14c2f", at(-6, -5), at(10, 7), strength=0.9))
    drag = Shape()
    for n in range(44):
        v = -7 + n * 0.33
        drag.line([at(-14, v), at(14, v + press.rng.uniform(-0.1, 0.1))], 2)
    press.ink(drag, "#9c4029", alpha=0.22)
    lines = Shape()
    for path in (
        [(-11.9, -5.5), (11.9, -5.5), (11.9, 5.5), (-11.9, 5.5), (-11.9, -5.5)],
        [(-11.9, -4.1), (11.9, -4.1)],
        [(-11.9, 4.1), (11.9, 4.1)],
        [(-6.4, -4.1), (-6.4, 4.1)],
        [(6.4, -4.1), (6.4, 4.1)],
        [(-6.4, 0), (6.4, 0)],
    ):
        lines.line([at(*p) for p in path], 8)
    press.ink(lines, "#fbeede")
    _net(press, at(0, -6.4), at(0, 6.4))
    foot = at(10.9, 1.2)
    _long_shadow(press, foot, 210)
    _tennis_player(press, foot, 215)
    ball = at(3.4, -1.6)
    press.ink(Shape().ellipse(ball[0] + 66, ball[1] + 46, 15, 8), "#6f2c22", alpha=0.7)
    press.ink(
        Shape().ellipse(*ball, 17), "#e4ef5b", Fade("#98ad2f", ball, (ball[0] + 14, ball[1] + 16))
    )


def _net(press: Press, top: Point, foot: Point) -> None:
    fallen = [top, foot, (foot[0] + 92, foot[1] + 44), (top[0] + 92, top[1] + 44)]
    press.ink(Shape().polygon(fallen), "#6f2c22", alpha=0.5)
    height = 64
    press.ink(
        Shape().polygon([top, foot, (foot[0], foot[1] - height), (top[0], top[1] - height)]),
        "#20343c",
        alpha=0.72,
    )
    cords = Shape()
    for n in range(1, 60):
        t = n / 60
        x, y = top[0] + (foot[0] - top[0]) * t, top[1] + (foot[1] - top[1]) * t
        cords.line([(x, y), (x, y - height)], 1.4)
    press.ink(cords, "#c8d3cd", alpha=0.5)
    press.ink(Shape().line([(top[0], top[1] - height), (foot[0], foot[1] - height)], 12), "#fbeede")
    press.ink(
        Shape()
        .line([top, (top[0], top[1] - height - 12)], 11)
        .line([foot, (foot[0], foot[1] - height - 12)], 11),
        "#20343c",
    )


def _long_shadow(press: Press, foot: Point, reach: float) -> None:
    """The player's figure thrown on the clay, down and to the right like the net's."""
    x, y = foot

    def at(along: float, across: float) -> Point:
        return (
            x + reach * (along * 0.86 + across * 0.3),
            y + reach * (along * 0.92 - across * 0.5),
        )

    shape = Shape()
    shape.line([(x - 24, y), at(0.5, 0.06)], 20).line([(x + 28, y), at(0.5, 0.16)], 20)
    shape.polygon(
        [
            at(0.42, -0.12),
            at(0.42, 0.34),
            at(0.75, 0.22),
            at(1.05, 0.26),
            at(1.05, -0.06),
            at(0.75, 0.0),
        ]
    )
    shape.ellipse(*at(1.3, 0.1), 27, 23)
    shape.line([at(1.0, -0.04), at(1.12, -0.3), at(1.35, -0.46)], 13)
    shape.ellipse(*at(1.55, -0.6), 40, 30).ellipse(*at(1.55, -0.6), 30, 21, hole=True)
    press.ink(shape, "#5f241d", alpha=0.6)


def _tennis_player(press: Press, foot: Point, size: float) -> None:
    x, y = foot
    skin, dress = "#8a5238", "#f7f1e4"
    legs = Shape().line([(x - 22, y), (x - 14, y - size * 0.42)], 17)
    legs.line([(x + 26, y + 2), (x + 12, y - size * 0.42)], 17)
    press.ink(legs, skin)
    press.ink(Shape().line([(x - 24, y + 2), (x - 18, y + 3)], 18), "#f7f1e4")
    press.ink(Shape().line([(x + 26, y + 4), (x + 33, y + 5)], 18), "#f7f1e4")
    arm = Shape().line([(x - 16, y - size * 0.82), (x - 58, y - size * 0.92)], 13)
    arm.line([(x + 14, y - size * 0.8), (x + 50, y - size * 0.68)], 13)
    press.ink(arm, skin)
    body = Shape().polygon(
        [
            (x - 24, y - size * 0.88),
            (x + 24, y - size * 0.88),
            (x + 20, y - size * 0.6),
            (x + 38, y - size * 0.34),
            (x - 38, y - size * 0.34),
            (x - 20, y - size * 0.6),
        ]
    )
    press.ink(body, dress, Fade("#c9bcae", (x - 20, y), (x + 40, y)))
    head = (x - 4, y - size * 1.08)
    press.ink(Shape().ellipse(*head, 22), skin)
    press.ink(
        Shape()
        .ellipse(head[0], head[1] - 8, 23, 17)
        .line([(head[0] - 6, head[1] - 5), (head[0] - 34, head[1] - 2)], 8),
        "#1f4e5f",
    )
    racket = Shape().line([(x - 58, y - size * 0.92), (x - 86, y - size * 1.12)], 8)
    racket.ellipse(x - 108, y - size * 1.28, 30, 38).ellipse(
        x - 108, y - size * 1.28, 23, 31, hole=True
    )
    press.ink(racket, "#20343c")
    press.ink(Shape().ellipse(x - 108, y - size * 1.28, 23, 31), "#fbeede", alpha=0.35)


def running_track(press: Press) -> None:
    centre = (-350.0, 1500.0)
    press.ink(whole(), "#b8452f", Fade("#e07a4b", (1500, 1100), (300, 100), strength=0.85))
    press.ink(Shape().ellipse(*centre, 760), "#3f8a58", Fade("#255f47", (0, 900), (300, HEIGHT)))
    apron = Shape().ellipse(*centre, 2350).ellipse(*centre, 1948, hole=True)
    press.ink(apron, "#2b6b6e", Fade("#174a52", (1000, 0), (1800, 800)))
    for n in range(9):
        radius = 772 + n * 146
        ring = Shape().ellipse(*centre, radius + 5).ellipse(*centre, radius - 5, hole=True)
        press.ink(ring, "#f8e9d8")
    numbers = Shape()
    for n in range(8):
        radius, angle = 845 + n * 146, -1.16
        x, y = centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)
        numbers.line([(x - 44, y - 22), (x + 44, y + 22)], 9)
    press.ink(numbers, "#f8e9d8", alpha=0.85)
    scuffs = Shape()
    for _ in range(160):
        x, y = press.rng.uniform(0, WIDTH), press.rng.uniform(0, HEIGHT)
        scuffs.ellipse(x, y, press.rng.uniform(2, 9), 1.6)
    press.ink(scuffs, "#7d2d22", alpha=0.35)
    for x, y, shirt in ((900, 900, "#f2c14e"), (1075, 835, "#f7efe2")):
        _cast(press, x, y)
        painters.runner(press, x, y, 330, "#8a5238", shirt, "#1f3d4d")
    press.ink(Shape().line([(1000, 690), (1045, 700), (1090, 668)], 6), "#1f3d4d")


def _cast(press: Press, x: float, y: float) -> None:
    """A runner's shadow: the same pose, leaning away over the lanes."""

    def at(dx: float, dy: float) -> Point:
        return (x + 330 * (dx + dy * 0.95), y + 330 * (dy * 0.34 + dx * 0.1))

    shape = Shape()
    shape.line([at(0, 0.5), at(0.19, 0.38), at(0.13, 0.06), at(0.19, 0.04)], 20)
    shape.line([at(0, 0.5), at(-0.08, 0.27), at(-0.29, 0.2)], 20)
    shape.line([at(0, 0.5), at(0.05, 0.8)], 40)
    shape.line([at(0.05, 0.8), at(-0.1, 0.66), at(0.04, 0.58)], 16)
    shape.line([at(0.05, 0.8), at(0.24, 0.68), at(0.3, 0.8)], 16)
    shape.ellipse(*at(0.11, 0.95), 26, 17)
    press.ink(shape, "#64211b", alpha=0.6)


def archery_target(press: Press) -> None:
    painters.sky(press, ["#a9d3d0", "#dbe8cf", "#f6e7bf"], 500)
    painters.hills(press, [(470, 60, "#8fb59a", "#bcd0a4"), (540, 40, "#5f9676", "#8fb886")])
    for x, size in ((90.0, 300), (290.0, 220), (1540.0, 260), (1720.0, 330)):
        painters.round_tree(press, x, 620, size, "#3f7f63", "#1f5248", "#2c3f3a")
    field = Shape().rect(0, 600, WIDTH, HEIGHT)
    press.ink(field, "#8fbf6a", Fade("#4f8f56", (0, 600), (0, HEIGHT)))
    blades = Shape()
    for _ in range(420):
        t = press.rng.random() ** 0.7
        x, y = press.rng.uniform(0, WIDTH), 620 + t * 580
        blades.polygon(
            [(x - 2 - 3 * t, y), (x + press.rng.uniform(-6, 6), y - 8 - 22 * t), (x + 2 + 3 * t, y)]
        )
    press.ink(blades, "#3f7d4c", alpha=0.55)
    cx, cy = 900.0, 560.0
    stand_shadow = Shape().polygon([(720, 1060), (1080, 1060), (1760, 1180), (1330, 1200)])
    stand_shadow.ellipse(1500, 1130, 330, 70)
    press.ink(stand_shadow, "#2f6644", alpha=0.55)
    legs = (
        Shape()
        .line([(cx - 120, cy), (cx - 330, 1080)], 26)
        .line([(cx + 120, cy), (cx + 330, 1080)], 26)
    )
    legs.line([(cx - 280, 960), (cx + 280, 960)], 18)
    press.ink(legs, "#8a5a3c", Fade("#4f3226", (0, 700), (0, 1080)))
    boss = Shape().ellipse(cx + 16, cy + 8, 432)
    press.ink(boss, "#b98d55", Fade("#7b5735", (cx, cy), (cx + 400, cy + 200)))
    rings = [
        "#f6f1e6",
        "#f6f1e6",
        "#2b2f36",
        "#2b2f36",
        "#4a9cc4",
        "#4a9cc4",
        "#d94f43",
        "#d94f43",
        "#f3c74a",
        "#f3c74a",
    ]
    for n, colour in enumerate(rings):
        radius = 420 * (10 - n) / 10
        press.ink(Shape().ellipse(cx, cy, radius), "#8d938f" if n == 3 else "#20242a")
        press.ink(Shape().ellipse(cx, cy, radius - 2.5), colour)
    face = Shape().ellipse(cx, cy, 420)
    press.shade(face, Fade("#3a2a2a", (cx - 60, cy - 60), (cx + 480, cy + 420), strength=0.45))
    press.shade(face, Glow("#fff3cf", (cx - 200, cy - 230), 420, strength=0.5))
    for dx, dy, vane in ((-12, 10, "#e9efe8"), (40, -34, "#d94f43"), (-62, -44, "#e9efe8")):
        _arrow(press, cx + dx, cy + dy, vane)


def _arrow(press: Press, x: float, y: float, vane: str) -> None:
    press.ink(Shape().line([(x, y), (x + 150, y + 74)], 9), "#3a2413", alpha=0.4)
    tail = (x + 190, y - 96)
    press.ink(Shape().line([(x, y), tail], 9), "#24313a")
    press.ink(Shape().ellipse(x, y, 8), "#15191d")
    ux, uy = 0.892, -0.451
    a = (tail[0] - ux * 66, tail[1] - uy * 66)
    for side in (-1, 1):
        press.ink(
            Shape().polygon(
                [
                    a,
                    (a[0] + ux * 20 - uy * 20 * side, a[1] + uy * 20 + ux * 20 * side),
                    (tail[0] - uy * 22 * side, tail[1] + ux * 22 * side),
                    tail,
                ]
            ),
            vane,
            Fade("#8a6a5c", a, tail, strength=0.5 if side > 0 else 0.0),
        )
