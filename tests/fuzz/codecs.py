"""Reads mutated picture files, looking for crashes, hangs, floods of memory and anything else but a sentence.

Not part of the test suite:

    python tests/fuzz/codecs.py --files 100000 --seconds 600 --seed 1 [--seeds FOLDER ...] [--only .png]

A worker process reads the files and reports; the parent makes them and survives the worker. What is
found is kept in `--keep` with a line of why; small ones belong into `tests/nodes/codecs/findings`.
"""

import argparse
import contextlib
import os
import random
import resource
import select
import struct
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from nodes._kernels.codecs.kinds import READABLE

SECONDS = 2.0
"""Of processor time that one file may take."""
PATIENCE = 30.0
"""Seconds of the clock until a worker counts as hanging: this machine may be busy."""
MEMORY = 1 << 30
MOST_PIXELS = 20_000_000
LARGEST_SEED = 40_000
SEEDS = Path(__file__).resolve().parents[1] / "nodes" / "codecs" / "findings"
"""What was found before."""
NUMBERS = (0, 1, 2, 127, 128, 255, 256, 32767, 32768, 65535, 65536, 2**24, 2**31 - 1, 2**31, 2**32 - 1)


def work() -> None:
    """Read the files named on standard input; answer each with outcome, processor seconds and peak memory."""
    from nodes._kernels.codecs.read import open_picture
    from nodes._kernels.files import Refused

    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        path = Path(line.rstrip("\n"))
        began = time.process_time()
        try:
            opened = open_picture(path, repair=path.stem.endswith("r"))
            picture = opened.picture()
            outcome = "read" if opened.fact == picture.fact else f"facts {opened.fact} are not {picture.fact}"
        except Refused as refused:
            sentence = str(refused)
            told = str(path) in sentence and sentence.endswith(".") and "\n" not in sentence
            outcome = "refused" if told else f"no sentence: {sentence!r}"
        except Exception as error:  # noqa: BLE001 - this is what is looked for
            outcome = f"{type(error).__name__}: {error}".replace("\n", " ")[:300]
        spent = time.process_time() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(outcome, f"{spent:.3f}", peak, sep="\t", file=answers, flush=True)


class Worker:
    """The process that reads."""

    def __init__(self) -> None:
        environment = {**os.environ, "NODEGRAPH_MAX_PIXELS": str(MOST_PIXELS), "VIPS_CONCURRENCY": "1"}
        command = [sys.executable, __file__, "--worker"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )

    def read(self, path: Path) -> tuple[str, float, int]:
        """Return outcome, processor seconds and peak memory of the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(f"{path}\n".encode())
            self._process.stdin.flush()
        ready, _, _ = select.select([self._process.stdout], [], [], PATIENCE)
        if not ready:
            return "hangs", PATIENCE, 0
        line = self._process.stdout.readline().decode()
        if not line:
            return f"crashes ({self._process.wait()})", 0.0, 0
        outcome, spent, peak = line.rstrip("\n").split("\t")
        return outcome, float(spent), int(peak)

    def end(self) -> None:
        self._process.kill()
        self._process.wait()


def mutated(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """Return the file with a few things changed."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 8, 30))):
        if not changed:
            break
        chance.choice(_WAYS)(changed, others, chance)
    return bytes(changed)


def _flip(data: bytearray, others: list[bytes], chance: random.Random) -> None:
    data[_place(data, chance)] ^= 1 << chance.randrange(8)


def _byte(data: bytearray, others: list[bytes], chance: random.Random) -> None:
    data[_place(data, chance)] = chance.choice((0, 1, 127, 128, 255, chance.randrange(256)))


def _number(data: bytearray, others: list[bytes], chance: random.Random) -> None:
    form = chance.choice(("<H", ">H", "<I", ">I"))
    number = chance.choice(NUMBERS) % 2 ** (8 * struct.calcsize(form))
    place = _place(data, chance)
    data[place : place + struct.calcsize(form)] = struct.pack(form, number)


def _cut(data: bytearray, others: list[bytes], chance: random.Random) -> None:
    del data[_place(data, chance) :]


def _remove(data: bytearray, others: list[bytes], chance: random.Random) -> None:
    place = _place(data, chance)
    del data[place : place + chance.randrange(1, 64)]


def _repeat(data: bytearray, others: list[bytes], chance: random.Random) -> None:
    place = _place(data, chance)
    data[place:place] = data[place : place + chance.randrange(1, 64)] * chance.randrange(1, 4)


def _splice(data: bytearray, others: list[bytes], chance: random.Random) -> None:
    other = chance.choice(others)
    place = chance.randrange(max(1, len(other)))
    data[_place(data, chance) :] = other[place:]


def _place(data: bytearray, chance: random.Random) -> int:
    """Return a place, often in the first 200 bytes, where headers are."""
    return chance.randrange(min(len(data), 200) if chance.random() < 0.6 else len(data))


_WAYS: tuple[Callable[[bytearray, list[bytes], random.Random], None], ...] = (
    *(_flip, _flip, _byte, _byte, _byte, _number, _number, _number, _cut, _remove, _repeat, _splice),
)


def made_seeds(folder: Path) -> None:
    """Write small pictures of every format and kind this program writes."""
    import numpy as np

    from nodegraph import Lazy, Picture
    from nodes._kernels.codecs.formats import FORMATS
    from nodes.image.save import save_image

    chance = np.random.default_rng(0)
    smooth = np.indices((24, 33)).sum(0).astype(np.uint8)[:, :, None] * 4
    for format_, holds in FORMATS.items():
        for channels in (1, 3, 4):
            for depth in holds.depths:
                pixels = smooth.repeat(channels, axis=2) ^ chance.integers(0, 8, (24, 33, channels), np.uint8)
                image = Picture(pixels, depth=depth, dpi=(300, 300))
                for effort in ("fast", "small"):
                    name = f"{format_}-{channels}-{depth}-{effort}"
                    wishes = {"format": format_, "effort": effort, "lossless": effort == "small"}
                    save_image(Lazy(lambda image=image: image), folder, name, **wishes)


def main() -> int:
    """Run; return 1 where something was found."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--files", type=int, default=100_000)
    options.add_argument("--seconds", type=float, default=600)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--seeds", type=Path, nargs="*", default=[], help="folders of more pictures to start from")
    options.add_argument("--only", default="", help="a suffix: only files of one kind")
    options.add_argument("--keep", type=Path, default=Path("fuzz-findings"))
    options.add_argument("--worker", action="store_true")
    given = options.parse_args()
    if given.worker:
        work()
        return 0
    with tempfile.TemporaryDirectory() as folder:
        return hunt(Path(folder), given)


def hunt(folder: Path, given: argparse.Namespace) -> int:
    """Make files and have them read; print what was found."""
    made_seeds(folder)
    sources = [path for place in (folder, SEEDS, *given.seeds) for path in place.iterdir()]
    pictures = [path for path in sorted(sources) if path.suffix in READABLE and path.stat().st_size <= LARGEST_SEED]
    seeds = {path: path.read_bytes() for path in pictures if path.suffix == (given.only or path.suffix)}
    families: dict[str, list[bytes]] = {}
    for path, data in seeds.items():
        families.setdefault(path.suffix, []).append(data)
    chance = random.Random(given.seed)
    outcomes: Counter[str] = Counter()
    longest, most = 0.0, 0
    found = 0
    worker = Worker()
    began = time.monotonic()
    for index in range(given.files):
        if time.monotonic() - began > given.seconds:
            break
        source = chance.choice(list(seeds))
        data = mutated(seeds[source], families[source.suffix], chance)
        path = folder / f"mutant{'r' if index % 4 == 0 else ''}{source.suffix}"
        path.write_bytes(data)
        outcome, spent, peak = worker.read(path)
        longest, most = max(longest, spent), max(most, peak)
        outcomes[outcome if outcome in ("read", "refused") else "found"] += 1
        fine = outcome in ("read", "refused") and spent <= SECONDS and peak <= MEMORY
        if not fine:
            found += 1
            given.keep.mkdir(parents=True, exist_ok=True)
            kept = given.keep / f"{given.seed}-{index}-{source.stem}{path.stem.removeprefix('mutant')}{source.suffix}"
            kept.write_bytes(data)
            print(f"{kept}: {outcome}, {spent:.1f} s, {peak >> 20} MiB", flush=True)
            worker.end()
            worker = Worker()
    worker.end()
    print(
        f"{sum(outcomes.values())} files in {time.monotonic() - began:.0f} s from {len(seeds)} seeds: {dict(outcomes)}"
    )
    print(f"longest {longest:.2f} s of processor time, peak {most >> 20} MiB, {found} findings")
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
