"""Up country: coffee on its beds, a freight train at night."""

from __future__ import annotations

from articles.demo.pictures import painters
from articles.demo.pictures.press import (
    HEIGHT,
    WIDTH,
    Fade,
    Glow,
    Press,
    Shape,
    whole,
)


def coffee_drying_beds(press: Press) -> None:
    painters.sky(press, ["#86b8b4", "#d3e0c4", "#fbe8bd"], 460)
    painters.sun(press, 420, 200, 70, "#fff8e1", "#ffe2a3")
    painters.cloud(press, 1250, 180, 480, "#fbf3de", "#e0d0ae")
    painters.hills(press, [(360, 90, "#8fb59a", "#c4d3a6"), (440, 80, "#5f9676", "#9dbf86")])
    line = painters.ridge_line(press, 510, 60)
    painters.land(press, line, "#3f7f55", "#1f5a45", depth=260)
    for row in range(6):
        level = 540 + row * 30
        for n in range(-1, 40 - row * 3):
            size = 26 + row * 6
            x = n * (48 + row * 5) + (row % 2) * 24
            bush = Shape().ellipse(x, level, size, size * 0.72)
            press.ink(
                bush,
                "#3d8457",
                Fade("#174a3b", (x - 10, level - size * 0.6), (x + size, level + size)),
            )
    press.ink(
        Shape().rect(0, 700, WIDTH, HEIGHT), "#c98f5c", Fade("#8f5a3c", (0, 700), (0, HEIGHT))
    )
    beds = ((730, 810), (850, 962), (1010, 1160))
    for far, near in beds:
        _bed(press, far, near)


def _bed(press: Press, far: float, near: float) -> None:
    slant = (near - far) * 1.1
    surface = [
        (140 + slant * 0.4, far),
        (WIDTH - 140 - slant * 0.1, far),
        (WIDTH - 60 + slant * 0.2, near),
        (60 - slant * 0.2, near),
    ]
    press.shadow(Shape().polygon([(x, y + 50) for x, y in surface]), "#3a1f18", blur=26, alpha=0.55)
    legs = Shape()
    for n in range(7):
        x = 110.0 + n * 262
        legs.rect(x, near, x + 15, near + (near - far) * 0.7)
    press.ink(legs, "#5d3a28")
    press.ink(Shape().polygon(surface), "#a52f2b", Fade("#6b1d24", (0, near), (0, far - 40)))
    cherries = [Shape() for _ in range(4)]
    size = 5 + (near - far) * 0.055
    for _ in range(900):
        t = press.rng.random()
        left, right = (
            surface[0][0] + (surface[3][0] - surface[0][0]) * t,
            surface[1][0] + (surface[2][0] - surface[1][0]) * t,
        )
        x, y = press.rng.uniform(left + 10, right - 10), far + 4 + (near - far - 10) * t
        press.rng.choice(cherries).ellipse(x, y, size * (0.75 + 0.4 * t), size * (0.65 + 0.35 * t))
    for shape, colour in zip(cherries, ("#c8372f", "#d9533b", "#b02a2d", "#e58a4a"), strict=True):
        press.ink(shape, colour, alpha=0.95)
    sparkle = Shape()
    for _ in range(160):
        t = press.rng.random()
        sparkle.ellipse(press.rng.uniform(160, WIDTH - 160), far + 4 + (near - far - 12) * t, 2.6)
    press.ink(sparkle, "#ffd9c2")
    frame = Shape().polygon(
        [surface[3], surface[2], (surface[2][0], near + 22), (surface[3][0], near + 22)]
    )
    press.ink(frame, "#e3bd84", Fade("#9a6b42", (0, near), (0, near + 24)))
    press.ink(Shape().line([surface[0], surface[1]], 9), "#d3a871")


def refrigerated_freight_train(press: Press) -> None:
    painters.sky(press, ["#0c1a30", "#1d3653", "#3f5b74"], 620)
    painters.stars(press, 80, 380, "#d9e3ea")
    press.ink(Shape().ellipse(330, 190, 56), "#f4ecd2")
    press.ink(Shape().ellipse(352, 178, 50), "#11223c")
    painters.hills(press, [(600, 70, "#20405a", "#315a70"), (660, 40, "#15304a", "#24485f")])
    for x in (240, 900, 1560):
        press.shade(whole(), Glow("#ffe9b8", (x, 300), 420, strength=0.8))
    press.ink(
        Shape().rect(0, 690, WIDTH, HEIGHT), "#2b3f52", Fade("#16263a", (0, 690), (0, HEIGHT))
    )
    masts = Shape()
    for x in (240, 900, 1560):
        masts.rect(x - 6, 290, x + 6, 700).line([(x - 70, 290), (x + 70, 290)], 9)
    press.ink(masts, "#0c1626")
    for x in (240, 900, 1560):
        press.ink(
            Shape().round_rect(x - 92, 282, x - 38, 306, 6).round_rect(x + 38, 282, x + 92, 306, 6),
            "#fffbe6",
        )
    ballast = Shape().rect(0, 930, WIDTH, 1000)
    press.ink(ballast, "#4b5563", Fade("#2a3442", (0, 930), (0, 1000)))
    for n in range(3):
        _reefer(press, 520 + n * 560)
    _locomotive(press)
    press.ink(Shape().rect(0, 944, WIDTH, 952), "#c9d3d6")
    platform = Shape().polygon([(0, 1010), (WIDTH, 1010), (WIDTH, HEIGHT), (0, HEIGHT)])
    press.ink(platform, "#c7b899", Fade("#6f6a66", (0, 1010), (0, HEIGHT)))
    for x in (240, 900, 1560):
        press.shade(platform, Glow("#ffeec2", (x, 1040), 420, squash=0.3, strength=0.8))
    press.ink(Shape().rect(0, 1010, WIDTH, 1036), "#f3e3b8", Fade("#b39a6b", (0, 1010), (0, 1040)))
    press.ink(Shape().rect(0, 1056, WIDTH, 1066), "#e9b44c")
    painters.standing(press, 1190, 1130, 190, "#f08a2c", "#8a5238", "#1c2a3f")
    press.ink(Shape().ellipse(1190, 946, 25, 15), "#f4d35e")


def _reefer(press: Press, left: float) -> None:
    right = left + 520
    box = Shape().round_rect(left, 540, right, 850, 8)
    press.ink(
        box,
        "#f5f3ea",
        Fade("#a9bac2", (0, 560), (0, 860)),
        Glow("#fffdf2", (left + 200, 590), 300, strength=0.7),
    )
    ribs = Shape()
    for n in range(17):
        ribs.rect(left + 110 + n * 24, 560, left + 116 + n * 24, 832)
    press.ink(ribs, "#b9c7cc", alpha=0.8)
    press.ink(
        Shape().rect(left, 700, right, 738), "#2f7d9a", Fade("#1d5573", (left, 0), (right, 0))
    )
    press.ink(
        Shape().round_rect(left + 12, 566, left + 98, 834, 8),
        "#d3dde0",
        Fade("#8398a3", (left, 560), (left + 110, 840)),
    )
    press.ink(Shape().ellipse(left + 55, 632, 34).ellipse(left + 55, 632, 27, hole=True), "#3c5668")
    fan = Shape()
    for dx, dy in ((0, 24), (24, 0), (17, 17), (17, -17)):
        fan.line([(left + 55 - dx, 632 - dy), (left + 55 + dx, 632 + dy)], 5)
    press.ink(fan, "#3c5668")
    grill = Shape()
    for n in range(5):
        grill.rect(left + 26, 752 + n * 15, left + 84, 758 + n * 15)
    press.ink(grill, "#3c5668")
    press.ink(Shape().ellipse(left + 84, 690, 6), "#5fd38a")
    press.ink(Shape().rect(left - 18, 850, right + 18, 880), "#1a2738")
    wheels = Shape()
    for dx in (70, 140, 380, 450):
        wheels.ellipse(left + dx, 910, 34)
    press.ink(wheels, "#131d2b", Fade("#41546a", (0, 930), (0, 880)))


def _locomotive(press: Press) -> None:
    body = Shape().polygon([(-20, 560), (330, 560), (420, 640), (478, 760), (478, 866), (-20, 866)])
    press.ink(body, "#c8443a", Fade("#7a2430", (0, 580), (0, 870)))
    press.ink(
        Shape().polygon([(320, 582), (346, 582), (412, 650), (436, 706), (320, 706)]),
        "#19324a",
        Fade("#7fa6b4", (320, 720), (430, 580)),
    )
    press.ink(Shape().rect(120, 592, 280, 690), "#19324a", Fade("#7fa6b4", (120, 700), (290, 590)))
    press.ink(Shape().polygon([(-20, 760), (476, 760), (478, 800), (-20, 800)]), "#f3d9a0")
    press.ink(Shape().rect(-20, 866, 500, 890), "#1a2738")
    wheels = Shape()
    for x in (60, 150, 300, 390):
        wheels.ellipse(x, 912, 36)
    press.ink(wheels, "#131d2b", Fade("#41546a", (0, 935), (0, 880)))
    press.ink(Shape().ellipse(458, 742, 13), "#fffbe6")
    press.shade(whole(), Glow("#fff3c9", (470, 742), 150, strength=0.9))
