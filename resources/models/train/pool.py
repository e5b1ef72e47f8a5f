"""The pool: scenes rendered ahead of training by several processes into one memory-mapped file outside the checkout."""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from scenes import scene

CACHE = Path(tempfile.gettempdir()) / "nodegraph-training"
"""Where pools and checkpoints lie unless the caller says otherwise."""


class Pool:
    """`count` pictures of `size` x `size` that follow from `seed`: `pictures` is (count, size, size, 3) uint8 sRGB.

    The file is created at its full length; `done` holds one byte a picture, so any number of writers can share the work
    and a run that was stopped goes on where it stood.
    """

    def __init__(self, folder: Path, seed: int, count: int, size: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.seed, self.count, self.size = folder, seed, count, size
        stem = f"scenes-{seed}-{count}x{size}"
        self.pictures: NDArray[np.uint8] = _mapped(folder / f"{stem}.u8", (count, size, size, 3))
        self.done: NDArray[np.uint8] = _mapped(folder / f"{stem}.done", (count,))

    def render(self, part: int, parts: int) -> None:
        """Render every `parts`-th picture that is missing, beginning with `part`."""
        cv2.setNumThreads(1)
        for index in range(part, self.count, parts):
            if not self.done[index]:
                self.pictures[index] = scene((self.seed, index), self.size)
                self.done[index] = 1

    def fill(self, parts: int) -> None:
        """Return when every picture is rendered, by `parts` processes; raise RuntimeError when one of them fails."""
        if self.done.all():
            return
        options = (self.folder, self.seed, self.count, self.size)
        command = [sys.executable, __file__, *map(str, options), "--parts", str(parts), "--part"]
        writers = [subprocess.Popen([*command, str(part)]) for part in range(parts)]
        codes = [writer.wait() for writer in writers]
        if any(codes):
            raise RuntimeError("A process that renders scenes ended with an error; its message is above.")


def _mapped(path: Path, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    length = int(np.prod(shape))
    if not path.exists() or path.stat().st_size != length:
        with path.open("wb") as file:
            file.truncate(length)
    return np.memmap(path, np.uint8, "r+", shape=shape)


def main() -> None:
    """Render one share of a pool."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    for name in ("seed", "count", "size"):
        parser.add_argument(name, type=int)
    parser.add_argument("--part", type=int, default=0, help="which share this process renders (default: 0)")
    parser.add_argument("--parts", type=int, default=1, help="how many processes share the work (default: 1)")
    options = parser.parse_args()
    Pool(options.folder, options.seed, options.count, options.size).render(options.part, options.parts)


if __name__ == "__main__":
    main()
