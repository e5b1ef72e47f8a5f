"""DDS of plain numbers is read number by number, blocks as Pillow reads the same blocks; other kinds are named."""

import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nodes._kernels.codecs.read import open_picture
from nodes._kernels.files import Refused
from nodes.image.load import load_image

WIDTH, HEIGHT = 10, 7


def _dds(fourcc: bytes, body: bytes, dxgi: int | None = None) -> bytes:
    head = struct.pack("<7I", 124, 0x1007, HEIGHT, WIDTH, 0, 0, 1) + bytes(44)
    form = struct.pack("<II4s5I", 32, 4, fourcc, 0, 0, 0, 0, 0) + struct.pack("<5I", 0x1000, 0, 0, 0, 0)
    return b"DDS " + head + form + (struct.pack("<5I", dxgi, 3, 0, 1, 0) if dxgi else b"") + body


def _pillow(path: Path, data: bytes) -> np.ndarray:
    path.write_bytes(data)
    with Image.open(path) as image:
        return np.asarray(image)


BLOCKS = np.random.default_rng(0).integers(0, 256, (3, 2, 16), np.uint8).tobytes()
COLORS = np.random.default_rng(1).integers(0, 256, (HEIGHT, WIDTH, 4)).astype(np.uint8)
LIGHT = np.random.default_rng(2).normal(1, 3, (HEIGHT, WIDTH, 4)).astype(np.float32)


@pytest.mark.parametrize(
    ("fourcc", "dxgi", "stored", "wanted"),
    [
        (b"DX10", 87, COLORS[:, :, [2, 1, 0, 3]], COLORS),
        (b"DX10", 88, COLORS[:, :, [2, 1, 0, 3]], COLORS[:, :, :3]),
        (b"DX10", 61, COLORS[:, :, 0], COLORS[:, :, :1]),
        (b"DX10", 11, COLORS.astype("<u2") * 257, COLORS.astype(np.uint16) * 257),
        (b"DX10", 2, LIGHT, LIGHT),
        (b"DX10", 6, LIGHT[:, :, :3], LIGHT[:, :, :3]),
        (b"DX10", 10, LIGHT.astype("<f2"), LIGHT.astype(np.float16).astype(np.float32)),
        (struct.pack("<I", 116), None, LIGHT, LIGHT),
        (struct.pack("<I", 36), None, COLORS.astype("<u2") * 257, COLORS.astype(np.uint16) * 257),
    ],
)
def test_plain_numbers(tmp_path: Path, fourcc: bytes, dxgi: int | None, stored: np.ndarray, wanted: np.ndarray) -> None:
    path = tmp_path / "a.dds"
    path.write_bytes(_dds(fourcc, stored.tobytes(), dxgi))
    image = load_image(path).image
    assert image.fact == open_picture(path).fact
    assert image.space == ("linear" if wanted.dtype == np.float32 else "gray" if wanted.shape[2] == 1 else "srgb")
    assert np.array_equal(image.pixels, wanted)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(Refused, match="its pixels end early"):
        load_image(path)


@pytest.mark.parametrize(("srgb", "plain"), [(75, 74), (78, 77)])
def test_blocks_of_srgb_are_those_of_plain_colors(tmp_path: Path, srgb: int, plain: int) -> None:
    pytest.importorskip("imagecodecs")
    (tmp_path / "a.dds").write_bytes(_dds(b"DX10", BLOCKS, srgb))
    wanted = _pillow(tmp_path / "b.dds", _dds(b"DX10", BLOCKS, plain))
    assert np.abs(load_image(tmp_path / "a.dds").image.pixels.astype(int) - wanted).max() <= 1


@pytest.mark.parametrize(("multiplied", "straight"), [(b"DXT2", b"DXT3"), (b"DXT4", b"DXT5")])
def test_colors_multiplied_by_alpha_are_divided(tmp_path: Path, multiplied: bytes, straight: bytes) -> None:
    pytest.importorskip("imagecodecs")
    (tmp_path / "a.dds").write_bytes(_dds(multiplied, BLOCKS))
    raw = _pillow(tmp_path / "b.dds", _dds(straight, BLOCKS)).astype(float)
    pixels = load_image(tmp_path / "a.dds").image.pixels / 65535
    assert np.abs(pixels[:, :, 3:] - raw[:, :, 3:] / 255).max() < 0.003
    again = pixels[:, :, :3] * pixels[:, :, 3:]
    assert np.abs(again - np.minimum(raw[:, :, :3], raw[:, :, 3:]) / 255).max() < 0.005


@pytest.mark.parametrize("dxgi", [95, 96])
def test_light_in_blocks_is_not_cut_to_8_bits(tmp_path: Path, dxgi: int) -> None:
    pytest.importorskip("imagecodecs")
    (tmp_path / "a.dds").write_bytes(_dds(b"DX10", BLOCKS, dxgi))
    image = load_image(tmp_path / "a.dds").image
    assert image.fact == open_picture(tmp_path / "a.dds").fact
    assert (image.depth, image.space, image.pixels.dtype) == ("half", "linear", np.float32)
    assert image.pixels.max() > 100
    if dxgi == 96:
        # Pillow and imagecodecs differ in blocks of signed light made at random.
        assert image.pixels.min() < 0
        return
    wanted = _pillow(tmp_path / "a.dds", (tmp_path / "a.dds").read_bytes())
    assert np.abs(np.clip(image.pixels, 0, 1) * 255 - wanted).max() <= 1


def test_a_kind_that_no_library_reads_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.dds").write_bytes(_dds(b"DX10", BLOCKS, 81))
    with pytest.raises(Refused, match=r"is of a kind that is not read \(Unimplemented DXGI format 81\); save it as"):
        open_picture(tmp_path / "a.dds")
