"""JPEG 2000 files that claim what is not there are refused before memory is spent, flat pictures of few bytes read."""

import struct
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import psutil
import pytest
from PIL import Image
from skimage import data

from nodes._kernels.codecs.jpeg2000 import read_codestream
from nodes._kernels.codecs.read import open_picture
from nodes._kernels.files import Refused
from nodes.image.load import load_image

PHOTO = data.astronaut()[:96, :128]
_CHILD = """
import sys
from pathlib import Path
from nodegraph.runtimes.memory import peak
from nodes._kernels.codecs.read import open_picture
try:
    open_picture(Path(sys.argv[1])).picture()
except ValueError as error:
    print(peak() >> 20, error)
"""


def _claiming(data: bytes, side: int, tile: int) -> bytes:
    """Return the file with another size in its marker SIZ, and in its box where it has one."""
    changed = bytearray(data)
    start = data.index(b"\xff\x4f\xff\x51")
    for place, value in ((8, side), (12, side), (24, tile), (28, tile)):
        struct.pack_into(">I", changed, start + place, value)
    if b"ihdr" in data:
        struct.pack_into(">II", changed, data.index(b"ihdr") + 4, side, side)
    return bytes(changed)


@pytest.mark.parametrize("suffix", ["j2k", "jp2"])
def test_one_tile_that_claims_900_megapixels_takes_little_memory(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8)
    Image.fromarray(noise).save(path)
    path.write_bytes(_claiming(path.read_bytes(), 30_000, 30_000))
    told = subprocess.run([sys.executable, "-c", _CHILD, path], capture_output=True, text=True, check=True).stdout
    mebibytes, sentence = told.split(maxsplit=1)
    assert "is damaged or cut off" in sentence
    assert int(mebibytes) < 900  # MiB; 2,867 where memory for all pixels is taken first


def test_one_tile_that_does_not_fit_into_the_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jp2"
    Image.fromarray(np.zeros((4096, 4096), np.uint8)).save(path)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(available=100_000_000))
    with pytest.raises(Refused, match=r"needs 0\.1 GB of memory, because it is a single tile, and 0\.1 GB are free"):
        open_picture(path).picture()
    Image.fromarray(np.zeros((4096, 4096), np.uint8)).save(path, tile_size=(1024, 1024))
    assert not open_picture(path).picture().pixels.any()


def test_tiles_that_are_missing_are_no_black_tiles(tmp_path: Path) -> None:
    path = tmp_path / "a.jp2"
    Image.fromarray(PHOTO).save(path, tile_size=(64, 64))
    assert np.array_equal(load_image(path).image.pixels, PHOTO)
    stream = read_codestream(path)
    assert stream is not None
    assert (stream.width, stream.height, stream.channels, stream.tiles) == (128, 96, 3, 4)
    path.write_bytes(_claiming(path.read_bytes(), 128, 32))
    with pytest.raises(Refused, match="4 of its 16 tiles are there"):
        load_image(path)


@pytest.mark.parametrize("reversible", [True, False])
def test_a_flat_picture_of_few_bytes_is_read(tmp_path: Path, reversible: bool) -> None:
    path = tmp_path / "a.jp2"
    Image.new("L", (5001, 4003), 77).save(path, irreversible=not reversible)
    assert path.stat().st_size < 2000
    pixels = load_image(path).image.pixels
    assert pixels.shape == (4003, 5001, 1)
    assert (pixels == 77).all()


@pytest.mark.parametrize("levels", [0, 1, 3])
def test_a_large_picture_that_was_halved_less_often(
    tmp_path: Path, levels: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nodes._kernels.codecs.jpeg2000._LARGE", 1)
    Image.fromarray(PHOTO).save(tmp_path / "a.jp2", num_resolutions=levels + 1)
    stream = read_codestream(tmp_path / "a.jp2")
    assert stream is not None
    assert stream.levels == levels
    assert np.array_equal(load_image(tmp_path / "a.jp2").image.pixels, PHOTO)


def test_headers_that_make_no_sense(tmp_path: Path) -> None:
    path = tmp_path / "a.jp2"
    Image.fromarray(PHOTO).save(path)
    whole = path.read_bytes()
    start = whole.index(b"\xff\x4f\xff\x51")
    for broken in (whole[:12], whole[: start + 20], whole[: start + 60], whole.replace(b"jp2c", b"jp2d")):
        path.write_bytes(broken)
        with pytest.raises(Refused, match="its header names no size"):
            open_picture(path)


def test_looking_through_accepts_every_size_and_tiling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nodes._kernels.codecs.jpeg2000._LARGE", 1)
    for width, height, options in (
        (33, 9, {}),
        (97, 95, {}),
        (65, 33, {"num_resolutions": 6}),
        (96, 96, {"tile_size": (48, 48)}),
    ):
        pixels = np.ascontiguousarray(PHOTO[:height, :width])
        Image.fromarray(pixels).save(tmp_path / "a.jp2", **options)
        assert np.array_equal(load_image(tmp_path / "a.jp2").image.pixels, pixels)
