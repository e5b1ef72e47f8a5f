"""What is written comes back: every format, depth and number of channels, with profile, EXIF, XMP and resolution."""

import io
import itertools
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import tifffile
from PIL import Image, ImageCms
from skimage import data

from nodegraph import Lazy, Picture, open_model
from nodegraph.core.context import Context, current
from nodes._kernels.codecs.formats import FORMATS
from nodes.color.profile import convert_profile
from nodes.image.load import load_image
from nodes.image.save import save_image
from nodes.model.upscale import upscale

PHOTO = data.astronaut()[40:101, 180:263]
ALPHA = np.dstack([PHOTO, np.indices(PHOTO.shape[:2]).sum(0).astype(np.uint8)])
BY_CHANNELS = {1: PHOTO[:, :, :1], 3: PHOTO, 4: ALPHA}
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a/></x:xmpmeta>'
DATE, TAKEN = "2026:01:02 03:04:05", "2025:12:31 23:59:59"
ERROR = {"jpeg": 16, "hdr": 2.5, "exr": 0.08, "avif": 0.04, "pfm": 0.002}
"""How many 255ths a number may move: JPEG by its nature, HDR by its 8 bits, EXR of half floats, AVIF of 12 bits."""


def _exif() -> bytes:
    tags = Image.Exif()
    tags[0x0110] = "A camera"
    tags[0x0132] = DATE
    inner = tags.get_ifd(0x8769)
    inner[0x9003] = TAKEN
    inner[0xA002] = 83
    tags.get_ifd(0x8825).update({1: "N", 2: (48.0, 8.0, 30.5)})
    return tags.tobytes().removeprefix(b"Exif\0\0")


def _display_p3() -> bytes:
    import pyvips

    return bytes(pyvips.Image.profile_load("p3"))


def _save(image: Picture, folder: Path, **wishes: Any) -> tuple[Path, list[str]]:
    notes: list[str] = []
    token = current.set(Context(on_note=notes.append))
    try:
        return save_image(Lazy(lambda: image), folder, **wishes), notes
    finally:
        current.reset(token)


def _pixels(channels: int, depth: str) -> np.ndarray:
    eight = BY_CHANNELS[channels]
    if depth == "8":
        return eight.copy()
    return eight.astype(np.uint16) * 257 if depth == "16" else (eight / 255).astype(np.float32)


def _as_srgb(image: Picture) -> np.ndarray:
    """Return a picture's numbers in [0, 1], light encoded as sRGB."""
    pixels = image.pixels.astype(np.float64)
    pixels /= 1 if image.pixels.dtype == np.float32 else np.iinfo(image.pixels.dtype).max
    if image.space == "linear":
        colors = pixels[:, :, :3] if image.channels == 4 else pixels
        size = np.abs(colors)
        colors[:] = np.where(size <= 0.0031308, size * 12.92, 1.055 * size ** (1 / 2.4) - 0.055)
    return pixels


@pytest.mark.parametrize(
    ("format_", "channels", "depth"), list(itertools.product(FORMATS, (1, 3, 4), ("8", "16", "float")))
)
def test_pixels_and_companions(tmp_path: Path, format_: str, channels: int, depth: str) -> None:
    if format_ == "jxl":
        pytest.importorskip("imagecodecs")
    holds = FORMATS[format_]
    pixels = _pixels(channels, depth)
    space = "gray" if channels == 1 else "srgb"
    icc = None if channels == 1 else ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = Picture(pixels, space, icc, _exif(), XMP, (300.0, 300.0), depth=depth)
    path, notes = _save(image, tmp_path, format=format_, lossless=True)
    back = load_image(path).image
    assert (back.width, back.height) == (83, 61)
    assert back.space == ("linear" if holds.light else "gray" if back.channels == 1 else "srgb")
    wanted = _as_srgb(image)
    if channels == 4 and not holds.alpha:
        assert "transparency" in " ".join(notes)
        assert back.channels == 3
    else:
        made = _as_srgb(back)[:, :, : channels if channels > 1 else 1]
        apart = np.abs(made - wanted) * 255
        if channels == 4:
            apart[:, :, :3] *= wanted[:, :, 3:] > 0
        assert apart.max() <= ERROR.get(format_, 0 if depth == "8" else 0.002)
    told = " ".join(notes)
    for name, kept, value in (
        ("EXIF", back.exif is not None and DATE.encode() in back.exif and TAKEN.encode() in back.exif, True),
        ("XMP", back.xmp, XMP),
        ("resolution", back.dpi, (300.0, 300.0)),
    ):
        assert kept == value if name in holds.keeps else name in told, name
    if holds.profile:
        assert back.icc == icc
    if depth == "16" and holds.depths == ("8",):
        assert f"{holds.title} cannot hold 16 bits" in told
    bare = load_image(_save(image, tmp_path, name="bare", format=format_, metadata="drop")[0]).image
    assert (bare.exif, bare.xmp) == (None, None)
    # PNG and JPEG always say something: 72 a screen; BMP 96.
    assert bare.dpi is None or bare.dpi[0] < 97


@pytest.mark.parametrize("format_", FORMATS)
def test_gray_keeps_its_tones_by_its_own_profile(tmp_path: Path, format_: str) -> None:
    """In 255ths of sRGB; where the format has no place for the profile, the tones are converted and a note says so."""
    if format_ == "jxl":
        pytest.importorskip("imagecodecs")
    ramp = np.linspace(0, 1, 256, dtype=np.float32).reshape(16, 16, 1).repeat(4, 0).repeat(4, 1)
    image = convert_profile(Picture(ramp, "gray"), "ProPhoto")
    path, notes = _save(image, tmp_path, format=format_)
    back = load_image(path).image
    shown = _as_srgb(convert_profile(back, "sRGB"))[:, :, :1]
    assert np.abs(shown - ramp).max() * 255 <= (4.5 if format_ in ("jpeg", "jxl", "webp", "avif") else 1.5)
    kept = FORMATS[format_].profile and FORMATS[format_].gray
    assert (back.icc == image.icc) is kept
    assert kept or "profile" in " ".join(notes)


class TestUpscaled:
    """Display-P3, an EXIF date, XMP and 300 DPI survive load, upscale, save; read back with Pillow."""

    @pytest.mark.parametrize("format_", ["jpeg", "png", "tiff", "webp", "avif"])
    def test_what_travels_survives(self, tmp_path: Path, format_: str) -> None:
        source, icc = self._source(tmp_path, format_)
        loaded = load_image(source).image
        assert (loaded.width, loaded.height, loaded.space) == (61, 83, "display-p3")
        made = upscale(loaded, open_model(tmp_path / "model.toy"))
        path, _ = _save(made, tmp_path / "out", format=format_)
        self._check(path, icc)
        assert abs(load_image(path).image.pixels.mean() / made.pixels.mean() * 257 - 1) < 0.01

    @pytest.mark.slow
    @pytest.mark.parametrize("format_", ["jpeg", "png", "tiff", "webp", "avif"])
    def test_it_survives_the_installed_program(self, tmp_path: Path, format_: str) -> None:
        source, icc = self._source(tmp_path, format_)
        target = tmp_path / f"made{source.suffix}"
        program = Path(sys.executable).with_name("nodegraph")
        command = [program, "upscale", source, "--model", tmp_path / "model.toy", "--output", target]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        self._check(target, icc)

    def _source(self, folder: Path, format_: str) -> tuple[Path, bytes]:
        """Write a picture with Pillow that lies on its side, and a model; return its path and its profile."""
        source = folder / f"source{FORMATS[format_].suffixes[0]}"
        icc = _display_p3()
        tags = Image.Exif()
        tags.load(b"Exif\0\0" + _exif())
        tags[0x0112] = 6
        dpi: dict[str, Any] = {} if format_ in ("webp", "avif") else {"dpi": (300, 300)}
        if not dpi:
            tags[0x011A] = tags[0x011B] = 300.0
            tags[0x0128] = 2
        wishes: dict[str, Any] = {"exif": tags, "icc_profile": icc, **dpi}
        if format_ == "png":
            text = _xmp_chunk()
            wishes["pnginfo"] = text
        elif format_ == "tiff":
            tags[700] = XMP
        else:
            wishes["xmp"] = XMP
        Image.fromarray(PHOTO).save(source, **wishes)
        (folder / "model.toy").write_text(json.dumps({"toy": 1, "scale": 2, "operation": "nearest"}))
        return source, icc

    def _check(self, path: Path, icc: bytes) -> None:
        with Image.open(path) as other:
            assert other.size == (122, 166)
            assert other.info["icc_profile"] == icc
            exif = other.getexif()
            assert exif[0x0132] == DATE
            assert exif[0x0110] == "A camera"
            assert exif.get(0x0112, 1) == 1
            inner = exif.get_ifd(0x8769)
            assert inner[0x9003] == TAKEN
            assert inner[0xA002] == 122
            assert exif.get_ifd(0x8825)[2] == (48.0, 8.0, 30.5)
            resolution = other.info.get("dpi") or (exif[0x011A], exif[0x011B])
            assert tuple(map(float, resolution)) == pytest.approx((300, 300), abs=0.01)
            xmp = other.info.get("xmp") or other.info.get("XML:com.adobe.xmp") or exif.get(700)
            assert (xmp.encode() if isinstance(xmp, str) else xmp) == XMP


def _xmp_chunk() -> Any:
    from PIL.PngImagePlugin import PngInfo

    text = PngInfo()
    text.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return text


class TestOptions:
    """Each option of writing does what it says, seen by another library."""

    def test_subsampling_and_progressive(self, tmp_path: Path) -> None:
        for subsampling, progressive, layers in (
            ("4:4:4", False, (1, 1)),
            ("4:2:0", True, (2, 2)),
            ("auto", False, (1, 1)),
        ):
            path, _ = _save(Picture(PHOTO), tmp_path, format="jpeg", subsampling=subsampling, progressive=progressive)
            with Image.open(path) as other:
                assert other.layer[0][1:3] == layers
                assert bool(other.info.get("progressive")) is progressive

    @pytest.mark.parametrize("compression", ["none", "lzw", "deflate", "zstd"])
    @pytest.mark.parametrize("depth", ["8", "16", "float"])
    def test_compressions_of_tiff(self, tmp_path: Path, compression: str, depth: str) -> None:
        if compression == "zstd":
            pytest.importorskip("imagecodecs")
        for channels in (1, 3, 4):
            pixels = _pixels(channels, depth)
            image = Picture(pixels, "gray" if channels == 1 else "srgb", None, _exif(), XMP, (300, 200), depth=depth)
            path, _ = _save(image, tmp_path, format="tiff", compression=compression)
            with tifffile.TiffFile(path) as file:
                page = file.pages[0]
                name = {"none": "NONE", "lzw": "LZW", "deflate": "ADOBE_DEFLATE", "zstd": "ZSTD"}[compression]
                assert page.compression.name == name
                if compression in ("none", "zstd"):
                    assert np.array_equal(page.asarray().reshape(pixels.shape), pixels)
            back = load_image(path).image
            assert np.array_equal(back.pixels, pixels)
            assert (back.xmp, back.dpi) == (XMP, (300, 200))
            assert back.exif is not None
            assert TAKEN.encode() in back.exif

    @pytest.mark.parametrize("blocks", ["none", "bc1", "bc3"])
    def test_blocks_of_dds(self, tmp_path: Path, blocks: str) -> None:
        for pixels in (PHOTO[:60, :80], ALPHA[:60, :80], PHOTO[:60, :80, :1]):
            path, _ = _save(Picture(np.ascontiguousarray(pixels)), tmp_path, format="dds", blocks=blocks)
            with Image.open(path) as other:
                made = np.asarray(other.convert("RGB")).astype(int)
            assert np.abs(made - pixels[:, :, :3]).mean() <= (0 if blocks == "none" else 6)
            assert path.stat().st_size < (60 * 80 * 4 + 200 if blocks == "none" else 60 * 80 + 200)

    @pytest.mark.parametrize("effort", ["fast", "small"])
    def test_tga_and_exr_by_effort(self, tmp_path: Path, effort: str) -> None:
        flat = np.zeros((40, 50, 3), np.uint8)
        path, _ = _save(Picture(flat), tmp_path, format="tga", effort=effort)
        assert np.array_equal(load_image(path).image.pixels, flat)
        assert (path.stat().st_size < 1000) is (effort == "small")
        light = np.random.default_rng(0).random((70, 50, 4), np.float32) * 3
        light[:, :, 3] = 1
        path, _ = _save(Picture(light, "linear", depth="float"), tmp_path, format="exr", effort=effort)
        assert np.array_equal(load_image(path).image.pixels, light)

    def test_half_floats_when_asked(self, tmp_path: Path) -> None:
        light = np.array([[[0.25], [1.0], [70_000.0], [-2.0]]], np.float32)
        path, _ = _save(Picture(light, "linear", depth="float"), tmp_path, format="exr", depth="half")
        back = load_image(path).image
        assert back.depth == "half"
        assert back.pixels.ravel().tolist() == [0.25, 1.0, 65504.0, -2.0]


class TestColor:
    def test_other_profiles_become_srgb_where_there_is_no_room_for_them(self, tmp_path: Path) -> None:
        icc = _display_p3()
        wanted = np.asarray(
            ImageCms.profileToProfile(
                Image.fromarray(PHOTO),
                ImageCms.ImageCmsProfile(io.BytesIO(icc)),
                ImageCms.createProfile("sRGB"),
                ImageCms.Intent.RELATIVE_COLORIMETRIC,
            )
        ).astype(int)
        for profile in (icc, None):
            for format_ in ("bmp", "tga", "qoi", "dds"):
                path, notes = _save(Picture(PHOTO, "display-p3", profile), tmp_path, format=format_)
                assert notes == [
                    f"{FORMATS[format_].title} cannot hold a color profile; the colors are converted to sRGB's."
                ]
                assert np.abs(load_image(path).image.pixels - wanted).max() <= 2

    @pytest.mark.parametrize("format_", ["exr", "pfm"])
    def test_light_of_display_p3(self, tmp_path: Path, format_: str) -> None:
        """The same colors by arithmetic and through the profile, and (0, 1, 0) outside of sRGB."""
        pixels = (PHOTO / 255).astype(np.float32)
        pixels[0, 0] = (0, 1, 0)
        by_name, by_profile = (
            load_image(_save(Picture(pixels, space, icc), tmp_path, format=format_)[0]).image.pixels
            for space, icc in (("display-p3", None), ("icc", _display_p3()))
        )
        assert np.abs(by_name - by_profile).max() < 3e-3
        # SMPTE EG 432-1's green in sRGB's primaries (colour-science: RGB_to_RGB of Display P3 and sRGB).
        assert by_name[0, 0] == pytest.approx([-0.22494, 1.04206, -0.07863], abs=1e-3)

    def test_exr_of_other_primaries_becomes_srgb(self, tmp_path: Path) -> None:
        exr = pytest.importorskip("OpenEXR")
        header = {"chromaticities": (0.7347, 0.2653, 0.0, 1.0, 0.0001, -0.077, 0.32168, 0.33767)}
        exr.File(header, {"RGB": np.array([[[0.2, 0.4, 0.1], [1.0, 1.0, 1.0]]], np.float32)}).write(
            str(tmp_path / "aces.exr")
        )
        pixels = load_image(tmp_path / "aces.exr").image.pixels
        assert pixels[0, 1] == pytest.approx([1, 1, 1], abs=1e-4)
        assert pixels[0, 0, 1] > 0.4


def test_hdr_and_pfm_are_what_opencv_reads(tmp_path: Path) -> None:
    light = np.random.default_rng(0).random((20, 30, 3), np.float32) * 5
    for format_, near in (("hdr", 0.04), ("pfm", 0)):
        path, _ = _save(Picture(light, "linear", depth="float"), tmp_path, format=format_)
        other = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)[:, :, ::-1]
        assert np.abs(other - light).max() <= near
        assert np.array_equal(load_image(path).image.pixels, other)
