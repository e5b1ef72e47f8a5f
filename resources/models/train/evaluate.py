"""Evaluation: one table of a model against bicubic and Lanczos on pictures that the training never saw."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from metrics import Codes, psnr, ssim
from network import Compact
from photographs import Pair, from_folder, from_skimage, resized
from PIL import Image
from safetensors.torch import load_file
from torch import nn


class Score(NamedTuple):
    """PSNR in dB and SSIM of one picture, enlarged by the model, by Pillow's bicubic and by Pillow's Lanczos filter."""

    name: str
    model: tuple[float, float]
    bicubic: tuple[float, float]
    lanczos: tuple[float, float]


def load(path: Path) -> Compact:
    """Return the network in a .safetensors file of this recipe; its size is read off the weights."""
    weights = load_file(path)
    convs = {int(name.split(".")[1]): value.shape[0] for name, value in weights.items() if value.ndim == 4}
    network = Compact(convs[0], len(convs) - 2, round((convs[max(convs)] / 3) ** 0.5))
    network.load_state_dict({name: value.float() for name, value in weights.items()})
    return network.eval().to(memory_format=torch.channels_last)


def enlarged(network: nn.Module, small: Codes, device: torch.device) -> Codes:
    """Return the model's 8-bit picture (scale * H, scale * W, 3) of an 8-bit picture (H, W, 3)."""
    signal = torch.from_numpy(small).to(device).permute(2, 0, 1)[None].float() / 255
    with torch.inference_mode():
        result = network(signal.contiguous(memory_format=torch.channels_last))[0].float().clamp(0, 1)
    return np.ascontiguousarray((result * 255 + 0.5).floor().byte().permute(1, 2, 0).cpu().numpy())


def scores(network: Compact, pairs: Iterable[Pair]) -> list[Score]:
    """Return one score for each pair; borders of `scale` pixels do not count."""
    found = []
    for name, small, large in pairs:
        ways = [
            enlarged(network, small, torch.device("cpu")),
            resized(small, network.scale, Image.Resampling.BICUBIC),
            resized(small, network.scale, Image.Resampling.LANCZOS),
        ]
        found.append(Score(name, *((psnr(way, large, network.scale), ssim(way, large, network.scale)) for way in ways)))
    return found


def mean(found: list[Score], name: str) -> Score:
    """Return the mean over the scores, under a name."""
    return Score(name, *(tuple(np.mean([score[way] for score in found], axis=0).tolist()) for way in (1, 2, 3)))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="a .safetensors file made by this recipe")
    parser.add_argument("--bench", type=Path, help="a folder of *_LR.png and *_HR.png, such as Set5/x2")
    options = parser.parse_args()
    network = load(options.model)
    print(f"{'picture':<14}{'model':>17}{'bicubic':>17}{'Lanczos':>17}{'gain':>8}")
    groups = {"photographs": from_skimage(network.scale)}
    if options.bench:
        groups[options.bench.parent.name] = from_folder(options.bench)
    for group, pairs in groups.items():
        found = scores(network, pairs)
        for score in [*found, mean(found, f"= {group}")] if found else []:
            values = "".join(f"{db:>9.3f} /{likeness:.4f}" for db, likeness in score[1:])
            print(f"{score.name:<14}{values}{score.model[0] - score.bicubic[0]:>+8.2f}")


if __name__ == "__main__":
    main()
