"""At home: the porch with its water jar, the meters on the wall."""

from __future__ import annotations

import math

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


def water_jar_mosquito_net(press: Press) -> None:
    press.ink(whole(), "#d9a872", Fade("#a5683f", (400, 0), (1800, 900), strength=0.9))
    boards = Shape()
    for n in range(16):
        boards.rect(0, n * 62, WIDTH, n * 62 + 4)
    press.ink(boards, "#8a5334", alpha=0.5)
    press.ink(
        Shape().rect(0, 940, WIDTH, HEIGHT), "#b5826a", Fade("#6b4238", (0, 940), (0, HEIGHT))
    )
    tiles = Shape()
    for n in range(-9, 10):
        tiles.line([(900 + n * 170, 940), (900 + n * 290, HEIGHT)], 3)
    tiles.line([(0, 1010), (WIDTH, 1010)], 3).line([(0, 1100), (WIDTH, 1100)], 3)
    press.ink(tiles, "#5b352e", alpha=0.55)
    _bed_window(press)
    _jar(press, 430, 1080, 1.0)
    for x, size, lean in ((60, 360, 1), (1700, 420, -1)):
        _potted_leaves(press, x, 1060, size, lean)
    eave = Shape().polygon([(-10, -10), (WIDTH + 10, -10), (WIDTH + 10, 70), (-10, 110)])
    press.shadow(eave, "#4a2a20", offset=(0, 60), blur=50, alpha=0.6)
    press.ink(eave, "#7d3f30", Fade("#4a2324", (0, 0), (0, 110)))


def _bed_window(press: Press) -> None:
    frame = Shape().rect(800, 200, 1500, 780)
    press.shadow(frame, "#4a2a20", offset=(10, 20), blur=30, alpha=0.5)
    press.ink(frame, "#3f6f68", Fade("#234a4a", (800, 200), (1500, 780)))
    room = Shape().rect(836, 236, 1464, 744)
    press.ink(
        room,
        "#24424f",
        Fade("#132a38", (0, 236), (0, 744)),
        Glow("#f6cf8c", (1150, 420), 420, strength=0.85),
    )
    net = Shape().polygon([(930, 300), (1370, 300), (1430, 700), (870, 700)])
    press.ink(
        Shape().rect(880, 610, 1420, 744), "#d9694a", Fade("#8a3530", (880, 600), (1440, 744))
    )
    press.ink(
        Shape().round_rect(900, 575, 1080, 632, 24),
        "#f7ead0",
        Fade("#c9a97c", (900, 575), (1080, 640)),
    )
    press.ink(net, "#eef3e2", Glow("#fff7dc", (1150, 420), 300, strength=0.7), alpha=0.5)
    folds = Shape()
    for n in range(13):
        x = 930 + n * 36.6
        folds.line([(x, 300), (870 + n * 46.6, 700)], 3)
    folds.line(curve([(930, 300), (1040, 322), (1150, 304), (1260, 322), (1370, 300)]), 8)
    press.ink(folds, "#fbfaf0", alpha=0.55)
    press.ink(
        Shape().line([(930, 300), (850, 238)], 3).line([(1370, 300), (1450, 238)], 3), "#fbfaf0"
    )
    bars = Shape()
    for n in range(1, 6):
        x = 836 + n * 104.6
        bars.rect(x - 5, 236, x + 5, 744)
    press.ink(bars, "#2d5652")
    for x0, x1 in ((620, 800), (1500, 1680)):
        press.ink(Shape().rect(x0, 210, x1, 770), "#4d857b", Fade("#2a5652", (x0, 210), (x1, 800)))
        slats = Shape()
        for n in range(15):
            slats.rect(x0 + 22, 236 + n * 34, x1 - 22, 252 + n * 34)
        press.ink(slats, "#2f625c")
    press.ink(Shape().rect(780, 774, 1520, 806), "#e3c193", Fade("#9a6b48", (0, 774), (0, 810)))


def _jar(press: Press, x: float, base: float, scale: float) -> None:
    def at(dx: float, dy: float) -> Point:
        return (x + dx * scale, base - dy * scale)

    side = curve([at(-120, 0), at(-205, 150), at(-225, 300), at(-180, 430), at(-140, 470)])
    jar = Shape().polygon([*side, *[(2 * x - px, py) for px, py in reversed(side)]])
    jar.ellipse(x, base, 120 * scale, 24 * scale)
    press.shadow(Shape().ellipse(x + 150, base + 10, 240, 46), "#3a1f1c", blur=26, alpha=0.7)
    press.ink(
        jar,
        "#a3552f",
        Fade("#4d2420", (x - 60, base), (x + 240, base)),
        Glow("#f2b57a", (x - 90, base - 330), 190, squash=1.4, strength=0.8),
    )
    bands = Shape()
    for level, half in ((400, 200), (382, 208), (120, 186)):
        bands.line(curve([at(-half, level), at(0, level - 26), at(half, level)]), 6)
    press.ink(bands, "#5d2b22", alpha=0.6)
    wave = curve(
        [
            at(-216 + n * 36, 300 + (16 if n % 2 else -8) - 20 * math.sin(n / 12 * math.pi))
            for n in range(13)
        ]
    )
    press.ink(Shape().line(wave, 5), "#e9b07a", alpha=0.6)
    lid = Shape().ellipse(x, base - 474, 176, 34).rect(x - 176, base - 496, x + 176, base - 474)
    press.shadow(lid, "#3a1a17", offset=(6, 22), blur=14, alpha=0.6)
    press.ink(lid, "#8a9a94", Fade("#4a5d5d", (x - 100, 0), (x + 180, 0)))
    press.ink(
        Shape().ellipse(x, base - 496, 176, 34),
        "#c3cdc2",
        Fade("#8a9a94", (x - 60, 0), (x + 190, 0)),
    )
    press.ink(Shape().round_rect(x - 36, base - 536, x + 36, base - 496, 14), "#5d7370")
    dipper = (
        Shape()
        .ellipse(x + 94, base - 520, 46, 30)
        .line([(x + 110, base - 522), (x + 250, base - 566)], 12)
    )
    press.ink(dipper, "#e9b44c", Fade("#9c6a28", (x + 60, base - 540), (x + 150, base - 490)))


def _potted_leaves(press: Press, x: float, base: float, size: float, lean: int) -> None:
    leaves = Shape()
    for n in range(9):
        angle = math.pi * (0.16 + 0.085 * n)
        reach = size * press.rng.uniform(0.75, 1.1)
        tip = (x + math.cos(angle) * reach * 0.7, base - size * 0.3 - math.sin(angle) * reach)
        middle = ((x + tip[0]) / 2 + lean * 14, (base - size * 0.3 + tip[1]) / 2)
        leaves.polygon(
            curve([(x, base - size * 0.3), (middle[0] - size * 0.05, middle[1]), tip])
            + curve([tip, (middle[0] + size * 0.05, middle[1]), (x, base - size * 0.3)])
        )
    press.ink(
        leaves, "#3f8a62", Fade("#17503f", (x - 60, base - size), (x + 120, base - size * 0.2))
    )
    press.ink(
        Shape().polygon(
            [(x - 80, base - 110), (x + 80, base - 110), (x + 58, base), (x - 58, base)]
        ),
        "#c9754b",
        Fade("#7a3b31", (x - 40, 0), (x + 90, 0)),
    )


def water_meter_row(press: Press) -> None:
    press.ink(whole(), "#8a4a38")
    for row in range(17):
        bricks, darker = Shape(), Shape()
        x = -100.0 - (row % 2) * 88
        while x < WIDTH:
            (darker if press.rng.random() < 0.3 else bricks).round_rect(
                x + 5, row * 72 + 5, x + 171, row * 72 + 67, 5
            )
            x += 176
        press.ink(bricks, "#c0694a", Fade("#8f4434", (0, 0), (WIDTH, 900), strength=0.8))
        press.ink(darker, "#ad5940", Fade("#7d3a30", (0, 0), (WIDTH, 900), strength=0.8))
    press.shade(whole(), Glow("#ffd9a3", (300, 100), 1200, strength=0.55))
    main = Shape().rect(-10, 846, WIDTH + 10, 906)
    press.shadow(main, "#33150f", offset=(16, 40), blur=26, alpha=0.7)
    press.ink(
        main,
        "#5f7d86",
        Fade("#2f4954", (0, 840), (0, 910)),
        Fade("#b9cdc9", (0, 872), (0, 846), strength=0.5),
    )
    for n in range(5):
        _meter(press, 200 + n * 350, 520, n)


def _meter(press: Press, x: float, y: float, n: int) -> None:
    pipe = Shape().rect(x - 22, y + 120, x + 22, 850).rect(x - 22, -10, x + 22, y - 120)
    press.shadow(pipe, "#33150f", offset=(24, 10), blur=18, alpha=0.6)
    press.ink(
        pipe,
        "#5f7d86",
        Fade("#2f4954", (x - 6, 0), (x + 24, 0)),
        Fade("#b9cdc9", (x, 0), (x - 18, 0), strength=0.5),
    )
    fittings = (
        Shape()
        .round_rect(x - 36, y + 138, x + 36, y + 186, 6)
        .round_rect(x - 36, y - 190, x + 36, y - 142, 6)
        .round_rect(x - 40, 830, x + 40, 922, 8)
    )
    press.ink(fittings, "#c79a4a", Fade("#7a5424", (x - 20, 0), (x + 40, 0)))
    valve = (
        Shape()
        .line([(x - 70, y + 262), (x + 70, y + 262)], 26)
        .rect(x - 9, y + 240, x + 9, y + 290)
    )
    press.ink(valve, "#c8443a", Fade("#7a2430", (x - 50, 0), (x + 80, 0)))
    body = Shape().ellipse(x, y, 142)
    press.shadow(body, "#33150f", offset=(26, 34), blur=26, alpha=0.7)
    press.ink(body, "#d3a955", Fade("#7a5424", (x - 70, y - 80), (x + 130, y + 140)))
    press.ink(Shape().ellipse(x, y, 118), "#33424a")
    face = Shape().ellipse(x, y, 110)
    press.ink(face, "#cfe6ea", Fade("#5f9fb5", (x - 60, y - 60), (x + 100, y + 110), strength=0.95))
    ticks = Shape()
    for k in range(20):
        a, far = k / 20 * math.tau, 100
        near = 84 if k % 5 else 76
        ticks.line(
            [
                (x + math.cos(a) * near, y + math.sin(a) * near),
                (x + math.cos(a) * far, y + math.sin(a) * far),
            ],
            4,
        )
    press.ink(ticks, "#22343c")
    drums, digits = Shape(), Shape()
    for k in range(5):
        drums.rect(x - 66 + k * 27, y - 46, x - 42 + k * 27, y - 10)
        if k % 2 == n % 2:
            digits.line([(x - 54 + k * 27, y - 39), (x - 54 + k * 27, y - 17)], 4)
        else:
            digits.ellipse(x - 54 + k * 27, y - 28, 7, 11).ellipse(
                x - 54 + k * 27, y - 28, 3, 7, hole=True
            )
    press.ink(drums, "#1d2b32")
    press.ink(digits, "#f6efdf")
    a = -0.6 + n * 1.1
    hub = (x, y + 34)
    press.ink(
        Shape()
        .line([hub, (hub[0] + math.cos(a) * 40, hub[1] + math.sin(a) * 40)], 6)
        .ellipse(*hub, 8),
        "#c8443a",
    )
    press.shade(face, Glow("#ffffff", (x - 46, y - 62), 70, strength=0.8))
