"""A small file that claims a huge picture is refused with one sentence, by its header or where its pixels end."""

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nodes._kernels.codecs.read import open_picture
from nodes._kernels.files import Refused
from nodes.image.load import load_image


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _png(side: int) -> bytes:
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(bytes(9))) + _chunk(b"IEND", b"")
    )


def _webp(side: int) -> bytes:
    assert side <= 16384
    body = b"WEBPVP8L" + struct.pack("<IBI", 26, 0x2F, (side - 1) | (side - 1) << 14) + bytes(21)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _tiff(side: int, tile: int = 0) -> bytes:
    """RGB of 8 bits in one strip, or in tiles."""
    tags = [(256, 4, 1, side), (257, 4, 1, side), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 2), (277, 3, 1, 3)]
    tiles = (-(-side // tile)) ** 2 if tile else 0
    if tile:
        tags += [(322, 4, 1, tile), (323, 4, 1, tile), (324, 4, tiles, 8), (325, 4, tiles, 8)]
    else:
        tags += [(273, 4, 1, 8), (278, 4, 1, side), (279, 4, 1, 100)]
    entries = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    return b"II" + struct.pack("<HIH", 42, 8, len(tags)) + entries + bytes(4)


def _gif(side: int) -> bytes:
    frame = b"," + struct.pack("<HHHHB", 0, 0, side, side, 0) + b"\x02\x02\x44\x01\0;"
    return b"GIF89a" + struct.pack("<HHBBB", side, side, 0x80, 0, 0) + bytes(6) + frame


def _bmp(side: int) -> bytes:
    header = struct.pack("<IiiHHIIiiII", 40, side, -side, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 100, 0, 0, 54) + header + bytes(50)


def _tga(side: int) -> bytes:
    return struct.pack("<BBBHHBHHHHBB", 0, 0, 10, 0, 0, 0, 0, 0, side, side, 32, 8) + b"\xff\0\0\0\0" * 20


def _dds(side: int, mips: int = 1) -> bytes:
    head = struct.pack("<7I", 124, 0x21007, side, side, 0, 0, mips) + bytes(44)
    form = struct.pack("<II4sIIIII", 32, 4, b"DXT5", 0, 0, 0, 0, 0)
    return b"DDS " + head + form + struct.pack("<5I", 0x401008, 0, 0, 0, 0) + bytes(4)


def _qoi(side: int) -> bytes:
    return b"qoif" + struct.pack(">IIBB", side, side, 4, 0) + b"\xfd" * 10 + bytes(7) + b"\1"


def _jpeg(side: int) -> bytes:
    return b"\xff\xd8\xff\xc0\0\x11\x08" + struct.pack(">HH", side, side) + b"\3\1\x22\0\2\x11\1\3\x11\1\xff\xd9"


BOMBS = {
    "png": _png(30_000),
    "webp": _webp(16_384),
    "tif": _tiff(30_000),
    "tiles.tif": _tiff(30_000, 16),
    "pixels.tif": _tiff(30_000, 1),
    "tile.tif": _tiff(100, 2**31 - 16),
    "bmp": _bmp(30_000),
    "tga": _tga(30_000),
    "dds": _dds(30_000),
    "mips.dds": _dds(16, 2**32 - 1),
    "qoi": _qoi(19_000),
    "jpg": _jpeg(30_000),
    "ppm": b"P6\n30000 30000\n255\n",
    "pbm": b"P1\n30000 30000\n1 0 1",
    "pfm": b"PF\n17000 17000\n-1.0\n",
    "hdr": b"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 30000 +X 30000\n\2\2\x75\x30",
}
OVER = {
    "png": _png(2**20),
    "tif": _tiff(2**20),
    "gif": _gif(65_535),
    "bmp": _bmp(2**20),
    "tga": _tga(65_535),
    "dds": _dds(2**20),
    "qoi": _qoi(2**20),
    "ppm": b"P6\n1048576 1048576\n255\n",
    "pfm": b"PF\n1048576 1048576\n-1.0\n",
    "hdr": b"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 1048576 +X 1048576\n",
}


@pytest.mark.parametrize("name", OVER)
def test_more_pixels_than_allowed_are_refused_by_the_header(tmp_path: Path, name: str) -> None:
    (tmp_path / f"a.{name}").write_bytes(OVER[name])
    with pytest.raises(Refused, match=r"claims to be \d+x\d+ pixels large, more than the 1000 megapixels allowed"):
        open_picture(tmp_path / f"a.{name}")


@pytest.mark.parametrize("name", BOMBS)
def test_fewer_that_are_not_there_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / f"a.{name}").write_bytes(BOMBS[name])
    with pytest.raises(Refused, match=r"^\S*a\.\S+ is damaged") as told:
        load_image(tmp_path / f"a.{name}")
    assert str(told.value).endswith("take another copy of it.")
    assert "\n" not in str(told.value)


def test_the_limit_is_a_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.new("1", (300, 200)).save(tmp_path / "a.png")
    assert load_image(tmp_path / "a.png").image.pixels.shape == (200, 300, 1)
    monkeypatch.setenv("NODEGRAPH_MAX_PIXELS", "59999")
    with pytest.raises(Refused, match=r"more than the 0\.059999 megapixels allowed"):
        open_picture(tmp_path / "a.png")


def test_a_qoi_that_ends_early_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("imagecodecs", reason="Pillow does not look for the end of the file.")
    colors = np.random.default_rng(0).integers(0, 256, (40, 50, 3), np.uint8)
    Image.fromarray(colors).save(tmp_path / "a.qoi")
    whole = (tmp_path / "a.qoi").read_bytes()
    assert np.array_equal(load_image(tmp_path / "a.qoi").image.pixels, colors)
    for end in (5, 13, 20, len(whole) // 2, len(whole) - 1):
        (tmp_path / "a.qoi").write_bytes(whole[:end])
        with pytest.raises(Refused, match=r"a\.qoi (is damaged|is no picture)"):
            load_image(tmp_path / "a.qoi")


@pytest.mark.parametrize("order", ["BGR", "RGB", "BGRX", "RGBX", "BGRA", "RGBA"])
def test_bytes_of_a_plain_dds_in_every_order(tmp_path: Path, order: str) -> None:
    colors = np.random.default_rng(0).integers(0, 256, (5, 7, 4), np.uint8)
    alpha = "A" in order
    places = [("RGBA" if alpha else "RGBX").index(letter) for letter in order]
    masks = [0xFF << 8 * order.index(letter) for letter in "RGB"] + [0xFF000000 if alpha else 0]
    form = struct.pack("<II4s5I", 32, 0x41 if alpha else 0x40, bytes(4), 8 * len(order), *masks)
    head = struct.pack("<7I", 124, 0x1007, 5, 7, 0, 0, 1) + bytes(44) + form + struct.pack("<5I", 0x1000, 0, 0, 0, 0)
    (tmp_path / "a.dds").write_bytes(b"DDS " + head + colors[:, :, places].tobytes())
    assert np.array_equal(load_image(tmp_path / "a.dds").image.pixels, colors if alpha else colors[:, :, :3])
    (tmp_path / "a.dds").write_bytes(b"DDS " + head + colors[:, :, places].tobytes()[:-1])
    with pytest.raises(Refused, match="is damaged or cut off"):
        load_image(tmp_path / "a.dds")
