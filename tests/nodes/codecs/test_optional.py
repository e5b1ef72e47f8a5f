"""JPEG XL is read where its library is installed, and named with a remedy where it is not; HEIC is named."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nodegraph import Lazy, Picture, PictureFact
from nodes._kernels.codecs.jxl_header import read_header
from nodes._kernels.codecs.limits import NeedsLibrary
from nodes._kernels.codecs.read import open_picture
from nodes._kernels.files import Refused
from nodes.image.load import load_image
from nodes.image.save import save_image

RAMP = (np.indices((16, 24)).sum(0) * 6).astype(np.uint8)
COLORS = np.dstack([RAMP, RAMP[::-1], RAMP[:, ::-1]])


class TestJpegXl:
    @pytest.mark.parametrize("shape", [(16, 24), (17, 23, 3), (17, 23, 4), (9, 9, 2), (300, 1, 3), (100, 200, 3)])
    @pytest.mark.parametrize("kind", [np.uint8, np.uint16, np.float32])
    def test_files_of_another_encoder(self, tmp_path: Path, shape: tuple[int, ...], kind: type) -> None:
        library = pytest.importorskip("imagecodecs")
        full = 1 if kind is np.float32 else np.iinfo(kind).max
        values = (np.random.default_rng(0).random(shape) * full).astype(kind)
        for container in (False, True):
            data = library.jpegxl_encode(values, lossless=True, usecontainer=container)
            (tmp_path / "a.jxl").write_bytes(data)
            opened = open_picture(tmp_path / "a.jxl")
            image = opened.picture()
            assert opened.fact == image.fact
            # imagecodecs calls numbers of more than 8 bits linear light.
            assert (image.space == "linear") is (kind is not np.uint8)
            wanted = values.reshape(*shape[:2], -1)
            assert np.array_equal(image.pixels, wanted[:, :, [0, 0, 0, 1]] if shape[2:] == (2,) else wanted)

    def test_quality_and_effort_count(self, tmp_path: Path) -> None:
        pytest.importorskip("imagecodecs")
        sizes = []
        photo = Picture(np.random.default_rng(0).integers(100, 130, (64, 64, 3), np.uint8))
        for quality in (20, 60, 95):
            path = save_image(Lazy(lambda: photo), tmp_path, format="jxl", quality=quality)
            sizes.append(path.stat().st_size)
            assert np.abs(load_image(path).image.pixels.astype(int) - photo.pixels).mean() < 12
        assert sizes == sorted(sizes)

    def test_colors_that_need_a_profile_are_refused(self, tmp_path: Path) -> None:
        """A codestream of 16x24 pixels that has a profile inside: the bit before its kind of color is set."""
        library = pytest.importorskip("imagecodecs")
        data = bytearray(library.jpegxl_encode(COLORS.astype(np.uint16), lossless=False, usecontainer=False))
        plain = read_header(bytes(data))
        found = []
        for place in range(16, 80):
            changed = bytearray(data)
            changed[place // 8] ^= 1 << place % 8
            try:
                header = read_header(bytes(changed))
            except ValueError:
                continue
            if header == plain._replace(space=""):
                found.append(changed)
        assert found
        for changed in found:
            (tmp_path / "a.jxl").write_bytes(changed)
            with pytest.raises(Refused, match="with a color profile"):
                open_picture(tmp_path / "a.jxl")

    @pytest.mark.parametrize("end", [2, 5, 30, -20])
    def test_a_cut_off_file_is_refused(self, tmp_path: Path, end: int) -> None:
        library = pytest.importorskip("imagecodecs")
        data = library.jpegxl_encode(COLORS, lossless=True)
        (tmp_path / "a.jxl").write_bytes(data[:end])
        with pytest.raises(Refused, match="damaged or cut off"):
            open_picture(tmp_path / "a.jxl").picture()

    def test_the_library_is_named_before_work_starts(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("nodes._kernels.codecs.formats.find_spec", lambda name: None)
        (tmp_path / "a.jxl").write_bytes(b"\xff\x0a" + bytes(20))
        with pytest.raises(NeedsLibrary, match=r"install nodegraph\[codecs\]"):
            open_picture(tmp_path / "a.jxl")
        rule = save_image.rule
        assert rule is not None
        named = {"folder": tmp_path, "subfolder": "", "name": "a", "template": "{name}"}
        given = {**named, "depth": "auto", "if_exists": "overwrite"}
        for format_, compression in (("jxl", "deflate"), ("tiff", "zstd")):
            with pytest.raises(Refused, match=r"install nodegraph\[codecs\]"):
                rule(image=PictureFact(4, 2, 3), format=format_, compression=compression, **given)
        rule(image=PictureFact(4, 2, 3), format="png", compression="zstd", **given)


def test_avif_is_no_heic(tmp_path: Path) -> None:
    Image.fromarray(COLORS).save(tmp_path / "a.heic", "AVIF")
    assert load_image(tmp_path / "a.heic").image.pixels.shape == COLORS.shape


def test_heic_needs_a_library_or_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.heic").write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")
    with pytest.raises(Refused, match=r"a\.heic is (an HEIC picture; install nodegraph|damaged or cut off)"):
        open_picture(tmp_path / "a.heic")
    monkeypatch.setattr("nodes._kernels.codecs.by_heif.find_spec", lambda name: None)
    with pytest.raises(NeedsLibrary, match=r"is an HEIC picture; install nodegraph\[codecs\] to read it"):
        open_picture(tmp_path / "a.heic")
