"""Every awkward file is read to the pixels of a second, independent decoder, or refused with a sentence."""

import io
import struct
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np
import pytest
import pyvips
import tifffile
from PIL import Image, ImageCms, ImageFile, ImageOps

from nodes._kernels.codecs.read import open_picture
from nodes._kernels.files import Refused
from nodes.image.load import load_image

Decoder = Callable[[Path, int], np.ndarray]

_MODES = {1: "L", 3: "RGB", 4: "RGBA"}


def pillow(path: Path, channels: int) -> np.ndarray:
    """The first picture, upright, of 8 bits."""
    with Image.open(path) as image:
        image.seek(0)
        return _three(np.asarray(ImageOps.exif_transpose(image).convert(_MODES[channels])))


def pillow_16(path: Path, channels: int) -> np.ndarray:
    """Gray of 16 bits, which Pillow holds in three modes."""
    assert channels == 1
    with Image.open(path) as image:
        assert image.mode.startswith("I")
        return _three(np.asarray(image).astype(np.uint16))


def pillow_cut_off(path: Path, channels: int) -> np.ndarray:
    """What Pillow makes of a truncated file when it is told to go on."""
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        return pillow(path, channels)
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False


def little_cms(path: Path, channels: int) -> np.ndarray:
    """CMYK without a profile of its own, through the common one that libvips brings along."""
    assert channels == 3
    common = io.BytesIO(pyvips.Image.profile_load("cmyk"))
    with Image.open(path) as image:
        assert image.mode == "CMYK"
        made = ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(common),
            ImageCms.createProfile("sRGB"),
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
        assert made is not None
        return np.asarray(made)


def opencv(path: Path, channels: int) -> np.ndarray:
    """Any depth, as it is in the file."""
    pixels = _three(cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_UNCHANGED))
    assert pixels.shape[2] == channels
    return pixels[:, :, {1: [0], 3: [2, 1, 0], 4: [2, 1, 0, 3]}[channels]]


def tiff(path: Path, channels: int) -> np.ndarray:
    """The numbers of a TIFF's first page, as they are in the file."""
    del channels
    return _three(tifffile.imread(path, key=0))


def tiff_divided(path: Path, channels: int) -> np.ndarray:
    """Colors of 16 bits divided by the alpha they were multiplied with, white = 1."""
    raw = tiff(path, channels).astype(np.float64)
    alpha = raw[:, :, 3:]
    with np.errstate(invalid="ignore", divide="ignore"):
        colors = np.where(alpha > 0, raw[:, :, :3] / alpha, 0)
    return np.dstack([colors, alpha / 65535])


def imagecodecs(path: Path, channels: int) -> np.ndarray:
    """DDS and Radiance HDR."""
    library = pytest.importorskip("imagecodecs")
    decode = {".dds": library.dds_decode, ".hdr": library.rgbe_decode}[path.suffix]
    return _three(np.asarray(decode(path.read_bytes())))[:, :, :channels]


def ffmpeg(path: Path, channels: int, **options: str) -> np.ndarray:
    """OpenEXR (colors divided by alpha) and ICO."""
    library = pytest.importorskip("av")
    with library.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.codec_context.options = options
        frame = next(container.decode(stream))
    if path.suffix != ".exr":
        return np.asarray(frame.to_ndarray(format=_NAMES[channels]))
    half = "f16" in frame.format.name
    planes = [
        np.frombuffer(plane, np.float16 if half else np.float32).reshape(plane.height, -1)[:, : plane.width]
        for plane in frame.planes
    ]
    green, blue, red, *alpha = (plane.astype(np.float32) for plane in planes)
    pixels = np.dstack([red, green, blue, *alpha])
    if alpha:
        np.divide(pixels[:, :, :3], pixels[:, :, 3:], out=pixels[:, :, :3], where=pixels[:, :, 3:] > 0)
    return pixels


_NAMES = {3: "rgb24", 4: "rgba"}


def ffmpeg_layer(path: Path, channels: int) -> np.ndarray:
    """The first layer of an OpenEXR file that has only named ones."""
    return ffmpeg(path, channels, layer="Warstwa 1")


def by_hand(path: Path, channels: int) -> np.ndarray:
    """One uncompressed pixel of one half float: the last two bytes of the file."""
    assert channels == 1
    return np.frombuffer(path.read_bytes()[-2:], np.float16).astype(np.float32).reshape(1, 1, 1)


def icon(path: Path, channels: int) -> np.ndarray:
    """The largest and deepest entry of an ICO, a bitmap of 32 bits from the bottom up."""
    data = path.read_bytes()
    (count,) = struct.unpack_from("<H", data, 4)
    entries = [struct.unpack_from("<BBBBHHII", data, 6 + 16 * i) for i in range(count)]
    best = max(entries, key=lambda entry: (entry[0] or 256, entry[5]))
    body = data[best[7] : best[7] + best[6]]
    (size, width, height, _, bits) = struct.unpack_from("<IIIHH", body)
    assert bits == 32
    assert channels == 4
    pixels = np.frombuffer(body, np.uint8, width * height // 2 * 4, size).reshape(height // 2, width, 4)
    return pixels[::-1, :, [2, 1, 0, 3]]


def gray_of_4_bits(path: Path, channels: int) -> np.ndarray:
    """Pillow's gray; alpha by hand, since Pillow and FFmpeg do not enlarge the transparent gray of 0 to 15."""
    assert channels == 4
    with Image.open(path) as image:
        gray = np.asarray(image)
        return np.dstack([gray, gray, gray, np.where(gray == image.info["transparency"] * 17, 0, 255)])


def _three(pixels: np.ndarray) -> np.ndarray:
    return pixels if pixels.ndim == 3 else pixels[:, :, None]


class Read(NamedTuple):
    """What comes of a file, and the other decoder that says so."""

    height: int
    width: int
    channels: int
    depth: str
    other: Decoder
    largest: float = 0
    """How far a number may lie from the other decoder's, in steps of the other's depth; floats must be equal."""
    mean: float = 0
    space: str = "srgb"


JPEG = Read(128, 128, 3, "8", pillow)
PNG4 = Read(64, 128, 4, "8", pillow)
SUITE = Read(32, 32, 4, "8", pillow)
# libwebp and libjpeg-turbo are the same in all; AV1's halved colors are enlarged in different ways.
AVIF = {"largest": 40, "mean": 2.5}

TABLE = {
    "adobe_rgb_marker.jpg": Read(100, 100, 3, "8", opencv),
    "anim_small.webp": Read(200, 200, 4, "8", pillow),
    "animated.avifs": Read(159, 159, 4, "8", pillow, **AVIF),
    "animated.webp": Read(245, 245, 4, "8", opencv),
    "animated_dispose_transparent.gif": Read(32, 38, 4, "8", pillow),
    # Pillow cuts off the lower 8 bits.
    "apng_16bit.png": Read(64, 128, 4, "16", pillow, 1, 0.3),
    "apng_ball.png": Read(100, 100, 4, "8", opencv),
    "apng_palette.png": PNG4,
    "apng_small.png": PNG4,
    "bad_exif.jpg": Read(500, 500, 1, "8", opencv, space="gray"),
    "bc7.dds": Read(256, 256, 4, "8", imagecodecs),
    "bilevel.pbm": Read(128, 128, 1, "8", pillow, space="gray"),
    "cmyk_adobe_inverted.jpg": Read(100, 100, 3, "8", little_cms, 1, 0.01),
    "cmyk_jpeg_in_tiff.tif": Read(100, 100, 3, "8", little_cms, 1, 0.01),
    "decompression_bomb_extents.gif": Read(100, 100, 3, "8", pillow),
    "exif_in_png.png": Read(512, 512, 3, "8", opencv),
    **{f"exif_orientation_{turn}.jpg": JPEG for turn in range(2, 9)},
    "exif_orientation_6.webp": JPEG,
    "exif_portrait_2.jpg": Read(150, 113, 3, "8", pillow, space="icc"),
    "exif_xmp_metadata.jpg": Read(5, 5, 3, "8", opencv),
    "exr_data_window_differs.exr": Read(1920, 1920, 4, "float", ffmpeg, space="linear"),
    "exr_flaga.exr": Read(64, 128, 4, "half", ffmpeg_layer, space="linear"),
    "float32_gray.tiff": Read(128, 128, 1, "float", tiff, space="gray"),
    "gray12in16.tif": Read(100, 100, 1, "16", opencv, space="gray"),
    "gray16.pgm": Read(128, 128, 1, "16", pillow_16, space="gray"),
    "gray16.tif": Read(64, 64, 1, "16", pillow_16, space="gray"),
    "gray8.jpg": Read(128, 128, 1, "8", opencv, space="gray"),
    "half_1x1_alpha.exr": Read(1, 1, 1, "half", by_hand, space="linear"),
    "hopper.avif": Read(128, 128, 3, "8", pillow, **AVIF),
    "icc_profile.png": Read(57, 57, 4, "8", opencv),
    "icc_profile.tif": Read(128, 128, 3, "8", tiff),
    "irot_rot90.avif": Read(427, 640, 3, "8", pillow, 110, 0.2),
    "jpeg2000.jp2": Read(480, 640, 3, "8", opencv),
    "multi.ico": Read(48, 48, 4, "8", icon),
    "multi_picture.mpo": Read(480, 640, 3, "8", opencv),
    "multipage.tiff": Read(10, 10, 3, "8", pillow),
    "overexposed_gradient.exr": Read(12, 20, 4, "float", ffmpeg, space="linear"),
    "palette_transparent.gif": Read(150, 200, 4, "8", pillow),
    "pngsuite_gray16_interlaced_basi0g16.png": Read(32, 32, 1, "16", pillow_16, space="gray"),
    "pngsuite_gray4_trns_tbbn0g04.png": Read(32, 32, 4, "8", gray_of_4_bits),
    "pngsuite_pal2bit_trns_tm3n3p02.png": SUITE,
    "pngsuite_palette_trns_tp1n3p08.png": SUITE,
    "pngsuite_rgb16_basn2c16.png": Read(32, 32, 3, "16", opencv),
    "pngsuite_rgba16_basn6a16.png": Read(32, 32, 4, "16", opencv),
    "radiance.hdr": Read(85, 128, 3, "float", imagecodecs, space="linear"),
    "rgb.qoi": Read(128, 128, 3, "8", pillow),
    "rgb16_tiff.tiff": Read(40, 100, 3, "16", tiff),
    "rgb32f.tiff": Read(32, 32, 3, "float", tiff),
    "rgb565.bmp": Read(64, 127, 3, "8", ffmpeg, 1, 0.5),
    "rgb8_128.jpg": JPEG,
    "rgb8_128.png": JPEG,
    "rgb8_128.webp": JPEG,
    "rgba16_premultiplied.tiff": Read(40, 100, 4, "16", tiff_divided, 1e-6, 1e-7),
    "rgba32.bmp": Read(64, 127, 4, "8", opencv),
    "rgba8.png": Read(150, 200, 4, "8", opencv),
    "rgba8.webp": Read(150, 200, 4, "8", opencv),
    "tiff_g4_orientation5.tif": Read(88, 590, 1, "8", pillow, space="gray"),
    "tiff_webp_compressed.tif": Read(128, 128, 3, "8", tiff),
    "tiny_2x2.exr": Read(2, 2, 4, "half", ffmpeg, space="linear"),
    "uncompressed.dds": Read(128, 128, 3, "8", ffmpeg),
}

REFUSED = {
    "broken_data_stream.png": "damaged or cut off",
    "broken_truncated.png": "damaged or cut off",
    "decompression_bomb.gif": "damaged or cut off",
    "truncated.jpg": "damaged or cut off",
    "truncated.png": "damaged or cut off",
    "zero_width.gif": "damaged or cut off",
}


def test_every_file_is_in_the_table(assets: Path) -> None:
    assert {path.name for path in (assets / "images" / "odd").iterdir()} == TABLE.keys() | REFUSED.keys()


@pytest.mark.parametrize("name", TABLE)
def test_it_is_read_as_another_decoder_reads_it(assets: Path, name: str) -> None:
    path = assets / "images" / "odd" / name
    wanted = TABLE[name]
    opened = open_picture(path)
    image = opened.picture()
    assert opened.fact == image.fact
    assert image.pixels.shape == (wanted.height, wanted.width, wanted.channels)
    assert (image.depth, image.space) == (wanted.depth, wanted.space)
    other = wanted.other(path, wanted.channels)
    assert other.shape == image.pixels.shape
    ours = image.pixels.astype(np.float64)
    if image.pixels.dtype == np.uint16 and other.dtype == np.uint8:
        ours /= 257
    apart = np.abs(ours - other)
    if wanted.channels == 4:
        # What colors hide under alpha 0 is nobody's business.
        apart[:, :, :3] *= other[:, :, 3:] > 0
    assert apart.max() <= wanted.largest
    assert apart.mean() <= wanted.mean


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_a_sentence(assets: Path, name: str) -> None:
    path = assets / "images" / "odd" / name
    with pytest.raises(Refused, match=REFUSED[name]) as caught:
        open_picture(path).picture()
    sentence = str(caught.value)
    assert str(path) in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_repair_gives_what_a_cut_off_file_holds(assets: Path) -> None:
    path = assets / "images" / "odd" / "truncated.jpg"
    assert np.array_equal(load_image(path, repair=True).image.pixels, pillow_cut_off(path, 3))
