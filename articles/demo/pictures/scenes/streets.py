"""School days: the bus in the morning, the pitch in the evening."""

from __future__ import annotations

from articles.demo.pictures import painters
from articles.demo.pictures.press import HEIGHT, WIDTH, Fade, Glow, Press, Shape, whole


def yellow_school_bus_morning(press: Press) -> None:
    painters.sky(press, ["#8fc3c9", "#d7e3cb", "#fbe7b8"], 620)
    painters.sun(press, 300, 250, 76, "#fff8e1", "#ffe2a3")
    painters.cloud(press, 900, 140, 420, "#fdf5e2", "#e3d3b2")
    painters.skyline(press, 640, 60, 220, "#a9c3b9", "#d3d8b8", widths=(90, 190))
    press.ink(
        Shape().rect(1120, 330, WIDTH, 900), "#f0dcb3", Fade("#c99d6c", (1100, 330), (1860, 900))
    )
    windows = Shape()
    for row in range(2):
        for n in range(5):
            windows.rect(1170 + n * 130, 400 + row * 170, 1258 + n * 130, 500 + row * 170)
    press.ink(windows, "#5f94a0", Fade("#2f6070", (1100, 700), (1800, 400)))
    press.ink(Shape().rect(1100, 312, WIDTH, 344), "#c8553d", Fade("#8f3a31", (0, 312), (0, 346)))
    for x, size in ((90.0, 330), (1040.0, 300)):
        painters.round_tree(press, x, 900, size * 1.2, "#5fa36a", "#2c6a52", "#6b4a35")
    wall = Shape().rect(0, 800, 1180, 900)
    press.ink(wall, "#dfc59a", Fade("#ad8559", (0, 800), (0, 900)))
    posts = Shape().rect(1180, 620, 1220, 900).rect(1640, 620, 1680, 900)
    press.ink(posts, "#c8553d", Fade("#8f3a31", (1180, 0), (1230, 0)))
    press.ink(Shape().rect(1160, 600, 1700, 640), "#2c7d73", Fade("#174d52", (0, 600), (0, 642)))
    press.ink(Shape().rect(0, 890, WIDTH, 990), "#e3d2b3", Fade("#b89a78", (0, 890), (0, 990)))
    press.ink(
        Shape().rect(0, 986, WIDTH, HEIGHT), "#6f7a80", Fade("#434d58", (0, 986), (0, HEIGHT))
    )
    dashes = Shape()
    for n in range(8):
        dashes.polygon(
            [
                (60 + n * 250, 1130),
                (200 + n * 250, 1130),
                (190 + n * 250, 1146),
                (46 + n * 250, 1146),
            ]
        )
    press.ink(dashes, "#f3e6c8")
    _bus(press)
    coats = ["#2f5f93", "#c8443a", "#f7f1e4", "#2c7d73", "#c8443a", "#2f5f93"]
    for n, coat in enumerate(coats):
        _pupil(press, 1240 + n * 84, 984 - (n % 2) * 6, 150 + (n * 13) % 26, coat)
    painters.standing(press, 1160, 984, 220, "#f08a2c", "#a66a4a", "#2b3444")
    press.ink(Shape().line([(1180, 838), (1232, 868)], 16), "#f08a2c")


def _bus(press: Press) -> None:
    press.shadow(Shape().rect(120, 1000, 1080, 1070), "#22282f", offset=(0, 16), blur=26, alpha=0.7)
    body = Shape().round_rect(110, 520, 1110, 1010, 54)
    press.ink(
        body,
        "#f5bd2f",
        Fade("#b9711c", (0, 620), (0, 1030)),
        Glow("#fff0b3", (420, 540), 520, squash=0.4, strength=0.8),
    )
    press.ink(Shape().rect(112, 812, 1108, 828).rect(112, 868, 1108, 876), "#3a3230")
    windows = Shape()
    for n in range(5):
        windows.round_rect(160 + n * 142, 590, 286 + n * 142, 740, 14)
    windows.round_rect(1030, 590, 1100, 770, 14)
    press.ink(windows, "#3f6f80", Fade("#cfe6df", (300, 760), (700, 560), strength=0.7))
    heads = Shape()
    for n in (0, 2, 3):
        heads.ellipse(222 + n * 142, 700, 26, 28).round_rect(
            190 + n * 142, 722, 254 + n * 142, 742, 8
        )
    press.ink(heads, "#22343f")
    press.ink(Shape().rect(876, 590, 1010, 990), "#2a2a30", Fade("#5f5248", (0, 990), (0, 700)))
    press.ink(Shape().rect(886, 940, 1000, 990).rect(886, 890, 1000, 900), "#8a7a68")
    leaf = Shape().polygon([(1010, 586), (1062, 604), (1062, 1012), (1010, 990)])
    press.ink(leaf, "#d99a24", Fade("#8f5a1c", (1010, 0), (1070, 0)))
    press.ink(Shape().polygon([(1020, 612), (1052, 624), (1052, 800), (1020, 792)]), "#9fc3c4")
    wheels = Shape().ellipse(300, 1006, 82).ellipse(760, 1006, 82)
    press.ink(wheels, "#22252b", Fade("#4d5258", (0, 1060), (0, 930)))
    press.ink(
        Shape().ellipse(300, 1006, 36).ellipse(760, 1006, 36),
        "#c9ccc8",
        Fade("#7a7f80", (0, 990), (0, 1040)),
    )
    press.ink(Shape().round_rect(200, 492, 420, 526, 10), "#e8a823")
    press.ink(Shape().ellipse(1090, 900, 16, 22).ellipse(130, 900, 12, 20), "#fff6d3")
    press.ink(Shape().ellipse(150, 548, 14).ellipse(1070, 548, 14), "#d5422f")


def _pupil(press: Press, x: float, ground: float, size: float, coat: str) -> None:
    press.ink(Shape().ellipse(x + 30, ground + 2, 52, 8), "#8f7657", alpha=0.6)
    painters.standing(press, x, ground, size, coat, "#b5764f", "#22304a")
    press.ink(
        Shape().round_rect(
            x + size * 0.06, ground - size * 0.8, x + size * 0.27, ground - size * 0.44, 8
        ),
        "#e07a4b",
        Fade("#8f3a31", (x, 0), (x + size * 0.3, 0)),
    )
    hair = Shape().ellipse(x + 1, ground - size * 0.96, size * 0.09, size * 0.065)
    press.ink(hair, "#231b1c")


def floodlit_school_pitch(press: Press) -> None:
    painters.sky(press, ["#1a2547", "#4a4a78", "#c9747a", "#f2ab7a"], 620)
    painters.stars(press, 36, 200, "#f0e6d6")
    painters.skyline(press, 620, 50, 160, "#3a3560", "#6b4a6b", lit="#f6cf7c", chance=0.25)
    school = Shape().rect(420, 330, 1380, 640)
    press.ink(school, "#5b4a70", Fade("#8f5f72", (0, 330), (0, 640)))
    press.ink(Shape().rect(396, 312, 1404, 340), "#332c52")
    lit, dark = Shape(), Shape()
    for row in range(2):
        for n in range(9):
            (lit if press.rng.random() < 0.35 else dark).rect(
                456 + n * 102, 380 + row * 120, 520 + n * 102, 450 + row * 120
            )
    press.ink(dark, "#332c52")
    press.ink(lit, "#f9d88a")
    for x in (80.0, 270.0, 1540.0, 1730.0):
        painters.round_tree(press, x, 660, 250, "#2c4a5a", "#1a2c44", "#1a2036")
    press.ink(
        Shape().rect(0, 630, WIDTH, HEIGHT), "#2f8a5b", Fade("#154a45", (0, 700), (0, HEIGHT))
    )
    stripes = Shape()
    for y0, y1 in ((660, 700), (750, 820), (900, 1000)):
        stripes.rect(0, y0, WIDTH, y1)
    press.ink(stripes, "#3f9c66", Fade("#1f6650", (0, 700), (0, 1100)), alpha=0.8)
    lines = (
        Shape()
        .line([(-60, 1110), (300, 680), (1500, 680), (1860, 1110)], 8)
        .line([(900, 680), (900, HEIGHT)], 7)
    )
    lines.ellipse(900, 900, 250, 84).ellipse(900, 900, 243, 78, hole=True)
    press.ink(lines, "#eaf3df", alpha=0.85)
    fence = Shape().rect(0, 566, WIDTH, 572)
    for n in range(61):
        fence.line([(n * 30, 570), (n * 30 + 30, 676)], 1.6).line(
            [(n * 30 + 30, 570), (n * 30, 676)], 1.6
        )
    press.ink(fence, "#d9cfd6", alpha=0.35)
    for x in (200, 1600):
        _lamp(press, x)
    goal = Shape().line([(770, 690), (770, 590), (1030, 590), (1030, 690)], 9)
    press.ink(goal, "#f7f1e4")
    players = [
        (420, 930, 1, 1),
        (560, 1040, 0, 1),
        (720, 880, 1, 1),
        (880, 1010, 0, 1),
        (1190, 940, 1, -1),
        (1330, 1060, 0, -1),
        (1110, 810, 0, -1),
        (640, 770, 1, 1),
        (1400, 840, 1, -1),
    ]
    for x, y, team, facing in sorted(players, key=lambda p: p[1]):
        size = 110 + (y - 760) * 0.28
        press.ink(Shape().ellipse(x + 36, y, size * 0.5, size * 0.07), "#123d3a", alpha=0.6)
        painters.runner(
            press, x, y, size, "#a66a4a", "#f4c542" if team else "#d9534f", "#1f2b47", facing=facing
        )
    press.ink(Shape().ellipse(1046, 1012, 34, 8), "#123d3a", alpha=0.6)
    press.ink(Shape().ellipse(1034, 990, 22), "#fbf6e7", Fade("#a39f92", (1024, 980), (1054, 1012)))


def _lamp(press: Press, x: float) -> None:
    press.ink(Shape().rect(x - 8, 170, x + 8, 690), "#151c36")
    press.shade(whole(), Glow("#fff0c4", (x, 180), 460, strength=0.9))
    toward = 900 + (x - 900) * 0.25
    beam = Shape().polygon(
        [(x - 40, 190), (x + 40, 190), (toward + 420, 1120), (toward - 420, 1120)]
    )
    press.shade(beam, Fade("#fff0c4", (x, 1000), (x, 120), strength=0.42))
    press.ink(Shape().round_rect(x - 86, 132, x + 86, 196, 8), "#151c36")
    press.ink(
        Shape().ellipse(x - 52, 164, 19).ellipse(x, 164, 19).ellipse(x + 52, 164, 19), "#fffbe6"
    )
