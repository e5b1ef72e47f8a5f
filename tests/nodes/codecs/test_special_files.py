"""Kinds of files that the usual libraries read wrongly, or not at all."""

import io
import logging
import struct
from pathlib import Path

import cv2
import numpy as np
import pytest
import pyvips
import tifffile
from PIL import Image, ImageFile
from PIL.PngImagePlugin import PngInfo
from skimage import data

from nodegraph.core.context import Context, current
from nodes._kernels.codecs.read import open_picture
from nodes._kernels.files import Refused
from nodes.image.load import load_image

PHOTO = data.astronaut()[:61, :83]


class TestTiff:
    @pytest.mark.parametrize("shape", [(5, 7), (5, 7, 3), (5, 7, 4)])
    def test_64_bits_become_float(self, tmp_path: Path, shape: tuple[int, ...]) -> None:
        values = np.random.default_rng(0).normal(0.5, 2, shape)
        kind = {2: "minisblack", 3: "rgb"}[len(shape)]
        tifffile.imwrite(tmp_path / "a.tif", values, photometric=kind)
        image = load_image(tmp_path / "a.tif").image
        assert image.fact == open_picture(tmp_path / "a.tif").fact
        wanted = values.astype(np.float32).reshape(5, 7, -1)
        assert image.depth == "float"
        assert np.array_equal(image.pixels, wanted[:, :, : 3 if shape[-1:] == (4,) and image.channels == 3 else 4])

    def test_colors_of_8_bits_are_divided_by_alpha_exactly(self, tmp_path: Path) -> None:
        premultiplied = np.array([[[3, 2, 1, 5], [9, 9, 9, 0], [100, 50, 255, 255]]], np.uint8)
        tifffile.imwrite(tmp_path / "a.tif", premultiplied, photometric="rgb", extrasamples=[1])
        image = load_image(tmp_path / "a.tif").image
        assert image.fact == open_picture(tmp_path / "a.tif").fact
        assert (image.pixels.dtype, image.depth) == (np.uint16, "8")
        assert image.pixels[0, 0].tolist() == [39321, 26214, 13107, 1285]
        assert image.pixels[0, 1, 3] == 0
        assert image.pixels[0, 2].tolist() == [25700, 12850, 65535, 65535]

    def test_colors_of_16_bits_divided_by_alpha_are_not_rounded(self, tmp_path: Path) -> None:
        premultiplied = np.array([[[3, 2, 1, 5], [9, 9, 9, 0], [30000, 50, 40000, 40000]]], np.uint16)
        tifffile.imwrite(tmp_path / "a.tif", premultiplied, photometric="rgb", extrasamples=[1])
        image = load_image(tmp_path / "a.tif").image
        assert image.fact == open_picture(tmp_path / "a.tif").fact
        assert (image.pixels.dtype, image.depth) == (np.float32, "16")
        assert image.pixels[0, 0] == pytest.approx([3 / 5, 2 / 5, 1 / 5, 5 / 65535], rel=1e-6)
        assert image.pixels[0, 2] == pytest.approx([0.75, 0.00125, 1, 40000 / 65535], rel=1e-6)
        assert image.pixels[0, 1, 3] == 0

    @pytest.mark.parametrize("compression", ["zstd", "lzma", "lerc", "jpeg2000", "webp"])
    def test_compressions_that_libvips_takes_for_black(self, tmp_path: Path, compression: str) -> None:
        pytest.importorskip("imagecodecs")
        options = {"level": 101} if compression == "webp" else None
        tifffile.imwrite(tmp_path / "a.tif", PHOTO, compression=compression, compressionargs=options)
        assert np.array_equal(load_image(tmp_path / "a.tif").image.pixels, PHOTO)

    def test_a_damaged_strip_is_no_black_strip(self, tmp_path: Path) -> None:
        path = tmp_path / "a.tif"
        tifffile.imwrite(path, data.astronaut(), compression="lzw", rowsperstrip=32)
        whole = bytearray(path.read_bytes())
        whole[len(whole) // 2 : len(whole) // 2 + 400] = bytes(400)
        path.write_bytes(whole)
        with pytest.raises(Refused, match="damaged"):
            load_image(path)

    @pytest.mark.parametrize("big", [False, True])
    @pytest.mark.parametrize("order", ["<", ">"])
    def test_exif_of_both_byte_orders_and_big_files(self, tmp_path: Path, big: bool, order: str) -> None:
        tags = [(0x0110, 2, 6, b"camera", True), (0x0132, 2, 20, "2026:01:02 03:04:05", True)]
        with tifffile.TiffWriter(tmp_path / "a.tif", bigtiff=big, byteorder=order) as file:
            file.write(PHOTO, photometric="rgb", extratags=tags, software=False, metadata=None)
        kept = load_image(tmp_path / "a.tif").image.exif
        assert kept is not None
        read = Image.Exif()
        read.load(b"Exif\0\0" + kept)
        assert (read[0x0110], read[0x0132]) == ("camera", "2026:01:02 03:04:05")

    def test_a_description_of_the_old_file_stays_behind(self, tmp_path: Path) -> None:
        tifffile.imwrite(tmp_path / "a.tif", PHOTO, photometric="rgb", software=False)
        assert load_image(tmp_path / "a.tif").image.exif is None

    def test_floats_with_white_as_zero_keep_their_sign(self, tmp_path: Path) -> None:
        values = np.array([[0.25, -1.5]], np.float32)
        tifffile.imwrite(tmp_path / "a.tif", values, photometric="miniswhite")
        assert load_image(tmp_path / "a.tif").image.pixels.ravel().tolist() == [0.25, -1.5]

    @pytest.mark.parametrize(("bits", "depth"), [(2, "8"), (4, "8"), (10, "10"), (12, "12"), (14, "16"), (24, "float")])
    def test_white_is_the_largest_number_of_any_bits(self, tmp_path: Path, bits: int, depth: str) -> None:
        if bits > 8:
            pytest.importorskip("imagecodecs")
        values = np.linspace(0, 2**bits - 1, 24).round().astype(np.uint64).reshape(3, 8)
        (tmp_path / "a.tif").write_bytes(_packed_tiff(values, bits))
        image = load_image(tmp_path / "a.tif").image
        assert image.fact == open_picture(tmp_path / "a.tif").fact
        full = {"8": 255, "float": 1}.get(depth, 65535)
        wanted = values.astype(float) * full / (2**bits - 1)
        assert image.depth == depth
        assert image.pixels[:, :, 0] == pytest.approx(wanted, abs=1e-7 if depth == "float" else 0.5)

    def test_tiles_of_one_channel_each(self, tmp_path: Path) -> None:
        planes = np.random.default_rng(0).integers(0, 65536, (4, 50, 70)).astype(np.uint16)
        options = {"photometric": "rgb", "planarconfig": "separate", "extrasamples": [2], "tile": (32, 32)}
        tifffile.imwrite(tmp_path / "a.tif", planes, **options)
        assert np.array_equal(load_image(tmp_path / "a.tif").image.pixels, np.moveaxis(planes, 0, 2))

    @pytest.mark.parametrize("kind", ["labs", "lab"])
    def test_lab_of_16_bits_or_floats_stays_16_bits(self, tmp_path: Path, kind: str) -> None:
        photo = pyvips.Image.new_from_array(PHOTO).copy(interpretation="srgb")
        photo.colourspace(kind).tiffsave(str(tmp_path / "a.tif"))
        image = load_image(tmp_path / "a.tif").image
        assert image.fact == open_picture(tmp_path / "a.tif").fact
        assert (image.depth, image.pixels.dtype) == ("16", np.uint16)
        assert np.abs(image.pixels / 257 - PHOTO).max() < 0.1

    @pytest.mark.parametrize("kind", [np.uint8, np.uint16])
    @pytest.mark.parametrize("planar", [False, True])
    def test_alpha_of_inks_is_what_it_was(self, tmp_path: Path, kind: type, planar: bool) -> None:
        inks = np.random.default_rng(0).integers(0, np.iinfo(kind).max, (5, 50, 70)).astype(kind)
        arrangement = {"planarconfig": "separate" if planar else "contig", "extrasamples": [2]}
        stored = inks if planar else np.moveaxis(inks, 0, 2)
        tifffile.imwrite(tmp_path / "a.tif", stored, photometric="separated", **arrangement)
        tifffile.imwrite(tmp_path / "b.tif", np.moveaxis(inks[:4], 0, 2), photometric="separated")
        image = load_image(tmp_path / "a.tif").image
        assert image.fact == open_picture(tmp_path / "a.tif").fact
        assert np.array_equal(image.pixels[:, :, 3], inks[4])
        assert np.array_equal(image.pixels[:, :, :3], load_image(tmp_path / "b.tif").image.pixels)

    def test_numbers_that_are_no_picture_are_named(self, tmp_path: Path) -> None:
        tifffile.imwrite(tmp_path / "a.tif", np.ones((5, 7), np.complex64))
        with pytest.raises(Refused, match="a kind of TIFF that is not read"):
            load_image(tmp_path / "a.tif")
        tifffile.imwrite(tmp_path / "a.tif", PHOTO, photometric="rgb")
        whole = (tmp_path / "a.tif").read_bytes()
        tag = struct.pack("<HHIH", 259, 3, 1, 1)
        assert whole.count(tag) == 1
        (tmp_path / "a.tif").write_bytes(whole.replace(tag, struct.pack("<HHIH", 259, 3, 1, 32895)))
        with pytest.raises(Refused, match=r"not read \(.*32895.* not supported\); save it as RGB"):
            load_image(tmp_path / "a.tif")
        (tmp_path / "a.tif").write_bytes(b"II*\0" + bytes(40))
        with pytest.raises(Refused, match="is damaged"):
            load_image(tmp_path / "a.tif")

    def test_a_raw_photograph_is_refused_not_read_as_its_small_copy(self, tmp_path: Path) -> None:
        small, raw = PHOTO[::4, ::4], np.ones((60, 80), np.uint16)
        with tifffile.TiffWriter(tmp_path / "a.nef") as file:
            file.write(small, photometric="rgb", subfiletype=1, subifds=1)
            file.write(
                raw, photometric=32803, subfiletype=0, extratags=[(33421, 3, 2, (2, 2)), (33422, 1, 4, bytes(4))]
            )
        with tifffile.TiffWriter(tmp_path / "a.dng") as file:
            file.write(small, photometric="rgb", extratags=[(50706, 1, 4, bytes((1, 4, 0, 0)))])
        (tmp_path / "a.raf").write_bytes(b"FUJIFILMCCD-RAW 0201" + bytes(100))
        (tmp_path / "a.cr3").write_bytes(struct.pack(">I8sI4s", 24, b"ftypcrx ", 1, b"crx ") + bytes(100))
        for suffix in ("nef", "dng", "raf", "cr3"):
            with pytest.raises(Refused, match="a camera's raw file, which is not read here; develop it"):
                open_picture(tmp_path / f"a.{suffix}")


def _packed_tiff(values: np.ndarray, bits: int) -> bytes:
    """Gray of any number of bits, packed row by row."""
    digits = values[:, :, None] >> np.arange(bits - 1, -1, -1, dtype=np.uint64) & np.uint64(1)
    body = np.packbits(digits.astype(np.uint8).reshape(len(values), -1), axis=1).tobytes()
    tags = [(256, 4, values.shape[1]), (257, 4, len(values)), (258, 3, bits), (259, 3, 1), (262, 3, 1)]
    tags += [(273, 4, 8 + 2 + 12 * 9 + 4), (277, 3, 1), (278, 4, len(values)), (279, 4, len(body))]
    entries = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    return b"II" + struct.pack("<HIH", 42, 8, len(tags)) + entries + bytes(4) + body


class TestPng:
    def test_exif_and_xmp_behind_the_pixels(self, tmp_path: Path) -> None:
        path = tmp_path / "a.png"
        text = PngInfo()
        text.add_itxt("XML:com.adobe.xmp", "<x/>", zip=True)
        tags = Image.Exif()
        tags[0x0112], tags[0x0132] = 6, "2026:01:02 03:04:05"
        Image.fromarray(PHOTO).save(path, exif=tags, pnginfo=text)
        whole = path.read_bytes()
        chunks, place = [], 8
        while place < len(whole):
            (length,) = struct.unpack_from(">I", whole, place)
            chunks.append(whole[place : place + 12 + length])
            place += 12 + length
        late = [chunk for chunk in chunks if chunk[4:8] in (b"eXIf", b"iTXt")]
        assert len(late) == 2
        early = [chunk for chunk in chunks[:-1] if chunk not in late]
        path.write_bytes(whole[:8] + b"".join([*early, *late, chunks[-1]]))
        image = load_image(path).image
        assert np.array_equal(image.pixels, np.rot90(PHOTO, -1))
        assert image.xmp == b"<x/>"
        assert image.exif is not None
        assert b"2026:01:02" in image.exif


class TestJpeg:
    @pytest.mark.parametrize(("bits", "lossless"), [(10, True), (12, False), (12, True), (16, True)])
    @pytest.mark.parametrize("channels", [1, 3])
    def test_more_than_8_bits(self, tmp_path: Path, bits: int, lossless: bool, channels: int) -> None:
        library = pytest.importorskip("imagecodecs")
        top = 2**bits - 1
        ramp = np.linspace(0, top, 40 * 48).round().astype(np.uint16).reshape(40, 48)
        values = ramp if channels == 1 else np.dstack([ramp, ramp[::-1], ramp[:, ::-1]])
        coded = library.jpeg8_encode(values, level=99, bitspersample=bits, lossless=lossless)
        tags = Image.Exif()
        tags[0x0112] = 6
        exif = b"Exif\0\0" + tags.tobytes().removeprefix(b"Exif\0\0")
        path = tmp_path / "a.jpg"
        path.write_bytes(coded[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + coded[2:])
        image = load_image(path).image
        assert image.fact == open_picture(path).fact
        assert image.depth == (str(bits) if bits < 16 else "16")
        wanted = np.rot90(np.asarray(library.jpeg8_decode(coded)).reshape(40, 48, -1), -1)
        assert np.array_equal(image.pixels, np.floor(wanted * (65535 / top) + 0.5).astype(np.uint16))
        path.write_bytes(path.read_bytes()[:-400])
        with pytest.raises(Refused, match="its end is missing"):
            load_image(path)

    def test_jpeg_ls_is_named(self, tmp_path: Path) -> None:
        library = pytest.importorskip("imagecodecs")
        (tmp_path / "a.jpg").write_bytes(library.jpegls_encode(PHOTO))
        with pytest.raises(Refused, match="a JPEG-LS picture, which is not read here"):
            open_picture(tmp_path / "a.jpg")


class TestMaps:
    @pytest.mark.parametrize(("top", "kind"), [(1, np.uint8), (100, np.uint8), (1023, np.uint16), (4095, np.uint16)])
    def test_white_is_what_the_header_says(self, tmp_path: Path, top: int, kind: type) -> None:
        values = np.linspace(0, top, 40).round().astype(">u2" if top > 255 else np.uint8)
        (tmp_path / "a.pgm").write_bytes(f"P5\n40 1\n{top}\n".encode() + values.tobytes())
        full = np.iinfo(kind).max
        pixels = load_image(tmp_path / "a.pgm").image.pixels
        assert pixels.dtype == kind
        assert np.array_equal(pixels[0, :, 0], np.floor(values.astype(float) * full / top + 0.5))

    def test_the_scale_of_a_pfm_is_no_factor(self, tmp_path: Path) -> None:
        values = np.array([[1, 2], [3, 4]], "<f4")
        (tmp_path / "a.pfm").write_bytes(b"Pf\n2 2\n-2.5\n" + values[::-1].tobytes())
        assert np.allclose(load_image(tmp_path / "a.pfm").image.pixels[:, :, 0], values, rtol=1e-6)

    @pytest.mark.parametrize(
        ("name", "channels", "top"),
        [
            *(("GRAYSCALE", 1, 255), ("GRAYSCALE_ALPHA", 2, 255), ("RGB", 3, 255), ("RGB_ALPHA", 4, 255)),
            *(("GRAYSCALE", 1, 65535), ("RGB", 3, 65535), ("RGB_ALPHA", 4, 65535), ("RGB", 3, 100), ("RGB", 3, 4095)),
            ("BLACKANDWHITE", 1, 1),
        ],
    )
    def test_pam(self, tmp_path: Path, name: str, channels: int, top: int) -> None:
        values = np.random.default_rng(0).integers(0, top + 1, (7, 9, channels))
        head = f"P7\nWIDTH 9\nHEIGHT 7\n# made by hand\nDEPTH {channels}\nMAXVAL {top}\nTUPLTYPE {name}\nENDHDR\n"
        (tmp_path / "a.pam").write_bytes(head.encode() + values.astype(">u2" if top > 255 else "u1").tobytes())
        image = load_image(tmp_path / "a.pam").image
        assert image.fact == open_picture(tmp_path / "a.pam").fact
        wanted = (values * (65535 if top > 255 else 255) + top // 2) // top
        assert np.array_equal(image.pixels, wanted[:, :, [0, 0, 0, 1]] if channels == 2 else wanted)
        (tmp_path / "a.pam").write_bytes(head.encode() + bytes(5))
        with pytest.raises(Refused, match="damaged or cut off"):
            load_image(tmp_path / "a.pam")

    @pytest.mark.parametrize("order", ["-Y +X", "-Y -X", "+Y +X", "+Y -X", "+X -Y", "-X -Y", "+X +Y", "-X +Y"])
    def test_rows_of_an_hdr_in_every_order(self, tmp_path: Path, order: str) -> None:
        numbers = np.random.default_rng(0).integers(128, 256, (5, 6, 4)).astype(np.uint8)
        numbers[:, :, 3] = 130
        stored = numbers[::-1] if "+Y" in order else numbers
        stored = stored[:, ::-1] if "-X" in order else stored
        stored = stored if "Y" in order[:2] else stored.transpose(1, 0, 2)
        first, second = order.split()
        size = f"{first} {len(stored)} {second} {stored.shape[1]}"
        head = f"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n{size}\n"
        (tmp_path / "a.hdr").write_bytes(head.encode() + stored.tobytes())
        image = load_image(tmp_path / "a.hdr").image
        assert image.fact == open_picture(tmp_path / "a.hdr").fact
        assert image.pixels == pytest.approx(numbers[:, :, :3] / 64, abs=1 / 64)

    def test_light_in_xyz_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "a.hdr").write_bytes(b"#?RADIANCE\nFORMAT=32-bit_rle_xyze\n\n-Y 1 +X 1\n" + bytes(4))
        with pytest.raises(Refused, match="XYZ"):
            open_picture(tmp_path / "a.hdr")


class TestBmp:
    COLORS = np.random.default_rng(3).integers(0, 256, (256, 3)).astype(np.uint8)

    def write(self, path: Path, width: int, height: int, body: bytes, bits: int = 8) -> None:
        palette = np.pad(self.COLORS[: 2**bits, ::-1], ((0, 0), (0, 1))).tobytes()
        start = 54 + len(palette)
        head = struct.pack("<IiiHHIIiiII", 40, width, height, 1, bits, 1 if bits == 8 else 2, len(body), 0, 0, 0, 0)
        path.write_bytes(b"BM" + struct.pack("<IHHI", start + len(body), 0, 0, start) + head + palette + body)

    def test_runs_and_rows_of_single_pixels(self, tmp_path: Path) -> None:
        body = (b"\0\5\1\2\3\4\5\0" + b"\x08\x09" + b"\0\0") * 6 + b"\0\1"
        self.write(tmp_path / "a.bmp", 13, 6, body)
        image = load_image(tmp_path / "a.bmp").image
        assert image.fact == open_picture(tmp_path / "a.bmp").fact
        assert np.array_equal(image.pixels, np.tile(self.COLORS[[1, 2, 3, 4, 5] + [9] * 8], (6, 1, 1)))
        with Image.open(tmp_path / "a.bmp") as other:
            assert np.array_equal(image.pixels, np.asarray(other.convert("RGB")))

    def test_runs_of_4_bits(self, tmp_path: Path) -> None:
        self.write(tmp_path / "a.bmp", 9, 2, (b"\x06\x7a" + b"\0\3\x12\x30" + b"\0\0") * 2 + b"\0\1", 4)
        wanted = np.tile(self.COLORS[[7, 10, 7, 10, 7, 10, 1, 2, 3]], (2, 1, 1))
        assert np.array_equal(load_image(tmp_path / "a.bmp").image.pixels, wanted)

    def test_pixels_left_out_have_the_first_color(self, tmp_path: Path) -> None:
        self.write(tmp_path / "a.bmp", 6, 4, b"\x02\7" + b"\0\2\1\1" + b"\x02\x08" + b"\0\0" + b"\x03\x09" + b"\0\1")
        wanted = np.zeros((4, 6), int)
        wanted[3, :2], wanted[2, 3:5], wanted[1, :3] = 7, 8, 9
        assert np.array_equal(load_image(tmp_path / "a.bmp").image.pixels, self.COLORS[wanted])

    @pytest.mark.parametrize("body", [b"\x06\1\0\0" * 3, b"\x06\1\0\0" * 3 + b"\0\x09ab", b"\0\1"])
    def test_runs_that_end_early_are_refused(self, tmp_path: Path, body: bytes) -> None:
        side = 30_000 if body == b"\0\1" else 6
        self.write(tmp_path / "a.bmp", side, side, body)
        with pytest.raises(Refused, match="damaged or cut off"):
            load_image(tmp_path / "a.bmp")


class TestJpeg2000:
    @pytest.mark.parametrize("bits", [10, 12, 16])
    @pytest.mark.parametrize("channels", [1, 3, 4])
    def test_more_than_8_bits(self, tmp_path: Path, bits: int, channels: int) -> None:
        library = pytest.importorskip("imagecodecs")
        top = 2**bits - 1
        values = np.random.default_rng(0).integers(0, top + 1, (70, 66, channels)).astype(np.uint16)
        given = values[:, :, 0] if channels == 1 else values
        data = library.jpeg2k_encode(given, level=0, codecformat="jp2", bitspersample=bits)
        (tmp_path / "a.jp2").write_bytes(data)
        image = load_image(tmp_path / "a.jp2").image
        assert image.fact == open_picture(tmp_path / "a.jp2").fact
        assert image.depth == str(bits)
        assert np.array_equal(image.pixels, np.floor(values * (65535 / top) + 0.5).astype(np.uint16))


class TestRepair:
    @pytest.mark.parametrize("suffix", ["jpg", "png", "tif"])
    def test_what_a_cut_off_file_holds(self, tmp_path: Path, suffix: str) -> None:
        path = tmp_path / f"a.{suffix}"
        photo = data.astronaut()
        Image.fromarray(photo).save(path)
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) * 2 // 3])
        with pytest.raises(Refused, match="damaged or cut off"):
            load_image(path)
        notes: list[str] = []
        token = current.set(Context(on_note=notes.append))
        try:
            image = load_image(path, repair=True).image
        finally:
            current.reset(token)
        assert notes == [f"{path.name} is damaged or cut off; what it still holds was read."]
        assert image.pixels.shape == photo.shape
        assert np.abs(image.pixels[:250].astype(int) - photo[:250]).mean() < 4

    def test_a_whole_file_is_the_same(self, tmp_path: Path) -> None:
        Image.fromarray(PHOTO).save(tmp_path / "a.jpg")
        assert np.array_equal(
            load_image(tmp_path / "a.jpg", repair=True).image.pixels, load_image(tmp_path / "a.jpg").image.pixels
        )

    def test_nothing_comes_of_rubbish(self, tmp_path: Path) -> None:
        (tmp_path / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0 rubbish")
        with pytest.raises(Refused, match="damaged"):
            load_image(tmp_path / "a.jpg", repair=True)


def test_values_that_are_no_numbers_become_some(tmp_path: Path) -> None:
    values = np.array([[np.nan, np.inf, -np.inf, 0.5]], np.float32)
    tifffile.imwrite(tmp_path / "a.tif", values)
    notes: list[str] = []
    token = current.set(Context(on_note=notes.append))
    try:
        assert load_image(tmp_path / "a.tif").image.pixels.ravel().tolist() == [0, 65504, -65504, 0.5]
    finally:
        current.reset(token)
    assert "3 values" in notes[0]


def test_the_pixel_limit_is_digits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.fromarray(PHOTO).save(tmp_path / "a.png")
    monkeypatch.setenv("NODEGRAPH_MAX_PIXELS", "a lot")
    with pytest.raises(Refused, match="no number of pixels"):
        open_picture(tmp_path / "a.png")


def test_pillow_is_left_as_it_was(tmp_path: Path) -> None:
    """Repairing goes through libvips, not through a switch that all of Pillow's users share."""
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False
    assert cv2.haveImageReader is not None


def test_what_libvips_warns_of_stays_away_from_python(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Python would collect garbage within a warning; a damaged picture freed there warns too, and GLib calls abort."""
    whole = io.BytesIO()
    Image.fromarray(data.astronaut()).save(whole, "png")
    (tmp_path / "a.png").write_bytes(whole.getvalue()[:9000])
    caplog.set_level(logging.WARNING)
    assert load_image(tmp_path / "a.png", repair=True).image.channels == 3
    assert not [record for record in caplog.records if "VIPS" in record.getMessage()]
