"""Races through a landscape: bridge, mountain, river."""

from __future__ import annotations

from itertools import pairwise

from articles.demo.pictures import painters
from articles.demo.pictures.press import HEIGHT, WIDTH, Fade, Glow, Press, Shape, curve


def marathon_bridge(press: Press) -> None:
    horizon = 690
    painters.sky(press, ["#28557a", "#d98f8a", "#f9c98d", "#ffe7b5"], horizon)
    painters.sun(press, 1190, 585, 96, "#fff3d4", "#ffb979")
    painters.cloud(press, 420, 220, 560, "#f2b79c", "#d98f8a")
    painters.cloud(press, 1500, 330, 380, "#f9cfa2", "#e8a386")
    painters.hills(press, [(640, 70, "#a8708a", "#d9958a"), (676, 36, "#6c557f", "#a8708a")])
    painters.water(press, horizon, HEIGHT, "#f0b083", "#2c4d73")
    painters.ripples(press, horizon, HEIGHT, "#ffe9c2", centre=1190, spread=210, count=110)
    deck = 800
    for tower in (470, 1330):
        _tower(press, tower, deck)
    road = Shape().polygon(
        [(-10, deck), (WIDTH + 10, deck), (WIDTH + 10, deck + 60), (-10, deck + 60)]
    )
    press.ink(road, "#f3e6d6", Fade("#8a6a7c", (0, deck), (0, deck + 66)))
    press.ink(Shape().rect(0, deck + 60, WIDTH, deck + 92), "#3a3f63")
    shirts = ["#d1495b", "#f2e9dc", "#1f6f78", "#edae49", "#30638e"]
    skins = ["#8a5238", "#6b3f2c", "#a66a4a"]
    x = 40.0
    while x < WIDTH - 330:
        _runner(press, x, deck + press.rng.uniform(6, 30), skins, shirts)
        x += press.rng.uniform(64, 120)
    painters.runner(press, 1640, deck + 26, 215, "#7a4630", "#f4d35e", "#22304a")
    press.ink(
        Shape().rect(0, deck + 30, WIDTH, deck + 62),
        "#f7ecdc",
        Fade("#b48a8a", (0, deck), (0, deck + 80)),
    )
    press.shade(
        Shape().rect(0, deck + 92, WIDTH, HEIGHT),
        Fade("#22365c", (0, 1010), (0, deck + 92), strength=0.6),
    )


def _runner(press: Press, x: float, ground: float, skins: list[str], shirts: list[str]) -> None:
    painters.runner(
        press,
        x,
        ground,
        press.rng.uniform(168, 196),
        press.rng.choice(skins),
        press.rng.choice(shirts),
        "#22304a",
        stride=press.rng.choice((-1, 1)),
    )


def _tower(press: Press, x: float, deck: float) -> None:
    top = 170
    stays = Shape()
    for n in range(1, 13):
        reach = n * 36
        height = top + 40 + (12 - n) * 16
        stays.line([(x, height), (x - reach * 1.1, deck)], 3.2)
        stays.line([(x, height), (x + reach * 1.1, deck)], 3.2)
    press.ink(stays, "#fbeee0", alpha=0.85)
    pylon = Shape().polygon(
        [
            (x - 12, top),
            (x + 12, top),
            (x + 26, deck),
            (x + 40, HEIGHT),
            (x - 40, HEIGHT),
            (x - 26, deck),
        ]
    )
    press.ink(pylon, "#f7e9da", Fade("#6c557f", (x - 10, 0), (x + 34, 0)))


def mountain_road(press: Press) -> None:
    painters.sky(press, ["#8fa9b3", "#c9d6d2", "#eef0e6"], 620)
    painters.hills(
        press,
        [
            (330, 200, "#a9bcbd", "#e6ebe3"),
            (450, 170, "#7f9ea1", "#dbe4dc"),
            (560, 150, "#557f82", "#c4d4cb"),
        ],
        jagged=0.62,
    )
    _slope(press)
    _rain(press)


def _slope(press: Press) -> None:
    flank = [
        (-20, 980),
        (240, 820),
        (520, 640),
        (800, 420),
        (1010, 290),
        (1240, 420),
        (1500, 560),
        (1820, 660),
    ]
    shape = Shape().polygon(
        [*curve([(float(x), float(y)) for x, y in flank]), (WIDTH + 20, HEIGHT), (-20, HEIGHT)]
    )
    press.ink(
        shape,
        "#2f6660",
        Fade("#173f43", (500, 400), (1300, HEIGHT), strength=0.95),
        Glow("#8fb59a", (760, 480), 420, strength=0.6),
    )
    bends = [
        (-60, 1150, 92), (520, 1090, 84), (1130, 1010, 74), (1420, 940, 66), (1300, 880, 58),
        (900, 850, 52), (560, 800, 46), (500, 752, 41), (640, 718, 37), (960, 690, 33),
        (1180, 650, 29), (1170, 612, 25), (1000, 585, 22), (820, 556, 19), (800, 528, 17),
        (920, 500, 15), (1060, 470, 12), (1060, 446, 10), (960, 420, 8), (950, 390, 6),
        (1005, 330, 4),
    ]  # fmt: skip
    path = curve([(float(x), float(y)) for x, y, _ in bends], steps=20)
    widths = [w for _, _, w in _widths(bends, 20)]
    verge, road, mark = Shape(), Shape(), Shape()
    for n in range(len(path) - 1):
        width = widths[n]
        (x, y), (x2, y2) = path[n], path[n + 1]
        verge.line([(x, y + width * 0.16), (x2, y2 + width * 0.16)], width * 1.22)
        road.line([(x, y), (x2, y2)], width)
        if n % 4 < 2 and width > 12:
            mark.line([(x, y), (x2, y2)], max(1.5, width * 0.06))
    press.ink(verge, "#10302f", alpha=0.75)
    press.ink(road, "#d9d3c3", Fade("#8fa0a0", (0, 1150), (0, 420), strength=0.7))
    press.ink(mark, "#fbf7ea")
    for _ in range(46):
        x, y = press.rng.uniform(-20, WIDTH), press.rng.uniform(700, 1190)
        on_slope = y > 1010 - x * 0.62
        if on_slope and min(abs(x - a) * 0.35 + abs(y - b) for a, b in path) > 62:
            painters.conifer(press, x, y, 60 + (y - 650) * 0.2, "#1d4a49", "#0e2d33")
    _cyclist(press, 1120, 1016, 130, "#f3c623")
    for n, colour in enumerate(("#d1495b", "#f2e9dc", "#2f6f9f", "#d1495b")):
        _cyclist(press, 90 + n * 92, 1132 - n * 7, 150, colour)


def _widths(points: list[tuple[int, int, int]], steps: int) -> list[tuple[float, float, float]]:
    """The widths interpolated beside the path that `curve` makes of the same points."""
    result: list[tuple[float, float, float]] = []
    for (x, y, w), (x2, y2, w2) in pairwise(points):
        for step in range(steps):
            t = step / steps
            result.append((x + (x2 - x) * t, y + (y2 - y) * t, w + (w2 - w) * t))
    x, y, w = points[-1]
    return [*result, (x, y, w)]


def _cyclist(press: Press, x: float, ground: float, size: float, jersey: str) -> None:
    wheel = size * 0.25
    hub_y = ground - wheel
    back, front = x - size * 0.3, x + size * 0.32
    rims = Shape()
    for hub in (back, front):
        rims.ellipse(hub, hub_y, wheel).ellipse(hub, hub_y, wheel * 0.84, hole=True)
    press.ink(rims, "#14262b")
    crank, saddle, bar = (
        (x - size * 0.02, hub_y),
        (x - size * 0.14, ground - size * 0.62),
        (x + size * 0.27, ground - size * 0.58),
    )
    frame = Shape().line([(back, hub_y), crank, saddle, (back, hub_y)], size * 0.03)
    frame.line([crank, bar, saddle], size * 0.03).line([bar, (front, hub_y)], size * 0.03)
    press.ink(frame, "#f7f1e4")
    leg = Shape().line(
        [saddle, (x + size * 0.1, ground - size * 0.48), (x, ground - size * 0.16)], size * 0.075
    )
    press.ink(leg, "#8a5238")
    press.ink(
        Shape().line([saddle, (x + size * 0.03, ground - size * 0.53)], size * 0.1), "#14262b"
    )
    shoulder = (x + size * 0.14, ground - size * 0.86)
    press.ink(Shape().line([(saddle[0], saddle[1] - size * 0.04), shoulder], size * 0.15), jersey)
    press.ink(
        Shape().line([shoulder, (bar[0] + size * 0.02, bar[1] - size * 0.02)], size * 0.06),
        "#8a5238",
    )
    head = (x + size * 0.25, ground - size * 0.96)
    press.ink(Shape().ellipse(*head, size * 0.075), "#8a5238")
    press.ink(
        Shape().ellipse(head[0] - size * 0.015, head[1] - size * 0.03, size * 0.09, size * 0.06),
        jersey,
    )


def _rain(press: Press) -> None:
    drops = Shape()
    for _ in range(320):
        x, y = press.rng.uniform(0, WIDTH + 200), press.rng.uniform(-50, HEIGHT)
        length = press.rng.uniform(22, 70)
        drops.line([(x, y), (x - length * 0.3, y + length)], 2)
    press.ink(drops, "#f4f7f0", alpha=0.4)
    press.shade(Shape().rect(0, 330, WIDTH, 800), Glow("#eef0e6", (300, 640), 520, squash=0.22))
    press.shade(Shape().rect(0, 330, WIDTH, 900), Glow("#eef0e6", (1560, 600), 480, squash=0.2))


def rowing_dawn(press: Press) -> None:
    horizon = 620
    painters.sky(press, ["#6f8fa3", "#e3b9a0", "#f9dcb4"], horizon)
    painters.sun(press, 560, 470, 74, "#fff5dc", "#ffcf98")
    painters.hills(press, [(540, 60, "#b7a39d", "#e8c6a6"), (580, 44, "#8a8f93", "#dcb99e")])
    for n in range(34):
        x = n * 56 + press.rng.uniform(-20, 20)
        if 380 < x < 700:
            continue
        size = press.rng.uniform(130, 250)
        painters.round_tree(press, x, horizon + 6, size, "#5f7a7c", "#a39b92", "#4a5f63")
    painters.water(press, horizon, HEIGHT, "#f0cda6", "#36566c")
    mirror = Shape()
    for n in range(60):
        x = press.rng.uniform(700, WIDTH) if n % 3 else press.rng.uniform(0, 380)
        y = horizon + 6 + press.rng.random() ** 2 * 170
        mirror.ellipse(x, y, press.rng.uniform(40, 130), 5)
    press.ink(mirror, "#7f8f8e", alpha=0.5)
    painters.ripples(press, horizon, HEIGHT, "#fff0d2", centre=560, spread=120, count=70)
    mist = Shape().rect(0, 480, WIDTH, 860)
    for x, y, radius in ((250, 640, 560), (1000, 620, 700), (1600, 660, 520)):
        press.shade(mist, Glow("#fbe9cf", (x, y), radius, squash=0.16, strength=0.9, soft=2.4))
    _eight(press, 920)
    painters.ripples(press, 960, HEIGHT, "#a9bcbf", count=40, alpha=0.4)


def _eight(press: Press, level: float) -> None:
    hull = curve(
        [
            (130.0, level - 8),
            (420.0, level + 16),
            (1000.0, level + 24),
            (1480.0, level + 14),
            (1730.0, level - 14),
        ]
    )
    reflection = Shape().polygon([*hull, (1650, level + 62), (240, level + 66)])
    press.shade(reflection, Fade("#1d3346", (0, level + 80), (0, level + 10), strength=0.9))
    colour = "#d1495b"
    oars, blades, wakes = Shape(), Shape(), Shape()
    # Seen from the bank at water level, the crew hides the four oars of the far side.
    for x in (560, 840, 1120, 1400):
        tip_x, tip_y = x - 120, level + 120
        oars.line([(x + 34, level - 62), (tip_x, tip_y)], 6)
        blades.polygon(
            [
                (tip_x, tip_y),
                (tip_x - 52, tip_y + 4),
                (tip_x - 54, tip_y + 24),
                (tip_x - 4, tip_y + 14),
            ]
        )
        wakes.ellipse(tip_x - 30, tip_y + 20, 74, 9)
        wakes.ellipse(tip_x - 30, tip_y + 18, 60, 5, hole=True)
    press.ink(wakes, "#fff0d2", alpha=0.8)
    for n in range(8):
        _rower(press, 420 + n * 140, level, "#1f4e5f")
    _rower(press, 1590, level + 4, "#d1495b", cox=True)
    press.ink(
        Shape().polygon([*hull, (1600, level - 24), (240, level - 20)]),
        "#1a2c3b",
        Fade("#47687c", (0, level + 30), (0, level - 30), strength=0.6),
    )
    press.ink(oars, "#f7ecd9")
    press.ink(blades, colour)


def _rower(press: Press, x: float, level: float, shirt: str, *, cox: bool = False) -> None:
    skin = "#7d4d38"
    lean = -14 if cox else -34
    press.ink(Shape().line([(x, level - 18), (x + lean, level - 92)], 38), shirt)
    hands = (x + 34, level - 62)
    press.ink(Shape().line([(x + lean, level - 92), (x + 4, level - 70), hands], 13), skin)
    press.ink(Shape().ellipse(x + lean - 2, level - 134, 20), skin)
    press.ink(
        Shape().ellipse(x + lean - 4, level - 142, 21, 14), "#24313a" if not cox else "#f2e9dc"
    )
