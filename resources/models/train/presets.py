"""Presets: the options that each shipped model was trained with, by its name."""

from typing import Any

PRESETS: dict[str, dict[str, Any]] = {
    "nodegraph-2x": {"scale": 2, "patch": 48, "steps": 12_000},
    "nodegraph-4x": {"scale": 4, "patch": 32, "steps": 6_000, "begin_with": "nodegraph-2x"},
    "nodegraph-1x-dejpeg": {"scale": 1, "patch": 48, "steps": 8_000, "begin_with": "nodegraph-2x"},
}
"""What differs from the defaults of `train.py`.

4x and de-JPEG take over the trunk of the 2x model, which has to be trained first: features of edges and textures are
needed by all three, and most of the early steps are saved.
"""

RESTRAINT = {"nodegraph-1x-dejpeg": 0.65}
"""What of a network's change to the picture is kept in the exported file, where it is not all of it.

De-JPEG gains, on photographs at qualities 30 and 95: 1.08 and -0.12 dB with all of it, 1.07 and -0.09 with 0.85, 1.03
and -0.07 with 0.75, 0.97 and -0.06 with 0.65. What is lost at 95 grows faster with the share than what is gained at 30;
and with 0.75 gray pictures got a tint of 0.11/255.
"""
