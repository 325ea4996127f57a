"""Stadiums: floodlit at night, roofed with solar panels by day."""

from __future__ import annotations

import math

from articles.demo.pictures import painters
from articles.demo.pictures.press import HEIGHT, WIDTH, Fade, Glow, Point, Press, Shape, whole


def stadium_night(press: Press) -> None:
    painters.sky(press, ["#081427", "#10304d", "#2b6272"], 460)
    painters.stars(press, 70, 240, "#dbe9e4")
    _far_stand(press)
    _pitch(press)
    for x, y in ((170.0, 120.0), (640.0, 70.0), (1160.0, 70.0), (1630.0, 120.0)):
        _floodlight(press, x, y, 400)
    heads = Shape()
    for row in range(3):
        for n in range(26 - row):
            x = n * 74 + row * 37 + press.rng.uniform(-10, 10)
            y = 1120 + row * 44 + press.rng.uniform(-8, 8)
            heads.ellipse(x, y, 27).round_rect(x - 42, y + 24, x + 42, y + 140, 30)
    press.ink(heads, "#071019", Fade("#12304a", (0, 1180), (0, 1060), strength=0.8))


def _far_stand(press: Press) -> None:
    def rim(lift: float, bow: float) -> list[Point]:
        return [(x, lift + bow * ((x - 900) / 900) ** 2) for x in range(-20, WIDTH + 21, 20)]

    roof = [*rim(300, -70), *reversed(rim(352, -40))]
    upper = [*rim(352, -40), *reversed(rim(500, 20))]
    lower = [*rim(500, 20), *reversed(rim(672, 90))]
    press.ink(Shape().polygon(upper), "#16263d", Fade("#284a66", (0, 330), (0, 520)))
    press.ink(Shape().polygon(lower), "#1d3350", Fade("#2e5878", (0, 500), (0, 690)))
    palette = ["#e9c46a", "#d1495b", "#f2e9dc", "#5fa8a0", "#264a66"]
    painters.crowd(press, -10, WIDTH + 10, 372, 490, palette, size=6.5, fill=0.82)
    painters.crowd(press, -10, WIDTH + 10, 528, 660, palette, size=8, fill=0.86)
    press.ink(Shape().polygon(roof), "#d9e2dd", Fade("#5d7f8c", (0, 350), (0, 270)))
    press.ink(Shape().polygon([*rim(496, 20), *reversed(rim(512, 22))]), "#c8d5cf")


def _pitch(press: Press) -> None:
    far, near = 640, 1180

    def at(u: float, v: float) -> Point:
        """Pitch coordinates 0 … 1 to the picture; far rows are squeezed."""
        depth = v / (1.9 - 0.9 * v)
        half = 640 + 700 * depth
        return (900 + (u - 0.5) * 2 * half, far + (near - far) * depth)

    grass = Shape().polygon([(-20, far), (WIDTH + 20, far), (WIDTH + 20, HEIGHT), (-20, HEIGHT)])
    press.ink(grass, "#1f6b4a", Fade("#0f4436", (0, 820), (0, HEIGHT)))
    stripes = Shape()
    for n in range(0, 12, 2):
        a, b = n / 12, (n + 1) / 12
        stripes.polygon([at(a, 0), at(b, 0), at(b, 1), at(a, 1)])
    press.ink(stripes, "#2f8a5b", Fade("#1b5f47", (0, 800), (0, HEIGHT), strength=0.9))
    press.shade(grass, Glow("#9fd8a4", (900, 760), 900, squash=0.3, strength=0.5))
    lines = Shape()
    for path in (
        [at(0, 0), at(1, 0), at(1, 1), at(0, 1), at(0, 0)],
        [at(0.5, 0), at(0.5, 1)],
        [at(0, 0.22), at(0.16, 0.22), at(0.16, 0.78), at(0, 0.78)],
        [at(1, 0.22), at(0.84, 0.22), at(0.84, 0.78), at(1, 0.78)],
        [
            at(0.5 + 0.09 * math.cos(t / 24 * math.tau), 0.45 + 0.17 * math.sin(t / 24 * math.tau))
            for t in range(25)
        ],
    ):
        lines.line(path, 5)
    press.ink(lines, "#e9f2df", alpha=0.9)
    press.ink(Shape().rect(0, 634, WIDTH, 660), "#d1495b", Fade("#7a2a44", (400, 0), (1400, 0)))
    home, away = "#f2e9dc", "#e9c46a"
    for n in range(16):
        x, y = at(press.rng.uniform(0.1, 0.9), press.rng.uniform(0.12, 0.82))
        size = 34 + (y - far) * 0.07
        shadow = Shape().ellipse(x + size * 0.5, y, size * 0.6, size * 0.09)
        press.ink(shadow, "#0d3a30", alpha=0.6)
        painters.standing(press, x, y, size, home if n % 2 else away, "#8d5a44", "#13263b")


def _floodlight(press: Press, x: float, y: float, foot: float) -> None:
    press.shade(whole(), Glow("#fdf3cf", (x, y + 20), 420, strength=0.75))
    press.ink(Shape().rect(x - 5, y, x + 5, foot), "#0c1b2c")
    press.ink(Shape().round_rect(x - 78, y - 30, x + 78, y + 46, 8), "#0c1b2c")
    lamps = Shape()
    for column in range(5):
        for row in range(2):
            lamps.ellipse(x - 60 + column * 30, y - 8 + row * 32, 12)
    press.ink(lamps, "#fffbe8")


def stadium_solar_roof(press: Press) -> None:
    painters.sky(press, ["#7fc3cf", "#bfe0dc", "#fbe6bf"], 620)
    painters.sun(press, 1420, 230, 92, "#fff6da", "#ffd98c")
    painters.cloud(press, 520, 250, 520, "#fdf4e0", "#eccfae")
    painters.cloud(press, 1050, 130, 300, "#fdf4e0", "#eccfae")
    painters.hills(
        press,
        [(520, 120, "#8fb8b0", "#c7d8bf"), (610, 90, "#5d968f", "#9dbf9f")],
    )
    press.ink(
        Shape().rect(0, 900, WIDTH, HEIGHT), "#4d9a5c", Fade("#2c6b4b", (0, 900), (0, HEIGHT))
    )
    mowing = Shape()
    for n in range(0, 14, 2):
        left = 900 + (n - 7) * 170
        right = left + 170
        mowing.polygon(
            [
                (left, 960),
                (right, 960),
                (900 + (right - 900) * 1.7, HEIGHT),
                (900 + (left - 900) * 1.7, HEIGHT),
            ]
        )
    press.ink(mowing, "#62ad66", alpha=0.75)
    stand = Shape().polygon([(0, 640), (1690, 640), (1800, 940), (0, 940)])
    press.ink(stand, "#2e4e63", Fade("#1c3144", (0, 620), (0, 940)))
    rows = ["#f2b84b", "#e8a33d", "#f7c967"]
    for row in range(7):
        y = 700 + row * 33
        seats = Shape()
        x = 8.0
        while x < 1690 + row * 14:
            if press.rng.random() > 0.06:
                seats.round_rect(x, y, x + 19, y + 21, 5)
            x += 25
        press.ink(seats, rows[row % 3])
    press.ink(Shape().rect(0, 932, WIDTH, 964), "#f6efe0", Fade("#c9bfa8", (0, 930), (0, 970)))
    _solar_roof(press)


def _solar_roof(press: Press) -> None:
    def at(u: float, v: float) -> Point:
        left = (-40 + 60 * v, 250 + 390 * v)
        right = (1480 + 290 * v, 396 + 244 * v)
        return (left[0] + (right[0] - left[0]) * u, left[1] + (right[1] - left[1]) * u)

    deck = Shape().polygon([at(0, -0.02), at(1.0, -0.02), at(1.01, 1.03), at(0, 1.03)])
    press.shadow(deck, "#10202e", offset=(0, 60), blur=40, alpha=0.5)
    press.ink(deck, "#e7e3d5")
    panels, sheen = Shape(), Shape()
    for column in range(20):
        for row in range(6):
            u, v = (column + 0.08) / 20, (row + 0.09) / 6
            du, dv = 0.84 / 20, 0.82 / 6
            cell = [at(u, v), at(u + du, v), at(u + du, v + dv), at(u, v + dv)]
            (sheen if (column * 2 + row) % 7 == 3 else panels).polygon(cell)
    blues = (
        Fade("#4f86b8", (300, 600), (1500, 300), strength=0.75),
        Glow("#ffe9bd", (1420, 420), 520, strength=0.85),
    )
    press.ink(panels, "#183a63", *blues)
    press.ink(sheen, "#2c5c92", *blues)
    edge = Shape().polygon([at(0, 1.03), at(1.01, 1.03), (1790, 668), (-30, 668)])
    press.ink(edge, "#f8f3e4", Fade("#b9b3a0", (0, 640), (0, 670)))
    posts = Shape()
    for x in (190, 620, 1050, 1480):
        posts.rect(x, 660, x + 15, 936)
    press.ink(posts, "#f4eddc", Fade("#8d9aa0", (0, 660), (0, 940)))
