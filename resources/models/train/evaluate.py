"""Evaluation: one table of the models against bicubic and Lanczos on pictures that the training never saw.

PSNR and SSIM are taken on luma, `scale` pixels cropped on every side. A picture goes through the network once, as it
is: no mean over turned copies. LPIPS is left out: the networks it compares with would have to be downloaded.
"""

import argparse
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from crops import side_by_side
from metrics import Codes, psnr, ssim
from network import Compact
from photographs import Pair, bench_beside, groups, resized
from PIL import Image
from pool import CACHE
from safetensors.torch import load_file
from torch import nn

SHIPPED = Path(__file__).resolve().parents[1]
"""The folder of the models that come along."""

Way = Callable[[Codes], Codes]


class Score(NamedTuple):
    """PSNR in dB and SSIM of one picture, by the way it was made: `model` first, then what it is compared with."""

    name: str
    ways: dict[str, tuple[float, float]]

    @property
    def gain(self) -> float:
        """How many dB the model is above the first way it is compared with: bicubic, or the untouched input."""
        ours, other, *_ = (db for db, _ in self.ways.values())
        return ours - other


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


def ways(network: Compact) -> dict[str, Way]:
    """Return the ways that are compared: the model, and the filters; at scale 1 the input as it is."""
    ours: dict[str, Way] = {"model": lambda small: enlarged(network, small, torch.device("cpu"))}
    if network.scale == 1:
        return ours | {"input": lambda small: small}
    return ours | {
        "bicubic": lambda small: resized(small, network.scale, Image.Resampling.BICUBIC),
        "Lanczos": lambda small: resized(small, network.scale, Image.Resampling.LANCZOS),
    }


def scores(network: Compact, pairs: Iterable[Pair], crops: Path | None = None) -> list[Score]:
    """Return one score for each pair; with a folder, save a side-by-side crop `NAME.png` of each in it."""
    found = []
    for pair in pairs:
        made = {name: way(pair.small) for name, way in ways(network).items()}
        border = network.scale
        marks = {name: (psnr(one, pair.large, border), ssim(one, pair.large, border)) for name, one in made.items()}
        found.append(Score(pair.name, marks))
        if crops:
            panels = {"input": pair.small, **made, "truth": pair.large}
            shown = {name: panels[name] for name in ("input", "bicubic", "model", "truth") if name in panels}
            side_by_side(shown, {name: db for name, (db, _) in marks.items()}).save(crops / f"{pair.name}.png")
    return found


def mean(found: list[Score], name: str) -> Score:
    """Return the mean over the scores, under a name."""
    averages = {way: np.mean([score.ways[way] for score in found], axis=0).tolist() for way in found[0].ways}
    return Score(name, {way: (db, likeness) for way, (db, likeness) in averages.items()})


def line(score: Score) -> str:
    """Return a row of the table."""
    cells = "".join(f"{db:>11.3f} /{likeness:.4f}" for db, likeness in score.ways.values())
    return f"{score.name:<30}{cells}{score.gain:>+9.2f}"


def evaluated(path: Path, bench: Path, crops: Path | None) -> dict[str, list[Score]]:
    """Print the table of one model and return its scores by group; crops go into `crops`/MODEL/GROUP."""
    network = load(path)
    print(f"\n{path.stem}\n{'picture':<30}" + "".join(f"{way:>19}" for way in ways(network)) + f"{'gain':>9}")
    found = {}
    for group, pairs in groups(network.scale, bench).items():
        folder = crops / path.stem / group.replace(", ", "-").replace(" ", "-") if crops else None
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        found[group] = scores(network, pairs, folder)
        for score in [*found[group], mean(found[group], f"= {group}")]:
            print(line(score), flush=True)
    return found


def model_file(model: str) -> Path:
    """Return the file of a model that is named by its path, or by its name among the shipped ones."""
    path = Path(model)
    return path if path.suffix == ".safetensors" else SHIPPED / f"{model}.safetensors"


def main() -> None:
    """Print the tables, and say where the crops are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="*", help="names of shipped models, or files of this recipe (default: all)")
    parser.add_argument(
        "--bench",
        type=Path,
        default=bench_beside(),
        help="a folder of sets, */SET/xSCALE/NAME_LR.png and NAME_HR.png "
        "(default: ../shared/assets/images beside the project, where it is there)",
    )
    parser.add_argument(
        "--crops",
        type=Path,
        default=CACHE / "crops",
        help="folder for one side-by-side PNG a picture (default: nodegraph-training/crops in the temporary folder)",
    )
    parser.add_argument("--threads", type=int, default=torch.get_num_threads(), help="of torch (default: all cores)")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    files = [model_file(model) for model in options.models] or sorted(SHIPPED.glob("*.safetensors"))
    for path in files:
        if not path.is_file():
            parser.error(f"there is no model {str(path)!r}")
    for path in files:
        evaluated(path, options.bench, options.crops)
    print(f"\nSide by side: {options.crops}")


if __name__ == "__main__":
    main()
