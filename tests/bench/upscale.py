"""Seconds and peak memory of `nodegraph upscale` against the best plain tiled loop over the same torch model.

    python tests/bench/upscale.py [--model FILE] [--sizes 256x256 1024x1024 4096x3072] [--pairs 2]

Runs in pairs, A B A B, and prints the median of each and their ratio. Seconds are those of the whole command, from
its start to its end: imports, loading, computing and saving, for both. No result comes from the cache: each run gets
a picture of its own. Memory is the peak over time of the sum of PSS over all processes.
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

import cv2
from measure import Measured, run, table
from skimage import data

HERE = Path(__file__).resolve().parent
PROGRAM = Path(sys.executable).parent / "nodegraph"
COMPACT = HERE.parents[2] / "shared" / "assets" / "models" / "torch" / "4x_realesr-general-x4v3.pth"
OWN = HERE.parents[1] / "resources" / "models" / "nodegraph-2x.safetensors"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=COMPACT if COMPACT.is_file() else OWN)
    parser.add_argument("--sizes", nargs="+", default=["256x256", "1024x1024", "4096x3072"])
    parser.add_argument("--pairs", type=int, default=2)
    wish = parser.parse_args()
    rows: list[tuple[object, ...]] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in wish.sizes:
            picture = Path(folder) / f"{size}.png"
            width, height = map(int, size.split("x"))
            pixels = cv2.resize(data.astronaut()[..., ::-1], (width, height))
            pairs = []
            # Run 0 measures the model's receptive field and its best tile, once per machine; it is not counted.
            for number in range(wish.pairs + 1):
                pixels[0, 0] = number
                cv2.imwrite(str(picture), pixels)
                pairs.append((ours(wish.model, picture), loop(wish.model, picture)))
            del pairs[0]
            own = [statistics.median(column) for column in zip(*(pair[0] for pair in pairs), strict=True)]
            bare = [statistics.median(column) for column in zip(*(pair[1] for pair in pairs), strict=True)]
            rows.append((size, own[0], bare[0], own[0] / bare[0], own[1], bare[1]))
            print(table(("size", "ours s", "loop s", "ratio", "ours MiB", "loop MiB"), rows), flush=True)


def ours(model: Path, picture: Path) -> Measured:
    """Run the program."""
    return run(
        [str(PROGRAM), "upscale", str(picture), "-o", str(picture.with_name("ours.png")), "--model", str(model), "-q"]
    )


def loop(model: Path, picture: Path) -> Measured:
    """Run the plain loop in a process of its own."""
    target = picture.with_name("loop.png")
    return run([sys.executable, str(HERE / "plain_loop.py"), str(model), str(picture), str(target)])


if __name__ == "__main__":
    main()
