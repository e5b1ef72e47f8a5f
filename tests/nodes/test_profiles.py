"""Color profiles: those that are made agree with other libraries, and pictures are converted by them as by others."""

import io

import colour
import numpy as np
import pytest
import pyvips
from PIL import Image, ImageCms
from skimage import data

from nodegraph import NodegraphError, Picture, PictureFact, RunError, convert_colors
from nodegraph.engine.ask import Asked
from nodes._kernels.codecs.made_profiles import made_profile
from nodes.color.profile import assign_color_space, convert_profile
from nodes.color.space import change_color_space
from nodes.dimension.resize import resize

PHOTO = data.astronaut()[40:104, 180:260]
OTHERS = {
    "sRGB": "sRGB",
    "Display P3": "Display P3",
    "Adobe RGB": "Adobe RGB (1998)",
    "Rec. 2020": "ITU-R BT.2020",
    "ProPhoto": "ROMM RGB",
}
"""What colour-science calls the spaces."""
WIDE = [name for name in OTHERS if name != "sRGB"]


def by_colour(numbers, source, target):
    """Return the colors as colour-science converts them: unbounded, adapted by Bradford."""
    spaces = [colour.RGB_COLOURSPACES[OTHERS[name]] for name in (source, target)]
    return colour.RGB_to_RGB(
        numbers, *spaces, "Bradford", apply_cctf_decoding=True, apply_cctf_encoding=target != "ProPhoto"
    )


@pytest.mark.parametrize("name", OTHERS)
def test_conversions_agree_with_colour_science(name):
    """Within 4e-4: profiles round primaries to 65536ths. ROMM has a straight piece near black that files lack."""
    numbers = (0.05 + 0.9 * (PHOTO / 255)).astype(np.float32)
    ours = convert_profile(Picture(numbers), name).pixels
    theirs = by_colour(numbers.astype(np.float64), "sRGB", name)
    if name == "ProPhoto":
        theirs = np.maximum(theirs, 0) ** (256 / 461)
    assert np.abs(ours - theirs).max() < 4e-4
    back = convert_profile(convert_profile(Picture(numbers), name), "sRGB").pixels
    assert np.abs(back - numbers).max() < 5e-5


@pytest.mark.parametrize("name", WIDE)
def test_conversions_agree_with_little_cms(name):
    """Little CMS of Pillow, 8 bits: within a step where both spaces hold the color."""
    image = Picture(np.ascontiguousarray(PHOTO // 2 + 64))
    ours = convert_profile(image, name).pixels * 255
    theirs = ImageCms.profileToProfile(
        Image.fromarray(image.pixels),
        ImageCms.createProfile("sRGB"),
        ImageCms.ImageCmsProfile(io.BytesIO(made_profile(name))),
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
    )
    assert np.abs(ours - np.asarray(theirs)).max() < 1.01


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("name", ["linear", *OTHERS])
def test_other_libraries_read_the_profiles(name, channels):
    data = made_profile(name, channels)
    profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
    assert profile.profile.xcolor_space.strip() == ("GRAY" if channels == 1 else "RGB")
    assert ImageCms.getProfileDescription(profile).startswith(name.replace("linear", "sRGB linear"))
    image = pyvips.Image.black(1, 1, bands=channels) + 65535
    image = image.cast("ushort").copy(interpretation="grey16" if channels == 1 else "rgb16")
    image.set_type(pyvips.GValue.blob_type, "icc-profile-data", data)
    assert image.icc_import(embedded=True, pcs="lab").numpy().ravel() == pytest.approx([100, 0, 0], abs=0.01)


def test_primaries_are_the_published_ones():
    """Adobe RGB (1998), 4.3.6.1 and ICC's registry: XYZ under D50, to 4 digits."""
    raw = ImageCms.ImageCmsProfile(io.BytesIO(made_profile("Adobe RGB"))).profile
    assert raw.red_colorant[0] == pytest.approx((0.60974, 0.31111, 0.01947), abs=1e-4)
    assert raw.green_colorant[0] == pytest.approx((0.20528, 0.62567, 0.06087), abs=1e-4)
    assert raw.blue_colorant[0] == pytest.approx((0.14919, 0.06322, 0.74457), abs=1e-4)


@pytest.mark.parametrize("name", WIDE)
def test_white_and_black_keep_their_last_bit(name):
    ends = np.array([[[0, 0, 0], [65535, 65535, 65535]]], np.uint16)
    made = convert_profile(Picture(ends), name).pixels
    assert np.rint(made * 65535).tolist() == ends.tolist()


def test_colors_beyond_a_space_come_back():
    green = Picture(np.float32([[[0, 1, 0]]]), "display-p3")
    made = convert_profile(green, "sRGB")
    assert made.pixels.min() < 0
    assert made.pixels.max() > 1
    assert np.allclose(convert_profile(made, "Display P3").pixels, green.pixels, atol=1e-5)


def test_gray_pictures_take_the_curve_of_a_space():
    gray = Picture(np.float32([[[0.0], [0.5], [1.0]]]), "gray")
    made = convert_profile(gray, "Adobe RGB")
    assert made.icc[16:20] == b"GRAY"
    light = ((0.5 + 0.055) / 1.055) ** 2.4
    assert made.pixels.ravel() == pytest.approx([0, light ** (256 / 563), 1], abs=1e-5)
    assert (made.space, convert_profile(made, "sRGB").space) == ("icc", "gray")
    assert convert_profile(gray, "linear light").pixels[0, 1, 0] == pytest.approx(light, abs=1e-6)


def test_a_profile_file_is_taken_if_it_fits_the_picture(tmp_path):
    path = tmp_path / "given.icc"
    path.write_bytes(bytes(pyvips.Image.profile_load("cmyk")))
    image = Picture(PHOTO.copy())
    with pytest.raises(NodegraphError, match="no color profile for RGB"):
        convert_profile(image, "profile file", path)
    path.write_bytes(made_profile("Adobe RGB"))
    made = convert_profile(image, "profile file", path)
    assert np.array_equal(made.pixels, convert_profile(image, "Adobe RGB").pixels)


def test_a_damaged_profile_is_refused_before_the_run(tmp_path):
    path = tmp_path / "damaged.icc"
    data = bytearray(made_profile("Adobe RGB"))
    data[132:] = b"x" * (len(data) - 132)
    path.write_bytes(data)
    fact = PictureFact(4, 4, 3, "8", "srgb")
    given = {"image": fact, "target": "profile file", "file": path, "intent": "relative"}
    with pytest.raises(ValueError, match=r"damaged\.icc is damaged or of no use"):
        Asked(convert_profile).answer(Asked(convert_profile).arguments(given))


def test_a_damaged_profile_leads_to_numbers_or_to_a_sentence():
    chance = np.random.default_rng(0)
    image = Picture(chance.random((3, 4, 3), np.float32) * 2 - 0.5)
    for index in range(40):
        data = bytearray(made_profile(list(OTHERS)[index % len(OTHERS)]))
        for place in chance.integers(100, len(data), 4):
            data[place] = chance.choice([0, 255, 128, chance.integers(256)])
        icc = bytes(data)
        for source, target in (((None, "srgb"), (icc, "icc")), ((icc, "icc"), (None, "srgb"))):
            try:
                made = convert_colors(image.replace(icc=source[0], space=source[1]), target[1], target[0])
            except RunError:
                continue
            assert np.isfinite(made.pixels).all()


def test_assigning_then_converting_is_what_converting_undoes():
    image = Picture(PHOTO.copy())
    tagged = assign_color_space(image, "ProPhoto")
    assert tagged.pixels is image.pixels
    shown = convert_profile(tagged, "sRGB")
    assert np.abs(convert_profile(shown, "ProPhoto").pixels - PHOTO / 255).max() < 1e-4


def test_numbers_of_hue_and_lightness_are_those_of_the_colors_that_are_seen():
    """A picture in Adobe RGB has the Lab numbers of the same picture in sRGB, and comes back to its own numbers."""
    plain = Picture((PHOTO / 255).astype(np.float32))
    wide = convert_profile(plain, "Adobe RGB")
    for space in ("Lab", "OKLab", "HSV", "linear light"):
        there = change_color_space(wide, "sRGB", space)
        assert np.abs(there.pixels - change_color_space(plain, "sRGB", space).pixels).max() < 2e-3
        back = change_color_space(there, space, "sRGB")
        assert np.abs(back.pixels - wide.pixels).max() < 2e-4
        assert back.icc == wide.icc


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
@pytest.mark.parametrize("channels", [1, 3, 4])
def test_light_is_averaged_by_the_curve_of_the_profile(dtype, channels):
    """Black and white in equal parts are half of white's light: its 2.2nd root in Adobe RGB, its 1.8th in ProPhoto."""
    full = 1 if dtype == np.float32 else np.iinfo(dtype).max
    board = (np.indices((8, 8)).sum(axis=0) % 2 * full).astype(dtype)[:, :, None].repeat(channels, axis=2)
    if channels == 4:
        board[:, :, 3] = full
    for name, power in (("Adobe RGB", 563 / 256), ("ProPhoto", 461 / 256)):
        image = assign_color_space(Picture(board, "gray" if channels == 1 else "srgb"), name)
        made = resize(image, factor=0.25, interpolation="box", linear_light=True).pixels
        assert made[:, :, 0] / full == pytest.approx(0.5 ** (1 / power), abs=0.6 / full if full > 1 else 1e-5)
