"""Old things kept: a lantern hall, a map drawn by hand."""

from __future__ import annotations

import math

from articles.demo.pictures import painters
from articles.demo.pictures.press import (
    HEIGHT,
    WIDTH,
    Fade,
    Glow,
    Press,
    Shape,
    curve,
    whole,
)


def paper_lantern_hall(press: Press) -> None:
    press.ink(whole(), "#2b1b2c", Fade("#5b2f33", (0, 200), (0, 900)))
    press.shade(whole(), Glow("#f2994a", (900, 560), 1000, squash=0.7, strength=0.7))
    back = Shape().rect(420, 470, 1380, 900)
    press.ink(back, "#7a3b30", Fade("#c9703d", (0, 900), (0, 470), strength=0.7))
    doors = Shape()
    for n in range(6):
        x = 450 + n * 152
        doors.rect(x, 540, x + 130, 890)
    press.ink(doors, "#f2b45c", Fade("#a54a2c", (0, 560), (0, 900)))
    lattice = Shape()
    for n in range(6):
        x = 450 + n * 152
        for k in range(1, 4):
            lattice.rect(x + k * 32.5 - 3, 540, x + k * 32.5 + 3, 760)
        for k in range(5):
            lattice.rect(x, 580 + k * 45, x + 130, 585 + k * 45)
        lattice.rect(x, 760, x + 130, 890)
    press.ink(lattice, "#5b2a26", alpha=0.9)
    _hall_roof(press)
    floor = Shape().polygon([(420, 896), (1380, 896), (1860, HEIGHT), (-60, HEIGHT)])
    press.ink(
        floor,
        "#8a4a38",
        Fade("#3a1f2a", (0, 900), (0, HEIGHT)),
        Glow("#ffb45c", (900, 960), 620, squash=0.35, strength=0.8),
    )
    joints = Shape()
    for n in range(-8, 9):
        joints.line([(900 + n * 62, 896), (900 + n * 150, HEIGHT)], 3)
    for y in (930, 980, 1050, 1140):
        joints.line([(0, y), (WIDTH, y)], 3)
    press.ink(joints, "#33191f", alpha=0.5)
    for left in (True, False):
        x = 0 if left else WIDTH
        s = 1 if left else -1
        wing = Shape().polygon([(x, 100), (x + s * 400, 400), (x + s * 400, 930), (x, HEIGHT + 40)])
        press.ink(wing, "#3d2129", Fade("#8a4230", (x, 0), (x + s * 440, 0), strength=0.8))
        for k, reach in enumerate((70, 210, 330)):
            press.ink(
                Shape().rect(
                    x + s * reach - 20 + k * 4,
                    160 + reach * 0.7,
                    x + s * reach + 20 - k * 4,
                    1180 - reach * 0.66,
                ),
                "#5b2a26",
                Fade("#c9703d", (x + s * (reach - 30), 0), (x + s * (reach + 40), 0), strength=0.6),
            )
    spots = [
        (240, 330, 78),
        (470, 190, 60),
        (650, 380, 88),
        (840, 150, 66),
        (980, 330, 104),
        (1210, 200, 72),
        (1380, 400, 84),
        (1590, 260, 92),
        (760, 620, 54),
        (1130, 590, 58),
        (380, 560, 62),
        (1500, 600, 56),
    ]
    colours = ["#f6b042", "#e4572e", "#f7d88a", "#d94f5c", "#f2994a"]
    for n, (x, y, size) in enumerate(spots):
        _lantern(press, float(x), float(y), float(size), colours[n % 5])


def _hall_roof(press: Press) -> None:
    roof = Shape().polygon(
        [
            *curve(
                [
                    (300.0, 440.0),
                    (420.0, 470.0),
                    (620.0, 340.0),
                    (900.0, 318.0),
                    (1180.0, 340.0),
                    (1380.0, 470.0),
                    (1500.0, 440.0),
                ]
            ),
            (1420, 520),
            (380, 520),
        ]
    )
    press.ink(roof, "#3a2029", Fade("#7a3b34", (0, 330), (0, 530)))
    tiles = Shape()
    for n in range(33):
        x = 424 + n * 30
        tiles.line([(900 + (x - 900) * 0.72, 350), (x, 512)], 5)
    press.ink(tiles, "#24141f", alpha=0.6)
    press.ink(Shape().rect(390, 506, 1410, 526), "#c9703d", Fade("#6b332b", (0, 500), (0, 530)))


def _lantern(press: Press, x: float, y: float, size: float, colour: str) -> None:
    press.ink(Shape().line([(x, -10), (x, y - size)], 3), "#1d1220")
    press.shade(whole(), Glow(colour, (x, y), size * 2.6, strength=0.7))
    corners = [
        (x + size * math.cos(a), y + size * 0.95 * math.sin(a))
        for a in (math.tau * (k + 0.5) / 8 for k in range(8))
    ]
    press.ink(
        Shape().polygon(corners),
        colour,
        Fade("#8f2f2a", (x, y), (x + size * 0.9, y + size), strength=0.7),
        Glow("#fff6d0", (x, y + size * 0.1), size * 1.05, strength=1.0),
    )
    inner = [(x + (px - x) * 0.52, y + (py - y) * 0.52) for px, py in corners]
    seams = Shape().line([*inner, inner[0]], 3).line([*corners, corners[0]], 4)
    for a, b in zip(corners, inner, strict=True):
        seams.line([a, b], 3)
    press.ink(seams, "#7a2f2a", alpha=0.65)
    press.ink(
        Shape()
        .rect(x - size * 0.3, y - size * 1.06, x + size * 0.3, y - size * 0.92)
        .rect(x - size * 0.3, y + size * 0.88, x + size * 0.3, y + size),
        "#5b2326",
    )
    tassel = Shape()
    for n in range(-2, 3):
        tassel.line([(x + n * size * 0.08, y + size), (x + n * size * 0.12, y + size * 1.6)], 3)
    press.ink(tassel, "#d94f3c")


def hand_drawn_river_map(press: Press) -> None:
    painters.table(press, 0, "#5b4434", "#33241d", "#5b4434", "#2b1d18")
    sheet = Shape().polygon(
        curve(
            [
                (140.0, 110.0),
                (600.0, 90.0),
                (1200.0, 104.0),
                (1660.0, 84.0),
                (1690.0, 600.0),
                (1672.0, 1104.0),
                (1100.0, 1120.0),
                (500.0, 1098.0),
                (124.0, 1116.0),
                (110.0, 600.0),
                (140.0, 110.0),
            ],
            10,
        )
    )
    press.shadow(sheet, "#140c0a", offset=(20, 30), blur=40, alpha=0.7)
    press.ink(
        sheet,
        "#efdcae",
        Fade("#c79a5c", (700, 500), (1900, 1300), strength=0.8),
        Glow("#fbf0cf", (640, 420), 700, strength=0.8),
    )
    for x, y, r in ((1480, 220, 150), (260, 980, 170), (900, 1060, 110)):
        press.shade(sheet, Glow("#b98a4c", (x, y), r, strength=0.5))
    rivers = [
        (
            [(110, 300), (400, 380), (620, 330), (860, 470), (1120, 440), (1380, 580), (1680, 560)],
            74,
        ),
        ([(620, 330), (560, 520), (680, 700), (600, 900), (660, 1100)], 40),
        ([(860, 470), (960, 640), (900, 800), (1040, 960), (1010, 1110)], 34),
        ([(1120, 440), (1180, 290), (1120, 110)], 30),
        ([(1380, 580), (1340, 760), (1460, 900), (1420, 1110)], 30),
        ([(680, 700), (900, 800), (1140, 770), (1340, 760)], 20),
        ([(400, 380), (330, 560), (380, 740), (300, 900)], 24),
    ]
    banks, stream = Shape(), Shape()
    for points, width in rivers:
        path = curve([(float(x), float(y)) for x, y in points])
        banks.line(path, width + 9)
        stream.line(path, width)
    inner = Shape().polygon([(170, 150), (1630, 150), (1640, 1066), (160, 1066)])
    press.ink(banks, "#2b3a4a", alpha=0.85, inside=inner)
    press.ink(stream, "#4a86a3", Fade("#8fb9bd", (400, 0), (1500, 0), strength=0.9), inside=inner)
    flow = Shape()
    for points, width in rivers[:3]:
        path = curve([(float(x), float(y)) for x, y in points])
        for shift in (-0.22, 0.2):
            for n in range(4, len(path) - 14, 20):
                flow.line([(x, y + shift * width) for x, y in path[n : n + 11]], 3)
    press.ink(flow, "#dfead9", alpha=0.8, inside=inner)
    _map_marks(press)
    folds = Shape().rect(640, 90, 644, 1110).rect(1150, 94, 1154, 1116).rect(116, 596, 1690, 600)
    press.ink(folds, "#a87c45", alpha=0.45)
    _brush(press)


def _map_marks(press: Press) -> None:
    ink = "#33291f"
    hills = Shape()
    for x, y in (
        (300.0, 200.0),
        (400, 170),
        (500, 220),
        (1460, 260),
        (1560, 220),
        (780, 200),
        (870, 230),
    ):
        for k in range(3):
            hills.line(
                curve(
                    [
                        (x - 46 + k * 12, y + 34.0),
                        (x + k * 4, y - 40.0 + k * 16),
                        (x + 50 - k * 6, y + 34.0),
                    ]
                ),
                4,
            )
    press.ink(hills, ink, alpha=0.75)
    houses, roofs = Shape(), Shape()
    for _ in range(64):
        near_x, near_y = press.rng.choice(
            ((470, 600), (790, 620), (780, 900), (1180, 620), (1240, 900), (1540, 760), (1250, 320))
        )
        x, y = near_x + press.rng.gauss(0, 46), near_y + press.rng.gauss(0, 52)
        houses.rect(x - 11, y - 7, x + 11, y + 9)
        roofs.polygon([(x - 16, y - 6), (x, y - 20), (x + 16, y - 6)])
    press.ink(houses, "#e3bf84")
    press.ink(roofs, "#a5452f")
    bridges = Shape()
    for x, y in ((575, 560), (640, 800), (930, 590), (1345, 700), (1120, 770)):
        bridges.line([(x - 40, y - 6), (x + 40, y - 6)], 5).line(
            [(x - 40, y + 10), (x + 40, y + 10)], 5
        )
    press.ink(bridges, ink)
    writing = Shape()
    for x, y in (
        (250, 470),
        (730, 560),
        (1080, 690),
        (1290, 480),
        (480, 820),
        (1560, 420),
        (820, 1000),
    ):
        for k in range(4):
            top = y + k * 26
            writing.line([(x - 8, top), (x + 8, top - 2)], 3).line(
                [(x, top - 7), (x - 2, top + 10)], 3
            )
            writing.line([(x - 7, top + 9), (x + 8, top + 8 + k % 2 * 3)], 3)
    press.ink(writing, ink, alpha=0.85)
    press.ink(
        Shape()
        .round_rect(1500, 930, 1612, 1042, 10)
        .round_rect(1510, 940, 1602, 1032, 6, hole=True),
        "#b7322b",
    )
    seal = Shape()
    for k in range(3):
        seal.rect(1520 + k * 28, 952, 1534 + k * 28, 1020).rect(
            1520, 954 + k * 28, 1592, 962 + k * 28
        )
    press.ink(seal, "#b7322b", alpha=0.9)
    border = Shape().line([(170, 150), (1630, 150), (1640, 1066), (160, 1066), (170, 150)], 4)
    press.ink(border, ink, alpha=0.6)


def _brush(press: Press) -> None:
    handle = Shape().line([(1770, 700), (1420, 1010)], 30)
    press.shadow(handle, "#1a100c", offset=(14, 30), blur=16, alpha=0.6)
    press.ink(handle, "#8a4f2c", Fade("#4a2618", (1560, 860), (1600, 910)))
    press.ink(Shape().line([(1436, 996), (1400, 1028)], 34), "#d9c9a3")
    press.ink(
        Shape().polygon(
            curve(
                [
                    (1414, 1036),
                    (1360, 1060),
                    (1310, 1118),
                    (1370, 1088),
                    (1392, 1008),
                    (1414, 1036),
                ],
                8,
            )
        ),
        "#22201f",
    )
