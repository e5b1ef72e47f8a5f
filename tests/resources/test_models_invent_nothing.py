"""Where there is nothing the models that come along show nothing: no ringing, tint, checkerboard, ghost or frame."""

import numpy as np
import pytest

from nodegraph.catalogue.cards import Card, shipped

from .conftest import Pixels, codes, made

every_model = pytest.mark.parametrize("card", shipped(), ids=lambda card: card.name)
COLORS = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 0, 255), (0, 255, 255), (30, 120, 200), (200, 80, 40)]
REACH = 8
"""Pixels of the small picture from a border beyond which it is not to be felt."""
RINGING = 0.03
"""How far a step may be overshot, as a share of it; bicubic overshoots by 0.07."""
WEIGHT = 0.02
"""How much thicker or thinner a line of one pixel may become, as a share."""


def flat(color: tuple[int, int, int], height: int = 32, width: int = 40) -> Pixels:
    return np.full((height, width, 3), color) / 255


def inner(card: Card, picture: Pixels) -> Pixels:
    edge = REACH * card.scale
    return picture[edge:-edge, edge:-edge]


@every_model
def test_flat_gray_stays_flat_up_to_the_border(card: Card) -> None:
    for gray in (0, 1, 16, 64, 128, 188, 224, 254, 255):
        result = made(card, flat((gray, gray, gray), 24, 24))
        assert np.abs(codes(result).astype(int) - gray).max() <= 1
        assert np.abs(inner(card, np.clip(result, 0, 1) * 255) - gray).max() <= 0.3


@every_model
def test_flat_color_stays_flat(card: Card) -> None:
    """In the corners, where three quarters of what the network sees is outside, vivid colors may err by a little."""
    for color in COLORS:
        result = made(card, flat(color))
        errors = np.abs(codes(result).astype(int) - color).max(axis=2)
        assert errors.max() <= 3
        assert np.sum(errors > 1) <= 0.002 * errors.size
        assert np.abs(inner(card, np.clip(result, 0, 1) * 255) - color).max() <= 0.3


@every_model
@pytest.mark.parametrize("across", [True, False])
def test_a_ramp_stays_monotone(card: Card, across: bool) -> None:
    ramp = np.broadcast_to(np.linspace(0.05, 0.95, 128)[None, :, None], (32, 128, 3))
    result = made(card, ramp if across else ramp.transpose(1, 0, 2))
    steps = np.diff(inner(card, result), axis=1 if across else 0)
    assert steps.min() >= 0
    assert steps.max() <= 3 * 0.9 / 127 / card.scale


@every_model
@pytest.mark.parametrize("across", [True, False])
@pytest.mark.parametrize(("ground", "ink"), [(0.0, 1.0), (1.0, 0.0), (0.2, 0.8), (0.8, 0.2)])
def test_a_line_of_one_pixel_stays_a_line(card: Card, across: bool, ground: float, ink: float) -> None:
    picture = np.full((33, 33, 3), ground)
    picture[:, 16] = ink
    result = np.clip(made(card, picture if across else picture.transpose(1, 0, 2)), 0, 1)
    lines = ((result if across else result.transpose(1, 0, 2)) - ground) / (ink - ground)
    scale = card.scale
    lines = lines[REACH * scale : -REACH * scale]
    middle = slice(16 * scale, 17 * scale)
    assert lines[:, middle].max(axis=1).min() >= 0.9, "it has gaps"
    assert abs(lines.mean(axis=(0, 2)).sum() / scale - 1) <= WEIGHT, "it has another weight"
    beside = np.delete(lines, np.s_[13 * scale : 20 * scale], axis=1)[:, REACH * scale : -REACH * scale]
    assert np.abs(beside).max() <= 0.01, "there is a ghost beside it"


@every_model
@pytest.mark.parametrize(("dark", "light"), [(0.2, 0.8), (0.4, 0.6), (0.0, 1.0)])
def test_an_edge_does_not_ring(card: Card, dark: float, light: float) -> None:
    hard = np.full((33, 32, 3), dark)
    hard[:, 16:] = light
    reduced = hard.copy()
    # What antialiased bicubic makes of an edge that lies between two pixels.
    reduced[:, 14:18] = dark + (light - dark) * np.array([-0.012, 0.066, 0.934, 1.012])[:, None]
    for picture in (hard, reduced):
        edge = (inner(card, made(card, picture)) - dark) / (light - dark)
        assert edge.min() >= -RINGING
        assert edge.max() <= 1 + RINGING


def waves(height: int, width: int, scale: int) -> Pixels:
    """Return soft waves in three colors, seen `scale` times larger."""
    y, x = (np.mgrid[0 : height * scale, 0 : width * scale] + 0.5) / scale
    first = 0.5 + 0.2 * np.sin(x / 5) + 0.2 * np.cos(y / 7)
    return np.stack((first, 0.5 + 0.3 * np.sin((x + y) / 9), 0.4 + 0.2 * np.cos((x - y) / 6)), axis=2)


@every_model
def test_no_checkerboard_on_what_is_smooth(card: Card) -> None:
    """The places within one pixel of the small picture err alike: a shuffle of channels leaves no pattern."""
    scale = card.scale
    grid = max(scale, 2)
    for small, truth in (
        (waves(48, 64, 1), waves(48, 64, scale)),
        *((np.full((48, 64, 3), level), np.full((48 * scale, 64 * scale, 3), level)) for level in (0.2, 0.5, 0.8)),
    ):
        error = inner(card, made(card, small) - truth) * 255
        height, width = error.shape[:2]
        places = error.reshape(height // grid, grid, width // grid, grid, 3).mean(axis=(0, 2))
        assert np.ptp(places.reshape(-1, 3), axis=0).max() <= 1
