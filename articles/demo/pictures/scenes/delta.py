"""The delta: fields from above, a sluice with its sensor."""

from __future__ import annotations

from itertools import pairwise

from articles.demo.pictures import painters
from articles.demo.pictures.press import (
    HEIGHT,
    WIDTH,
    Fade,
    Glow,
    Point,
    Press,
    Shape,
    curve,
    whole,
)


def delta_rice_shrimp_fields(press: Press) -> None:
    press.ink(whole(), "#2d6b4f")
    rice = ["#7fb356", "#9cc46a", "#5f9e50", "#c2cf72", "#4f8f55"]
    ponds = ["#5fa7a6", "#7dbab0", "#3f8b95"]

    def warp(u: float, v: float) -> Point:
        return (u * 1.06 + v * 0.16 - 190, v * 1.02 - u * 0.09 + 60)

    columns = [-60, 150, 330, 560, 740, 1120, 1330, 1500, 1740, 1960]
    for left, right in pairwise(columns):
        v = -80.0
        while v < 1420:
            depth = press.rng.uniform(90, 210)
            pond = press.rng.random() < 0.42
            corners = [
                warp(left + 7, v + 7),
                warp(right - 7, v + 7),
                warp(right - 7, v + depth - 7),
                warp(left + 7, v + depth - 7),
            ]
            _plot(press, corners, press.rng.choice(ponds if pond else rice), pond=pond)
            v += depth
    canal = curve(
        [
            (980.0, -40.0),
            (930.0, 240.0),
            (960.0, 520.0),
            (880.0, 820.0),
            (930.0, 1060.0),
            (900.0, 1260.0),
        ]
    )
    press.ink(Shape().line(canal, 190), "#d9c38c", Fade("#a98a56", (800, 0), (1080, 0)))
    press.ink(Shape().line(canal, 150), "#b99f6d", Fade("#7f8f77", (0, 0), (0, HEIGHT)))
    press.shade(
        Shape().line([(x - 22, y) for x, y in canal], 60),
        Glow("#f3e3b6", (920, 500), 700, strength=0.6),
    )
    for index, side in ((12, 1), (26, -1), (40, 1), (52, -1), (64, 1)):
        x, y = canal[min(index, len(canal) - 1)]
        _sampan(press, x + side * 20, y)
    for _ in range(58):
        x, y = canal[press.rng.randrange(len(canal))]
        side = press.rng.choice((-1, 1))
        _crown(press, x + side * press.rng.uniform(108, 140), y + press.rng.uniform(-20, 20))
    for u, v in ((1090, 330), (730, 560), (1120, 900), (690, 1010), (1080, 640)):
        _roof(press, float(u), float(v))


def _plot(press: Press, corners: list[Point], colour: str, *, pond: bool) -> None:
    (x0, y0), (x1, y1), _, (x3, y3) = corners
    shape = Shape().polygon(corners)
    edge = "#173f46" if pond else "#2d6b3f"
    press.ink(shape, colour, Fade(edge, (x0, y0), (x1 + 60, y3 + 160), strength=0.75))
    marks = Shape()
    if pond:
        press.shade(
            shape,
            Glow("#dff2dc", ((x0 + x1) / 2, (y0 + y3) / 2 - 20), 120, squash=0.5, strength=0.6),
        )
        cx, cy = (x0 + x1) / 2, (y0 + y3) / 2
        for n in range(4):
            marks.ellipse(cx - 36 + n * 24, cy + n * 3, 8)
        press.ink(marks, "#f4f0d8", alpha=0.85)
        return
    rows = 9
    for n in range(1, rows):
        t = n / rows
        marks.line(
            [
                (x0 + (x3 - x0) * t + 6, y0 + (y3 - y0) * t),
                (x1 + (corners[2][0] - x1) * t - 6, y1 + (corners[2][1] - y1) * t),
            ],
            3,
        )
    press.ink(marks, "#2d6b3f", alpha=0.5)


def _crown(press: Press, x: float, y: float) -> None:
    size = press.rng.uniform(16, 30)
    press.ink(Shape().ellipse(x + size * 0.5, y + size * 0.5, size), "#12382f", alpha=0.55)
    press.ink(
        Shape().ellipse(x, y, size),
        "#3f8a58",
        Fade("#17503f", (x - size * 0.4, y - size * 0.4), (x + size, y + size)),
    )


def _roof(press: Press, x: float, y: float) -> None:
    press.ink(
        Shape().polygon([(x + 16, y + 20), (x + 96, y + 8), (x + 104, y + 74), (x + 24, y + 86)]),
        "#12382f",
        alpha=0.6,
    )
    press.ink(
        Shape().polygon([(x, y), (x + 80, y - 12), (x + 84, y + 24), (x + 4, y + 36)]), "#d9694a"
    )
    press.ink(
        Shape().polygon([(x + 4, y + 36), (x + 84, y + 24), (x + 88, y + 60), (x + 8, y + 72)]),
        "#a5452f",
    )


def _sampan(press: Press, x: float, y: float) -> None:
    press.ink(Shape().ellipse(x + 8, y + 8, 13, 46), "#5b5f4a", alpha=0.6)
    press.ink(
        Shape().polygon(
            curve(
                [
                    (x, y - 50),
                    (x + 13, y - 16),
                    (x + 11, y + 34),
                    (x, y + 46),
                    (x - 11, y + 34),
                    (x - 13, y - 16),
                    (x, y - 50),
                ]
            )
        ),
        "#4a3328",
    )
    press.ink(Shape().ellipse(x, y + 16, 10), "#f0e0b0")


def sluice_gate_sensor(press: Press) -> None:
    painters.sky(press, ["#7db4c0", "#c5ddcf", "#f8e8c0"], 560)
    painters.sun(press, 1460, 260, 74, "#fff8e1", "#ffe2a3")
    painters.cloud(press, 420, 210, 460, "#fbf3de", "#dccfb2")
    press.ink(Shape().rect(0, 540, WIDTH, 720), "#8fbf6a", Fade("#5a9553", (0, 540), (0, 700)))
    for n in range(15):
        painters.palm(
            press,
            n * 130 + press.rng.uniform(-40, 40),
            560,
            press.rng.uniform(110, 210),
            "#3f7f63",
            "#6b5a44",
        )
    press.ink(
        Shape().polygon([(0, 640), (560, 640), (330, HEIGHT), (0, HEIGHT)]),
        "#79ad58",
        Fade("#37744a", (0, 640), (0, HEIGHT)),
    )
    press.ink(
        Shape().polygon([(1240, 640), (WIDTH, 640), (WIDTH, HEIGHT), (1500, HEIGHT)]),
        "#79ad58",
        Fade("#37744a", (0, 640), (0, HEIGHT)),
    )
    press.ink(
        Shape().polygon([(560, 690), (1240, 690), (1500, HEIGHT), (330, HEIGHT)]),
        "#b8a676",
        Fade("#4f7a78", (0, 690), (0, HEIGHT)),
    )
    press.shadow(Shape().rect(520, 700, 1280, 790), "#24423f", offset=(0, 40), blur=40, alpha=0.6)
    concrete = Shape().rect(500, 380, 590, 800).rect(1210, 380, 1300, 800).rect(860, 380, 930, 800)
    press.ink(
        concrete,
        "#d8d0bd",
        Fade("#8d8b7f", (0, 380), (0, 820)),
        Fade("#6f7670", (500, 0), (1500, 0), strength=0.5),
    )
    gates = Shape().rect(590, 560, 860, 760).rect(930, 500, 1210, 690)
    press.ink(gates, "#2f7d84", Fade("#174b58", (600, 500), (1200, 800)))
    ribs = Shape()
    for y in (600, 650, 700):
        ribs.rect(590, y, 860, y + 12)
    for y in (540, 590, 640):
        ribs.rect(930, y, 1210, y + 12)
    press.ink(ribs, "#1d5f6a")
    foam = Shape()
    for _ in range(70):
        foam.ellipse(
            press.rng.uniform(940, 1200),
            740 + press.rng.random() ** 2 * 130,
            press.rng.uniform(6, 26),
            press.rng.uniform(3, 8),
        )
    press.ink(Shape().rect(930, 690, 1210, 750), "#8fb7ac", Fade("#dcebdc", (0, 690), (0, 750)))
    press.ink(foam, "#f4f6e6", alpha=0.8)
    press.ink(Shape().rect(450, 340, 1350, 392), "#efe7d3", Fade("#a9a392", (0, 340), (0, 396)))
    wheels = Shape()
    for x in (725, 1070):
        wheels.line([(x, 340), (x, 270)], 12).ellipse(x, 250, 44).ellipse(x, 250, 34, hole=True)
        wheels.line([(x - 38, 250), (x + 38, 250)], 7).line([(x, 212), (x, 288)], 7)
        wheels.rect(x - 7, 392, x + 7, 560)
    press.ink(wheels, "#c8443a", Fade("#7d2a2c", (0, 210), (0, 560)))
    railing = Shape().rect(450, 282, 1350, 289)
    for n in range(19):
        railing.rect(452 + n * 49, 284, 458 + n * 49, 344)
    press.ink(railing, "#4d5d5e", alpha=0.8)
    painters.ripples(press, 800, HEIGHT, "#f0e6c0", centre=900, spread=180, count=60, alpha=0.5)
    _sensor(press, 330)


def _sensor(press: Press, x: float) -> None:
    press.ink(Shape().line([(x + 30, 1130), (x + 240, 1180)], 26), "#2b5a3f", alpha=0.5)
    press.ink(
        Shape().rect(x - 13, 430, x + 13, 1130), "#f3ecd9", Fade("#8d8b7f", (x - 8, 0), (x + 16, 0))
    )
    press.ink(
        Shape().polygon([(x - 130, 474), (x + 70, 398), (x + 96, 448), (x - 104, 524)]),
        "#1f466b",
        Fade("#5b93bb", (x - 100, 540), (x + 90, 400)),
    )
    press.ink(
        Shape()
        .line([(x - 117, 499), (x + 83, 423)], 3)
        .line([(x - 64, 449), (x - 38, 499)], 3)
        .line([(x + 3, 424), (x + 29, 474)], 3),
        "#cfe0e4",
    )
    box = Shape().round_rect(x - 82, 590, x + 82, 800, 16)
    press.shadow(box, "#24423f", offset=(14, 18), blur=20)
    press.ink(box, "#fbf6e7", Fade("#b3a98f", (x - 60, 590), (x + 110, 820)))
    press.ink(
        Shape().round_rect(x - 58, 616, x + 58, 690, 8),
        "#1d3a40",
        Fade("#2f7d84", (0, 690), (0, 610)),
    )
    bars = Shape()
    for n, height in enumerate((16, 24, 34, 46, 52)):
        bars.rect(x - 46 + n * 20, 682 - height, x - 33 + n * 20, 682)
    press.ink(bars, "#f0b63f")
    press.ink(Shape().ellipse(x - 36, 742, 15), "#c8443a")
    press.ink(Shape().ellipse(x + 4, 742, 15), "#4d9a5c")
    press.ink(
        Shape().line(curve([(x + 82, 760), (x + 150, 800), (x + 140, 960), (x + 190, 1080)]), 9),
        "#22363a",
    )
    press.ink(Shape().line([(x, 430), (x, 330)], 6).ellipse(x, 324, 10), "#4d5d5e")
