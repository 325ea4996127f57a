"""Engineers at work: a cable ship, a bridge at night."""

from __future__ import annotations

import math

from articles.demo.pictures import painters
from articles.demo.pictures.press import HEIGHT, WIDTH, Fade, Glow, Press, Shape, curve, whole


def cable_ship_at_sea(press: Press) -> None:
    horizon = 560
    painters.sky(press, ["#6d8490", "#a7b7b8", "#dfe0d3"], horizon)
    for x, y, w in ((350, 200, 620), (1250, 140, 780), (980, 330, 460)):
        painters.cloud(press, x, y, w, "#c4cdc9", "#93a5a9")
    painters.water(press, horizon, HEIGHT, "#8ba3a6", "#2b4a57")
    painters.ripples(press, horizon, HEIGHT, "#d7e0d8", count=150, alpha=0.5)
    _cable_ship(press)
    for level, height, colour, shade in (
        (905, 22, "#5f8089", "#31535f"),
        (1000, 30, "#46707b", "#23434f"),
        (1100, 36, "#325a67", "#17323d"),
    ):
        phase = press.rng.uniform(0, math.tau)
        line = [
            (float(x), level + height * (math.sin(x / 170 + phase) + 0.4 * math.sin(x / 61)))
            for x in range(-120, WIDTH + 181, 60)
        ]
        swell = Shape().polygon([*curve(line, 8), (WIDTH + 80, HEIGHT), (-80, HEIGHT)])
        press.ink(swell, colour, Fade(shade, (0, level - 20), (0, level + 130)))
        crest = Shape().line(curve(line, 8), 4)
        press.ink(crest, "#e6ece1", alpha=0.5)
    cable = curve([(322.0, 640.0), (250.0, 800.0), (236.0, 1000.0), (300.0, HEIGHT + 20.0)])
    press.ink(Shape().line(cable, 8), "#e8a33d")


def _cable_ship(press: Press) -> None:
    hull = Shape().polygon(
        [
            *curve(
                [(360.0, 706.0), (420.0, 716.0), (1000.0, 722.0), (1330.0, 700.0), (1560.0, 640.0)]
            ),
            (1462, 930),
            (430, 930),
            (372, 800),
        ]
    )
    press.ink(
        hull,
        "#23435a",
        Fade("#10222f", (0, 700), (0, 930)),
        Fade("#44708a", (900, 0), (1600, 0), strength=0.5),
    )
    press.ink(
        Shape().polygon([(392, 858), (1492, 858), (1462, 960), (430, 960)]),
        "#a63d33",
        Fade("#5b2226", (0, 850), (0, 950)),
    )
    press.ink(Shape().line([(366, 712), (1000, 728), (1330, 706), (1556, 646)], 9), "#f3ead8")
    press.ink(Shape().rect(1010, 520, 1330, 704), "#f5eede", Fade("#b6b3a6", (1010, 0), (1340, 0)))
    press.ink(Shape().rect(1060, 410, 1300, 524), "#fbf6e9", Fade("#bdbaad", (1060, 0), (1310, 0)))
    press.ink(
        Shape().polygon([(1050, 338), (1310, 338), (1296, 414), (1064, 414)]),
        "#f5eede",
        Fade("#b6b3a6", (1060, 0), (1310, 0)),
    )
    windows = Shape().rect(1080, 356, 1290, 388)
    for row, y in enumerate((450, 560, 626)):
        for n in range(6 if row == 0 else 8):
            windows.round_rect(
                1074 + n * 37 - (40 if row else 0), y, 1094 + n * 37 - (40 if row else 0), y + 22, 6
            )
    press.ink(windows, "#2c4a5a")
    press.ink(
        Shape().polygon([(1120, 338), (1130, 250), (1200, 250), (1204, 338)]),
        "#e8a33d",
        Fade("#9c5f22", (1120, 0), (1210, 0)),
    )
    mast = (
        Shape()
        .line([(1250, 340), (1250, 190)], 8)
        .line([(1216, 228), (1284, 228)], 6)
        .line([(1226, 262), (1274, 262)], 5)
    )
    press.ink(mast, "#2c3d47")
    for x in (560, 740, 900):
        radius = 96 if x < 900 else 70
        press.ink(
            Shape().ellipse(x, 706 - radius, radius),
            "#c97b3c",
            Fade("#6d3b24", (x - 30, 600), (x + radius, 700)),
        )
        for share in (0.82, 0.66, 0.5):
            press.ink(
                Shape()
                .ellipse(x, 706 - radius, radius * share)
                .ellipse(x, 706 - radius, radius * share - 5, hole=True),
                "#6d3b24",
                alpha=0.7,
            )
        press.ink(Shape().ellipse(x, 706 - radius, radius * 0.3), "#24404f")
        press.ink(
            Shape().line([(x - radius * 0.8, 718), (x, 706 - radius), (x + radius * 0.8, 718)], 12),
            "#e8dcc4",
        )
    crane = (
        Shape()
        .line([(452, 716), (420, 470)], 22)
        .line([(420, 470), (308, 560)], 16)
        .line([(430, 560), (350, 528)], 8)
    )
    press.ink(crane, "#e8a33d", Fade("#a5631f", (0, 460), (0, 720)))
    press.ink(Shape().ellipse(318, 606, 40).ellipse(318, 606, 26, hole=True), "#f3ead8")
    press.ink(Shape().line([(308, 560), (318, 606)], 10), "#e8a33d")
    rail = Shape().line([(1340, 664), (1552, 606)], 4)
    for n in range(8):
        rail.line([(1345 + n * 29, 700 - n * 8), (1345 + n * 29, 662 - n * 8)], 4)
    press.ink(rail, "#f3ead8")


def river_bridge_night_works(press: Press) -> None:
    horizon = 560
    painters.sky(press, ["#0b1730", "#1c3252", "#4a4f6e"], horizon)
    painters.stars(press, 60, 300, "#cfd9e6")
    painters.skyline(press, 570, 40, 190, "#1a2a45", "#31405f", lit="#f2c66d", chance=0.22)
    painters.water(press, horizon, HEIGHT, "#2c3f5f", "#0d1a30")
    painters.ripples(press, horizon, HEIGHT, "#e8b765", count=70, alpha=0.4)
    for x in (420, 930, 1440):
        painters.ripples(press, 800, HEIGHT, "#ffe3a1", count=46, alpha=0.55, centre=x, spread=36)
    piers = Shape()
    for x in (160, 560, 960, 1360, 1760):
        piers.polygon([(x - 44, 800), (x + 44, 800), (x + 60, HEIGHT), (x - 60, HEIGHT)])
        piers.polygon([(x - 130, 770), (x + 130, 770), (x + 44, 850), (x - 44, 850)])
    press.ink(piers, "#59647a", Fade("#232f47", (0, 800), (0, HEIGHT)))
    press.ink(Shape().rect(0, 700, WIDTH, 800), "#7f8798", Fade("#39445c", (0, 700), (0, 806)))
    press.ink(Shape().rect(0, 640, WIDTH, 706), "#3d475c")
    press.ink(Shape().rect(0, 700, WIDTH, 714), "#b4b8bd")
    for x in (420, 930, 1440):
        _work_light(press, x, 640)
    stripes, boards = Shape(), Shape()
    for n in range(10):
        x = 330 + n * 140
        boards.round_rect(x, 588, x + 118, 626, 4)
        boards.rect(x + 16, 626, x + 24, 664).rect(x + 94, 626, x + 102, 664)
        for k in range(4):
            left = x + 4 + k * 30
            stripes.polygon([(left + 12, 590), (left + 26, 590), (left + 12, 624), (left - 2, 624)])
    _digger(press, 1130, 640)
    painters.standing(press, 690, 642, 118, "#f08a2c", "#8a5238", "#22304a")
    painters.standing(press, 780, 642, 112, "#f08a2c", "#6b3f2c", "#22304a")
    press.ink(Shape().ellipse(690, 532, 15, 10).ellipse(780, 537, 15, 10), "#f4d35e")
    press.ink(boards, "#f6efe0")
    press.ink(stripes, "#d5422f")
    lamps = Shape()
    for n in range(5):
        x = 330 + n * 280
        lamps.ellipse(x, 580, 9)
        press.shade(whole(), Glow("#ff9a4a", (x, 580), 60, strength=0.8))
    press.ink(lamps, "#ffd9a0")
    for x, colour in ((60, "#c8443a"), (218, "#e9b44c"), (1720, "#3f8f86")):
        _motorbike(press, x, 700, 118, colour)
    rail = Shape().rect(0, 662, WIDTH, 668)
    for n in range(46):
        rail.rect(n * 40, 664, n * 40 + 5, 704)
    press.ink(rail, "#aab1bd", alpha=0.85)


def _work_light(press: Press, x: float, base: float) -> None:
    press.ink(
        Shape()
        .line([(x, base), (x, 250)], 10)
        .line([(x - 46, base), (x, base - 110), (x + 46, base)], 6),
        "#141d2e",
    )
    press.shade(whole(), Glow("#ffeec2", (x, 270), 330, strength=0.9))
    beam = Shape().polygon([(x - 46, 280), (x + 46, 280), (x + 300, 700), (x - 300, 700)])
    press.shade(beam, Fade("#ffe9b3", (0, 760), (0, 270), strength=0.6))
    press.ink(Shape().round_rect(x - 70, 226, x + 70, 284, 8), "#141d2e")
    press.ink(
        Shape().round_rect(x - 58, 240, x - 6, 272, 4).round_rect(x + 6, 240, x + 58, 272, 4),
        "#fffbe6",
    )


def _digger(press: Press, x: float, base: float) -> None:
    press.ink(Shape().round_rect(x - 96, base - 36, x + 86, base + 4, 20), "#1d2536")
    press.ink(
        Shape().polygon(
            [
                (x - 90, base - 40),
                (x + 80, base - 40),
                (x + 80, base - 96),
                (x + 10, base - 106),
                (x - 4, base - 174),
                (x - 74, base - 174),
                (x - 90, base - 106),
            ]
        ),
        "#f0b02c",
        Fade("#9c6318", (x - 60, base - 160), (x + 70, base)),
    )
    press.ink(
        Shape().polygon(
            [(x - 64, base - 162), (x - 16, base - 162), (x - 4, base - 108), (x - 72, base - 108)]
        ),
        "#2e4a5f",
    )
    arm = Shape().line([(x - 70, base - 80), (x - 190, base - 200), (x - 262, base - 92)], 20)
    press.ink(arm, "#f0b02c", Fade("#9c6318", (0, base - 190), (0, base - 60)))
    press.ink(
        Shape().polygon(
            [(x - 290, base - 96), (x - 236, base - 98), (x - 244, base - 46), (x - 292, base - 56)]
        ),
        "#1d2536",
    )


def _motorbike(press: Press, x: float, ground: float, size: float, coat: str) -> None:
    wheels = Shape()
    for dx in (-0.42, 0.42):
        wheels.ellipse(x + dx * size, ground - size * 0.2, size * 0.2).ellipse(
            x + dx * size, ground - size * 0.2, size * 0.1, hole=True
        )
    press.ink(wheels, "#10182a")
    body = Shape().line(
        [
            (x - size * 0.42, ground - size * 0.26),
            (x + size * 0.1, ground - size * 0.24),
            (x + size * 0.3, ground - size * 0.62),
        ],
        size * 0.14,
    )
    body.line([(x - size * 0.36, ground - size * 0.44), (x, ground - size * 0.42)], size * 0.12)
    press.ink(body, "#c9ced6")
    press.ink(
        Shape().line(
            [(x + size * 0.3, ground - size * 0.66), (x + size * 0.42, ground - size * 0.2)],
            size * 0.06,
        ),
        "#10182a",
    )
    press.ink(
        Shape().line(
            [
                (x - size * 0.12, ground - size * 0.48),
                (x + size * 0.14, ground - size * 0.44),
                (x + size * 0.1, ground - size * 0.18),
            ],
            size * 0.1,
        ),
        "#22304a",
    )
    press.ink(
        Shape().line(
            [(x - size * 0.12, ground - size * 0.54), (x - size * 0.04, ground - size * 0.9)],
            size * 0.22,
        ),
        coat,
    )
    press.ink(
        Shape().line(
            [(x - size * 0.02, ground - size * 0.86), (x + size * 0.28, ground - size * 0.68)],
            size * 0.08,
        ),
        coat,
    )
    press.ink(Shape().ellipse(x, ground - size * 1.12, size * 0.13), "#8a5238")
    press.ink(
        Shape().ellipse(x - size * 0.01, ground - size * 1.16, size * 0.155, size * 0.12), "#f2efe4"
    )
    press.shade(
        whole(),
        Glow(
            "#fff1c4", (x + size * 0.62, ground - size * 0.5), size * 0.9, squash=0.5, strength=0.6
        ),
    )
