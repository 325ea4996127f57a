"""A desert library."""

from __future__ import annotations

from articles.demo.pictures.press import (
    HEIGHT,
    WIDTH,
    Fade,
    Press,
    Shape,
    curve,
    whole,
)


def desert_library_manuscripts(press: Press) -> None:
    press.ink(whole(), "#c48a52", Fade("#6b3b2c", (500, 100), (1800, 1000), strength=0.95))
    stones = Shape()
    for row in range(14):
        x = -60.0 - (row % 2) * 70
        while x < WIDTH:
            width = press.rng.uniform(110, 230)
            stones.round_rect(x + 4, row * 76 + 4, x + width - 4, row * 76 + 72, 14)
            x += width
    press.ink(
        stones, "#d39a5f", Fade("#7d4731", (500, 100), (1700, 1000), strength=0.95), alpha=0.8
    )
    opening = Shape().rect(250, 150, 420, 360).ellipse(335, 150, 85, 70)
    press.ink(Shape().rect(224, 130, 446, 384).ellipse(335, 140, 111, 92), "#e9bd80")
    press.ink(opening, "#fdf3d0", Fade("#f6cf7c", (0, 100), (0, 370)))
    beam = Shape().polygon([(250, 140), (420, 90), (1560, 860), (760, 1110)])
    press.shade(beam, Fade("#ffe6ae", (1400, 1000), (300, 200), strength=0.75))
    for row, level in enumerate((330, 560, 790)):
        _manuscripts(press, 640, 1720, level, row)
    press.ink(
        Shape().rect(0, 1000, WIDTH, HEIGHT),
        "#a8733f",
        Fade("#4f2b22", (300, 1000), (1700, HEIGHT)),
    )
    _camera_table(press)


def _manuscripts(press: Press, left: float, right: float, level: float, row: int) -> None:
    niche = Shape().rect(left - 20, level - 180, right + 20, level)
    press.ink(niche, "#4a2a20", Fade("#2b1716", (left, 0), (right, 0)))
    colours = ["#8a3b2a", "#b0643a", "#6b4a2f", "#3f5a55", "#c9934f", "#7a2f33"]
    x = left
    while x < right - 60:
        if press.rng.random() < 0.22:
            width, height = press.rng.uniform(130, 200), 0.0
            for _ in range(press.rng.randint(2, 4)):
                thick = press.rng.uniform(24, 38)
                inset = press.rng.uniform(0, 20)
                book = Shape().round_rect(
                    x + inset,
                    level - height - thick,
                    min(right, x + width - inset),
                    level - height - 2,
                    5,
                )
                press.ink(
                    book,
                    press.rng.choice(colours),
                    Fade("#2b1716", (x, level - height - thick), (x + width, level)),
                )
                press.ink(
                    Shape().rect(
                        x + inset + 12,
                        level - height - thick + 7,
                        x + inset + 15,
                        level - height - 7,
                    ),
                    "#e9c98a",
                    alpha=0.8,
                )
                height += thick
            x += width + 8
            continue
        width, tall = press.rng.uniform(26, 58), press.rng.uniform(110, 164)
        spine = Shape().round_rect(x, level - tall, x + width - 3, level, 5)
        press.ink(
            spine,
            press.rng.choice(colours),
            Fade("#2b1716", (x - 10, 0), (x + width + 14, 0), strength=0.8),
        )
        bands = (
            Shape()
            .rect(x + 4, level - tall * 0.82, x + width - 7, level - tall * 0.79)
            .rect(x + 4, level - tall * 0.2, x + width - 7, level - tall * 0.17)
        )
        press.ink(bands, "#e9c98a", alpha=0.75)
        x += width
    press.shade(niche, Fade("#1f1012", (left + 300 + row * 60, 0), (right + 200, 0), strength=0.6))
    press.ink(
        Shape().rect(left - 34, level, right + 34, level + 26),
        "#9a6236",
        Fade("#4f2b22", (left, 0), (right, 0)),
    )


def _camera_table(press: Press) -> None:
    top = Shape().polygon([(150, 960), (1130, 960), (1210, 1040), (60, 1040)])
    press.shadow(top, "#24120f", offset=(50, 90), blur=46, alpha=0.7)
    press.ink(top, "#b57a45", Fade("#7a4a2c", (100, 0), (1200, 0)))
    press.ink(
        Shape()
        .rect(60, 1040, 1210, 1072)
        .rect(120, 1072, 170, HEIGHT)
        .rect(1100, 1072, 1150, HEIGHT),
        "#7a4a2c",
        Fade("#3f2219", (0, 1040), (0, HEIGHT)),
    )
    page_left = [
        (330, 1010),
        *curve([(356.0, 960.0), (450.0, 938.0), (560.0, 966.0)]),
        (560, 1018),
        (440, 996),
    ]
    page_right = [
        (560, 1018),
        *curve([(560.0, 966.0), (670.0, 938.0), (764.0, 960.0)]),
        (792, 1010),
        (680, 996),
    ]
    press.ink(Shape().polygon([(318, 1020), (344, 958), (776, 958), (804, 1020)]), "#6b2f26")
    press.ink(
        Shape().polygon([(float(a), float(b)) for a, b in page_left]),
        "#f8e7bf",
        Fade("#d0a867", (500, 0), (562, 0)),
    )
    press.ink(
        Shape().polygon([(float(a), float(b)) for a, b in page_right]),
        "#fbeecb",
        Fade("#d0a867", (620, 0), (558, 0)),
    )
    writing = Shape()
    for n in range(4):
        writing.line(
            curve(
                [(376.0 - n * 5, 968.0 + n * 9), (450.0, 950.0 + n * 11), (536.0, 970.0 + n * 11)]
            ),
            3,
        )
        writing.line(
            curve(
                [(584.0, 970.0 + n * 11), (670.0, 950.0 + n * 11), (744.0 + n * 5, 968.0 + n * 9)]
            ),
            3,
        )
    press.ink(writing, "#5b3424", alpha=0.75)
    stand = (
        Shape()
        .line([(920, 1010), (920, 470)], 18)
        .line([(920, 490), (600, 490)], 16)
        .line([(860, 1014), (980, 1014)], 18)
    )
    press.ink(stand, "#2a2a30", Fade("#5f5a58", (930, 0), (900, 0)))
    press.ink(
        Shape().round_rect(470, 508, 650, 620, 14), "#26262c", Fade("#57504d", (640, 0), (460, 0))
    )
    press.ink(
        Shape().rect(520, 618, 600, 660).rect(510, 656, 610, 690),
        "#1a1a1f",
        Fade("#57504d", (610, 0), (500, 0)),
    )
    press.ink(Shape().round_rect(530, 488, 590, 512, 5), "#26262c")
    press.ink(Shape().ellipse(626, 534, 7), "#e4572e")
