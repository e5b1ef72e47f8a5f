"""What is saved comes back in another library as it was, and what a format cannot hold is said."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image, ImageCms
from skimage import data

from nodegraph import Lazy, NodegraphError, Picture, PictureFact, RunError
from nodegraph.core.context import Context, current
from nodes._kernels import atomic
from nodes._kernels.codecs.formats import FORMATS
from nodes._kernels.files import Refused
from nodes.image.load import load_image
from nodes.image.save import save_image

PHOTO = data.astronaut()[40:104, 180:271]
GRADIENT = np.linspace(0, 65535, 256 * 257).round().astype(np.uint16).reshape(256, 257, 1)


def _save(image: Picture, folder: Path, **wishes: object) -> Path:
    return save_image(Lazy(lambda: image), folder, **wishes)  # type: ignore[no-any-return]


def _noted(image: Picture, folder: Path, **wishes: object) -> list[str]:
    notes: list[str] = []
    token = current.set(Context(on_note=notes.append))
    try:
        _save(image, folder, **wishes)
    finally:
        current.reset(token)
    return notes


def _with_alpha(pixels: np.ndarray) -> np.ndarray:
    ramp = np.linspace(0, np.iinfo(pixels.dtype).max, pixels.shape[1]).astype(pixels.dtype)
    return np.dstack([pixels, np.broadcast_to(ramp, pixels.shape[:2])])


class TestRoundTrip:
    """Pixels as Pillow or tifffile read them."""

    @pytest.mark.parametrize("format_", ["png", "tiff"])
    @pytest.mark.parametrize("channels", [1, 3, 4])
    @pytest.mark.parametrize("effort", ["fast", "small"])
    def test_eight_bits_exactly(self, tmp_path: Path, format_: str, channels: int, effort: str) -> None:
        pixels = {1: PHOTO[:, :, :1].copy(), 3: PHOTO, 4: _with_alpha(PHOTO)}[channels]
        path = _save(Picture(pixels), tmp_path, format=format_, effort=effort)
        assert path == tmp_path / f"picture{FORMATS[format_].suffixes[0]}"
        with Image.open(path) as other:
            assert other.mode == {1: "L", 3: "RGB", 4: "RGBA"}[channels]
            assert np.array_equal(np.asarray(other).reshape(pixels.shape), pixels)

    @pytest.mark.parametrize("format_", ["webp", "avif"])
    @pytest.mark.parametrize("channels", [3, 4])
    def test_lossless(self, tmp_path: Path, format_: str, channels: int) -> None:
        pixels = PHOTO if channels == 3 else _with_alpha(PHOTO)
        path = _save(Picture(pixels), tmp_path, format=format_, lossless=True)
        with Image.open(path) as other:
            assert np.array_equal(np.asarray(other), pixels)

    @pytest.mark.parametrize("format_", ["jpeg", "webp", "avif"])
    def test_quality_counts(self, tmp_path: Path, format_: str) -> None:
        sizes, errors = [], []
        for quality in (30, 95):
            path = _save(Picture(PHOTO), tmp_path, format=format_, quality=quality)
            sizes.append(path.stat().st_size)
            with Image.open(path) as other:
                errors.append(np.abs(np.asarray(other).astype(int) - PHOTO).mean())
        assert sizes[0] < sizes[1]
        assert errors[0] > errors[1]
        assert errors[1] < 4

    @pytest.mark.parametrize("format_", ["png", "tiff"])
    def test_a_16_bit_gradient_keeps_its_values(self, tmp_path: Path, format_: str) -> None:
        color = np.dstack([GRADIENT[:, :, 0], GRADIENT[::-1, :, 0], GRADIENT[:, ::-1, 0]])
        for pixels in (GRADIENT, color):
            path = _save(Picture(pixels, depth="16"), tmp_path, format=format_)
            back = load_image(path).image
            assert back.depth == "16"
            assert len(np.unique(back.pixels)) > 50_000
            assert np.array_equal(back.pixels, pixels)
        if format_ == "tiff":
            assert np.array_equal(tifffile.imread(path), color)

    def test_float_tiff_is_exact(self, tmp_path: Path) -> None:
        pixels = np.random.default_rng(1).normal(0.5, 2, (31, 17, 3)).astype(np.float32)
        path = _save(Picture(pixels, depth="float"), tmp_path, format="tiff")
        assert np.array_equal(tifffile.imread(path), pixels)
        assert np.array_equal(load_image(path).image.pixels, pixels)

    @pytest.mark.parametrize("depth", ["10", "12"])
    def test_deep_avif(self, tmp_path: Path, depth: str) -> None:
        color = np.repeat(GRADIENT, 3, axis=2)
        path = _save(Picture(color, depth="16"), tmp_path, format="avif", depth=depth, lossless=True)
        back = load_image(path).image
        assert back.depth == depth
        assert np.abs(back.pixels.astype(int) - color).max() <= 0.5 * 65535 / (2 ** int(depth) - 1) + 1
        assert (back.pixels.min(), back.pixels.max()) == (0, 65535)


class TestDepth:
    def test_auto_writes_what_the_source_had(self, tmp_path: Path) -> None:
        fine = PHOTO.astype(np.uint16) * 257
        for depth, wanted in (("8", np.uint8), ("16", np.uint16), ("10", np.uint16)):
            path = _save(Picture(fine, depth=depth), tmp_path)
            assert load_image(path).image.pixels.dtype == wanted

    def test_fewer_bits_are_rounded_to_the_nearest(self, tmp_path: Path) -> None:
        path = _save(Picture(GRADIENT, depth="16"), tmp_path, depth="8")
        assert np.array_equal(load_image(path).image.pixels, np.floor(GRADIENT / 257 + 0.5).astype(np.uint8))
        floats = (GRADIENT / 65535).astype(np.float32)
        path = _save(Picture(floats, depth="float"), tmp_path)
        assert np.abs(load_image(path).image.pixels.astype(int) - GRADIENT).max() <= 1

    def test_more_bits_span_the_whole_range(self, tmp_path: Path) -> None:
        path = _save(Picture(PHOTO), tmp_path, depth="16")
        assert np.array_equal(load_image(path).image.pixels, PHOTO.astype(np.uint16) * 257)

    def test_values_outside_are_clipped_and_that_is_said(self, tmp_path: Path) -> None:
        pixels = np.array([[[-1.0], [0.0], [0.5], [1.0], [7.0]]], np.float32)
        notes = _noted(Picture(pixels, "gray", depth="8"), tmp_path)
        assert len(notes) == 1
        assert "clipped" in notes[0]
        assert load_image(tmp_path / "picture.png").image.pixels.ravel().tolist() == [0, 0, 128, 255, 255]
        assert _noted(Picture(pixels.clip(0, 1), "gray"), tmp_path) == []

    def test_linear_light_is_encoded_for_integers_and_kept_in_float(self, tmp_path: Path) -> None:
        light = np.linspace(0, 1, 300, dtype=np.float32).reshape(10, 10, 3)
        picture = Picture(light, "linear", depth="float")
        encoded = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
        back = load_image(_save(picture, tmp_path, depth="16")).image
        assert back.space == "srgb"
        assert np.abs(back.pixels / 65535 - encoded).max() < 1e-4
        back = load_image(_save(picture, tmp_path, format="tiff")).image
        assert back.space == "linear"
        assert np.array_equal(back.pixels, light)
        with Image.open(_save(picture, tmp_path, format="tiff", depth="8")) as other:
            assert "icc_profile" not in other.info


class TestCompanions:
    @pytest.mark.parametrize("format_", ["png", "jpeg", "webp", "tiff", "avif"])
    def test_profile_exif_xmp_and_dpi_survive(self, tmp_path: Path, format_: str) -> None:
        icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        tags = Image.Exif()
        tags[0x0132] = "2026:01:02 03:04:05"
        source = tmp_path / "source.jpg"
        Image.fromarray(PHOTO).save(source, exif=tags, icc_profile=icc, dpi=(300, 300), xmp=b"<x:xmpmeta/>")
        path = _save(load_image(source).image, tmp_path, format=format_)
        with Image.open(path) as other:
            assert other.info["icc_profile"] == icc
            if format_ not in ("webp", "avif"):
                assert other.info["dpi"] == pytest.approx((300, 300), abs=0.01)
        back = load_image(path).image
        assert back.dpi == pytest.approx((300, 300), abs=0.01)
        assert back.xmp == b"<x:xmpmeta/>"
        if format_ != "tiff":
            assert back.exif is not None
            assert b"2026:01:02 03:04:05" in back.exif
        bare = load_image(_save(load_image(source).image, tmp_path, format=format_, metadata="drop")).image
        assert (bare.exif, bare.xmp) == (None, None)
        assert bare.icc == icc

    def test_display_p3_gets_its_profile(self, tmp_path: Path) -> None:
        back = load_image(_save(Picture(PHOTO, "display-p3"), tmp_path)).image
        assert back.space == "display-p3"
        assert back.icc is not None


class TestLosses:
    def test_alpha_is_laid_on_white_in_jpeg(self, tmp_path: Path) -> None:
        pixels = np.zeros((16, 32, 4), np.uint8)
        pixels[:, 16:, 3] = 255
        notes = _noted(Picture(pixels), tmp_path, format="jpeg")
        assert notes == ["JPEG cannot hold transparency; the picture is laid on white."]
        back = load_image(tmp_path / "picture.jpg").image.pixels
        assert back.shape == (16, 32, 3)
        assert back[:, :8].min() > 250
        assert back[:, 24:].max() < 5

    @pytest.mark.parametrize("format_", ["jpeg", "webp"])
    def test_sixteen_bits_in_an_8_bit_format_are_noted(self, tmp_path: Path, format_: str) -> None:
        notes = _noted(Picture(PHOTO.astype(np.uint16) * 257, depth="16"), tmp_path, format=format_)
        assert notes == [f"{FORMATS[format_].title} cannot hold 16 bits; 8 bits are written."]
        assert _noted(Picture(PHOTO.astype(np.uint16) * 257, depth="8"), tmp_path, format=format_) == []

    @pytest.mark.parametrize(("format_", "side"), [("jpeg", 65_501), ("webp", 16_384), ("avif", 16_385)])
    def test_too_long_sides_are_refused_before_and_while_running(self, tmp_path: Path, format_: str, side: int) -> None:
        rule = save_image.rule
        assert rule is not None
        wishes = {"folder": tmp_path, "subfolder": "", "name": "a", "format": format_, "if_exists": "overwrite"}
        wishes |= {"depth": "auto", "compression": "deflate", "template": "{name}"}
        with pytest.raises(ValueError, match=r"is too large for .*; save it as PNG or TIFF\.$"):
            rule(image=PictureFact(side, 2, 3), **wishes)
        rule(image=PictureFact(side - 1, 2, 3), **wishes)
        with pytest.raises(Refused, match="is too large"):
            _save(Picture(np.zeros((2, side, 1), np.uint8)), tmp_path, format=format_)
        path = _save(Picture(np.zeros((2, side - 1, 1), np.uint8)), tmp_path, format=format_)
        assert load_image(path).image.width == side - 1


class TestTarget:
    def test_a_skipped_picture_is_not_even_computed(self, tmp_path: Path) -> None:
        (tmp_path / "a.png").write_bytes(b"old")
        reasons: list[str] = []
        token = current.set(Context(on_skip=reasons.append))

        def compute() -> Picture:
            raise AssertionError("the picture was asked for")

        try:
            path = save_image(Lazy(compute), tmp_path, "a", if_exists="skip")
        finally:
            current.reset(token)
        assert path == tmp_path / "a.png"
        assert path.read_bytes() == b"old"
        assert reasons == [f"{path} exists."]

    def test_overwrite_and_number(self, tmp_path: Path) -> None:
        first = _save(Picture(PHOTO), tmp_path, name="a")
        assert _save(Picture(PHOTO[:5]), tmp_path, name="a") == first
        assert load_image(first).image.height == 5
        assert _save(Picture(PHOTO), tmp_path, name="a", if_exists="number") == tmp_path / "a-2.png"
        assert _save(Picture(PHOTO), tmp_path, name="a", if_exists="number") == tmp_path / "a-3.png"
        assert load_image(first).image.height == 5

    def test_a_suffix_of_the_format_is_not_added_twice(self, tmp_path: Path) -> None:
        for format_, name, file in (
            ("jpeg", "a.JPEG", "a.JPEG"),
            ("tiff", "a.tiff", "a.tiff"),
            ("png", "a.jpg", "a.jpg.png"),
            ("png", ".png", ".png.png"),
        ):
            assert _save(Picture(PHOTO), tmp_path, name=name, format=format_).name == file

    def test_subfolders_are_made(self, tmp_path: Path) -> None:
        assert _save(Picture(PHOTO), tmp_path, name="n", subfolder="a/b") == tmp_path / "a" / "b" / "n.png"

    @pytest.mark.parametrize("wishes", [{"name": "../a"}, {"name": ""}, {"subfolder": ".."}, {"subfolder": "/tmp"}])
    def test_no_name_leaves_the_folder(self, tmp_path: Path, wishes: dict[str, str]) -> None:
        with pytest.raises(Refused):
            _save(Picture(PHOTO), tmp_path / "x", **wishes)
        assert list(tmp_path.iterdir()) == []

    def test_a_folder_in_the_way_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "a.png").mkdir()
        with pytest.raises(Refused, match="is a folder"):
            _save(Picture(PHOTO), tmp_path, name="a")

    def test_the_rule_names_the_file_where_it_is_sure(self, tmp_path: Path) -> None:
        rule = save_image.rule
        assert rule is not None
        wishes = {"folder": tmp_path, "subfolder": "s", "name": "a", "format": "jpeg", "depth": "auto"}
        wishes |= {"compression": "deflate", "template": "{name}"}
        assert rule(image=PictureFact(4, 2, 3), if_exists="overwrite", **wishes) == tmp_path / "s" / "a.jpg"
        assert rule(image=PictureFact(4, 2, 3), if_exists="number", **wishes) is None

    def test_brackets_and_bytes_in_names_are_no_options(self, tmp_path: Path) -> None:
        for name in ("a[Q=1]", "b.png[compression=9]", "ü 東京"):
            assert load_image(_save(Picture(PHOTO), tmp_path, name=name)).name == name


class TestEndings:
    @pytest.mark.parametrize("format_", ["png", "jpeg", "tiff"])
    def test_stop_in_the_middle_leaves_nothing(self, tmp_path: Path, format_: str) -> None:
        stop = threading.Event()
        fractions: list[float] = []

        def follow(fraction: float) -> None:
            fractions.append(fraction)
            if fraction > 0.2:
                stop.set()

        pixels = np.random.default_rng(0).integers(0, 256, (3000, 1500, 3), np.uint8)
        token = current.set(Context(on_progress=follow, stop=stop))
        try:
            with pytest.raises(NodegraphError, match="Stopped"):
                _save(Picture(pixels), tmp_path, format=format_)
        finally:
            current.reset(token)
        assert list(tmp_path.iterdir()) == []
        assert fractions[-1] < 0.9

    def test_progress_rises_to_the_end(self, tmp_path: Path) -> None:
        fractions: list[float] = []
        token = current.set(Context(on_progress=fractions.append))
        try:
            _save(Picture(np.random.default_rng(0).integers(0, 256, (4000, 1500, 3), np.uint8)), tmp_path)
        finally:
            current.reset(token)
        assert fractions == sorted(fractions)
        assert fractions[-1] > 0.8

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
    def test_a_full_disk_is_one_sentence(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from nodes._kernels.codecs import write_by_vips

        original = write_by_vips.save

        def onto_a_full_disk(image: object, target: object, *rest: object) -> None:
            full = write_by_vips.vips.library().Target.new_to_file("/dev/full")
            original(image, full, *rest)  # type: ignore[arg-type]

        monkeypatch.setattr(write_by_vips, "save", onto_a_full_disk)
        with pytest.raises(RunError, match=r"has no room left"):
            _save(Picture(np.random.default_rng(0).integers(0, 256, (500, 500, 3), np.uint8)), tmp_path)
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
    def test_kill_in_the_middle_leaves_the_old_picture(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        old = _save(Picture(PHOTO), tmp_path, name="a")
        script = (
            "import sys, numpy as np\n"
            "from pathlib import Path\n"
            "from nodegraph import Lazy, Picture\n"
            "from nodegraph.core.context import Context, current\n"
            "from nodes.image.save import save_image\n"
            "def follow(fraction):\n"
            "    if fraction > 0.2:\n"
            "        print('half', flush=True)\n"
            "        sys.stdin.read()\n"
            "current.set(Context(on_progress=follow))\n"
            "noise = np.random.default_rng(0).integers(0, 256, (2000, 2000, 3), np.uint8)\n"
            "save_image(Lazy(lambda: Picture(noise)), Path(sys.argv[1]), 'a')\n"
        )
        command = [sys.executable, "-c", script, str(tmp_path)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stdout.readline() == b"half\n"
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        assert len(list(tmp_path.iterdir())) == 2
        assert np.array_equal(load_image(old).image.pixels, PHOTO)
        monkeypatch.setattr(atomic, "_swept", set())
        _save(Picture(PHOTO[:9]), tmp_path, name="a")
        assert [path.name for path in tmp_path.iterdir()] == ["a.png"]
        assert load_image(old).image.height == 9


def test_strips_of_a_file_backed_picture_are_given_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from nodegraph import allocate
    from nodes._kernels.codecs import vips

    monkeypatch.setenv("NODEGRAPH_PIXEL_BUDGET", "1000")
    monkeypatch.setattr(vips, "_GIVE_BACK", 1)
    given: list[int] = []
    original = vips.release_pages
    monkeypatch.setattr(vips, "release_pages", lambda strip: (given.append(len(strip)), original(strip)))
    pixels = allocate((4000, 200, 3), np.uint16)
    pixels[:] = np.arange(4000, dtype=np.uint16)[:, None, None] * 16
    path = _save(Picture(pixels, depth="16"), tmp_path)
    assert sum(given) > 2000
    assert np.array_equal(load_image(path).image.pixels, pixels)
