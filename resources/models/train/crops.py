"""Crops: the telling part of a picture, as every way shows it, side by side and large enough to judge."""

import cv2
import numpy as np
from metrics import Codes, luma
from PIL import Image, ImageDraw, ImageFont

SIDE, ZOOM, TITLE, GAP = 112, 3, 22, 6
"""Side of a crop in pixels of the truth, how many times larger it is shown, height of its title, and white between."""


def side_by_side(panels: dict[str, Codes], marks: dict[str, float]) -> Image.Image:
    """Return one picture of all panels (8-bit RGB), titled by name and PSNR of the whole picture where known.

    The panels are made as large as the `truth` by repeating pixels. The crop is where the `model` differs most from
    `bicubic`, or from the `input` where there is none.
    """
    height, width = panels["truth"].shape[:2]
    alike = {name: cv2.resize(one, (width, height), interpolation=cv2.INTER_NEAREST) for name, one in panels.items()}
    top, left = telling(alike["model"], alike.get("bicubic", alike["input"]))
    tall, wide = min(SIDE, height), min(SIDE, width)
    page = Image.new("RGB", (len(alike) * (wide * ZOOM + GAP) - GAP, tall * ZOOM + TITLE), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(14)
    for column, (name, picture) in enumerate(alike.items()):
        across = column * (wide * ZOOM + GAP)
        mark = f"  {marks[name]:.2f} dB" if name in marks else ""
        pen.text((across + 3, 3), name + mark, fill="black", font=font)
        part = Image.fromarray(picture[top : top + tall, left : left + wide])
        page.paste(part.resize((wide * ZOOM, tall * ZOOM), Image.Resampling.NEAREST), (across, TITLE))
    return page


def telling(ours: Codes, other: Codes) -> tuple[int, int]:
    """Return top and left of the window, SIDE pixels a side, where two pictures of one size differ most."""
    height, width = ours.shape[:2]
    tall, wide = min(SIDE, height), min(SIDE, width)
    sums = np.pad(np.abs(luma(ours) - luma(other)), ((1, 0), (1, 0))).cumsum(0).cumsum(1)
    windows = sums[tall:, wide:] - sums[:-tall, wide:] - sums[tall:, :-wide] + sums[:-tall, :-wide]
    top, left = np.unravel_index(windows.argmax(), windows.shape)
    return int(top), int(left)
