"""HEIC: read as FFmpeg reads it, with what travels along; damaged files are refused, whatever the library does."""

from pathlib import Path

import numpy as np
import pytest

from nodes._kernels.codecs.made_profiles import made_profile
from nodes._kernels.codecs.read import open_picture
from nodes._kernels.files import Refused
from nodes.image.load import load_image

pytest.importorskip("pi_heif")
FOLDER = Path(__file__).parent / "heic"


def by_ffmpeg(path: Path, name: str) -> np.ndarray:
    """Return the coded picture; boxes that cut and turn it are for the reader to follow."""
    library = pytest.importorskip("av")
    with library.open(str(path)) as container:
        return np.asarray(next(container.decode(video=0)).to_ndarray(format=name))


def test_colors_turning_and_companions() -> None:
    """FFmpeg enlarges halved colors otherwise: 3 on the mean."""
    path = FOLDER / "on-its-side.heic"
    image = load_image(path).image
    assert image.fact == open_picture(path).fact
    assert (image.width, image.height, image.depth, image.space) == (40, 56, "8", "display-p3")
    assert image.icc == made_profile("Display P3")
    assert image.exif is not None
    assert b"2026:01:02 03:04:05" in image.exif
    other = np.rot90(by_ffmpeg(path, "rgb24")[:40, :56], 3)
    assert np.abs(image.pixels.astype(int) - other).mean() < 3


def test_ten_bits_span_sixteen() -> None:
    path = FOLDER / "ten-bits.heic"
    image = load_image(path).image
    assert image.fact == open_picture(path).fact
    assert (image.pixels.dtype, image.depth, image.space) == (np.uint16, "10", "srgb")
    ramp = np.rint(np.linspace(0, 1023, 48 * 32)).reshape(32, 48, 1) * (65535 / 1023)
    assert np.abs(image.pixels - ramp).max() <= 4 * 65535 / 1023
    assert image.pixels.max() == 65535


def test_transparency_stays() -> None:
    image = load_image(FOLDER / "half-clear.heic").image
    assert image.channels == 4
    assert np.abs(image.pixels[:, :, 3].astype(int) - 128).max() <= 3


def test_damaged_files_are_refused_and_the_next_one_is_read(tmp_path: Path) -> None:
    whole = (FOLDER / "on-its-side.heic").read_bytes()
    made = np.random.default_rng(0)
    sentences = []
    for index in range(60):
        data = bytearray(whole)
        for place in made.integers(12, len(data), 6):
            data[place] = made.integers(0, 256)
        path = tmp_path / f"{index}.heic"
        path.write_bytes(data[: made.integers(100, len(data))] if index % 3 == 0 else data)
        try:
            load_image(path)
        except Refused as refused:
            sentences.append(str(refused))
    assert len(sentences) > 10
    assert all(str(tmp_path) in sentence and "\n" not in sentence for sentence in sentences)
    assert load_image(FOLDER / "on-its-side.heic").image.width == 40
    with pytest.raises(Refused, match="holds one picture"):
        open_picture(FOLDER / "on-its-side.heic", page=2)
