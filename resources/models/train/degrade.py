"""Degradation: what a picture loses when it is made small, so that the network learns to give it back.

Nearly all pairs are what the benchmarks are defined on: antialiased bicubic reduction (a = -0.5, as Pillow's) and
rounding to 8 bits. A small share is blurred a little before, or compressed as JPEG after, so that real photographs do
not ring. Another is one flat color or one even ramp, and one is out of focus, pale and grainy, before it is reduced: so
that nothing is invented where there is nothing. One is gray, so that gray stays gray; and one is drawn with hard edges
on the pixels of the small picture, which stay hard without overshoot.

At scale 1 nothing is reduced: what is lost there is what JPEG takes, at every quality, with and without halved colors.
Little of it is to be given back where the quality is good, and nothing where it is high: a network that is blind to a
picture's history cannot tell such traces from the picture.
"""

import cv2
import numpy as np
import torch
from color import Floats
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

MARGIN = 8
"""Small pixels cut off on each side after the reduction, because at a border the filter is another one."""
BLURRED, COMPRESSED, PLAIN, QUIET, GRAY, DRAWN = 0.04, 0.04, 0.08, 0.12, 0.12, 0.06
"""Shares of patches that are blurred, compressed, plain, out of focus, gray, and drawn with hard edges."""
CLEAN, FINE, STORED = 0.04, 0.3, 0.16
"""At scale 1: the shares of patches left as they are, that JPEG does little to, and whose truth was JPEG before."""
ANY_QUALITY, FINE_QUALITY, OLD_QUALITY = (8, 98), (84, 100), (70, 100)
"""At scale 1: the ranges of JPEG qualities of most patches, of those that JPEG does little to, and of older JPEGs."""
GIVEN_BACK, KEPT = 45, 70
"""At scale 1: up to which quality all that JPEG took is to be given back, and from which on nothing."""


def batch(
    rng: np.random.Generator, pictures: Tensor, count: int, patch: int, scale: int, progress: float = 1.0
) -> tuple[Tensor, Tensor]:
    """Return `count` pairs cut from `pictures` (N, S, S, 3) uint8.

    Small is (count, 3, patch, patch), large (count, 3, scale * patch, scale * patch), both float32 in [0, 1] and on the
    pictures' device; each pair is turned by one of the 8 symmetries of the square. `progress` is the finished part of
    the schedule: at scale 1 all that JPEG took is to be given back in the beginning, whatever the quality, because a
    network that begins with leaving most pictures alone learns to do nothing.
    """
    side = (patch + 2 * MARGIN) * scale
    crops = []
    for _ in range(count):
        top, left = rng.integers(0, pictures.shape[1] - side + 1, 2)
        crop = pictures[rng.integers(len(pictures)), top : top + side, left : left + side].permute(2, 0, 1)
        turned = torch.rot90(crop, int(rng.integers(4)), (1, 2))
        crops.append(turned.flip(2) if rng.random() < 0.5 else turned)
    large = torch.stack(crops).float() / 255
    kinds = rng.random(count)
    for index in np.flatnonzero(np.abs(kinds - 0.5) < PLAIN / 2):
        large[index] = torch.from_numpy(_plain(rng, side)).to(large.device)
    large = _quiet(rng, large, np.abs(kinds - 0.25) < QUIET / 2)
    large = _grayed(large, rng.random(count) < GRAY)
    drawn = rng.random(count) < DRAWN
    for index in np.flatnonzero(drawn):
        large[index] = _drawn(rng, side // scale, large.device).repeat_interleave(scale, 1).repeat_interleave(scale, 2)
    if scale == 1:
        small, large = _stored(rng, large, kinds, float(np.interp(progress, (0.15, 0.3), (0, 1))))
    else:
        small = reduced(_blurred(large, (kinds < BLURRED) & ~drawn, float(rng.uniform(0.4, 1.2))), scale)
        small[torch.from_numpy(drawn)] = large[torch.from_numpy(drawn), :, ::scale, ::scale]
        small = _compressed(rng, small, _qualities(rng, (60, 98), kinds > 1 - COMPRESSED))
    edge = MARGIN * scale
    return _inner(small, MARGIN).contiguous(memory_format=torch.channels_last), _inner(large, edge).contiguous()


def reduced(large: Tensor, scale: int) -> Tensor:
    """Return pictures (N, C, H, W) in [0, 1] reduced by `scale` and rounded to 8 bits, still in [0, 1]."""
    size = (large.shape[2] // scale, large.shape[3] // scale)
    small = functional.interpolate(large, size=size, mode="bicubic", antialias=True)
    return (small.clamp(0, 1) * 255).round() / 255


def _plain(rng: np.random.Generator, side: int) -> Floats:
    """Return one flat color or a ramp between two, (3, side, side) in [0, 1]; black, white and grays are frequent."""
    ends = rng.random((3, 2))
    if rng.random() < 0.5:
        ends[:] = ends[:1]
    if rng.random() < 0.5:
        ends[:, 1] = ends[:, 0]
    if rng.random() < 0.3:
        ends = np.round(ends)
    angle = rng.uniform(0, 2 * np.pi)
    y, x = np.mgrid[-1 : 1 : side * 1j, -1 : 1 : side * 1j]
    share = 0.5 + 0.5 * (x * np.cos(angle) + y * np.sin(angle)) / 2**0.5
    return (ends[:, :1, None] + (ends[:, 1:, None] - ends[:, :1, None]) * share).astype(np.float32)


def _drawn(rng: np.random.Generator, side: int, device: torch.device) -> Tensor:
    """Return rectangles and lines of one color each, their edges on the pixels, (3, side, side) in [0, 1]."""
    picture = np.empty((side, side, 3), np.float32)
    picture[:] = _color(rng)
    for _ in range(rng.integers(1, 24)):
        wide, high = (int(np.exp(rng.uniform(0, np.log(side)))) for _ in "xy")
        if rng.random() < 0.4:
            wide, high = rng.permutation((int(rng.integers(1, 4)), side))
        left, top = rng.integers(-wide // 2, side, 2)
        picture[max(top, 0) : top + high, max(left, 0) : left + wide] = _color(rng)
    return torch.from_numpy(np.round(picture * 255) / 255).permute(2, 0, 1).to(device)


def _color(rng: np.random.Generator) -> Floats:
    """Return a color in [0, 1], (3,); black, white and grays are frequent."""
    color = rng.random(3) if rng.random() < 0.5 else np.repeat(rng.random(), 3)
    return np.asarray(np.round(color) if rng.random() < 0.3 else color, np.float32)


def _inner(pictures: Tensor, edge: int) -> Tensor:
    return pictures[..., edge:-edge, edge:-edge]


def _grayed(pictures: Tensor, chosen: np.ndarray) -> Tensor:
    """Return the pictures (changed in place), the chosen ones without color."""
    picked = torch.from_numpy(chosen).to(pictures.device)
    luma = pictures[picked] * pictures.new_tensor((0.299, 0.587, 0.114))[:, None, None]
    pictures[picked] = ((luma.sum(1, keepdim=True) * 255).round() / 255).expand(-1, 3, -1, -1)
    return pictures


def _quiet(rng: np.random.Generator, pictures: Tensor, chosen: np.ndarray) -> Tensor:
    """Return the pictures, the chosen ones out of focus, paler and with fine grain: that is then the truth."""
    if not chosen.any():
        return pictures
    picked = torch.from_numpy(chosen).to(pictures.device)
    soft = _blurred(pictures, chosen, float(np.exp(rng.uniform(-0.5, 1.1))))[picked]
    level = soft.mean(dim=(2, 3), keepdim=True)
    grain = rng.standard_normal(tuple(soft.shape), np.float32) * rng.uniform(0, 2 / 255)
    pale = level + (soft - level) * float(rng.uniform(0.15, 1)) + torch.from_numpy(grain).to(pictures.device)
    result = pictures.clone()
    result[picked] = (pale.clamp(0, 1) * 255).round() / 255
    return result


def _blurred(pictures: Tensor, chosen: np.ndarray, sigma: float) -> Tensor:
    """Return the pictures, the chosen ones under a Gaussian of `sigma` pixels."""
    if not chosen.any():
        return pictures
    edge = int(np.ceil(3 * sigma))
    reach = torch.arange(-edge, edge + 1, device=pictures.device, dtype=torch.float32)
    kernel = torch.exp(-0.5 * (reach / sigma) ** 2)
    kernel = (kernel / kernel.sum()).expand(3, 1, 1, -1)
    picked = torch.from_numpy(chosen).to(pictures.device)
    padded = functional.pad(pictures[picked], (edge, edge, edge, edge), mode="reflect")
    result = pictures.clone()
    result[picked] = functional.conv2d(functional.conv2d(padded, kernel, groups=3), kernel.transpose(2, 3), groups=3)
    return result


def _stored(rng: np.random.Generator, large: Tensor, kinds: NDArray[np.float64], care: float) -> tuple[Tensor, Tensor]:
    """Return the pictures as JPEG files hold them, and what is to be made of them: with `care` 1 good ones stay."""
    # Photographs are JPEG files mostly: what came of a good one is no artifact to be removed.
    large = _compressed(rng, large, _qualities(rng, OLD_QUALITY, rng.random(len(kinds)) < STORED))
    fine = kinds < CLEAN + FINE
    qualities = np.where(fine, _qualities(rng, FINE_QUALITY, kinds > CLEAN), _qualities(rng, ANY_QUALITY, ~fine))
    small = _compressed(rng, large.clone(), qualities)
    kept = care * np.interp(qualities, (GIVEN_BACK, KEPT), (0, 1))
    share = torch.from_numpy((1 - kept).astype(np.float32)).to(large.device)
    return small, small + share[:, None, None, None] * (large - small)


def _qualities(rng: np.random.Generator, ends: tuple[int, int], chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return a JPEG quality for each picture, from the range with its ends; 0 for those that are not chosen."""
    return np.where(chosen, rng.integers(ends[0], ends[1] + 1, len(chosen)), 0)


def _compressed(rng: np.random.Generator, pictures: Tensor, qualities: NDArray[np.int64]) -> Tensor:
    """Return the pictures (changed in place) after JPEG of these qualities; 0 leaves one as it is."""
    for index in np.flatnonzero(qualities):
        codes = (pictures[index] * 255).round().byte().permute(1, 2, 0).cpu().numpy()
        found = jpeg(codes, int(qualities[index]), halved=rng.random() < 0.7)
        pictures[index] = torch.from_numpy(found).permute(2, 0, 1).to(pictures.device).float() / 255
    return pictures


def jpeg(picture: NDArray[np.uint8], quality: int, *, halved: bool = True) -> NDArray[np.uint8]:
    """Return what JPEG keeps of an RGB picture (H, W, 3); `halved` stores its colors at half the size (4:2:0)."""
    sampling = cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420 if halved else cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444
    options = (cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, sampling)
    _, data = cv2.imencode(".jpg", picture[..., ::-1], options)
    return cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1].copy()
