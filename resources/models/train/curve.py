"""The curve: the log of a training run as a picture - gain over bicubic or the input (green), loss (gray)."""

import argparse
import csv
from pathlib import Path

import numpy as np
from color import Floats
from PIL import Image, ImageDraw, ImageFont
from pool import CACHE

WIDTH, HEIGHT, MARGIN = 800, 400, 50


def drawn(rows: Floats) -> Image.Image:
    """Return the picture of a log with columns step, seconds, loss, rate, gain; at least one row."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), "white")
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(13)
    steps, seconds, losses, _, gains = rows.T
    across = MARGIN + (WIDTH - 2 * MARGIN) * (steps - steps.min()) / max(np.ptp(steps), 1)
    for values, color, place in ((losses, "#999999", WIDTH - MARGIN + 4), (gains, "#1a7f4b", 4)):
        down = HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * (values - values.min()) / max(np.ptp(values), 1e-9)
        pen.line(list(zip(across.tolist(), down.tolist(), strict=True)), fill=color, width=2)
        pen.text((place, MARGIN - 7), f"{values.max():.3f}", fill=color, font=font)
        pen.text((place, HEIGHT - MARGIN - 7), f"{values.min():.3f}", fill=color, font=font)
    pen.text((MARGIN, 12), f"gain in dB (green), loss (gray); {seconds[-1]:.0f} s", fill="black", font=font)
    pen.text((MARGIN, HEIGHT - 30), f"step {steps[0]:.0f}", fill="black", font=font)
    pen.text((WIDTH - MARGIN - 70, HEIGHT - 30), f"step {steps[-1]:.0f}", fill="black", font=font)
    return picture


def write(log: Path) -> Path:
    """Draw the log NAME.csv into NAME.png beside it, and return that."""
    with log.open(newline="") as file:
        rows = np.array([[float(value) for value in row] for row in csv.reader(file)], np.float32)
    drawn(rows).save(log.with_suffix(".png"))
    return log.with_suffix(".png")


def main() -> None:
    """Write NAME.png beside the log NAME.csv."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", help="name of the run, for example nodegraph-2x")
    parser.add_argument("--cache", type=Path, default=CACHE, help="folder of the log")
    options = parser.parse_args()
    print(write(options.cache / f"{options.name}.csv"))


if __name__ == "__main__":
    main()
