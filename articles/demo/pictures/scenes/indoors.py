"""Still lifes of sport: a chess table, a changing room."""

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


def chess_board(press: Press) -> None:
    painters.table(press, 430, "#e2c79b", "#a8764c", "#7a4a33", "#48291f")

    def at(u: float, v: float) -> Point:
        """Board squares 0 … 8 to the picture: v = 8 is the edge next to the reader."""
        depth = max(0.0, v) / 8
        scale = 0.52 + 0.62 * depth**1.15
        return (900 + (u - 4) * 218 * scale, 400 + 730 * depth**1.15)

    frame = Shape().polygon([at(-0.4, -0.35), at(8.4, -0.35), at(8.4, 8.4), at(-0.4, 8.4)])
    press.shadow(frame, "#24120d", offset=(30, 40), blur=50, alpha=0.6)
    press.ink(frame, "#3a211b", Fade("#6b4030", (1500, 0), (200, 0)))
    light, dark = Shape(), Shape()
    for row in range(8):
        for column in range(8):
            square = [
                at(column, row),
                at(column + 1, row),
                at(column + 1, row + 1),
                at(column, row + 1),
            ]
            (light if (row + column) % 2 == 0 else dark).polygon(square)
    press.ink(light, "#f4e3c0", Fade("#c79a68", (300, 400), (1700, HEIGHT), strength=0.9))
    press.ink(dark, "#7f9a7a", Fade("#33584f", (300, 400), (1700, HEIGHT), strength=0.9))
    press.shade(
        Shape().polygon([at(0, 0), at(8, 0), at(8, 8), at(0, 8)]),
        Glow("#fff3d2", (520, 560), 620, squash=0.6, strength=0.6),
    )
    ivory, ebony = ("#f7ead0", "#b98a5b"), ("#2c2a33", "#0f0e14")
    placed = [
        ("king", 4.5, 1.6, ebony),
        ("pawn", 6.5, 2.6, ivory),
        ("rook", 1.5, 2.6, ivory),
        ("king", 5.5, 4.5, ivory),
        ("pawn", 2.5, 5.5, ivory),
        ("rook", 3.5, 6.5, ebony),
    ]
    for kind, u, v, colours in placed:
        foot = at(u, v)
        size = 215 * (0.55 + 0.6 * (v / 8) ** 1.15)
        _piece_shadow(press, foot, size * (1.35 if kind == "king" else 1))
        _piece(press, kind, foot, size, colours)


def _piece_shadow(press: Press, foot: Point, size: float) -> None:
    x, y = foot
    shape = Shape().polygon(
        [
            (x - size * 0.2, y),
            (x + size * 0.2, y + size * 0.06),
            (x + size * 1.5, y + size * 0.34),
            (x + size * 1.44, y + size * 0.18),
        ]
    )
    shape.ellipse(x + size * 1.5, y + size * 0.27, size * 0.17, size * 0.09)
    press.ink(shape, "#2b1712", alpha=0.42)


def _piece(press: Press, kind: str, foot: Point, size: float, colours: tuple[str, str]) -> None:
    x, y = foot
    colour, shade = colours
    height = {"king": 1.36, "rook": 0.92, "pawn": 0.74}[kind] * size
    shape = Shape().ellipse(x, y, size * 0.3, size * 0.11)
    shape.rect(x - size * 0.3, y - size * 0.09, x + size * 0.3, y)
    shape.ellipse(x, y - size * 0.09, size * 0.3, size * 0.1)
    neck = size * (0.13 if kind != "rook" else 0.17)
    left = curve(
        [
            (x - size * 0.25, y - size * 0.12),
            (x - neck * 1.15, y - height * 0.4),
            (x - neck, y - height * 0.72),
        ]
    )
    right = [(2 * x - px, py) for px, py in reversed(left)]
    shape.polygon([*left, *right])
    top = y - height * 0.72
    if kind == "pawn":
        shape.ellipse(x, top, size * 0.2, size * 0.06).ellipse(x, y - height * 0.87, size * 0.17)
    elif kind == "rook":
        shape.rect(x - size * 0.24, y - height, x + size * 0.24, top + size * 0.02)
        for n in (-1, 1):
            shape.rect(
                x + n * size * 0.115 - size * 0.035,
                y - height - 2,
                x + n * size * 0.115 + size * 0.035,
                y - height + size * 0.09,
                hole=True,
            )
    else:
        shape.ellipse(x, top, size * 0.22, size * 0.06)
        shape.polygon(
            [
                (x - size * 0.13, top),
                (x - size * 0.2, y - height * 0.92),
                (x + size * 0.2, y - height * 0.92),
                (x + size * 0.13, top),
            ]
        )
        shape.ellipse(x, y - height * 0.92, size * 0.2, size * 0.06)
        shape.rect(x - size * 0.03, y - height * 1.1, x + size * 0.03, y - height * 0.92)
        shape.rect(x - size * 0.085, y - height * 1.055, x + size * 0.085, y - height * 1.015)
    press.ink(
        shape,
        colour,
        Fade(shade, (x - size * 0.1, y), (x + size * 0.3, y), strength=0.95),
        Glow("#fff6df", (x - size * 0.16, y - height * 0.6), size * 0.3, squash=2.0, strength=0.7),
    )


def locker_room(press: Press) -> None:
    press.ink(whole(), "#e6d6bb", Fade("#c2a585", (300, 0), (1700, 900), strength=0.9))
    press.shade(whole(), Glow("#fff4d6", (560, 60), 1000, strength=0.8))
    shirts = ["#c8443a", "#c8443a", "#c8443a", "", "#c8443a", "#c8443a"]
    for n, shirt in enumerate(shirts):
        x = 60 + n * 284
        inner = Shape().rect(x, 140, x + 256, 850)
        press.ink(inner, "#2f5b63", Fade("#173a42", (x, 140), (x + 256, 850), strength=0.95))
        press.ink(
            Shape().rect(x, 140, x + 256, 250), "#24484f", Fade("#102b32", (0, 140), (0, 260))
        )
        press.ink(
            Shape().rect(x - 16, 244, x + 272, 262), "#caa271", Fade("#8d6641", (0, 244), (0, 264))
        )
        press.ink(Shape().line([(x + 128, 262), (x + 128, 300)], 7), "#0f262b")
        if shirt:
            _shirt(press, x + 128, 300, shirt, n + 4)
            press.ink(
                Shape().round_rect(x + 50, 186, x + 190, 244, 22),
                "#e9b44c",
                Fade("#a3692c", (x + 50, 0), (x + 200, 0)),
            )
        else:
            hanger = Shape().line([(x + 58, 352), (x + 128, 306), (x + 198, 352), (x + 58, 352)], 7)
            press.ink(hanger, "#f0e2c6")
            press.shade(inner, Glow("#f7dfae", (x + 128, 480), 330, strength=0.45))
    frame = Shape()
    for n in range(7):
        x = 44 + n * 284
        frame.rect(x - 14, 110, x + 14, 870)
    frame.rect(0, 100, WIDTH, 144)
    press.ink(frame, "#d9b483", Fade("#9a7148", (0, 100), (0, 900)))
    press.ink(
        Shape().rect(0, 860, WIDTH, HEIGHT), "#8d7a68", Fade("#54463f", (0, 860), (0, HEIGHT))
    )
    tiles = Shape()
    for n in range(-8, 9):
        tiles.line([(900 + n * 190, 930), (900 + n * 330, HEIGHT)], 3)
    for y in (960, 1010, 1080, 1165):
        tiles.line([(0, y), (WIDTH, y)], 3)
    press.ink(tiles, "#4a3d38", alpha=0.5)
    press.shadow(Shape().rect(20, 900, 1780, 960), "#2a1f1b", offset=(0, 60), blur=36, alpha=0.6)
    press.ink(
        Shape().round_rect(-20, 836, WIDTH + 20, 900, 8),
        "#d9ae76",
        Fade("#a87c4a", (0, 836), (0, 906)),
    )
    press.ink(Shape().rect(0, 898, WIDTH, 918), "#7d5733")
    for x in (240, 880, 1520):
        press.ink(
            Shape().rect(x, 918, x + 40, 1050), "#5b3e28", Fade("#33221a", (0, 918), (0, 1050))
        )
    _boots(press, 1004, 838)
    _ball(press, 330, 1060, 74)


def _shirt(press: Press, x: float, top: float, colour: str, number: int) -> None:
    body = Shape().polygon(
        [
            (x - 34, top + 6), (x - 84, top + 34), (x - 108, top + 168), (x - 68, top + 182),
            (x - 62, top + 130), (x - 66, top + 360), (x + 66, top + 360), (x + 62, top + 130),
            (x + 68, top + 182), (x + 108, top + 168), (x + 84, top + 34), (x + 34, top + 6),
        ]
    )  # fmt: skip
    body.ellipse(x, top + 4, 34, 22, hole=True)
    press.shadow(body, "#0b2025", offset=(10, 16), blur=18, alpha=0.6)
    press.ink(body, colour, Fade("#7d1f26", (x - 30, top), (x + 100, top + 300), strength=0.9))
    press.ink(Shape().rect(x - 66, top + 332, x + 66, top + 346), "#f7ead0")
    stripes = Shape()
    for n in range(number % 3 + 1):
        left = x - 22 * (number % 3) + n * 44
        stripes.round_rect(left - 11, top + 110, left + 11, top + 230, 5)
    press.ink(stripes, "#f7ead0")


def _boots(press: Press, x: float, level: float) -> None:
    for dx in (0, 64):
        boot = Shape().polygon(
            curve(
                [
                    (x + dx, level),
                    (x + dx + 2, level - 44),
                    (x + dx + 34, level - 42),
                    (x + dx + 54, level - 22),
                    (x + dx + 92, level - 14),
                    (x + dx + 96, level),
                ],
                8,
            )
        )
        press.ink(
            boot, "#f2efe4" if dx else "#dcd8ca", Fade("#8c867a", (x, level - 40), (x, level))
        )
        press.ink(Shape().rect(x + dx, level - 4, x + dx + 96, level + 3), "#1c2e33")


def _ball(press: Press, x: float, y: float, radius: float) -> None:
    press.shadow(
        Shape().ellipse(x, y + radius * 0.8, radius, radius * 0.3),
        "#1d1512",
        offset=(24, 8),
        blur=20,
    )
    press.ink(
        Shape().ellipse(x, y, radius),
        "#fbf5e6",
        Fade("#a8957c", (x - 20, y - 20), (x + radius, y + radius)),
    )
    patches = Shape()
    for n in range(5):
        a = n / 5 * math.tau + 0.3
        cx, cy = x + math.cos(a) * radius * 0.72, y + math.sin(a) * radius * 0.72
        patches.polygon(
            [
                (
                    cx + math.cos(a + k / 5 * math.tau) * radius * 0.22,
                    cy + math.sin(a + k / 5 * math.tau) * radius * 0.22,
                )
                for k in range(5)
            ]
        )
    patches.polygon(
        [
            (
                x + math.cos(k / 5 * math.tau + 0.3) * radius * 0.28,
                y + math.sin(k / 5 * math.tau + 0.3) * radius * 0.28,
            )
            for k in range(5)
        ]
    )
    press.ink(patches, "#23363b")
