"""A picture reaches a model and comes back with its channels, range and alpha; nothing bleeds, nothing clips."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from nodegraph.core.errors import RunError, ValueRefused
from nodegraph.runtimes.adapt import (
    Alpha,
    Encoding,
    feed,
    fit,
    hide_bleeding,
    interpolate,
    planes,
    restore_hidden,
)

Array = npt.NDArray[Any]


def through(pixels: Array, model_channels: int, *, linear: bool = False, alpha: Alpha = "model") -> Array:
    """Send a picture through an identity model with that many channels."""
    colors, plain = (
        Encoding.of(pixels[:, :, :3], linear=linear),
        Encoding.of(pixels[:, :, 3:] if pixels.shape[2] == 4 else pixels, linear=False),
    )
    result = np.zeros(pixels.shape, np.uint16 if colors.integer else np.float32)
    for plane in planes(pixels.shape[2], model_channels, model_channels, alpha):
        encoding = plain if plane.alpha else colors
        fed = feed(pixels, plane, encoding)
        assert fed.dtype == np.float32
        assert fed.shape == (*pixels.shape[:2], model_channels)
        values = fit(fed, plane.give.stop - plane.give.start)
        encoding.decode_into(result[:, :, plane.give], values)
    return result


def random(shape: tuple[int, ...], dtype: str) -> Array:
    generator = np.random.default_rng(7)
    if dtype == "float32":
        return generator.random(shape, dtype=np.float32)
    return generator.integers(0, np.iinfo(dtype).max, shape, endpoint=True).astype(dtype)


@pytest.mark.parametrize("channels", [1, 3, 4])
@pytest.mark.parametrize("model_channels", [1, 3, 4])
@pytest.mark.parametrize("dtype", ["uint8", "uint16", "float32"])
def test_an_identity_model_returns_the_very_picture(channels: int, model_channels: int, dtype: str) -> None:
    pixels = random((9, 7, channels), dtype)
    result = through(pixels, model_channels)
    if dtype == "float32":
        assert result.dtype == np.float32
        np.testing.assert_allclose(result, pixels, rtol=0, atol=1e-7)
    else:
        assert result.dtype == np.uint16
        np.testing.assert_array_equal(result, pixels.astype(np.uint16) * (257 if dtype == "uint8" else 1))


def test_straight_alpha_stays_straight() -> None:
    pixels = np.full((4, 4, 4), (0.8, 0.8, 0.8, 0.4), np.float32)
    np.testing.assert_array_equal(through(pixels, 3), pixels)


def test_every_16_bit_value_survives() -> None:
    ramp = np.arange(65536, dtype=np.uint16).reshape(256, 256, 1)
    np.testing.assert_array_equal(through(ramp, 1), ramp)


def test_light_over_one_is_kept_and_the_model_sees_at_most_one() -> None:
    pixels = random((9, 7, 3), "float32") * 40
    encoding = Encoding.of(pixels, linear=False)
    fed = feed(pixels, planes(3, 3, 3, "model")[0], encoding)
    assert fed.max() <= 1
    np.testing.assert_allclose(through(pixels, 3), pixels, rtol=1e-5, atol=1e-5)


def test_plain_pictures_reach_the_model_as_they_are_and_light_by_the_srgb_curve() -> None:
    pixels = random((5, 5, 3), "float32")
    plane = planes(3, 3, 3, "model")[0]
    np.testing.assert_array_equal(feed(pixels, plane, Encoding.of(pixels, linear=False)), pixels)
    half = np.full((1, 1, 3), 0.2140411, np.float32)
    np.testing.assert_allclose(feed(half, plane, Encoding.of(half, linear=True)), 0.5, atol=1e-5)


@pytest.mark.parametrize("dtype", ["uint16", "float32"])
def test_linear_light_comes_back_linear(dtype: str) -> None:
    pixels = random((9, 7, 3), dtype)
    result = through(pixels, 3, linear=True)
    np.testing.assert_allclose(result, pixels, rtol=1e-5, atol=1e-6 if dtype == "float32" else 1)


def test_values_below_zero_are_kept_but_ringing_of_the_model_is_cut() -> None:
    pixels = np.array([[[-0.25, 0.5, 1.0]]], np.float32)
    np.testing.assert_allclose(through(pixels, 3), pixels, atol=1e-7)
    fed = feed(pixels, planes(3, 3, 3, "model")[0], Encoding.of(pixels, linear=False))
    np.testing.assert_allclose(fed, [[[0, 0.6, 1]]], atol=1e-6)
    plain = Encoding.of(np.zeros((1, 1, 3), np.float32), linear=False)
    target = np.zeros((1, 1, 3), np.float32)
    plain.decode_into(target, np.array([[[-0.1, 0.5, 1.1]]], np.float32))
    np.testing.assert_allclose(target, [[[0, 0.5, 1]]])


def test_values_that_are_no_numbers_are_refused() -> None:
    for wrong in (np.nan, np.inf):
        with pytest.raises(RunError, match="finite"):
            Encoding.of(np.full((2, 2, 3), wrong, np.float32), linear=False)


def test_models_with_strange_channels_are_refused() -> None:
    with pytest.raises(ValueRefused, match="6 channels"):
        planes(3, 6, 3, "model")


def test_colors_under_zero_alpha_become_those_of_the_nearest_visible_pixel() -> None:
    pixels = np.zeros((8, 8, 4), np.uint8)
    pixels[:, :, :3] = (255, 0, 255)
    pixels[2, 2] = (10, 20, 30, 255)
    pixels[6, 6] = (40, 50, 60, 9)
    filled = hide_bleeding(pixels)
    assert (filled[0, 0] == (10, 20, 30, 0)).all()
    assert (filled[7, 7] == (40, 50, 60, 0)).all()
    assert (filled[:, :, 3] == pixels[:, :, 3]).all()
    assert (filled[:, :, :3] != (255, 0, 255)).any(axis=2).all()
    assert pixels[0, 0, 0] == 255, "the picture itself is not touched"


def test_hidden_colors_are_filled_alike_in_pictures_of_any_height() -> None:
    pixels = random((1200, 40, 4), "uint8")
    pixels[:, :, 3] = 0
    pixels[::150, 20, 3] = 255
    filled = hide_bleeding(pixels)
    rows = (np.arange(1200) + 74) // 150 * 150
    clear = (np.arange(1200) % 150 != 75) & (rows < 1200)
    np.testing.assert_array_equal(filled[clear, 20, :3], pixels[rows[clear], 20, :3])


def test_hidden_colors_come_back_where_they_stay_hidden() -> None:
    pixels = random((5, 6, 4), "uint8")
    pixels[1:3, :, 3] = 0
    result = np.zeros((10, 12, 4), np.uint16)
    result[:, :, 3] = pixels[:, :, 3].repeat(2, 0).repeat(2, 1).astype(np.uint16) * 257
    result[2, 0, 3] = 1
    restore_hidden(result, pixels, 2)
    np.testing.assert_array_equal(
        result[4:6, :, :3], pixels[2:3, :, :3].repeat(2, 0).repeat(2, 1).astype(np.uint16) * 257
    )
    assert (result[2, 0, :3] == 0).all(), "what shows is the model's"
    assert (result[8:, :, :3] == 0).all()


def test_interpolated_alpha_has_the_right_size_and_place() -> None:
    ramp = np.linspace(0, 1, 16, dtype=np.float32)[None, :, None].repeat(4, 0)
    enlarged = interpolate(ramp, 4)
    assert enlarged.shape == (16, 64, 1)
    centers = (np.arange(64) + 0.5) / 4 - 0.5
    np.testing.assert_allclose(enlarged[8, 16:48, 0], centers[16:48] / 15, atol=1e-5)
