"""Facades: the houses of the example street, each with roof, bricks, windows, flowers and a shop."""

import numpy as np
from painter import Color, Painting, arc, write

WALK = 238.0
"""Height at which the walls meet the pavement."""
DARK: Color = (43, 38, 46)
CREAM: Color = (247, 236, 214)
GLASS_ABOVE: Color = (120, 146, 188)
GLASS_BELOW: Color = (236, 196, 170)


def houses(painting: Painting, rng: np.random.RandomState) -> None:
    """Paint the row of houses from left to right."""
    house(painting, rng, 0, 84, 92, (232, 214, 178), "step")
    floors(painting, 0, 84, (104, 146), (74, 104, 92))
    shop(painting, 0, 84, "CAFE", (46, 84, 74), (196, 62, 52))
    house(painting, rng, 84, 172, 104, (186, 92, 68), "tiles")
    floors(painting, 84, 172, (112, 150), (240, 226, 204))
    shop(painting, 84, 172, "BOOKS", (40, 62, 98), (46, 84, 132))
    house(painting, rng, 172, 262, 84, (88, 146, 156), "bell")
    floors(painting, 172, 262, (98, 144), (238, 232, 214))
    shop(painting, 172, 262, "NODEGRAPH", (48, 44, 62), (240, 170, 62))
    house(painting, rng, 262, 348, 108, (232, 178, 84), "tiles")
    floors(painting, 262, 348, (116, 152), (110, 74, 52))
    shop(painting, 262, 348, "BAKERY", (124, 64, 44), (222, 112, 74))
    house(painting, rng, 348, 424, 88, (214, 138, 140), "step")
    floors(painting, 348, 424, (102, 146), (250, 240, 230))
    shop(painting, 348, 424, "HOTEL", (92, 44, 62), (142, 60, 84))
    house(painting, rng, 424, 490, 112, (148, 170, 122), "tiles")
    floors(painting, 424, 490, (120, 154), (240, 236, 214))
    shop(painting, 424, 490, "TEA", (58, 82, 58), (76, 122, 84))


def house(
    painting: Painting, rng: np.random.RandomState, left: float, right: float, eaves: float, wall: Color, roof: str
) -> None:
    """Paint a wall with its bricks, its gable or roof, a cornice, and the shade its neighbor throws."""
    middle, width = (left + right) / 2, right - left
    if roof == "step":
        for step in range(5):
            inset = width * (0.06 + 0.09 * step)
            top = eaves - 9.0 * (step + 1)
            painting.rectangle(left + inset, top, right - inset, top + 11, wall)
            painting.rectangle(left + inset - 1, top - 2, right - inset + 1, top, CREAM)
        painting.ellipse(middle, eaves - 16, 6, 6, CREAM)
        painting.ellipse(middle, eaves - 16, 4.4, 4.4, (84, 104, 142))
        painting.line([(middle, eaves - 21), (middle, eaves - 11)], 0.9, CREAM)
        painting.line([(middle - 5, eaves - 16), (middle + 5, eaves - 16)], 0.9, CREAM)
    elif roof == "bell":
        side = [(left + 3, eaves), (left + 10, eaves - 14), (left + 16, eaves - 30), (middle - 20, eaves - 38)]
        curve = [*side, *arc(middle, eaves - 40, 18, 16, 180, 0), *[(left + right - x, y) for x, y in reversed(side)]]
        painting.polygon(curve, wall)
        painting.line(curve, 2.6, CREAM)
        painting.ellipse(middle, eaves - 24, 7, 9, CREAM)
        painting.ellipse(middle, eaves - 24, 5.2, 7.2, (74, 92, 128))
        painting.line([(middle, eaves - 32), (middle, eaves - 16)], 0.9, CREAM)
    else:
        tiles(painting, rng, left, right, eaves)
    painting.shaded(left, eaves, right, WALK, wall, (int(wall[0] * 0.84), int(wall[1] * 0.8), int(wall[2] * 0.82)))
    bricks(painting, rng, left, right, eaves)
    painting.rectangle(left, eaves, right, eaves + 9, DARK, soft=8, opacity=0.35)
    painting.rectangle(left - 1, eaves - 2, right + 1, eaves + 3, CREAM)
    painting.rectangle(left, eaves + 3, right, eaves + 4.2, DARK, opacity=0.45)
    painting.rectangle(left - 2, eaves, left + 4, WALK, DARK, soft=7, opacity=0.42)
    painting.line([(right - 1.6, eaves + 3), (right - 1.6, WALK)], 1.5, (92, 88, 92))


def tiles(painting: Painting, rng: np.random.RandomState, left: float, right: float, eaves: float) -> None:
    """Paint a roof of round tiles with a dormer and a chimney."""
    ridge, middle = eaves - 46, (left + right) / 2
    painting.rectangle(right - 27, ridge - 14, right - 15, ridge + 16, (150, 84, 70))
    for row in range(6):
        painting.line([(right - 27, ridge - 9 + 4 * row), (right - 15, ridge - 9 + 4 * row)], 0.5, (116, 62, 56))
    painting.rectangle(right - 29, ridge - 16, right - 13, ridge - 12, (96, 66, 66))
    slope = [(left - 2, eaves), (left + 13, ridge), (right - 13, ridge), (right + 2, eaves)]
    painting.polygon(slope, (128, 64, 56))
    for row in range(11):
        y = eaves - 3 - 4.2 * row
        inset = (eaves - y) * 15 / 46 - 1
        count = int((right - left - 2 * inset) / 4)
        for index in range(count):
            x = left + inset + (index + 0.5) * (right - left - 2 * inset) / count
            shade = 0.82 + 0.36 * rng.random_sample()
            color = (min(255, int(172 * shade)), int(88 * shade), int(70 * shade))
            painting.ellipse(x, y, 1.95, 2.6, (86, 44, 44), opacity=0.7)
            painting.ellipse(x, y - 0.7, 1.75, 2.1, color)
    painting.line([(left + 12, ridge), (right - 12, ridge)], 3, (112, 58, 54))
    painting.polygon([(middle - 15, eaves - 24), (middle, eaves - 40), (middle + 15, eaves - 24)], (104, 54, 52))
    front = [(-11, -4), (-11, -24), (0, -36), (11, -24), (11, -4)]
    painting.polygon([(middle + dx, eaves + dy) for dx, dy in front], CREAM)
    window(painting, middle - 7, eaves - 23, middle + 7, eaves - 5, lit=True)


def bricks(painting: Painting, rng: np.random.RandomState, left: float, right: float, eaves: float) -> None:
    """Draw faint courses of bricks over a wall, each a little lighter or darker."""
    part, x, y = painting.grid((left, eaves, right - 1, WALK))
    row = np.floor(y / 2.5)
    column = np.floor(x / 5.5 + 0.5 * (row % 2))
    shades = rng.random_sample((97, 89))
    shade = shades[row.astype(int) % 97, column.astype(int) % 89]
    joint = ((y / 2.5) % 1 < 0.2) | ((x / 5.5 + 0.5 * (row % 2)) % 1 < 0.09)
    painting.pixels[part] *= np.where(joint, 0.8, 0.88 + 0.2 * shade)[..., None]


def floors(painting: Painting, left: float, right: float, heights: tuple[int, int], shutters: Color) -> None:
    """Paint three windows on each of two floors, with shutters and flower boxes."""
    for floor, top in enumerate(heights):
        for index in range(3):
            x = left + (right - left) * (index + 0.5) / 3
            lit = (int(left) // 7 + index * 2 + floor * 3) % 4 == 0
            painting.rectangle(x - 7.5, top - 2, x + 9, top + 29, DARK, soft=3, opacity=0.35)
            window(painting, x - 5.5, top, x + 5.5, top + 26, lit)
            if floor == 0:
                for side in (-1, 1):
                    shutter(painting, x + side * 8.3, top, shutters)
            else:
                flowers(painting, x, top + 27, int(left) + index)


def window(painting: Painting, left: float, top: float, right: float, bottom: float, lit: bool) -> None:
    """Paint a sash window: frame, panes that mirror the sky or glow, bars and sill."""
    painting.rectangle(left - 1.4, top - 1.4, right + 1.4, bottom + 1.4, CREAM)
    above, below = ((255, 214, 132), (244, 158, 72)) if lit else (GLASS_ABOVE, GLASS_BELOW)
    painting.shaded(left, top, right, bottom, above, below)
    middle, half = (left + right) / 2, (top + bottom) / 2
    if lit:
        painting.polygon(
            [(left, top), (left + 3.4, top), (left + 1.2, bottom), (left, bottom)], (255, 236, 196), opacity=0.8
        )
        painting.polygon(
            [(right, top), (right - 3.4, top), (right - 1.2, bottom), (right, bottom)], (255, 236, 196), opacity=0.8
        )
    else:
        shine = [(left, bottom - 3), (right, half - 4), (right, half + 2), (left + 2, bottom)]
        painting.polygon(shine, (255, 244, 230), opacity=0.35)
        painting.rectangle(left, top, right, top + 2.4, DARK, soft=2.5, opacity=0.5)
    painting.line([(middle, top), (middle, bottom)], 1.1, CREAM)
    painting.line([(left, half - 2), (right, half - 2)], 1.1, CREAM)
    painting.rectangle(left - 2.4, bottom + 1, right + 2.4, bottom + 2.8, (226, 212, 192))
    painting.rectangle(left - 2.4, bottom + 2.8, right + 2.4, bottom + 4, DARK, opacity=0.4)


def shutter(painting: Painting, x: float, top: float, color: Color) -> None:
    """Paint a louvered shutter, 4 wide and 27 high."""
    painting.rectangle(x - 2, top - 1, x + 2, top + 27, color)
    for slat in range(11):
        y = top + 1.2 + slat * 2.3
        painting.line([(x - 1.3, y), (x + 1.3, y)], 0.7, DARK, opacity=0.45)


def flowers(painting: Painting, x: float, y: float, seed: int) -> None:
    """Paint a box of leaves and blossoms under a window."""
    rng = np.random.RandomState(seed)
    palette: list[Color] = [(226, 66, 78), (255, 214, 92), (250, 240, 246), (222, 116, 178)]
    painting.rectangle(x - 8, y, x + 8, y + 4.5, (116, 70, 50), corner=0.8)
    for _ in range(26):
        leaf = (int(rng.randint(56, 110)), int(rng.randint(112, 160)), int(rng.randint(52, 84)))
        dx, dy, turn = rng.uniform(-8, 8), rng.uniform(-2.6, 2), rng.uniform(0, 3)
        painting.ellipse(x + dx, y + dy, 1.5, 0.9, leaf, turn=turn)
    for _ in range(9):
        dx, dy = rng.uniform(-7.5, 7.5), rng.uniform(-3.2, 0.6)
        painting.ellipse(x + dx, y + dy, 1.05, 1.05, palette[rng.randint(4)])


def shop(painting: Painting, left: float, right: float, name: str, front: Color, stripes: Color) -> None:
    """Paint a ground floor: sign, striped awning, a lit shop window and a door."""
    painting.rectangle(left + 2, 184, right - 3, WALK, front)
    glass, door = left + 6, right - 24
    painting.shaded(glass, 205, door - 4, 229, (255, 222, 150), (236, 158, 84))
    shelf(painting, glass, door - 4, name)
    for x in (glass, (glass + door - 4) / 2, door - 4):
        painting.line([(x, 204), (x, 230)], 1.2, front)
    painting.line([(glass, 229.5), (door - 4, 229.5)], 1.4, CREAM)
    painting.rectangle(door, 202, door + 16, WALK, CREAM)
    painting.rectangle(door + 1.5, 203.5, door + 14.5, WALK, stripes)
    painting.shaded(door + 4, 206, door + 12, 221, (255, 220, 150), (240, 170, 96))
    painting.line([(door + 8, 206), (door + 8, 221)], 0.8, CREAM)
    painting.rectangle(door + 4, 225, door + 12, 234, DARK, opacity=0.3)
    painting.ellipse(door + 12.6, 223, 0.9, 0.9, (250, 214, 120))
    painting.rectangle(left + 4, 186, right - 5, 198, front)
    painting.rectangle(left + 5, 187, right - 6, 197.4, CREAM, opacity=0.05)
    write(painting, name, (left + right - 1) / 2, 188.6, 7.2, (255, 238, 198), 1.25)
    awning(painting, left + 3, right - 4, stripes)


def shelf(painting: Painting, left: float, right: float, name: str) -> None:
    """Put small goods into a shop window; what they are differs from shop to shop."""
    rng = np.random.RandomState(sum(map(ord, name)))
    x = left + 2.5
    while x < right - 3:
        height = rng.uniform(3, 9)
        color = (int(rng.randint(70, 210)), int(rng.randint(50, 130)), int(rng.randint(40, 110)))
        if name == "BAKERY":
            painting.ellipse(x + 1.5, 227, 2.2, 1.5, (176, 104, 52))
            painting.ellipse(x + 1.2, 226.5, 1.4, 0.7, (222, 160, 92))
        else:
            painting.rectangle(x, 228.5 - height, x + 2.2, 228.5, color)
        x += 3.1 if name == "BOOKS" else 5.2


def awning(painting: Painting, left: float, right: float, color: Color) -> None:
    """Paint a striped awning with a scalloped hem and the shade below it."""
    painting.rectangle(left, 206, right, 213, DARK, soft=8, opacity=0.55)
    count = int((right - left) / 6.5)
    for index in range(count):
        begin, end = (left + (right - left) * (index + side) / count for side in (0, 1))
        stripe = color if index % 2 == 0 else (250, 240, 224)
        out = ((begin - left) / (right - left) - 0.5) * 3, ((end - left) / (right - left) - 0.5) * 3
        painting.polygon([(begin, 199), (end, 199), (end + out[1], 208), (begin + out[0], 208)], stripe)
        painting.ellipse((begin + end) / 2 + sum(out) / 2, 208, (end - begin) / 2 + 0.2, 2.4, stripe)
    painting.rectangle(left - 1, 198, right + 1, 199.6, DARK, opacity=0.5)
    painting.rectangle(left - 1, 204, right + 1, 209, DARK, soft=6, opacity=0.18)
