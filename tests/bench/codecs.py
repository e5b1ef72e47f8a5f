"""Reading and writing pictures of 12 (and 100) megapixels against Pillow and OpenCV called directly.

    python tests/bench/codecs.py [PICTURE] [--megapixels 12 100] [--formats png jpeg tiff webp] [--rounds 3]

PICTURE is enlarged by mirroring to the size wanted; without one, a photograph of scikit-image is. Each
format is written and read in turns by the three (A B C A B C), and the best of the rounds counts. A file is
written where none is, and written once it is on the disk, for all three. The
settings are the nearest that all have; sizes tell what they are worth. (OpenCV's WebP has method 4, which cannot
be chosen.) `ratio` is our time by that of the
faster other one, so less than 1 is faster than both; `of CPU` is the same of the processor's time, which a busy
machine changes less. Memory is the growth of the peak
of this process, measured in a process of its own for each.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from measure import table

SUFFIXES = {"png": "png", "jpeg": "jpg", "tiff": "tif", "webp": "webp"}
WHO = ("nodegraph", "pillow", "opencv")


def photo(path: Path | None, megapixels: float) -> np.ndarray:
    """Return RGB 8-bit pixels, the picture mirrored until it is large enough, with fine noise that no tile repeats."""
    if path is None:
        from skimage import data

        source = data.astronaut()
    else:
        from nodes.image.load import load_image

        source = load_image(path).image.pixels[:, :, :3]
    width = round((megapixels * 1e6 * 4 / 3) ** 0.5)
    height = round(megapixels * 1e6 / width)
    mirrored = np.concatenate([source, source[::-1]])
    mirrored = np.concatenate([mirrored, mirrored[:, ::-1]], axis=1)
    repeats = (-(-height // mirrored.shape[0]), -(-width // mirrored.shape[1]), 1)
    pixels = np.tile(mirrored, repeats)[:height, :width].astype(np.int16)
    pixels += np.random.default_rng(0).integers(-2, 3, pixels.shape, np.int16)
    return np.clip(pixels, 0, 255).astype(np.uint8)


def writers(format_: str, pixels: np.ndarray, folder: Path) -> dict[str, Callable[[], None]]:
    """Return what writes the pixels, by whose."""
    import cv2
    from PIL import Image

    from nodegraph import Lazy, Picture
    from nodes.image.save import save_image

    picture = Picture(pixels)
    suffix = SUFFIXES[format_]
    pillow = {
        "png": {"compress_level": 2},
        "jpeg": {"quality": 95, "subsampling": 0},
        "tiff": {"compression": "tiff_adobe_deflate"},
        "webp": {"quality": 95, "method": 2},
    }[format_]
    opencv = {
        "png": [cv2.IMWRITE_PNG_COMPRESSION, 2],
        "jpeg": [cv2.IMWRITE_JPEG_QUALITY, 95, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444],
        "tiff": [cv2.IMWRITE_TIFF_COMPRESSION, cv2.IMWRITE_TIFF_COMPRESSION_ADOBE_DEFLATE],
        "webp": [cv2.IMWRITE_WEBP_QUALITY, 95],
    }[format_]

    def by_pillow() -> None:
        Image.fromarray(pixels).save(folder / f"pillow.{suffix}", **pillow)
        sync(folder / f"pillow.{suffix}")

    def by_opencv() -> None:
        cv2.imwrite(str(folder / f"opencv.{suffix}"), cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), opencv)
        sync(folder / f"opencv.{suffix}")

    return {
        "nodegraph": lambda: save_image(Lazy(lambda: picture), folder, "nodegraph", format=format_),
        "pillow": by_pillow,
        "opencv": by_opencv,
    }


def sync(path: Path) -> None:
    """Wait until a file's bytes are on the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def readers(path: Path) -> dict[str, Callable[[], None]]:
    """Return what reads the file into an RGB array, by whose."""
    import cv2
    from PIL import Image

    from nodes.image.load import load_image

    Image.MAX_IMAGE_PIXELS = None

    def by_pillow() -> None:
        with Image.open(path) as image:
            np.asarray(image)

    return {
        "nodegraph": lambda: load_image(path),
        "pillow": by_pillow,
        "opencv": lambda: cv2.cvtColor(cv2.imread(str(path), cv2.IMREAD_UNCHANGED), cv2.COLOR_BGR2RGB),
    }


def best(
    calls: dict[str, Callable[[], None]], rounds: int, made: Sequence[Path] = ()
) -> dict[str, tuple[float, float]]:
    """Return the least seconds, and seconds of the processor, of each, called in turns; `made` is removed before."""
    least = dict.fromkeys(calls, (float("inf"), float("inf")))
    for _ in range(rounds):
        for path in made:
            # A file system may flush what is cut to nothing and written again.
            path.unlink(missing_ok=True)
        for name, call in calls.items():
            began, used = time.perf_counter(), time.process_time()
            call()
            took = time.perf_counter() - began, time.process_time() - used
            least[name] = min(least[name][0], took[0]), min(least[name][1], took[1])
    return least


def peak_of(who: str, act: str, format_: str, path: Path, folder: Path) -> float:
    """Return the MiB that one read or write adds to the peak of a process of its own."""
    command = [sys.executable, __file__, str(path), "--one", who, act, format_, str(folder)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def one(who: str, act: str, format_: str, path: Path, folder: Path) -> None:
    """Do one thing in this process and print by how much its peak of memory grew."""
    if act == "read":
        small = np.zeros((8, 8, 3), np.uint8)
        call = readers(folder / f"nodegraph.{SUFFIXES[format_]}")[who]
        writers(format_, small, folder / "small")
    else:
        call = writers(format_, np.load(path), folder)[who]
    before = peak()
    call()
    print(peak() - before)


def peak() -> float:
    """Return the MiB this process has held at most (Linux; `getrusage` would tell the parent's, too)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def main() -> None:
    """Measure and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("picture", type=Path, nargs="?")
    options.add_argument("--megapixels", type=float, nargs="+", default=[12.0])
    options.add_argument("--formats", nargs="+", default=list(SUFFIXES))
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--one", nargs=4, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.one:
        who, act, format_, folder = given.one
        one(who, act, format_, given.picture, Path(folder))
        return
    rows: list[tuple[object, ...]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for megapixels in given.megapixels:
            pixels = photo(given.picture, megapixels)
            np.save(folder / "pixels.npy", pixels)
            for format_ in given.formats:
                files = [folder / f"{who}.{SUFFIXES[format_]}" for who in WHO]
                written = best(writers(format_, pixels, folder), given.rounds, files)
                sizes = {who: (folder / f"{who}.{SUFFIXES[format_]}").stat().st_size / 1e6 for who in WHO}
                read = best(readers(folder / f"nodegraph.{SUFFIXES[format_]}"), given.rounds)
                for act, seconds in (("write", written), ("read", read)):
                    ratios = [
                        seconds["nodegraph"][which] / min(seconds["pillow"][which], seconds["opencv"][which])
                        for which in (0, 1)
                    ]
                    size = "/".join(f"{sizes[who]:.1f}" for who in WHO) if act == "write" else ""
                    peaks = [peak_of(who, act, format_, folder / "pixels.npy", folder) for who in WHO]
                    rows.append(
                        (
                            megapixels,
                            format_,
                            act,
                            *(seconds[who][0] for who in WHO),
                            *ratios,
                            size,
                            "/".join(f"{p:.0f}" for p in peaks),
                        )
                    )
    print(table(("MP", "format", "", *(f"{who} s" for who in WHO), "ratio", "of CPU", "MB", "peak MiB"), rows))


if __name__ == "__main__":
    main()
