"""Harbours: the tram on the quay, the summit on the waterfront."""

from __future__ import annotations

from articles.demo.pictures import painters
from articles.demo.pictures.press import HEIGHT, WIDTH, Fade, Glow, Press, Shape, curve


def harbour_tram_dawn(press: Press) -> None:
    horizon = 600
    painters.sky(press, ["#274a66", "#a9838f", "#f3ae84", "#ffe0ad"], horizon)
    painters.sun(press, 1330, 520, 70, "#fff4d6", "#ffbf83")
    painters.cloud(press, 560, 200, 480, "#d99a94", "#b9808f")
    painters.hills(press, [(520, 110, "#8d7389", "#d39c8c"), (575, 60, "#5e5f80", "#a98190")])
    painters.water(press, horizon, 900, "#f2b98b", "#3f6480")
    painters.ripples(press, horizon, 860, "#ffe9c4", centre=1330, spread=130, count=60)
    for x, size, hull in ((230, 250, "#2b6777"), (560, 180, "#b5443c"), (1560, 280, "#2b6777")):
        _fishing_boat(press, x, 690 + size * 0.16, size, hull)
    quay = Shape().rect(0, 850, WIDTH, HEIGHT)
    press.ink(quay, "#c7a98f", Fade("#6d5a62", (0, 850), (0, HEIGHT)))
    press.ink(Shape().rect(0, 838, WIDTH, 866), "#efd9bb", Fade("#a58a7c", (0, 838), (0, 870)))
    rails = Shape().rect(0, 1078, WIDTH, 1086).rect(0, 1116, WIDTH, 1126)
    press.ink(Shape().rect(0, 1060, WIDTH, 1146), "#5b4c58")
    press.ink(rails, "#e9c9a2")
    mast = Shape().rect(120, 300, 134, 1060).rect(1700, 300, 1714, 1060)
    mast.line([(127, 330), (300, 400)], 6).line([(1707, 330), (1530, 400)], 6)
    press.ink(mast, "#3a3348")
    wires = (
        Shape()
        .line([(-10, 400), (WIDTH + 10, 400)], 3)
        .line([(-10, 366), (127, 344), (1707, 344), (1810, 366)], 2.5)
    )
    press.ink(wires, "#3a3348")
    press.shadow(Shape().rect(280, 1060, 1560, 1120), "#2c2233", offset=(0, 24), blur=26, alpha=0.7)
    _tram_car(press, 280, 900)
    _tram_car(press, 925, 1560)
    press.ink(Shape().rect(898, 690, 928, 1040), "#2b3444")
    pantograph = (
        Shape().line([(700, 640), (640, 520), (720, 404)], 8).line([(650, 404), (790, 404)], 8)
    )
    press.ink(pantograph, "#2b3444")
    painters.standing(press, 1650, 1044, 190, "#b5443c", "#8a5238", "#2b3444")


def _tram_car(press: Press, left: float, right: float) -> None:
    body = Shape().round_rect(left, 640, right, 1060, 46)
    press.ink(body, "#f7ead2", Fade("#b99c90", (0, 640), (0, 1060), strength=0.8))
    press.shade(body, Fade("#ffd9a0", (left + 300, 0), (right + 500, 0), strength=0.7))
    press.ink(
        Shape().rect(left + 6, 920, right - 6, 1016),
        "#1f7a78",
        Fade("#12474f", (0, 900), (0, 1016)),
    )
    press.ink(Shape().round_rect(left + 20, 1016, right - 20, 1072, 16), "#2b3444")
    glass, door = Shape(), Shape()
    count = 4
    pitch = (right - left - 60) / count
    for n in range(count):
        x = left + 30 + n * pitch
        if n == 2:
            door.round_rect(x + 8, 700, x + pitch - 8, 1012, 10)
        else:
            glass.round_rect(x + 8, 712, x + pitch - 8, 880, 16)
    press.ink(glass, "#2e5364", Fade("#f6c58f", (left, 900), (right, 690), strength=0.9))
    press.ink(door, "#e8d3b4")
    panes = Shape()
    for kind, points, _, _ in list(door.marks):
        if kind == "round":
            (x0, y0), (x1, y1) = points
            middle = (x0 + x1) / 2
            panes.round_rect(x0 + 10, y0 + 14, middle - 5, y1 - 40, 8)
            panes.round_rect(middle + 5, y0 + 14, x1 - 10, y1 - 40, 8)
    press.ink(panes, "#2e5364", Fade("#f6c58f", (left, 1000), (right, 690), strength=0.8))
    press.ink(Shape().rect(left + 30, 664, right - 30, 684), "#1f7a78")
    press.ink(Shape().ellipse(right - 44, 968, 15).ellipse(left + 44, 968, 15), "#fff3cf")


def _fishing_boat(press: Press, x: float, level: float, size: float, hull: str) -> None:
    cabin = Shape().round_rect(
        x + size * 0.05, level - size * 0.52, x + size * 0.38, level - size * 0.16, 6
    )
    press.ink(cabin, "#f3dfc0", Fade("#b58f86", (x, level), (x + size * 0.4, level)))
    press.ink(
        Shape().rect(x + size * 0.1, level - size * 0.43, x + size * 0.32, level - size * 0.3),
        "#2e5364",
    )
    rig = Shape().line(
        [(x - size * 0.15, level - size * 0.2), (x - size * 0.15, level - size * 1.05)],
        size * 0.025,
    )
    rig.line([(x - size * 0.15, level - size * 0.95), (x + size * 0.36, level - size * 0.5)], 3)
    rig.line([(x - size * 0.15, level - size), (x - size * 0.66, level - size * 0.26)], 3)
    press.ink(rig, "#3a3348")
    shape = Shape().polygon(
        [
            *curve(
                [
                    (x - size * 0.72, level - size * 0.32),
                    (x - size * 0.2, level - size * 0.17),
                    (x + size * 0.56, level - size * 0.22),
                ]
            ),
            (x + size * 0.46, level + size * 0.04),
            (x - size * 0.48, level + size * 0.04),
        ]
    )
    press.ink(shape, hull, Fade("#1d2f42", (0, level - size * 0.3), (0, level + size * 0.06)))
    press.ink(
        Shape().line(
            [
                (x - size * 0.66, level - size * 0.27),
                (x - size * 0.2, level - size * 0.14),
                (x + size * 0.54, level - size * 0.18),
            ],
            5,
        ),
        "#f6e3c4",
    )
    press.shade(
        Shape().ellipse(x, level + size * 0.12, size * 0.62, size * 0.1),
        Glow("#1d2f42", (x, level + size * 0.06), size * 0.65, squash=0.22, strength=0.9),
    )


def harbour_summit_flags(press: Press) -> None:
    painters.sky(press, ["#5b9fb4", "#a9d3cf", "#fbeac6"], 760)
    painters.sun(press, 360, 280, 80, "#fff8e1", "#ffe0a0")
    painters.hills(
        press, [(690, 130, "#c9a98b", "#ead2ab"), (740, 80, "#a98668", "#d3b48d")], jagged=0.75
    )
    painters.water(press, 760, 930, "#7fbdbf", "#2f7383")
    painters.ripples(press, 764, 920, "#f4f6e3", count=60, alpha=0.7)
    for x, size in ((1330, 300), (1480, 360), (1640, 320)):
        _crane(press, x, 780, size)
    _conference_hall(press)
    ground = Shape().rect(0, 940, WIDTH, HEIGHT)
    press.ink(ground, "#ecd9b4", Fade("#c39f77", (0, 940), (0, HEIGHT)))
    joints = Shape()
    for n in range(-12, 13):
        joints.line([(900 + n * 130, 945), (900 + n * 260, HEIGHT)], 3)
    for y in (980, 1036, 1120):
        joints.line([(0, y), (WIDTH, y)], 3)
    press.ink(joints, "#b08d68", alpha=0.5)
    colours = [
        "#c8443a",
        "#f0b63f",
        "#2c7d73",
        "#2f5f93",
        "#e07a4b",
        "#f5ecd8",
        "#8a4a6b",
        "#4d9a8a",
        "#c8443a",
    ]
    for n, colour in enumerate(colours):
        _flag(press, 120 + n * 192, 1050, 720, colour, n)


def _conference_hall(press: Press) -> None:
    press.shadow(Shape().rect(300, 560, 1260, 950), "#4b3a33", offset=(30, 14), blur=26, alpha=0.4)
    press.ink(
        Shape().rect(300, 560, 1260, 950),
        "#f7efdd",
        Fade("#cbb392", (300, 560), (1300, 950), strength=0.8),
    )
    arches, lattice = Shape(), Shape()
    for n in range(9):
        x = 336 + n * 102
        arches.rect(x, 700, x + 70, 950).ellipse(x + 35, 700, 35, 46)
        for k in range(4):
            lattice.line([(x + 4 + k * 20, 700), (x + 4 + k * 20, 940)], 3)
    press.ink(arches, "#2f5566", Fade("#f0c98a", (0, 640), (0, 980), strength=0.6))
    press.ink(lattice, "#f7efdd", alpha=0.4)
    roof = Shape().polygon(
        [
            *curve(
                [(250.0, 566.0), (520.0, 500.0), (780.0, 478.0), (1040.0, 500.0), (1310.0, 566.0)]
            ),
            (1310, 596),
            (250, 596),
        ]
    )
    press.ink(roof, "#fffaf0", Fade("#c9b08c", (0, 480), (0, 600), strength=0.8))
    press.ink(Shape().rect(270, 596, 1290, 622), "#2c7d73")


def _crane(press: Press, x: float, base: float, size: float) -> None:
    frame = Shape().line([(x - size * 0.16, base), (x - size * 0.1, base - size * 0.6)], 8)
    frame.line([(x + size * 0.16, base), (x + size * 0.1, base - size * 0.6)], 8)
    frame.line([(x - size * 0.14, base - size * 0.28), (x + size * 0.14, base - size * 0.28)], 7)
    frame.line([(x - size * 0.4, base - size * 0.6), (x + size * 0.56, base - size * 0.6)], 10)
    frame.line(
        [(x, base - size * 0.6), (x, base - size * 0.9), (x + size * 0.5, base - size * 0.6)], 5
    )
    frame.line([(x, base - size * 0.9), (x - size * 0.36, base - size * 0.6)], 5)
    press.ink(frame, "#55798a")


def _flag(press: Press, x: float, base: float, height: float, colour: str, phase: int) -> None:
    top = base - height + (phase % 2) * 6
    press.ink(
        Shape().polygon([(x, base), (x + 10, base), (x + 210, base + 66), (x + 196, base + 66)]),
        "#8f6e50",
        alpha=0.5,
    )
    press.ink(
        Shape().rect(x - 6, top - 10, x + 6, base),
        "#f3ead8",
        Fade("#7f7465", (x - 4, 0), (x + 8, 0)),
    )
    press.ink(Shape().ellipse(x, top - 14, 11), "#d9a441")
    wave = [0.0, 14.0 + phase % 3 * 4, -10.0, 12.0 - phase % 2 * 6, -4.0]
    upper = curve([(x + 6 + n * 38, top + 6 + dy) for n, dy in enumerate(wave)])
    lower = [(px, py + 112) for px, py in reversed(upper)]
    cloth = Shape().polygon([*upper, *lower])
    press.ink(
        cloth,
        colour,
        Fade("#2a2233", (x + 30, top), (x + 130, top + 190), strength=0.5),
        Glow("#fff3d0", (x + 50, top + 40), 70, squash=1.6, strength=0.55),
    )
    press.shade(cloth, Fade("#2a2233", (x + 60, 0), (x + 88, 0), strength=0.18))
    press.ink(
        Shape().round_rect(x - 24, base - 12, x + 24, base + 14, 6),
        "#bfa588",
        Fade("#7d6650", (x - 20, 0), (x + 26, 0)),
    )
