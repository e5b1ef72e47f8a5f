"""Proves an installed `nodegraph`: exactly twice as large, and closer to the truth than bicubic.

python packaging/prove.py NODEGRAPH PICTURE PICTURE_2X
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image
from skimage import data
from skimage.metrics import peak_signal_noise_ratio


def main(program: str, picture: str, twice: str) -> None:
    small, large = Image.open(picture), Image.open(twice)
    assert large.size == (2 * small.width, 2 * small.height), f"{small.size} became {large.size}"
    print(f"{picture}: {small.size} -> {large.size}")
    with tempfile.TemporaryDirectory() as folder:
        prove_better_than_bicubic(program, Path(folder))


def prove_better_than_bicubic(program: str, folder: Path) -> None:
    truth = Image.fromarray(data.astronaut())
    half = truth.resize((truth.width // 2, truth.height // 2), Image.Resampling.BICUBIC)
    half.save(folder / "half.png")
    subprocess.run([program, "upscale", folder / "half.png", "-o", folder / "ours.png"], check=True, timeout=600)
    ours = Image.open(folder / "ours.png")
    bicubic = half.resize(truth.size, Image.Resampling.BICUBIC)
    scores = [peak_signal_noise_ratio(np.asarray(truth), np.asarray(result)) for result in (ours, bicubic)]
    print(f"astronaut shrunk by two: ours {scores[0]:.2f} dB, bicubic {scores[1]:.2f} dB")
    assert scores[0] > scores[1], "the model is no better than bicubic"


if __name__ == "__main__":
    main(*sys.argv[1:])
