"""Color: our arithmetic agrees with Little CMS, goes there and back, keeps 16 bits, HDR and alpha."""

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageCms

from nodegraph import Picture
from nodegraph.core.context import Context, current
from nodegraph.core.ports import ImageKind, Input
from nodegraph.engine import color, profile
from nodegraph.engine.pixels import to_float
from nodegraph.engine.values import prepare

pyvips = pytest.importorskip("pyvips")

SPACES = ["srgb", "linear", "display-p3", "gray"]


def vips_profile(name: str) -> bytes:
    return bytes(pyvips.Image.profile_load(name))


def gradient(channels: int = 3) -> np.ndarray:
    numbers = np.random.default_rng(1).random((16, 16, channels), np.float32)
    numbers[0, 0, :3], numbers[0, 1, :3] = 0, 1
    return numbers


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize("target", SPACES)
def test_there_and_back_gives_the_same_numbers(space: str, target: str) -> None:
    picture = Picture(gradient(4), space)
    other = Picture(gradient(), target)
    back = color.convert(color.convert(picture, other), picture)
    np.testing.assert_allclose(back.pixels, picture.pixels, atol=2e-5)
    np.testing.assert_array_equal(back.pixels[:, :, 3], picture.pixels[:, :, 3])
    assert (back.space, back.icc) == (space, None)


@pytest.mark.parametrize("name", ["srgb", "p3"])
def test_simple_profiles_agree_with_little_cms(name: str) -> None:
    icc = vips_profile(name)
    source = (gradient() * 65535).astype(np.uint16)
    picture, target = Picture(source, "icc", icc), Picture(source, "srgb")
    ours = color.convert(picture, target).pixels
    theirs = color._by_little_cms(source, ("icc", icc), ("srgb", None), "relative", True)
    inside = ((ours > 0.002) & (ours < 0.998)).all(axis=2)
    assert inside.sum() > 100
    assert np.abs(ours - theirs)[inside].max() < 1 / 255


@pytest.mark.parametrize(
    ("matrix", "primaries"),
    [
        (color._SRGB, [[0.640, 0.330], [0.300, 0.600], [0.150, 0.060]]),
        (color._DISPLAY_P3, [[0.680, 0.320], [0.265, 0.690], [0.150, 0.060]]),
    ],
)
def test_matrices_are_the_primaries_adapted_by_bradford(matrix: np.ndarray, primaries: list[list[float]]) -> None:
    columns = np.array([[x / y, 1, (1 - x - y) / y] for x, y in primaries]).T
    white, d50 = np.array([0.3127 / 0.3290, 1, 0.3583 / 0.3290]), np.array([0.96422, 1, 0.82521])
    bradford = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
    adapt = np.linalg.inv(bradford) @ np.diag((bradford @ d50) / (bradford @ white)) @ bradford
    np.testing.assert_allclose(matrix, adapt @ (columns * np.linalg.solve(columns, white)), atol=1e-6)


def test_white_stays_white() -> None:
    white = np.ones((1, 1, 3), np.float32)
    for space in ("display-p3", "linear"):
        made = color.convert(Picture(white, space), Picture(white, "srgb"))
        np.testing.assert_allclose(made.pixels, 1, atol=1e-5)


@given(st.floats(-4, 16, width=32))
def test_srgb_curves_are_inverse_also_outside(number: float) -> None:
    numbers = np.full((1, 1, 3), number, np.float32)
    np.testing.assert_allclose(color.decode_srgb(color.encode_srgb(numbers)), numbers, rtol=2e-5, atol=1e-6)


def test_the_table_for_bytes_gives_the_bits_of_the_curve() -> None:
    every = np.arange(256, dtype=np.uint8).reshape(16, 16, 1).repeat(3, axis=2)
    for picture in (Picture(every), Picture(every, "icc", vips_profile("p3"))):
        as_floats = picture.replace(pixels=to_float(every))
        np.testing.assert_array_equal(color.to_linear(picture), color.to_linear(as_floats))


def test_linear_light_goes_back_through_a_profile_and_keeps_hdr_and_alpha() -> None:
    numbers = gradient(4) * 3 - 0.2
    for picture in (Picture(numbers), Picture(numbers, "icc", vips_profile("p3")), Picture(numbers, "linear")):
        light = color.to_linear(picture)
        np.testing.assert_allclose(color.from_linear(light, picture), numbers, atol=2e-3)
        np.testing.assert_array_equal(light[:, :, 3], numbers[:, :, 3])


def test_sixteen_bits_survive_a_conversion() -> None:
    ramp = np.arange(65536, dtype=np.uint16).reshape(256, 256, 1).repeat(3, axis=2)
    made = color.convert(Picture(ramp, "display-p3"), Picture(ramp, "srgb"))
    assert len(np.unique(made.pixels[:, :, 0])) > 65000


def tag_of_table(corners: np.ndarray) -> bytes:
    """Return an `mft1` tag (ICC.1:2022, section 10.11): 2x2x2 colors as 8-bit Lab, straight curves."""
    straight = bytes(range(256)) * 3
    identity = struct.pack(">9i", *(65536 if i in (0, 4, 8) else 0 for i in range(9)))
    return b"mft1" + bytes(4) + bytes([3, 3, 2, 0]) + identity + straight + corners.tobytes() + straight


def profile_of_tables() -> bytes:
    """Return an RGB profile with a table only: black, gray corners of lightness 50, white."""
    corners = np.full((2, 2, 2, 3), 128, np.uint8)
    corners[0, 0, 0, 0], corners[1, 1, 1, 0] = 0, 255
    tags = {b"A2B0": tag_of_table(corners), b"desc": b"desc" + bytes(4) + struct.pack(">I", 2) + b"t" + bytes(79)}
    head, data = struct.pack(">I", len(tags)), b""
    for name, body in tags.items():
        head += struct.pack(">4sII", name, 132 + 12 * len(tags) + len(data), len(body))
        data += body + bytes(-len(body) % 4)
    size = 132 + 12 * len(tags) + len(data)
    start = struct.pack(">I4sI4s4s4s", size, b"lcms", 0x02100000, b"mntr", b"RGB ", b"Lab ")
    white = struct.pack(">3i", 63190, 65536, 54061)
    return (
        (start + struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + white).ljust(128, b"\0") + head + data
    )


def test_profiles_with_tables_go_through_little_cms() -> None:
    icc = profile_of_tables()
    assert profile.read(icc) is None
    numbers = np.array([[[0, 0, 0], [1, 1, 1], [1, 0, 0], [0, 1, 1]]], np.float32)
    target = Picture(numbers, "srgb")
    made = color.convert(Picture(numbers, "icc", icc), target)
    lightness_50 = 0.466  # sRGB of L* = 50
    np.testing.assert_allclose(made.pixels[0, :, 1], [0, 1, lightness_50, lightness_50], atol=0.01)
    assert (made.space, made.icc) == ("srgb", None)
    linear = color.convert(Picture(numbers, "icc", icc), Picture(numbers, "linear"))
    np.testing.assert_allclose(linear.pixels[0, 2], color.decode_srgb(made.pixels)[0, 2], atol=1e-3)


def test_light_of_a_profile_with_tables_follows_what_they_say_of_grays() -> None:
    numbers = np.linspace(0, 1, 9, dtype=np.float32).reshape(1, 9, 1).repeat(3, axis=2)
    picture = Picture(numbers, "icc", profile_of_tables())
    light = color.to_linear(picture)
    lightness = numbers * 100  # The table's grays rise evenly in L*.
    wanted = np.where(lightness > 8, ((lightness + 16) / 116) ** 3, lightness * 27 / 24389)
    np.testing.assert_allclose(light, wanted, atol=2e-3)
    np.testing.assert_allclose(color.from_linear(light, picture), numbers, atol=1e-4)
    assert np.array_equal(color.to_linear(picture.replace(pixels=np.ones_like(numbers))), np.ones_like(numbers))


def test_all_that_works_in_linear_light_says_the_same_where_a_profile_gives_none() -> None:
    told: list[str] = []
    port = Input("image", ImageKind(linear=True))
    token = current.set(Context(on_note=told.append))
    try:
        for icc in (profile_of_tables(), vips_profile("p3"), None, b"x" * 200):
            prepare(Picture(gradient(), "icc" if icc else "srgb", icc), port)
    finally:
        current.reset(token)
    assert len(told) == 1
    assert "does not say" in told[0]


def test_a_profile_that_is_none_counts_as_srgb() -> None:
    numbers = gradient()
    made = color.convert(Picture(numbers, "icc", b"x" * 200), Picture(numbers))
    np.testing.assert_allclose(made.pixels, numbers, atol=2e-3)


def test_pillows_profile_means_srgb() -> None:
    icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    numbers = gradient()
    made = color.convert(Picture(numbers, "icc", icc), Picture(numbers, "srgb"))
    np.testing.assert_allclose(made.pixels, numbers, atol=2e-3)


def test_a_single_channel_is_a_mask_and_never_converted() -> None:
    gray = Picture(np.zeros((1, 1, 1), np.uint8), "gray")
    assert not color.differ(gray, Picture(np.zeros((1, 1, 3), np.uint8), "linear"))
    assert color.differ(
        Picture(np.zeros((1, 1, 3), np.uint8)), Picture(np.zeros((1, 1, 3), np.uint8), "icc", vips_profile("p3"))
    )


@given(st.integers(0, 479), st.integers(0, 255))
def test_a_damaged_profile_is_refused_or_read_but_never_crashes(place: int, byte: int) -> None:
    icc = bytearray(vips_profile("p3"))
    icc[place] = byte
    known = profile.read(bytes(icc))
    if known is not None:
        x = np.linspace(0, 1, 9, dtype=np.float32)
        assert np.isfinite(known.curves[0].apply(x)).all()
    profile.read(bytes(icc[:place]))
