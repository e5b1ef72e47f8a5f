"""The program's automatic route against plain loops over torch, onnxruntime and ncnn, in pairs, with peak memory.

python tests/bench/routes.py [SIDE | WIDTHxHEIGHT[*PICTURES] ...] [--assets FOLDER] [--pairs N] [--only compact|rrdb]

With `*8` a folder of 8 pictures is done by one command, and by one process of each loop: what starting costs is shared.

Each size is done by whole commands, `nodegraph upscale`, from the second run on (the first ones prove the route), and
by each plain loop in a process of its own: start, load, picture in, tiles, picture out. Bytecode of both is kept, as
that of installed programs is (a checkout under PYTHONDONTWRITEBYTECODE compiles itself at each start). Ratios are taken
in pairs, program and loop by turns; a ratio of 1.2 says that the loop needed 1.2 times as long, by the clock and by the
processor time of all processes. Memory is measured in one more run of each: looking at it takes time, and more of it
where there are more processes. Compact x4 is read from the assets; the RRDB x4 of 6 blocks has random weights, which
cost the same time. Plain torch is done twice, in tiles and, as node editors do it, with a picture in one piece.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import cv2
import measure
import numpy as np

HERE = Path(__file__).resolve().parent
PROGRAM = Path(sys.executable).parent / "nodegraph"
LOOPS = ("torch", "torch-last", "onnx", "ncnn")
WHOLE = "torch-whole"
"""Of the small network only: the other one takes more memory than a desk machine has for the largest size."""
SIZES = ("256x256", "256x256*8", "1024x1024", "4096x3072")
_PROVING_RUNS = 8


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ.setdefault("NODEGRAPH_CACHE", str(folder / "cache"))
        if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
            os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
        models = _models(folder, options.assets, options.only)
        rows: list[tuple[object, ...]] = []
        for title, model in models.items():
            files = _converted(model, folder)
            _prove(model, _pictures(folder, 256, 256, 1)[0], folder)
            for size in options.sizes or SIZES:
                shape, _, count = size.partition("*")
                width, _, height = shape.partition("x")
                pictures = _pictures(folder, int(width), int(height or width), int(count or 1))
                rows += _compare(title, size, model, files, pictures, folder, options.pairs)
                print(measure.table(_HEADER, rows), end="\n\n", flush=True)


_HEADER = ("model", "size", "loop", "program s", "loop s", "loop / program", "processor", "program MiB", "loop MiB")


class _Spent(NamedTuple):
    seconds: float
    processor: float
    """Seconds of processor time of the command and all that it started."""


def _compare(
    title: str, size: str, model: Path, files: dict[str, Path], pictures: list[Path], folder: Path, pairs: int
) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    # What the first picture of a size measures is remembered for the others.
    _spent(_program(model, pictures, folder))
    for loop in (*LOOPS, WHOLE) if title == "compact" else LOOPS:
        command = [sys.executable, str(HERE / "route_loop.py"), loop, str(files[loop]), str(folder / "loop")]
        command += map(str, pictures)
        program, plain = [], []
        for _ in range(pairs):
            program.append(_spent(_program(model, pictures, folder)))
            plain.append(_spent(command))
        both = list(zip(program, plain, strict=True))
        ratios = [
            statistics.median(b.seconds / a.seconds for a, b in both),
            statistics.median(b.processor / a.processor for a, b in both),
        ]
        seconds = [statistics.median(one.seconds for one in several) for several in (program, plain)]
        peaks = [measure.run(each).mebibytes for each in (_program(model, pictures, folder), command)]
        rows.append((title, size, loop, *seconds, *ratios, *peaks))
    return rows


def _program(model: Path, pictures: list[Path], folder: Path) -> list[str]:
    """Return the command that enlarges the pictures, which look changed: else what is cached would be taken."""
    for picture in pictures:
        os.utime(picture)
    target = folder / "program"
    return [str(PROGRAM), "upscale", *map(str, pictures), "-o", f"{target}/", "--model", str(model), "--quiet"]


def _spent(command: list[str]) -> _Spent:
    before, began = os.times(), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    seconds, after = time.perf_counter() - began, os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return _Spent(seconds, processor)


def _prove(model: Path, picture: Path, folder: Path) -> None:
    """Run as a person would until nothing is left to be found out, and say which route is taken."""
    for number in range(1, _PROVING_RUNS + 1):
        os.utime(picture)
        command = [str(PROGRAM), "upscale", str(picture), "-o", str(folder / "p.png"), "--model", str(model)]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
        print(f"run {number}: {' '.join(line for line in said.splitlines() if 'runs on' in line)}", flush=True)
        if "finding the fastest way" not in said:
            return


def _models(folder: Path, assets: Path, only: str | None) -> dict[str, Path]:
    models = {"compact": assets / "models" / "torch" / "4x_realesr-animevideov3.pth", "rrdb": folder / "rrdb6.pth"}
    import torch

    from nodegraph.runtimes.torch_import import import_spandrel

    import_spandrel()
    from spandrel.architectures.ESRGAN import ESRGAN

    torch.manual_seed(1)
    torch.save(ESRGAN(in_nc=3, out_nc=3, num_filters=64, num_blocks=6, scale=4).state_dict(), models["rrdb"])
    return {name: path for name, path in models.items() if only in (None, name)}


def _converted(model: Path, folder: Path) -> dict[str, Path]:
    files = dict.fromkeys(("torch", "torch-last", WHOLE), model)
    for loop, suffix in (("onnx", ".onnx"), ("ncnn", ".param")):
        files[loop] = folder / f"{model.stem}-loop{suffix}"
        subprocess.run([str(PROGRAM), "convert", str(model), str(files[loop])], check=True, capture_output=True)
    return files


def _pictures(folder: Path, width: int, height: int, count: int) -> list[Path]:
    """Return so many pictures of that size, smooth with some grain, made where they are not there yet."""
    return [_picture(folder / f"{width}x{height}-{seed}.png", width, height, seed) for seed in range(count)]


def _picture(file: Path, width: int, height: int, seed: int) -> Path:
    if not file.is_file():
        random = np.random.default_rng(seed)
        rough = random.random((height // 8 + 1, width // 8 + 1, 3), dtype=np.float32)
        smooth = cv2.resize(rough, (width, height), interpolation=cv2.INTER_CUBIC)
        grain = random.normal(0, 0.02, smooth.shape).astype(np.float32)
        cv2.imwrite(str(file), np.clip((smooth + grain) * 255, 0, 255).astype(np.uint8))
    return file


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*")
    parser.add_argument("--assets", type=Path, default=HERE.parents[2] / "shared" / "assets")
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--only", choices=("compact", "rrdb"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
