"""Under water: a coral nursery, and what it measured."""

from __future__ import annotations

import math

from articles.demo.pictures.press import HEIGHT, WIDTH, Fade, Glow, Press, Shape, curve, whole


def coral_nursery_frames(press: Press) -> None:
    press.ink(whole(), "#4fb3bd", Fade("#0f4c6b", (0, 100), (0, 820), strength=1.0))
    for x, lean in ((220.0, 220), (620.0, 120), (1050.0, 10), (1420.0, -140)):
        ray = Shape().polygon(
            [(x, -10), (x + 120, -10), (x + 240 + lean, 900), (x - 120 + lean, 900)]
        )
        press.shade(ray, Fade("#d9f5e2", (0, 760), (0, -60), strength=0.55))
    press.shade(whole(), Glow("#e9fbe6", (800, -60), 760, squash=0.5, strength=0.8))
    reef = [
        (-20.0, 640.0),
        (200.0, 560.0),
        (420.0, 610.0),
        (640.0, 700.0),
        (1100.0, 690.0),
        (1400.0, 590.0),
        (1640.0, 540.0),
        (1820.0, 600.0),
    ]
    press.ink(
        Shape().polygon([*curve(reef), (WIDTH, 900), (0, 900)]),
        "#1f6480",
        Fade("#2f7f92", (0, 560), (0, 820)),
    )
    sand = curve([(-20.0, 760.0), (400.0, 730.0), (900.0, 752.0), (1400.0, 724.0), (1820.0, 760.0)])
    press.ink(
        Shape().polygon([*sand, (WIDTH + 20, HEIGHT), (-20, HEIGHT)]),
        "#c9c49a",
        Fade("#6f9a94", (0, 930), (0, 720), strength=0.9),
        Fade("#7f8d74", (0, 900), (0, 1300)),
    )
    marks = Shape()
    for _ in range(70):
        t = press.rng.random()
        x, y = press.rng.uniform(0, WIDTH), 780 + t * 400
        marks.line(
            curve([(x - 40 - 40 * t, y), (x, y - 5 - 5 * t), (x + 40 + 40 * t, y)], 5), 3 + 2 * t
        )
    press.ink(marks, "#8f9a7c", alpha=0.5)
    for level, scale, first, count in (
        (800, 0.45, 200, 5),
        (890, 0.7, 40, 4),
        (1090, 1.15, 170, 3),
    ):
        for n in range(count):
            _frame(press, first + n * 540 * scale * 1.15, level, 420 * scale)
    _shoal(press)
    bubbles = Shape()
    for n in range(26):
        x, y, radius = (
            1500 + press.rng.uniform(-40, 40) + n * 2,
            700 - n * 26,
            press.rng.uniform(3, 11),
        )
        bubbles.ellipse(x, y, radius).ellipse(x, y, radius - 2, hole=True)
    press.ink(bubbles, "#e9fbf5", alpha=0.8)


def _frame(press: Press, x: float, base: float, size: float) -> None:
    top = base - size * 0.5
    press.shadow(
        Shape().ellipse(x + size * 0.45, base + size * 0.02, size * 0.55, size * 0.07),
        "#31524f",
        blur=14,
        alpha=0.5,
    )
    bars = Shape()
    for dx in (0.0, 0.9):
        bars.line([(x + dx * size, base), (x + (0.1 + dx * 0.9) * size, top)], size * 0.025)
    for n in range(3):
        y = top + n * size * 0.17
        shrink = 0.1 - n * 0.033
        bars.line([(x + shrink * size, y), (x + size * (0.9 + 0.01 * n), y)], size * 0.022)
    for n in range(1, 5):
        bars.line(
            [(x + (0.1 + n * 0.162) * size, top), (x + n * 0.182 * size, base - size * 0.14)],
            size * 0.014,
        )
    press.ink(bars, "#24485a", Fade("#7fa6a8", (0, base), (0, top)))
    palette = ["#f2826b", "#f6b26b", "#e9e0a8", "#d96a8a", "#f4cfa0"]
    for row in range(3):
        for n in range(5):
            if press.rng.random() < 0.85:
                _coral(
                    press,
                    x + (0.14 + n * 0.175) * size,
                    top + row * size * 0.17,
                    size * press.rng.uniform(0.12, 0.19),
                    press.rng.choice(palette),
                )


def _coral(press: Press, x: float, y: float, size: float, colour: str) -> None:
    shape = Shape()

    def branch(x0: float, y0: float, angle: float, length: float, width: float) -> None:
        x1, y1 = x0 + math.cos(angle) * length, y0 - math.sin(angle) * length
        shape.line([(x0, y0), (x1, y1)], max(3.2, width))
        if length > size * 0.2:
            for turn in (-0.5, 0.45):
                branch(
                    x1, y1, angle + turn + press.rng.uniform(-0.2, 0.2), length * 0.68, width * 0.72
                )

    branch(x, y, math.pi / 2 + press.rng.uniform(-0.2, 0.2), size * 0.45, size * 0.17)
    press.ink(
        shape,
        colour,
        Fade("#8f3d5f", (x, y - size * 0.6), (x + size * 0.2, y + size * 0.3), strength=0.7),
    )


def _shoal(press: Press) -> None:
    fish, stripes = Shape(), Shape()
    for _ in range(38):
        x, y = press.rng.gauss(1120, 210), press.rng.gauss(400, 70)
        size = press.rng.uniform(11, 24)
        fish.ellipse(x, y, size, size * 0.45)
        fish.polygon(
            [
                (x + size * 0.7, y),
                (x + size * 1.6, y - size * 0.5),
                (x + size * 1.6, y + size * 0.5),
            ]
        )
        stripes.ellipse(x - size * 0.5, y - size * 0.08, max(1.5, size * 0.09))
    press.ink(fish, "#f6d36b", Fade("#d98a3d", (0, 360), (0, 480)))
    press.ink(stripes, "#17384d")


def coral_depth_chart(press: Press) -> None:
    """A hundred fragments at each depth of the story: 81 live at nine metres, 46 at four."""
    press.ink(
        whole(), "#bfe3dc", Fade("#5fb0b8", (0, 60), (0, 560)), Fade("#174f6f", (0, 480), (0, 1180))
    )
    surface = curve(
        [(float(x), 84 + 10 * math.sin(x / 130)) for x in range(-30, WIDTH + 61, 45)], 6
    )
    press.ink(Shape().polygon([*surface, (WIDTH + 60, -10), (-60, -10)]), "#f6ecd2")
    press.ink(Shape().line(surface, 7), "#f9f6e8")
    for x, level, alive in ((220, 300, 54), (1010, 560, 81)):
        _waffle(press, x, level, alive)
    gauge = Shape().line([(900, 84), (900, 1130)], 5)
    for metre in range(1, 12):
        y = 84 + metre * 95
        half = 34 if metre in (4, 9) else 14
        gauge.line([(900 - half, y), (900 + half, y)], 10 if metre in (4, 9) else 5)
    press.ink(gauge, "#f9f6e8")
    press.ink(Shape().ellipse(900, 84 + 4 * 95, 18), "#f2826b")
    press.ink(Shape().ellipse(900, 84 + 9 * 95, 18), "#f2826b")


def _waffle(press: Press, x: float, top: float, alive: int) -> None:
    panel = Shape().round_rect(x - 44, top - 34, x + 576, top + 596, 26)
    press.shadow(panel, "#0b2c40", offset=(12, 22), blur=36, alpha=0.4)
    press.ink(panel, "#12425e", Fade("#0b2e45", (x, top), (x + 500, top + 600)))
    for n in range(100):
        cx, cy = x + 24 + n % 10 * 54, top + 542 - n // 10 * 54
        if n < alive:
            _coral(press, cx + 2, cy + 18, 40, ("#f2826b", "#f6b26b", "#d96a8a")[n % 3])
        else:
            press.ink(Shape().ellipse(cx, cy, 8).ellipse(cx, cy, 5, hole=True), "#8fb5bd")
