"""Previews: what watched nodes make is shown small, as a screen shows it, and seldom."""

from typing import Any

import numpy as np
import pytest

from nodegraph.core.annotations import Image
from nodegraph.core.messages import Preview, Settings
from nodegraph.core.node import node
from nodegraph.engine.picture import Picture
from nodegraph.engine.preview import SIDE, thumbnail


@node
def painted(value: int, side: int = 600) -> Image:
    """Paint a picture twice as wide as high."""
    return np.full((side, 2 * side, 3), value / 100, np.float32)


def test_only_watched_nodes_are_shown(stage: Any) -> None:
    stage.add(painted)
    graph = {"p": ("painted", {"value": 20}), "q": ("painted", {"value": 40}), "s": ("see", {"a": "@p", "b": "@q"})}

    @node(effect=True)
    def see(a: Image, b: Image) -> None:
        """See two."""

    stage.add(see)
    ran = stage.run(settings=Settings(previews=("p",)), **graph)
    (preview,) = ran.of(Preview)
    assert (preview.node, preview.port, preview.item) == ("p", "image", ())
    assert (preview.width, preview.height) == (SIDE, SIDE // 2)
    assert (preview.fact.width, preview.fact.height) == (1200, 600)
    pixels = np.frombuffer(preview.pixels, np.uint8).reshape(preview.height, preview.width, 4)
    assert (pixels == [51, 51, 51, 255]).all()


def test_a_stream_shows_a_node_once_a_second_at_most(stage: Any) -> None:
    stage.add(painted)

    @node(effect=True)
    def see(a: Image) -> None:
        """See one."""

    stage.add(see)
    graph = {"n": ("numbers", {"count": 50}), "p": ("painted", {"value": "@n", "side": 8}), "s": ("see", {"a": "@p"})}
    ran = stage.run(settings=Settings(previews=("p",)), **graph)
    shown = ran.of(Preview)
    assert 1 <= len(shown) <= 1 + ran.finished.seconds
    assert all(len(preview.item) == 1 for preview in shown)


def test_invisible_colors_leave_no_fringe() -> None:
    pixels = np.zeros((512, 512, 4), np.uint8)
    pixels[:, ::2] = (200, 100, 50, 255)
    pixels[:, 1::2] = (0, 255, 0, 0)
    small = thumbnail(Picture.of(pixels))
    assert small.shape == (SIDE, SIDE, 4)
    assert (small == [200, 100, 50, 128]).all()


@pytest.mark.parametrize("shape", [(1, 1, 1), (1, 5000, 3), (5000, 1, 4), (7, 3, 3)])
def test_any_picture_has_a_preview(shape: tuple[int, int, int]) -> None:
    small = thumbnail(Picture.of(np.full(shape, 65535, np.uint16)))
    assert max(small.shape[:2]) <= SIDE
    assert min(small.shape) >= 1
    assert (small == 255).all()


def test_linear_light_is_shown_encoded() -> None:
    picture = Picture.of(np.full((4, 4, 3), 0.214, np.float32)).replace(space="linear")
    assert (abs(thumbnail(picture)[:, :, :3].astype(int) - 128) <= 1).all()


def test_a_profile_that_cannot_be_used_fails_no_preview() -> None:
    picture = Picture.of(np.full((4, 4, 3), 128, np.uint8)).replace(space="icc", icc=b"no profile")
    assert (thumbnail(picture)[:, :, :3] == 128).all()
