"""Nodes against the bare call of OpenCV or numpy that does the same, on 12 megapixels; one table.

    python tests/bench/each_node.py [--rounds 5] [NAME ...]

Both run in turns, A B A B, and the best round of each counts. `ratio` is the node's time by the bare call's, `of CPU`
the same of the processor's time, which a busy machine changes less. `bytes` is the peak of memory allocated while a
node runs, as a multiple of the picture's own 144 MB (float32 RGB): a result of its size is 1, a gray one 1/3. `bare
bytes` is that of the bare call. A bare call is what somebody would write by hand for the same result: in float32,
with operations in place, on the whole picture at once. Where nothing short does the same, the seconds stand alone.
"""

import argparse
import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import Any, NamedTuple

import cv2
import numpy as np
from measure import table

from nodegraph import Picture
from nodegraph.core.registry import load_library

HEIGHT, WIDTH = 3000, 4000
LIBRARY = load_library()


class Pair(NamedTuple):
    """A node's arguments after its picture, and what does the same without it."""

    arguments: dict[str, Any]
    bare: Callable[[Any], Any] | None = None


def pictures() -> tuple[np.ndarray, np.ndarray]:
    """Return two smooth pictures with some noise, float32 RGB."""
    made = np.random.default_rng(0)
    small = made.random((30, 40, 3), np.float32)
    image = cv2.resize(small, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    image += made.standard_normal(image.shape, np.float32) * np.float32(0.02)
    image = np.clip(image, 0, 1)
    return image, np.ascontiguousarray(image[::-1])


IMAGE, OTHER = pictures()
GRAY = np.float32([[0.2126, 0.7152, 0.0722]])
MIXING = np.float32([[0.9, 0.1, 0], [0, 1, 0], [0.1, 0, 0.9]])
"""With a diagonal OpenCV would multiply three numbers instead of nine."""
SHIFTING = np.hstack([MIXING, np.float32([[0.1], [0], [0]])])
DISC = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (7, 7))


LENS = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (9, 9)) / np.float32(50)


def scaled(x: np.ndarray) -> np.ndarray:
    made = x * np.float32(1.1)
    made += np.float32(0.02)
    return made


def unsharp(x: np.ndarray) -> np.ndarray:
    return cv2.addWeighted(x, 1.5, cv2.GaussianBlur(x, (0, 0), 1), -0.5, 0)


def stretched(x: np.ndarray) -> np.ndarray:
    made = x - np.float32(0.1)
    made *= np.float32(1 / 0.8)
    return np.clip(made, 0, 1, out=made)


def turned(x: np.ndarray) -> np.ndarray:
    matrix = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), -5, 1)
    return cv2.warpAffine(x, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_CUBIC)


def halved(x: np.ndarray) -> np.ndarray:
    return cv2.resize(x, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)


def as_hsv(x: np.ndarray) -> np.ndarray:
    made = cv2.cvtColor(x, cv2.COLOR_RGB2HSV)
    made[:, :, 0] *= np.float32(1 / 360)
    return made


def half_seen(x: np.ndarray) -> np.ndarray:
    made = cv2.cvtColor(x, cv2.COLOR_RGB2RGBA)
    made[:, :, 3] = 0.5
    return made


def noisy(x: np.ndarray) -> np.ndarray:
    noise = np.random.default_rng(0).standard_normal(x.shape, np.float32)
    noise *= np.float32(0.05)
    return x + noise


def weighted(x: np.ndarray) -> np.ndarray:
    mask = cv2.transform(OTHER, GRAY)[:, :, None]
    made = OTHER - x
    made *= mask
    made += x
    return made


def postered(x: np.ndarray) -> np.ndarray:
    made = x * np.float32(3)
    np.rint(made, out=made)
    made *= np.float32(1 / 3)
    return np.clip(made, 0, 1, out=made)


def fine(x: np.ndarray) -> np.ndarray:
    made = cv2.GaussianBlur(x, (0, 0), 3)
    np.subtract(x, made, out=made)
    made += np.float32(0.5)
    return made


def steep(x: np.ndarray) -> np.ndarray:
    tones = cv2.transform(x, GRAY)
    across, down = (cv2.Sobel(tones, cv2.CV_32F, d, 1 - d, scale=1 / 4) for d in (1, 0))
    return cv2.magnitude(across, down)


def traced(x: np.ndarray) -> np.ndarray:
    tones = cv2.GaussianBlur(cv2.transform(x, GRAY), (0, 0), 1)
    across, down = (cv2.Sobel(tones, cv2.CV_32F, d, 1 - d, scale=8191 / 4).astype(np.int16) for d in (1, 0))
    return (cv2.Canny(across, down, 819, 2457, L2gradient=True) > 0).astype(np.float32)


def brighter_than_around(x: np.ndarray) -> np.ndarray:
    tones = cv2.transform(x, GRAY)
    return (tones > cv2.blur(tones, (31, 31)) - np.float32(0.05)).astype(np.float32)


def to_the_edge(x: np.ndarray) -> np.ndarray:
    shape = (cv2.transform(x, GRAY) > 0.5).astype(np.uint8)
    made = cv2.distanceTransform(shape, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    made *= np.float32(1 / 32)
    return np.minimum(made, 1, out=made)


def grainy(x: np.ndarray) -> np.ndarray:
    noise = np.random.default_rng(0).standard_normal(x.shape[:2], np.float32)
    grain = cv2.GaussianBlur(noise, (0, 0), 0.8)
    tones = cv2.transform(x, GRAY)
    grain *= tones
    grain *= 1 - tones
    return x + grain[:, :, None]


def tones_of(x: np.ndarray) -> tuple[float, ...]:
    tones = cv2.transform(x, GRAY)
    mean, spread = cv2.meanStdDev(tones)
    return mean.item(), spread.item(), tones.min(), tones.max(), np.median(tones)


def turned_in_frame(x: np.ndarray) -> np.ndarray:
    matrix = np.vstack([cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), -5, 1), [0, 0, 1]])
    return cv2.warpPerspective(x, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_CUBIC)


def bent(x: np.ndarray) -> np.ndarray:
    return np.interp(x, [0, 0.5, 1], [0, 0.6, 1]).astype(np.float32)


def logarithmic(x: np.ndarray) -> np.ndarray:
    made = np.abs(x)
    made *= np.float32(1023)
    np.log1p(made, out=made)
    made /= np.float32(np.log1p(1023 * 16))
    return np.copysign(made, x, out=made)


PAIRS: dict[str, Pair] = {
    "gaussian_blur": Pair({"sigma_x": 2, "sigma_y": 2}, lambda x: cv2.GaussianBlur(x, (0, 0), 2)),
    "box_blur": Pair({"radius_x": 3, "radius_y": 3}, lambda x: cv2.blur(x, (7, 7))),
    "sharpen": Pair({}, unsharp),
    "bilateral_blur": Pair({"radius": 2}, lambda x: cv2.bilateralFilter(x, 5, 0.1, 1)),
    "median_blur": Pair({"radius": 2}, lambda x: cv2.medianBlur(x, 5)),
    "lens_blur": Pair({"radius": 4}, lambda x: cv2.filter2D(x, -1, LENS)),
    "high_boost": Pair({}, lambda x: cv2.filter2D(x, -1, np.full((3, 3), 0.1, np.float32))),
    "surface_blur": Pair({}),
    "adaptive_sharpen": Pair({}),
    "grow_or_shrink": Pair({"radius": 3}, lambda x: cv2.morphologyEx(x, cv2.MORPH_DILATE, DISC)),
    "add_noise": Pair({}, noisy),
    "brightness_contrast": Pair({"contrast": 0.1}, scaled),
    "gamma": Pair({"gamma": 2.2}, lambda x: cv2.pow(x, 1 / 2.2)),
    "exposure": Pair({"stops": 1}, lambda x: x * np.float32(2)),
    "levels": Pair({"black": 0.1, "white": 0.9}, stretched),
    "auto_levels": Pair({}),
    "curves": Pair({"points": "0,0 0.5,0.6 1,1"}, bent),
    "hue_saturation": Pair({"saturation": 0.5}, lambda x: cv2.transform(x, SHIFTING)),
    "vibrance": Pair({}),
    "invert": Pair({}, lambda x: 1 - x),
    "to_gray": Pair({}, lambda x: cv2.transform(x, GRAY)),
    "threshold": Pair({}, lambda x: cv2.threshold(cv2.transform(x, GRAY), 0.5, 1, cv2.THRESH_BINARY)[1]),
    "change_color_space": Pair({"target": "HSV"}, as_hsv),
    "tone_map": Pair({}),
    "blend": Pair({"layer": OTHER, "opacity": 0.5}, lambda x: cv2.addWeighted(x, 0.5, OTHER, 0.5, 0)),
    "mix_by_mask": Pair({"layer": OTHER, "mask": OTHER}, weighted),
    "combine": Pair({"second": OTHER}, lambda x: cv2.addWeighted(x, 0.5, OTHER, 0.5, 0)),
    "difference": Pair({"reference": OTHER}, lambda x: cv2.absdiff(x, OTHER)),
    "transfer_color": Pair({"reference": OTHER}),
    "flip": Pair({}, lambda x: cv2.flip(x, 1)),
    "rotate_by_angle": Pair({"expand": False}, turned),
    "resize": Pair(
        {"factor": 0.5, "interpolation": "box"},
        halved,
    ),
    "find_edges": Pair({}, steep),
    "dither": Pair({}),
    "reduce_colors": Pair({}),
    "dominant_colors": Pair({}),
    "compare": Pair({"reference": OTHER}),
    "white_balance": Pair({"temperature": 4000}, lambda x: cv2.transform(x, MIXING)),
    "posterize": Pair({}, postered),
    "logarithm": Pair({}, logarithmic),
    "high_pass": Pair({}, fine),
    "film_grain": Pair({}, grainy),
    "local_threshold": Pair({}, brighter_than_around),
    "trace_edges": Pair({}, traced),
    "distance_to_edge": Pair({}, to_the_edge),
    "dehalo": Pair({}),
    "transform": Pair({"angle": 5}, turned_in_frame),
    "shift": Pair({"right": 100}, lambda x: np.roll(x, 100, 1)),
    "pad": Pair({"left": 100}, lambda x: cv2.copyMakeBorder(x, 0, 0, 100, 0, cv2.BORDER_CONSTANT)),
    "crop": Pair({"width": 3000, "height": 2000}, lambda x: x[:2000, :3000].copy()),
    "crop_to_content": Pair({}),
    "stack": Pair({"second": OTHER}, lambda x: cv2.hconcat([x, OTHER])),
    "place_over": Pair({"layer": OTHER, "opacity": 0.5}, lambda x: cv2.addWeighted(x, 0.5, OTHER, 0.5, 0)),
    "set_alpha": Pair({"opacity": 0.5}, half_seen),
    "measure_tones": Pair({}, tones_of),
    "convert_profile": Pair({"target": "Adobe RGB"}),
}


def measured(name: str, rounds: int) -> tuple[object, ...]:
    """Return one row of the table."""
    pair, node = PAIRS[name], LIBRARY.functions[name]
    first = node.spec.inputs[0].kind
    given: Any = Picture(IMAGE, depth="float") if getattr(first, "picture", False) else IMAGE
    best = {"node": (float("inf"), float("inf")), "bare": (float("inf"), float("inf"))}
    calls: dict[str, Callable[[], Any]] = {"node": lambda: node.function(given, **pair.arguments)}
    if pair.bare is not None:
        bare = pair.bare
        calls["bare"] = lambda: bare(IMAGE)
    for _ in range(rounds):
        for which, call in calls.items():
            began, used = time.perf_counter(), time.process_time()
            call()
            took = time.perf_counter() - began, time.process_time() - used
            best[which] = min(best[which][0], took[0]), min(best[which][1], took[1])
    peaks = {which: allocated(call) for which, call in calls.items()}
    if pair.bare is None:
        return name, best["node"][0] * 1e3, "", "", "", peaks["node"], ""
    ratios = (f"{node / bare:.2f}" for node, bare in zip(best["node"], best["bare"], strict=True))
    return name, best["node"][0] * 1e3, best["bare"][0] * 1e3, *ratios, peaks["node"], peaks["bare"]


def allocated(call: Callable[[], Any]) -> float:
    """Return the peak of memory while this runs, as a multiple of the picture's."""
    tracemalloc.start()
    call()
    peak = tracemalloc.get_traced_memory()[1] / IMAGE.nbytes
    tracemalloc.stop()
    return peak


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", help="nodes to measure; all without")
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    rows = [measured(name, chosen.rounds) for name in (chosen.names or PAIRS)]
    sys.stdout.write(table(("node", "ms", "bare ms", "ratio", "of CPU", "bytes", "bare bytes"), rows) + "\n")


if __name__ == "__main__":
    main()
