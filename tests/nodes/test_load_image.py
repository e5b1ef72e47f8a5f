"""Pictures are read as another decoder reads them, and everything else is refused with a sentence."""

import io
import os
import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
import tifffile
from PIL import Image, ImageCms, ImageOps
from skimage import data

from nodegraph import PictureFact
from nodes._kernels.files import Refused
from nodes.image.load import load_image

PHOTO = data.astronaut()[:61, :83]
GRADIENT = np.linspace(0, 65535, 256 * 257).round().astype(np.uint16).reshape(256, 257)


def _save(path: Path, pixels: object, **options: object) -> Path:
    Image.fromarray(pixels).save(path, **options)  # type: ignore[arg-type]
    return path


def _alpha() -> np.ndarray:
    return np.dstack([PHOTO, np.indices(PHOTO.shape[:2]).sum(0).astype(np.uint8)])


@pytest.mark.parametrize("suffix", ["png", "tif", "bmp", "tga", "webp", "qoi", "ppm", "dds", "gif", "jpg", "avif"])
def test_colors_are_those_of_the_other_decoder(tmp_path: Path, suffix: str) -> None:
    path = _save(tmp_path / f"a.{suffix}", PHOTO, **({"lossless": True} if suffix == "webp" else {}))
    image = load_image(path).image
    with Image.open(path) as other:
        wanted = np.asarray(other.convert("RGB"))
    near = 0 if suffix not in ("jpg", "avif") else 2
    assert image.pixels.shape == PHOTO.shape
    assert np.abs(image.pixels.astype(int) - wanted).mean() <= near
    assert (image.depth, image.space, image.path) == ("8", "srgb", path)
    assert not image.pixels.flags.writeable
    assert image.pixels.flags.c_contiguous


def test_sixteen_bits_stay_sixteen(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "gray.png"), GRADIENT)
    color = np.dstack([GRADIENT, GRADIENT[::-1], GRADIENT[:, ::-1]])
    cv2.imwrite(str(tmp_path / "color.png"), np.ascontiguousarray(color[:, :, ::-1]))
    tifffile.imwrite(tmp_path / "color.tif", color, photometric="rgb")
    cv2.imwrite(str(tmp_path / "color.ppm"), np.ascontiguousarray(color[:, :, ::-1]))
    gray = load_image(tmp_path / "gray.png").image
    assert np.array_equal(gray.pixels[:, :, 0], GRADIENT)
    assert (gray.depth, gray.space, gray.channels) == ("16", "gray", 1)
    for name in ("color.png", "color.tif", "color.ppm"):
        assert np.array_equal(load_image(tmp_path / name).image.pixels, color), name


@pytest.mark.parametrize("dtype", ["float32", "float16"])
def test_float_tiff_keeps_values_outside_black_and_white(tmp_path: Path, dtype: str) -> None:
    values = np.linspace(-1, 4, 5 * 7 * 3).reshape(5, 7, 3).astype(dtype)
    tifffile.imwrite(tmp_path / "a.tif", values, photometric="rgb")
    image = load_image(tmp_path / "a.tif").image
    assert image.pixels.dtype == np.float32
    assert np.array_equal(image.pixels, values.astype(np.float32))
    assert image.depth == ("half" if dtype == "float16" else "float")


def test_32_bit_integers_become_float(tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "a.tif", np.array([[0, 2**31, 2**32 - 1]], np.uint32))
    assert np.allclose(load_image(tmp_path / "a.tif").image.pixels[0, :, 0], [0, 0.5, 1])


def test_hdr_is_linear_light(tmp_path: Path) -> None:
    light = np.linspace(0.1, 8, 6 * 5 * 3, dtype=np.float32).reshape(6, 5, 3)
    cv2.imwrite(str(tmp_path / "a.hdr"), light[:, :, ::-1])
    image = load_image(tmp_path / "a.hdr").image
    assert (image.space, image.depth) == ("linear", "float")
    assert np.allclose(image.pixels, light, rtol=0.02, atol=0.02)


def test_alpha_and_palettes_are_expanded(tmp_path: Path) -> None:
    _save(tmp_path / "a.png", _alpha())
    assert np.array_equal(load_image(tmp_path / "a.png").image.pixels, _alpha())
    gray = _alpha()[:, :, [0, 3]]
    _save(tmp_path / "gray.png", gray)
    assert np.array_equal(load_image(tmp_path / "gray.png").image.pixels, gray[:, :, [0, 0, 0, 1]])
    Image.fromarray(PHOTO).quantize(32).save(tmp_path / "palette.png", transparency=0)
    with Image.open(tmp_path / "palette.png") as other:
        wanted = np.asarray(other.convert("RGBA"))
    assert np.array_equal(load_image(tmp_path / "palette.png").image.pixels, wanted)
    Image.fromarray(PHOTO[:, :, 0] > 99).save(tmp_path / "bits.png")
    assert set(np.unique(load_image(tmp_path / "bits.png").image.pixels)) == {0, 255}


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("suffix", ["jpg", "png", "tif", "webp"])
def test_orientation_is_applied_once(tmp_path: Path, orientation: int, suffix: str) -> None:
    tags = Image.Exif()
    tags[0x0112] = orientation
    path = _save(tmp_path / f"a.{suffix}", PHOTO, exif=tags)
    with Image.open(path) as other:
        wanted = np.asarray(ImageOps.exif_transpose(other).convert("RGB"))
    loaded = load_image(path).image
    assert loaded.pixels.shape == wanted.shape
    assert np.abs(loaded.pixels.astype(int) - wanted).mean() < 1
    assert _fact(path) == loaded.fact
    if loaded.exif is not None:
        tags.load(b"Exif\0\0" + loaded.exif)
        assert tags.get(0x0112, 1) == 1


def test_cmyk_goes_through_a_profile(tmp_path: Path) -> None:
    # Ink of nothing is white, of everything nearly black, and cyan is no pure (0, 255, 255).
    inks = np.zeros((8, 24, 4), np.uint8)
    inks[:, 8:16] = 255
    inks[:, 16:, 0] = 255
    Image.fromarray(inks, "CMYK").save(tmp_path / "a.tif")
    image = load_image(tmp_path / "a.tif").image
    assert (image.space, image.icc, image.channels) == ("srgb", None, 3)
    white, black, cyan = (image.pixels[4, x].astype(int) for x in (4, 12, 20))
    assert white.min() > 250
    assert black.max() < 40
    assert cyan[0] < 60 < 120 < cyan[1] < cyan[2]


def test_what_travels_with_the_pixels(tmp_path: Path) -> None:
    icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    tags = Image.Exif()
    tags[0x0132] = "2026:01:02 03:04:05"
    _save(tmp_path / "a.jpg", PHOTO, icc_profile=icc, exif=tags, dpi=(300, 300), xmp=b"<x:xmpmeta/>")
    image = load_image(tmp_path / "a.jpg").image
    assert image.icc == icc
    assert image.space == "srgb"
    assert image.dpi == (300, 300)
    assert image.xmp == b"<x:xmpmeta/>"
    assert image.exif is not None
    assert b"2026:01:02 03:04:05" in image.exif
    assert load_image(_save(tmp_path / "plain.png", PHOTO)).image.dpi is None


def test_the_thumbnail_of_the_old_picture_goes(tmp_path: Path) -> None:
    thumb = io.BytesIO()
    Image.fromarray(PHOTO).resize((16, 12)).save(thumb, "jpeg")
    head = b"II*\0" + (8).to_bytes(4, "little") + (0).to_bytes(2, "little") + (14).to_bytes(4, "little")
    entries = b"".join(
        tag.to_bytes(2, "little") + b"\4\0\1\0\0\0" + value.to_bytes(4, "little")
        for tag, value in ((0x0201, 44), (0x0202, len(thumb.getvalue())))
    )
    exif = head + b"\2\0" + entries + bytes(4)
    _save(tmp_path / "a.jpg", PHOTO, exif=b"Exif\0\0" + exif + thumb.getvalue())
    kept = load_image(tmp_path / "a.jpg").image.exif
    assert kept is not None
    assert b"\xff\xd8\xff" not in kept


def _fact(path: Path) -> PictureFact:
    assert load_image.prober is not None
    fact = load_image.prober(path, 1, False)["image"]
    assert isinstance(fact, PictureFact)
    return fact


@pytest.mark.parametrize("suffix", ["png", "jpg", "tif", "webp", "gif", "bmp", "ppm", "tga", "ico"])
def test_the_probe_says_what_loading_delivers(tmp_path: Path, suffix: str) -> None:
    for index, pixels in enumerate((PHOTO, PHOTO[:, :, 0], _alpha())):
        path = tmp_path / f"{index}.{suffix}"
        try:
            _save(path, pixels)
        except OSError:
            continue
        assert _fact(path) == load_image(path).image.fact


def test_name_folder_and_path_come_along(tmp_path: Path) -> None:
    loaded = load_image(_save(tmp_path / "my.cat.png", PHOTO))
    assert loaded[1:] == ("my.cat", tmp_path, tmp_path / "my.cat.png")


def test_brackets_and_bytes_in_names_are_no_options(tmp_path: Path) -> None:
    names = ["a[shrink=2].jpg", "b.png[page=3].png", "ünïcode 東京.png"]
    if os.name == "posix":
        names.append(os.fsdecode(b"caf\xe9.png"))
    for name in names:
        path = tmp_path / name
        with path.open("wb") as file:
            Image.fromarray(PHOTO).save(file, "jpeg" if name.endswith("jpg") else "png")
        assert load_image(path).image.pixels.shape == PHOTO.shape


def test_the_content_counts_not_the_suffix(tmp_path: Path) -> None:
    with (tmp_path / "a.jpg").open("wb") as file:
        Image.fromarray(PHOTO).save(file, "png")
    assert np.array_equal(load_image(tmp_path / "a.jpg").image.pixels, PHOTO)


def test_a_file_that_changed_is_read_anew(tmp_path: Path) -> None:
    path = _save(tmp_path / "a.png", PHOTO)
    assert load_image(path).image.pixels.shape == PHOTO.shape
    _save(path, PHOTO[:5])
    assert load_image(path).image.pixels.shape == PHOTO[:5].shape


def test_large_pictures_are_read_into_a_file_whose_pages_are_given_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nodes._kernels.codecs.vips._BEHIND", 4)
    monkeypatch.setattr("nodes._kernels.codecs.vips._GIVE_BACK", 1000)
    monkeypatch.setenv("NODEGRAPH_PIXEL_BUDGET", "10000")
    tags = Image.Exif()
    for orientation in (1, 6):
        tags[0x0112] = orientation
        path = _save(tmp_path / "a.png", PHOTO, exif=tags)
        wanted = PHOTO if orientation == 1 else np.rot90(PHOTO, -1)
        assert np.array_equal(load_image(path).image.pixels, wanted)


class TestRefusals:
    """Each with one sentence that names the file."""

    def check(self, path: Path, words: str) -> None:
        for act in (_fact, load_image):
            with pytest.raises(Refused) as caught:
                act(path)  # type: ignore[operator]
            sentence = str(caught.value)
            assert words in sentence
            assert str(path) in sentence
            assert sentence.endswith(".")
            assert "\n" not in sentence

    def test_missing(self, tmp_path: Path) -> None:
        self.check(tmp_path / "no.png", "There is no file")

    def test_folder(self, tmp_path: Path) -> None:
        self.check(tmp_path, "is a folder")

    def test_empty(self, tmp_path: Path) -> None:
        (tmp_path / "a.png").touch()
        self.check(tmp_path / "a.png", "is empty")

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no FIFOs")
    def test_fifo_without_waiting_for_its_writer(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "a.png")
        self.check(tmp_path / "a.png", "no regular file")

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"hello", "no picture this program knows"),
            (b"<!DOCTYPE html><html>", "a web page"),
            (b"%PDF-1.7 ...", "a PDF document"),
            (b"PK\x03\x04rest", "a ZIP archive, which is not read here; unpack it first"),
            (b"\x89PNG\r\n\x1a\n", "damaged"),
            (b"\xff\xd8\xff\xe0rubbish", "damaged"),
            (b"P6 ten ten 255\n", "damaged"),
            (b"BMrubbish", "damaged"),
            (b"II*\0\x08\0\0\0\0\0", "damaged"),
        ],
    )
    def test_other_content(self, tmp_path: Path, content: bytes, words: str) -> None:
        (tmp_path / "a.png").write_bytes(content)
        self.check(tmp_path / "a.png", words)

    @pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "tif", "gif", "ppm", "qoi"])
    def test_truncated(self, tmp_path: Path, suffix: str) -> None:
        path = _save(tmp_path / f"a.{suffix}", data.astronaut())
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) * 2 // 3])
        with pytest.raises(Refused, match="damaged or cut off"):
            load_image(path)

    def test_more_pixels_than_allowed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("NODEGRAPH_MAX_PIXELS", "5000")
        for suffix in ("png", "jpg", "bmp", "ppm"):
            self.check(_save(tmp_path / f"a.{suffix}", PHOTO), "83x61 pixels")

    def test_a_bomb_is_refused_by_its_header(self, tmp_path: Path) -> None:
        chunks = b""
        for body in (b"IHDR" + struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0), b"IDAT" + zlib.compress(b"")):
            chunks += struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
        (tmp_path / "bomb.png").write_bytes(b"\x89PNG\r\n\x1a\n" + chunks)
        self.check(tmp_path / "bomb.png", "1000 megapixels allowed")
