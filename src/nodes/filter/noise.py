"""Adds noise and film grain."""

from typing import Annotated, Literal

import cv2
import numpy as np

from nodegraph import Image, Number, SameImage, allocate, node, release_pages
from nodes._kernels.coloring import brightness, on_colors
from nodes._kernels.strips import on_all_cores, spans

Seed = Annotated[int, Number(0, 2**31 - 1)]


@node(synonyms=("gaussian noise", "salt and pepper", "poisson", "grain", "dirt"))
def add_noise(
    image: Image,
    kind: Literal["gaussian", "uniform", "salt and pepper", "shot"] = "gaussian",
    amount: Annotated[float, Number(0, 1)] = 0.05,
    colored: bool = True,
    seed: Seed = 0,
) -> SameImage:
    """Add noise: the same seed gives the same noise.

    The *amount* is its standard deviation (*gaussian*), its largest deviation (*uniform*), the share of pixels that
    become black or white (*salt and pepper*), or its standard deviation at white (*shot*: photons of a dark scene). Not
    *colored*, all channels get the same. Transparency stays as it is.
    """
    if amount == 0:
        return image
    made = np.random.default_rng(seed)

    def change(colors: Image) -> Image:
        shape = colors.shape if colored else (*colors.shape[:2], 1)
        if kind == "salt and pepper":
            chance = made.random(shape, np.float32)
            result = np.where(chance < amount / 2, np.float32(0), colors)
            return np.where(chance > 1 - amount / 2, np.float32(1), result)
        if kind == "uniform":
            noise = made.random(shape, np.float32)
            noise -= np.float32(0.5)
            noise *= np.float32(2 * amount)
        else:
            noise = made.standard_normal(shape, np.float32)
            noise *= np.float32(amount)
        if kind == "shot":
            noise = noise * np.sqrt(np.maximum(colors, 0))
        return np.add(colors, noise, out=noise) if colored else colors + noise

    return on_colors(image, change)


@node(synonyms=("grain", "analog", "film look", "noise"))
def film_grain(
    image: Image,
    amount: Annotated[float, Number(0, 1)] = 0.08,
    size: Annotated[float, Number(0.3, 10, unit="px")] = 0.8,
    seed: Seed = 0,
) -> SameImage:
    """Add the grain of film: soft specks of this *size*, strongest in middle tones, none in black and white.

    The same seed gives the same grain. Transparency stays as it is.
    """
    grain = np.random.default_rng(seed).standard_normal(image.shape[:2], np.float32)
    grain = cv2.GaussianBlur(grain, (0, 0), sigmaX=size)
    # A blur takes strength away: the sum of squared weights of a Gaussian on whole pixels, across and down.
    steps = np.exp(-0.5 * (np.arange(-40, 41) / size) ** 2)
    grain *= np.float32(amount / ((steps / steps.sum()) ** 2).sum())
    result: Image = allocate(image.shape, np.float32)

    def work(rows: slice) -> None:
        tones = np.clip(brightness(image[rows]), 0, 1)
        specks = grain[rows, :, None] * (4 * tones * (1 - tones))
        result[rows] = image[rows]
        result[rows, :, :3] += specks
        release_pages(result[rows])

    on_all_cores(work, spans(*image.shape[:2]))
    return result
