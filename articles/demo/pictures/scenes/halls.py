"""Sport under a roof: pool and badminton hall."""

from __future__ import annotations

import math

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


def swimming_pool(press: Press) -> None:
    press.ink(whole(), "#2fa9bb", Fade("#15748f", (200, 100), (1700, 1200), strength=0.9))
    press.shade(whole(), Glow("#8fe0dc", (420, 260), 900, strength=0.7))
    caustics = Shape()
    for _ in range(260):
        x, y = press.rng.uniform(0, WIDTH), press.rng.uniform(0, HEIGHT)
        bend = press.rng.uniform(-18, 18)
        reach = press.rng.uniform(24, 70)
        caustics.line(curve([(x - reach, y + bend), (x, y), (x + reach, y + bend * 0.6)], 5), 4)
    press.ink(caustics, "#c9f3ea", alpha=0.34)
    for n in range(6):
        middle = 100 + n * 200
        press.ink(
            Shape()
            .rect(0, middle - 13, 1560, middle + 13)
            .rect(1540, middle - 62, 1566, middle + 62),
            "#0f5d78",
            alpha=0.55,
        )
    for n in range(7):
        _rope(press, n * 200)
    deck = Shape().rect(0, 0, 120, HEIGHT)
    press.shadow(Shape().rect(0, 0, 130, HEIGHT), "#0a4a61", offset=(40, 0), blur=40, alpha=0.6)
    press.ink(deck, "#f3e7d3", Fade("#d8c5a8", (0, 0), (120, 0)))
    tiles = Shape().rect(108, 0, 124, HEIGHT)
    press.ink(tiles, "#1a6c86")
    for n in range(6):
        press.ink(
            Shape().round_rect(26, 44 + n * 200, 96, 156 + n * 200, 10),
            "#fdf8ec",
            Fade("#c7b497", (30, 0), (100, 0)),
        )
        press.ink(Shape().rect(96, 44 + n * 200, 104, 156 + n * 200), "#e07a4b")
    caps = ["#e4572e", "#f3c623", "#f7f1e4", "#e4572e", "#f3c623", "#f7f1e4"]
    for n, distance in enumerate((820, 1130, 690, 1290, 960, 540)):
        _swimmer(press, distance, 100 + n * 200, caps[n], 1 if n % 2 else -1)


def _rope(press: Press, y: float) -> None:
    press.ink(Shape().rect(120, y + 16, WIDTH, y + 24), "#0f5d78", alpha=0.45)
    reds, whites = Shape(), Shape()
    for n in range(61):
        x = 134 + n * 28
        (reds if n % 6 < 3 else whites).ellipse(x, y, 13, 10)
    press.ink(reds, "#e4572e", Fade("#8f2f22", (0, y - 8), (0, y + 12)))
    press.ink(whites, "#fdf8ec", Fade("#9fb9ba", (0, y - 8), (0, y + 12)))


def _swimmer(press: Press, x: float, y: float, cap: str, reach: int) -> None:
    press.shadow(
        Shape().round_rect(x - 150, y - 26, x + 30, y + 26, 26), "#0a4a61", offset=(16, 26), blur=16
    )
    wake = Shape()
    for n in range(5):
        spread = 22 + n * 9
        wake.line([(x - 120 - n * 64, y - spread), (x - 60 - n * 60, y - spread * 0.7)], 6)
        wake.line([(x - 120 - n * 64, y + spread), (x - 60 - n * 60, y + spread * 0.7)], 6)
    press.ink(wake, "#e9fbf5", alpha=0.75)
    skin = "#a5673f"
    arms = Shape().line(
        [(x - 18, y + 24 * reach), (x + 46, y + 40 * reach), (x + 96, y + 16 * reach)], 15
    )
    arms.line([(x - 26, y - 24 * reach), (x - 76, y - 44 * reach)], 15)
    legs = (
        Shape()
        .line([(x - 110, y - 12), (x - 196, y - 18)], 17)
        .line([(x - 110, y + 12), (x - 190, y + 20)], 17)
    )
    press.ink(legs, skin, alpha=0.85)
    press.ink(Shape().round_rect(x - 128, y - 25, x + 8, y + 25, 25), "#173a54")
    press.ink(Shape().round_rect(x - 44, y - 26, x + 10, y + 26, 25), skin)
    press.ink(arms, skin)
    press.ink(
        Shape().ellipse(x + 28, y, 29, 25),
        cap,
        Fade("#5b2a22", (x + 20, y - 10), (x + 50, y + 40), strength=0.5),
    )
    foam = Shape()
    for _ in range(26):
        angle, far = press.rng.uniform(0, math.tau), press.rng.uniform(6, 44)
        foam.ellipse(
            x - 214 + math.cos(angle) * far,
            y + math.sin(angle) * far * 0.8,
            press.rng.uniform(3, 10),
        )
        foam.ellipse(
            x + 96 + math.cos(angle) * far * 0.6,
            y + 16 * reach + math.sin(angle) * far * 0.5,
            press.rng.uniform(2, 7),
        )
    press.ink(foam, "#f4fffa", alpha=0.9)


def badminton_shuttle(press: Press) -> None:
    press.ink(whole(), "#10343d", Fade("#1f6a66", (0, 0), (0, 900)))
    for x in (260, 760, 1260, 1700):
        beam = Shape().polygon([(x - 60, 90), (x + 60, 90), (x + 330, HEIGHT), (x - 330, HEIGHT)])
        press.shade(beam, Fade("#d9f0d0", (0, 900), (0, 60), strength=0.4))
    trusses = Shape()
    for n in range(19):
        x = n * 110 - 60
        trusses.line([(x, 10), (x + 55, 66), (x + 110, 10)], 5)
    trusses.line([(0, 66), (WIDTH, 66)], 7).line([(0, 10), (WIDTH, 10)], 7)
    press.ink(trusses, "#0a252d")
    for x in (260, 760, 1260, 1700):
        press.shade(whole(), Glow("#fdf6d2", (x, 96), 300, strength=0.8))
        press.ink(
            Shape().polygon([(x - 70, 110), (x + 70, 110), (x + 40, 66), (x - 40, 66)]), "#0a252d"
        )
        press.ink(Shape().ellipse(x, 110, 66, 13), "#fffbe3")
    painters.crowd(
        press, 0, WIDTH, 560, 720, ["#0d3039", "#2c7d73", "#174d52", "#c9754b"], size=15, fill=0.9
    )
    floor = Shape().polygon([(0, 760), (WIDTH, 760), (WIDTH, HEIGHT), (0, HEIGHT)])
    press.ink(
        floor,
        "#c9754b",
        Fade("#7a3b31", (0, 780), (0, HEIGHT)),
        Glow("#f2b36f", (900, 860), 900, squash=0.35, strength=0.7),
    )
    lines = Shape().line([(-40, 1150), (420, 790), (1380, 790), (1840, 1150)], 9)
    lines.line([(900, 790), (900, HEIGHT)], 7)
    press.ink(lines, "#f8e9d3", alpha=0.85)
    _badminton_net(press)
    _shuttle(press, 1010, 430, 1.18)


def _badminton_net(press: Press) -> None:
    top, foot = 640, 1010
    mesh = Shape()
    for x in range(-20, WIDTH + 20, 24):
        mesh.line([(x, top), (x, foot)], 2)
    for y in range(top, foot, 24):
        mesh.line([(0, y), (WIDTH, y)], 2)
    press.ink(Shape().rect(0, top, WIDTH, foot), "#0a252d", alpha=0.34)
    press.ink(mesh, "#dfe9dc", alpha=0.5)
    press.ink(
        Shape().rect(0, top - 22, WIDTH, top + 22),
        "#fdf8ec",
        Fade("#b9c0b2", (0, top - 20), (0, top + 24)),
    )


def _shuttle(press: Press, x: float, y: float, scale: float) -> None:
    angle = 2.55

    def at(along: float, across: float) -> Point:
        along, across = along * scale, across * scale
        return (
            x + along * math.cos(angle) - across * math.sin(angle),
            y - along * math.sin(angle) * 0.9 - across * math.cos(angle),
        )

    trail = Shape()
    for n in range(-2, 3):
        trail.line([at(330, n * 54), at(560 + 40 * abs(n), n * 62)], 6)
    press.ink(trail, "#fdf8ec", alpha=0.4)
    skirt = Shape().polygon(
        [at(0, -52), at(0, 52), at(300, 150), at(318, 60), at(322, 0), at(318, -60), at(300, -150)]
    )
    press.shadow(skirt, "#041a20", offset=(30, 60), blur=50, alpha=0.5)
    press.ink(skirt, "#e7ece0", Fade("#8fa9a2", at(150, -60), at(150, 170)))
    for n in range(-4, 5):
        spread = n / 4
        tip = at(338 - 26 * abs(spread), spread * 150)
        feather = Shape().polygon(
            [at(30, spread * 50), at(210, spread * 112 - 20), tip, at(210, spread * 112 + 20)]
        )
        press.ink(
            feather,
            "#fdfaf0",
            Fade("#a9bdb2", at(180, spread * 100 - 26), at(180, spread * 100 + 34)),
        )
        press.ink(Shape().line([at(0, spread * 48), tip], 4), "#c8cfbf")
    for along, half in ((70, 72), (140, 96)):
        press.ink(
            Shape().line(curve([at(along - 8, -half), at(along + 10, 0), at(along - 8, half)]), 6),
            "#c9754b",
        )
    cork = Shape().polygon(
        [
            at(14, -56),
            at(14, 56),
            *curve([at(-10, 54), at(-70, 40), at(-92, 0), at(-70, -40), at(-10, -54)]),
        ]
    )
    press.ink(cork, "#f4e4c1", Fade("#b58a5a", at(-20, -40), at(-20, 62)))
    press.ink(Shape().polygon([at(14, -57), at(14, 57), at(-8, 55), at(-8, -55)]), "#2c7d73")
