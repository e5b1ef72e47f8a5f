"""Export: the mean weights of a checkpoint as a .safetensors file, with a card of what it is and what it scores."""

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import torch
from evaluate import Score, load, mean, scores
from network import parameters
from photographs import from_folder, from_skimage
from pool import CACHE
from safetensors.torch import save_file


def _rounded(score: Score) -> dict[str, list[float]]:
    return {way: [round(value, 4) for value in getattr(score, way)] for way in ("model", "bicubic")}


def card(path: Path, saved: dict[str, Any], bench: Path | None, note: str) -> dict[str, Any]:
    """Return what people and programs should know about the model file at `path`; scores are [PSNR-Y in dB, SSIM]."""
    network = load(path)
    found = scores(network, from_skimage(network.scale))
    measured = {"skimage.data photographs": _rounded(mean(found, ""))}
    measured |= {f"skimage.data {score.name}": _rounded(score) for score in found}
    if bench:
        found = scores(network, from_folder(bench))
        measured[bench.parent.name] = _rounded(mean(found, ""))
    return {
        "name": path.stem,
        "file": path.name,
        "architecture": "RealESRGAN Compact",
        "scale": network.scale,
        "parameters": parameters(network),
        "channels": {"in": 3, "out": 3},
        "precision": "fp32",
        "license": "MIT",
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "training": {
            "recipe": "train/train.py",
            "data": "synthetic: scenes rendered by the recipe, no photographs and no third-party data",
            "steps": saved["step"],
            "seconds": round(saved["seconds"]),
            **{name: saved["shape"][name] for name in ("seed", "patch", "batch", "features", "convs")},
            "note": note,
        },
        "scores": measured,
    }


def main() -> None:
    """Write the model and its card side by side."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", help="name of the checkpoint, for example nodegraph-2x")
    parser.add_argument("--cache", type=Path, default=CACHE, help="folder of the checkpoint")
    parser.add_argument("--to", type=Path, default=Path(__file__).parent.parent, help="folder of the model")
    parser.add_argument("--bench", type=Path, help="a folder of *_LR.png and *_HR.png to score as well")
    parser.add_argument("--note", default="", help="what the numbers do not say about how it was trained")
    options = parser.parse_args()
    saved = torch.load(options.cache / f"{options.name}.pt", map_location="cpu", weights_only=True)
    weights = {name: value.float().contiguous() for name, value in saved["mean"].items()}
    path = options.to / f"{options.name}.safetensors"
    save_file(
        weights, path, {"name": options.name, "license": "MIT", "architecture": "RealESRGAN Compact", "format": "pt"}
    )
    path.chmod(0o644)
    text = json.dumps(card(path, saved, options.bench, options.note), indent=2)
    path.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
