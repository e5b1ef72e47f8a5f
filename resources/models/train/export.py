"""Export: the mean weights of a checkpoint as a .safetensors file, its twin for ncnn, and a card of what they are."""

import argparse
import hashlib
import json
import re
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import skimage.data
import torch
from color import Floats
from evaluate import SHIPPED, Score, evaluated, load, mean
from network import Compact, parameters
from photographs import bench_beside
from pool import CACHE
from presets import PRESETS, RESTRAINT
from safetensors.torch import save_file
from torch import Tensor
from twin import Twin, twin_of

ARCHITECTURE = "RealESRGAN Compact"
LICENSE = "MIT"


def proof_picture() -> Floats:
    """Return the photograph that a twin is proved on, (H, W, 3) in [0, 1]; its sides are not equal."""
    return (skimage.data.astronaut()[:256, 100:420] / 255).astype(np.float32)


def card(
    network: Compact, twin: Twin, saved: dict[str, Any], scores: dict[str, list[Score]], name: str
) -> dict[str, Any]:
    """Return what people and programs should know about a model; the hashes are still to be filled in."""
    shape = {key: saved["shape"][key] for key in ("seed", "patch", "batch", "features", "convs")}
    begun = PRESETS.get(name, {}).get("begin_with")
    return {
        "name": name,
        "purpose": "dejpeg" if network.scale == 1 else "upscale",
        "file": f"{name}.safetensors",
        "sha256": "",
        "architecture": ARCHITECTURE,
        "scale": network.scale,
        "parameters": parameters(network),
        "channels": {"in": 3, "out": 3},
        # Every convolution of 3x3 sees one pixel farther, and there is nothing else that looks around.
        "reach": saved["shape"]["convs"] + 2,
        "precision": "fp32",
        "license": LICENSE,
        "twin": {
            "framework": "ncnn",
            "file": f"{name}.param",
            "sha256": {},
            "precision": twin.precision,
            "max_difference": round(twin.difference, 7),
            "proved_on": "skimage.data.astronaut",
        },
        "training": {
            "recipe": f"train/train.py {name}",
            "data": "synthetic: scenes rendered by the recipe, no photographs and no third-party data",
            "steps": saved["step"],
            "seconds": round(saved["seconds"]),
            **shape,
            **({"begun_with": begun} if begun else {}),
            **({"restraint": RESTRAINT[name]} if name in RESTRAINT else {}),
        },
        "scores": {
            group: {score.name: _rounded(score) for score in (mean(found, "mean"), *found)}
            for group, found in scores.items()
        },
    }


def export(checkpoint: Path, to: Path, bench: Path, note: str = "") -> Path:
    """Write NAME.safetensors, NAME.param, NAME.bin and the card NAME.json into the folder `to`, and return the card.

    Nothing is written where the twin cannot be proved (`NoTwinError`). Prints the scores, which the card holds too.
    """
    name = checkpoint.stem
    saved = torch.load(checkpoint, map_location="cpu", weights_only=True)
    # One entry only: the order of several differs from run to run, and with it the file's hash.
    about = {"about": f"{name}: {ARCHITECTURE}, {LICENSE}"}
    with tempfile.TemporaryDirectory() as place:
        model = Path(place, f"{name}.safetensors")
        save_file(_restrained(saved["mean"], RESTRAINT.get(name, 1.0)), model, about)
        network = load(model)
        twin = twin_of(network, proof_picture())
        described = card(network, twin, saved, evaluated(model, bench, None), name)
        files = {model.name: model.read_bytes(), f"{name}.param": twin.param, f"{name}.bin": twin.weights}
    hashes = {file: hashlib.sha256(data).hexdigest() for file, data in files.items()}
    described["sha256"] = hashes.pop(described["file"])
    described["twin"]["sha256"] = hashes
    if note:
        described["training"]["note"] = note
    for file, data in files.items():
        (to / file).write_bytes(data)
    path = to / f"{name}.json"
    path.write_text(_text(described), encoding="utf-8")
    print(f"\n{path}: twin of {twin.precision} weights, at most {twin.difference * 255:.3f}/255 from torch")
    return path


def _restrained(weights: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """Return the weights of a network that changes its enlarged input by a share of what it learned to."""
    last = max(int(name.split(".")[1]) for name in weights)
    found = {name: value.float().contiguous() for name, value in weights.items()}
    return found | {name: found[name] * share for name in (f"body.{last}.weight", f"body.{last}.bias")}


def _rounded(score: Score) -> dict[str, list[float]]:
    return {way: [round(db, 4), round(likeness, 4)] for way, (db, likeness) in score.ways.items()}


def _text(described: dict[str, Any]) -> str:
    """Return the card as JSON, pairs of numbers on one line."""
    return re.sub(r"\[\s+([\d.]+),\s+([\d.]+)\s+\]", r"[\1, \2]", json.dumps(described, indent=2)) + "\n"


def main() -> None:
    """Write the model, its twin and its card side by side."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", help="name of the checkpoint, for example nodegraph-2x")
    parser.add_argument("--cache", type=Path, default=CACHE, help="folder of the checkpoint")
    parser.add_argument("--to", type=Path, default=SHIPPED, help="folder of the model")
    parser.add_argument("--bench", type=Path, default=bench_beside(), help="as for evaluate.py")
    parser.add_argument("--note", default="", help="what the numbers do not say about how it was trained")
    options = parser.parse_args()
    export(options.cache / f"{options.name}.pt", options.to, options.bench, options.note)


if __name__ == "__main__":
    main()
