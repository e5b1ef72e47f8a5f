"""The example picture: an old street after the rain, painted by the project's own code, the same on every machine."""

from pathlib import Path

import numpy as np
from facades import DARK, WALK, houses
from numpy.typing import NDArray
from painter import OVERSAMPLING, Color, Painting, arc, light, noise
from PIL import Image

WIDTH, HEIGHT = 480, 320
CURB = 254.0
"""Height at which the pavement meets the road."""
LAMP: Color = (255, 206, 120)


def street() -> NDArray[np.uint8]:
    """Return the picture, (320, 480, 3) uint8 sRGB."""
    painting, rng = Painting(WIDTH, HEIGHT), np.random.RandomState(7)
    sky(painting, rng)
    church(painting)
    houses(painting, rng)
    pavement(painting, rng)
    road(painting, rng)
    lantern(painting, 168)
    lantern(painting, 352)
    lights(painting)
    tree(painting, rng, 444, 256)
    car(painting, 78, 272)
    bicycle(painting, 300, 247)
    birds(painting)
    return painting.finished()


def sky(painting: Painting, rng: np.random.RandomState) -> None:
    """Paint an evening sky with clouds that are lit from below."""
    stops: list[tuple[float, Color]] = [
        (0, (66, 96, 158)),
        (70, (138, 152, 196)),
        (130, (242, 190, 168)),
        (200, (255, 226, 176)),
    ]
    part, _, y = painting.grid((0, 0, WIDTH, 210))
    colors = np.array([light(color) for _, color in stops])
    mixed = np.stack(
        [np.interp(y[:, 0], [height for height, _ in stops], colors[:, band]) for band in range(3)], axis=1
    )
    painting.pixels[part] = mixed[:, None, :]
    shape = painting.pixels[part].shape[:2]
    cloud = sum(noise(rng, shape, (5 * 2**octave, 4 * 2**octave)) / 2**octave for octave in range(5)) / 1.94
    cover = np.clip((cloud - 0.5) * 4.5, 0, 1) * np.clip(1.15 - y / 190, 0, 1)
    warm = np.clip(y / 120, 0, 1)[..., None]
    shade = np.clip((cloud - 0.5) * 4, 0, 1)[..., None]
    lit = light((255, 246, 236)) * (1 - warm) + light((255, 196, 160)) * warm
    painting.blend(part, lit * (1 - 0.35 * shade) + light((150, 130, 168)) * 0.35 * shade, cover * 0.85)
    painting.glow(318, 150, 190, (255, 190, 110), 0.5)


def church(painting: Painting) -> None:
    """Paint a far tower and roofs in the haze."""
    haze: Color = (176, 150, 168)
    painting.polygon([(246, 60), (254, 22), (262, 60)], haze)
    painting.rectangle(245, 58, 263, 150, haze)
    painting.line([(254, 14), (254, 24)], 0.8, haze)
    painting.line([(251.5, 17.5), (256.5, 17.5)], 0.8, haze)
    painting.ellipse(254, 72, 5.2, 5.2, (236, 214, 196))
    painting.line([(254, 72), (254, 68.4)], 0.7, (96, 78, 100))
    painting.line([(254, 72), (256.8, 73.2)], 0.7, (96, 78, 100))
    for x in (250, 258):
        painting.rectangle(x - 1.4, 86, x + 1.4, 96, (128, 106, 134), corner=1.4)


def pavement(painting: Painting, rng: np.random.RandomState) -> None:
    """Paint slabs, the curb and the light that falls out of the windows."""
    painting.shaded(0, WALK, WIDTH, CURB, (150, 140, 142), (186, 174, 168))
    part, x, y = painting.grid((0, WALK, WIDTH, CURB))
    down = (y - WALK) / (CURB - WALK)
    slab = (x - 240) / (1 + 0.12 * down) / 15
    shades = rng.random_sample((3, 60))
    row = np.clip((down * 2).astype(int), 0, 2)
    shade = shades[row, np.floor(slab + 0.5 * row + 20).astype(int)]
    joint = (((slab + 0.5 * row) % 1) < 0.045) | ((down * 2) % 1 < 0.1)
    painting.pixels[part] *= np.where(joint, 0.66, 0.86 + 0.2 * shade)[..., None]
    for x_lit in (36, 116, 206, 292, 376, 452):
        painting.polygon([(x_lit - 28, WALK), (x_lit + 24, WALK), (x_lit + 34, CURB), (x_lit - 38, CURB)], LAMP, 6, 0.3)
    painting.rectangle(0, WALK - 1, WIDTH, WALK + 3, DARK, soft=4, opacity=0.5)
    painting.rectangle(0, CURB, WIDTH, CURB + 4, (122, 114, 118))
    painting.rectangle(0, CURB, WIDTH, CURB + 1, (220, 208, 198))
    painting.rectangle(0, CURB + 3.4, WIDTH, CURB + 5, DARK, opacity=0.6)


def road(painting: Painting, rng: np.random.RandomState) -> None:
    """Paint cobbles in perspective; the wet ones mirror the houses."""
    top = CURB + 4
    part, x, y = painting.grid((0, top, WIDTH, HEIGHT))
    depth = 1 / (y - 190)
    across = (x - 240) * depth * 7.5
    rows = (1 / 64.0 - depth) * 1550 + 40
    row = np.floor(rows)
    lane = across + 0.5 * (row % 2) + 200
    seeds = rng.random_sample((64, 61))
    column = np.floor(lane).astype(int) % 61
    shade = seeds[row.astype(int) % 64, column]
    wet = seeds[(row.astype(int) + 31) % 64, column]
    u, v = lane % 1 - 0.5, rows % 1 - 0.5
    edge = np.clip((0.47 - np.sqrt(np.sqrt(u**4 + v**4))) * 9, 0, 1)
    dome = np.clip(0.75 - 0.9 * v - 0.35 * u, 0.2, 1.4)
    stone = np.array([light((104, 100, 116)), light((136, 122, 120)), light((92, 96, 118))])[(shade * 3).astype(int)]
    bright = (edge * (0.55 + 0.5 * shade) * dome + (1 - edge) * 0.22)[..., None]
    painting.pixels[part] = stone * bright
    ripple = noise(rng, painting.pixels[part].shape[:2], (26, 60)) - 0.5
    source_y = (2 * CURB - y - 3 + ripple * 9 - 7 * (wet - 0.5)) * OVERSAMPLING
    source_x = (x + ripple * 5 + 2 * (wet - 0.5)) * OVERSAMPLING
    rows_at = np.clip(source_y.astype(int), 0, painting.pixels.shape[0] - 1)
    columns_at = np.clip(source_x.astype(int), 0, painting.pixels.shape[1] - 1)
    mirrored = painting.pixels[rows_at, columns_at]
    painting.blend(part, mirrored, (0.2 + 0.34 * edge * (0.4 + 0.6 * wet)) * np.clip(1.2 - (y - top) / 90, 0, 1))
    painting.glow(168, 275, 60, LAMP, 0.16)
    painting.glow(352, 275, 60, LAMP, 0.16)


def lantern(painting: Painting, x: float) -> None:
    """Paint a cast-iron street lamp that is lit."""
    foot, head = CURB - 4, 132.0
    painting.ellipse(x + 3, foot + 1, 9, 1.8, DARK, soft=3, opacity=0.5)
    painting.line([(x, foot), (x, head + 14)], 2, DARK)
    painting.rectangle(x - 3, foot - 12, x + 3, foot, DARK, corner=1)
    painting.line([(x - 0.5, foot - 12), (x - 0.5, head + 16)], 0.5, (150, 138, 140))
    painting.line([(x - 6, head + 20), (x + 6, head + 20)], 1.2, DARK)
    painting.polygon([(x - 4, head + 13), (x + 4, head + 13), (x + 6, head), (x - 6, head)], (255, 226, 150))
    painting.glow(x, head + 7, 36, LAMP, 0.6)
    painting.line([(x - 4, head + 13), (x - 6, head)], 0.9, DARK)
    painting.line([(x + 4, head + 13), (x + 6, head)], 0.9, DARK)
    painting.line([(x, head + 13), (x, head)], 0.6, DARK)
    painting.polygon([(x - 8, head), (x + 8, head), (x + 2, head - 7), (x - 2, head - 7)], DARK)
    painting.line([(x, head - 10), (x, head - 6)], 1.2, DARK)


def lights(painting: Painting) -> None:
    """Hang a string of little lamps across the street."""
    for begin, end, sag in ((0, 168, 14), (168, 352, 17), (352, 480, 12)):
        xs = np.linspace(begin, end, 13)
        ys = 150 + sag * (1 - ((xs - begin) / (end - begin) * 2 - 1) ** 2)
        painting.line(list(zip(xs.tolist(), ys.tolist(), strict=True)), 0.7, DARK)
        for x, y in zip(xs[1:-1], ys[1:-1], strict=True):
            painting.ellipse(x, y + 2, 1.5, 1.9, (255, 240, 190))
            painting.glow(x, y + 2, 7, LAMP, 0.45)


def tree(painting: Painting, rng: np.random.RandomState, x: float, foot: float) -> None:
    """Paint a tree leaf by leaf, the sunny ones last."""
    painting.ellipse(x + 4, foot, 17, 3, DARK, soft=4, opacity=0.5)
    bark: Color = (82, 62, 56)
    painting.polygon([(x - 5, foot), (x - 3, 190), (x - 4, 150), (x + 3, 150), (x + 3, 190), (x + 6, foot)], bark)
    painting.line([(x - 2.4, foot - 3), (x - 1.4, 195), (x - 2, 160)], 1, (136, 104, 84), opacity=0.8)
    for dx, dy in ((-26, 128), (-12, 108), (10, 112), (27, 132)):
        painting.line([(x, 178), (x + dx * 0.5, (dy + 178) / 2 + 4), (x + dx, dy)], 2.4, bark)
    for index in range(2600):
        angle, reach = rng.uniform(0, 2 * np.pi), np.sqrt(rng.random_sample())
        bump = 1 + 0.16 * np.sin(5 * angle) + 0.08 * np.sin(11 * angle + 1)
        dx, dy = 43 * reach * bump * np.cos(angle), 45 * reach * bump * np.sin(angle)
        sun = np.clip(0.5 - (dx + dy) / 110 + 0.32 * (rng.random_sample() - 0.5) + 0.14 * (index / 2600 - 0.5), 0, 1)
        color = (int(46 + 170 * sun**1.3), int(74 + 112 * sun), int(52 + 14 * sun))
        painting.ellipse(
            x + dx, 126 + dy, rng.uniform(1.5, 3), rng.uniform(0.8, 1.5), color, turn=rng.uniform(0, np.pi)
        )


def car(painting: Painting, x: float, y: float) -> None:
    """Paint a small red car from the side, parked at the curb; (x, y) is on the ground below its middle."""
    red: Color = (196, 44, 48)
    painting.ellipse(x, y + 1, 50, 4.5, DARK, soft=5, opacity=0.8)
    back = [(x - 46, y - 7), (x - 46, y - 16), (x - 42, y - 20), (x - 30, y - 22)]
    front = [(x + 34, y - 22), (x + 43, y - 19), (x + 46, y - 13), (x + 46, y - 7)]
    body = [*back, *arc(x - 4, y - 22, 27, 17, 178, 30), *front]
    painting.polygon(body, red)
    painting.polygon([(x - 45, y - 13), (x + 45, y - 13), (x + 45, y - 6), (x - 45, y - 6)], (128, 22, 34), 5, 0.8)
    painting.line(
        [(x - 42, y - 18.4), (x - 20, y - 20), (x + 30, y - 20), (x + 42, y - 17.4)], 1.1, (255, 150, 138), 1, 0.8
    )
    roof = [(x - 27, y - 23), *arc(x - 4, y - 23, 23, 13.4, 175, 28), (x + 22, y - 23)]
    painting.polygon(roof, (92, 116, 150))
    painting.polygon(
        [(x - 24, y - 23), (x - 12, y - 35), (x - 5, y - 36), (x - 17, y - 23)], (232, 224, 222), opacity=0.5
    )
    painting.polygon(
        [(x + 6, y - 23), (x + 2, y - 36), (x + 5, y - 35.6), (x + 11, y - 23)], (232, 224, 222), opacity=0.4
    )
    painting.line([(x - 5, y - 37), (x - 5, y - 22)], 2, red)
    painting.line([(x - 5, y - 21), (x - 5, y - 8)], 0.6, (110, 18, 28))
    painting.line([(x + 18, y - 21), (x + 15, y - 8)], 0.6, (110, 18, 28))
    painting.line([(x - 1, y - 17.4), (x + 3, y - 17.4)], 1, (244, 230, 224))
    painting.rectangle(x - 48, y - 9, x + 48, y - 6, (206, 204, 210), corner=1.4)
    painting.rectangle(x - 48, y - 7.4, x + 48, y - 6, (112, 112, 124), corner=0.6)
    painting.ellipse(x + 43, y - 15.5, 2.6, 3.2, (255, 246, 206))
    painting.ellipse(x - 44.5, y - 14.5, 1.6, 2.6, (255, 132, 84))
    for wheel in (x - 27, x + 27):
        painting.ellipse(wheel, y - 6.5, 9.6, 9.6, (96, 16, 26))
        painting.ellipse(wheel, y - 6, 8, 8, (34, 32, 38))
        painting.ellipse(wheel, y - 6, 4.8, 4.8, (208, 206, 212))
        painting.ellipse(wheel, y - 6, 3.4, 3.4, (142, 142, 154))
        painting.ellipse(wheel - 0.8, y - 7, 1.4, 1.4, (250, 250, 252))


def bicycle(painting: Painting, x: float, y: float) -> None:
    """Paint a bicycle that leans at the wall; (x, y) is on the ground below its pedals."""
    green: Color = (30, 92, 88)
    painting.ellipse(x, y + 0.6, 22, 1.8, DARK, soft=3, opacity=0.5)
    for hub in (x - 12, x + 13):
        painting.ring(hub, y - 8.5, 8, 1.2, DARK)
        for spoke in range(9):
            angle = np.pi * spoke / 9
            dx, dy = 8 * np.cos(angle), 8 * np.sin(angle)
            painting.line([(hub - dx, y - 8.5 - dy), (hub + dx, y - 8.5 + dy)], 0.25, (150, 146, 150), opacity=0.7)
    seat, pedals, head = (x - 6, y - 20), (x - 1, y - 8), (x + 9, y - 20)
    painting.line([(x - 12, y - 8.5), seat, head, pedals, seat], 1.2, green)
    painting.line([(x - 12, y - 8.5), pedals], 1.2, green)
    painting.line([(x + 13, y - 8.5), (x + 8, y - 25), (x + 11, y - 26.5)], 1.2, green)
    painting.line([(x - 9, y - 22.6), (x - 3.4, y - 22.2)], 1.9, (92, 56, 40))
    painting.line([seat, (x - 6.5, y - 22)], 1, DARK)
    painting.ring(*pedals, 2, 0.9, DARK)
    painting.rectangle(x + 11, y - 24.5, x + 18.5, y - 18.5, (178, 128, 76), corner=1)
    for row in range(3):
        painting.line([(x + 11.6, y - 23 + 1.8 * row), (x + 18, y - 23 + 1.8 * row)], 0.5, (120, 78, 46))


def birds(painting: Painting) -> None:
    """Let a few birds fly over the roofs."""
    for x, y, span in ((118, 28, 5.0), (134, 36, 4.0), (108, 40, 3.4), (196, 18, 4.2), (402, 22, 3.6), (416, 29, 4.4)):
        wing = [(x - span, y - 1.6), (x - span / 2, y - 2.4), (x, y), (x + span / 2, y - 2.4), (x + span, y - 1.4)]
        painting.line(wing, 0.8, DARK, opacity=0.85)


if __name__ == "__main__":
    Image.fromarray(street()).save(Path(__file__).with_name("street.png"), optimize=True)
