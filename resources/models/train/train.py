"""Training: one command makes a model from a seed, on a CPU or a CUDA device, and goes on where it was stopped.

When the schedule has ended, the model is exported with its twin and its card, and the log is drawn.
"""

import argparse
import csv
import math
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import curve
import numpy as np
import torch
from degrade import batch, jpeg
from evaluate import SHIPPED, enlarged, model_file
from export import export
from metrics import psnr
from network import Compact, adopt_trunk, parameters
from photographs import Pair, bench_beside, from_skimage, resized
from pool import CACHE, Pool
from presets import PRESETS
from safetensors.torch import load_file
from torch import Tensor, nn

WARM_UP = 200
"""Steps over which the learning rate rises to its peak."""
SPECTRUM = 0.05
"""Weight of the FFT term beside the Charbonnier term."""
TAKEN = 0.01
"""About how far JPEG of middling quality moves a pixel, where white is 1."""


def arguments() -> argparse.Namespace:
    """Return the options of the command line; a shipped model's name brings the options it was trained with."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("name", help=f"{', '.join(PRESETS)}, or a name of your own, for checkpoint and log")
    parser.add_argument("--scale", type=int, default=2, help="1 learns to remove JPEG artifacts")
    parser.add_argument("--features", type=int, default=64, help="channels of each inner layer")
    parser.add_argument("--convs", type=int, default=8, help="inner convolutions")
    parser.add_argument("--begin-with", help="name or .safetensors file of a model whose trunk is taken over")
    parser.add_argument("--pictures", type=int, default=1500, help="scenes in the pool")
    parser.add_argument("--picture-size", type=int, default=320)
    parser.add_argument("--patch", type=int, default=48, help="side of a training patch in small pixels")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--steps", type=int, default=12_000)
    parser.add_argument("--stop-at", type=int, help="stop early at this step; the same command without it goes on")
    parser.add_argument("--rate", type=float, default=1e-3, help="peak learning rate")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument(
        "--threads", type=int, default=min(2, os.cpu_count() or 1), help="of torch, and processes that render"
    )
    parser.add_argument("--cache", type=Path, default=CACHE, help="folder of pool, checkpoint and log")
    parser.add_argument(
        "--to",
        type=Path,
        help="folder of the finished model; without it, a shipped model's is the project's own, another's is the cache",
    )
    parser.set_defaults(**PRESETS.get(parser.parse_known_args()[0].name, {}))
    return parser.parse_args()


def loss_of(result: Tensor, truth: Tensor, weights: Tensor | None = None) -> Tensor:
    """Return the Charbonnier distance (L1, smooth within 1/1000) plus the weighted L1 distance of the spectra.

    `weights` (N,) say how much each picture counts; without them all count the same.
    """
    pixels = torch.sqrt((result - truth) ** 2 + 1e-6).mean(dim=(1, 2, 3))
    spectra = torch.fft.rfft2(result - truth, norm="ortho")
    each = pixels + SPECTRUM * torch.view_as_real(spectra).abs().mean(dim=(1, 2, 3, 4))
    return each.mean() if weights is None else (each * weights).mean()


def care(small: Tensor, large: Tensor, progress: float) -> Tensor:
    """Return the weights (N,) of pictures to be repaired: the less was taken from one, the more its loss counts.

    Otherwise the worst pictures alone would be learned, and good ones made worse. `progress` is the finished part of
    the schedule: in its first third all count the same, because a network that begins with care learns to do nothing.
    """
    taken = (small - large).abs().mean(dim=(1, 2, 3))
    power = float(np.interp(progress, (0.3, 0.7), (0.0, 0.6)))
    return (TAKEN / (taken + 0.1 * TAKEN)) ** power


def rate_at(step: int, steps: int, peak: float) -> float:
    """Return the learning rate: a linear rise, then half a cosine down to a hundredth of the peak at the last step."""
    rise = min(1.0, (step + 1) / WARM_UP)
    return peak * rise * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(step / steps, 1.0))))


class Run:
    """A network, its optimizer and the running mean of its weights, with the step and the seconds they have seen."""

    def __init__(self, options: argparse.Namespace) -> None:
        torch.manual_seed(options.seed)
        device = torch.device(options.device)
        self.network = Compact(options.features, options.convs, options.scale)
        if options.begin_with:
            adopt_trunk(self.network, load_file(model_file(options.begin_with)))
        self.network.to(device, memory_format=torch.channels_last)
        self.mean = Compact(options.features, options.convs, options.scale).to(
            device, memory_format=torch.channels_last
        )
        self.mean.load_state_dict(self.network.state_dict())
        self.optimizer = torch.optim.Adam(self.network.parameters(), options.rate, betas=(0.9, 0.99), fused=True)
        self.step, self.seconds = 0, 0.0
        self.shape = {name: getattr(options, name) for name in ("features", "convs", "scale", "seed", "patch", "batch")}
        self.path: Path = options.cache / f"{options.name}.pt"
        if self.path.exists():
            self._resume(torch.load(self.path, map_location=device, weights_only=True))

    def _resume(self, saved: dict[str, Any]) -> None:
        if saved["shape"] != self.shape:
            raise SystemExit(f"{self.path} was trained with {saved['shape']}; choose another --name, or delete it.")
        self.network.load_state_dict(saved["network"])
        self.mean.load_state_dict(saved["mean"])
        self.optimizer.load_state_dict(saved["optimizer"])
        self.step, self.seconds = saved["step"], saved["seconds"]

    def save(self) -> None:
        """Write the checkpoint; a reader never sees half of it."""
        parts = {"network": self.network, "mean": self.mean, "optimizer": self.optimizer}
        state: dict[str, Any] = {name: part.state_dict() for name, part in parts.items()}
        state.update(step=self.step, seconds=self.seconds, shape=self.shape)
        torch.save(state, self.path.with_suffix(".part"))
        self.path.with_suffix(".part").replace(self.path)

    def learn(self, small: Tensor, large: Tensor, rate: float, progress: float) -> Tensor:
        """Take one step on a batch, at a finished part of the schedule, and return its loss."""
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        with torch.autocast(small.device.type, torch.bfloat16):
            result = self.network(small)
        weights = care(small, large, progress) if self.network.scale == 1 else None
        loss = loss_of(result, large, weights)
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 0.5)
        self.optimizer.step()
        self.step += 1
        decay = min(0.999, self.step / (self.step + 10))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.mean.parameters()), list(self.network.parameters()), 1 - decay)
        return loss.detach()


def batches(pool: Pool, options: argparse.Namespace, steps: range) -> Iterator[tuple[Tensor, Tensor]]:
    """Yield the pairs of these steps; a batch follows from seed and step, so a resumed run sees the same ones."""
    pictures = torch.from_numpy(pool.pictures)
    if options.device != "cpu":
        pictures = pictures.to(options.device)
    for step in steps:
        rng = np.random.default_rng((options.seed, step))
        yield batch(rng, pictures, options.batch, options.patch, options.scale, step / options.steps)


def gain(network: nn.Module, pairs: list[Pair], plain: list[float], scale: int) -> float:
    """Return the mean gain over `plain` in dB on the validation pictures."""
    device = next(network.parameters()).device
    scores = [psnr(enlarged(network, pair.small, device), pair.large, scale) for pair in pairs]
    return float(np.mean(np.array(scores) - plain))


def validation(scale: int) -> tuple[list[Pair], list[float]]:
    """Return small parts of three photographs, and what bicubic (at scale 1: the input, JPEG of quality 30) scores."""
    pairs = []
    for name, _, large in from_skimage(max(scale, 2), ("astronaut", "chelsea", "coffee")):
        part = np.ascontiguousarray(large[40:240, 160:360])
        pairs.append(Pair(name, jpeg(part, 30) if scale == 1 else resized(part, 1 / scale), part))
    return pairs, [psnr(resized(pair.small, scale), pair.large, scale) for pair in pairs]


def main() -> None:
    """Train until the schedule ends, log the loss and the gain every 500 steps, then export the model."""
    options = arguments()
    torch.set_num_threads(options.threads)
    begin = time.monotonic()
    pool = Pool(options.cache, options.seed, options.pictures, options.picture_size)
    pool.fill(options.threads)
    print(f"{pool.count} scenes, {time.monotonic() - begin:.0f} s", flush=True)
    run = Run(options)
    print(f"{parameters(run.network)} parameters, step {run.step}, {options.device}", flush=True)
    if learn_until(run, pool, options, min(options.steps, options.stop_at or options.steps)) < options.steps:
        return
    print(f"{options.name} took {run.seconds:.0f} s; its curve: {curve.write(options.cache / f'{options.name}.csv')}")
    to = options.to or (SHIPPED if options.name in PRESETS else options.cache)
    export(run.path, to, bench_beside())


def learn_until(run: Run, pool: Pool, options: argparse.Namespace, last: int) -> int:
    """Train until the step `last`, with a checkpoint and a line of the log every 500 steps; return the step reached."""
    pairs, plain = validation(options.scale)
    losses: list[Tensor] = []
    log: Path = options.cache / f"{options.name}.csv"
    if not run.step:
        log.unlink(missing_ok=True)
    begin = time.monotonic() - run.seconds
    for small, large in batches(pool, options, range(run.step, last)):
        run.seconds = time.monotonic() - begin
        rate = rate_at(run.step, options.steps, options.rate)
        losses.append(run.learn(small, large, rate, run.step / options.steps))
        if run.step % 500 == 0 or run.step >= last:
            row = (
                run.step,
                round(run.seconds),
                float(torch.stack(losses).mean()),
                rate,
                gain(run.mean, pairs, plain, options.scale),
            )
            losses.clear()
            with log.open("a", newline="") as file:
                csv.writer(file).writerow(row)
            print("step {} {} s loss {:.5f} rate {:.1e} gain {:+.3f} dB".format(*row), flush=True)
            run.save()
    return run.step


if __name__ == "__main__":
    main()
