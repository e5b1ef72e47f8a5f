"""What a person can set, with its limits, and how it reaches the engine: in a run's settings and in the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from nodegraph.core.messages import Settings
from nodegraph.gui.languages import LANGUAGES, mark

MIB = 2**20
THEMES = {
    "system": mark("As the system"),
    "dark": mark("Dark"),
    "light": mark("Light"),
    "contrast": mark("High contrast"),
}
PRECISIONS = {
    "auto": mark("Automatic: the fastest that is proved right"),
    "fp32": mark("fp32: most exact"),
    "fp16": mark("fp16: half the memory"),
    "bf16": mark("bf16: half the memory, coarser steps"),
}
RUNTIMES = {"auto": mark("Automatic: the fastest that is proved right"), "torch": "PyTorch", "onnx": "ONNX Runtime",
            "ncnn": "ncnn", "openvino": "OpenVINO"}  # fmt: skip
SCALES = (0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
LIMITS = {
    "results_mib": (64, 1 << 20),
    "stream_mib": (64, 1 << 20),
    "pixels_mib": (64, 1 << 20),
    "cache_gib": (1, 4096),
    "autosave_s": (1, 600),
}
_OPTIONS = {
    "theme": THEMES,
    "precision": PRECISIONS,
    "runtime": RUNTIMES,
    "scale": SCALES,
    "language": ("", *(language.code for language in LANGUAGES)),
}


@dataclass(frozen=True, slots=True)
class Choices:
    """All settings; the defaults are those of the program."""

    device: str = "auto"
    precision: str = "auto"
    runtime: str = "auto"
    results_mib: int = 1024
    """Of results that stay in memory for the next run."""
    stream_mib: int = 512
    """Of pictures that a stream holds at once."""
    pixels_mib: int = 512
    """Above which a picture lies in a file instead of in memory."""
    cache_folder: str = ""
    """Empty: the system's place."""
    cache_gib: int = 4
    theme: str = "system"
    scale: float = 1.0
    language: str = ""
    """Empty: the system's."""
    autosave_s: int = 2
    models_folder: str = ""

    def put(self, name: str, value: Any) -> "Choices":
        """Return the choices with one changed; what is not allowed for it leaves them as they are."""
        default = getattr(_DEFAULTS, name)
        if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if type(value) is not type(default) or value not in _OPTIONS.get(name, (value,)):
            return self
        if name in LIMITS:
            low, high = LIMITS[name]
            value = min(max(value, low), high)
        return replace(self, **{name: value})

    def run_settings(self, **wishes: Any) -> Settings:
        """Return the settings of a run; `wishes` are those that belong to this run alone."""
        return Settings(
            device=self.device,
            precision=self.precision,
            runtime=self.runtime,
            window=self.stream_mib * MIB,
            memory=self.results_mib * MIB,
            **wishes,
        )

    def environment(self) -> dict[str, str]:
        """Return the variables by which the engine and its workers learn the rest; empty ones are not set."""
        changed = {
            "NODEGRAPH_PIXEL_BUDGET": self.pixels_mib * MIB if self.pixels_mib != _DEFAULTS.pixels_mib else "",
            "NODEGRAPH_CACHE": self.cache_folder,
            "NODEGRAPH_CACHE_BYTES": self.cache_gib << 30 if self.cache_gib != _DEFAULTS.cache_gib else "",
        }
        return {name: str(value) for name, value in changed.items()}


_DEFAULTS = Choices()
NAMES = tuple(entry.name for entry in fields(Choices))
VARIABLES = {"pixels_mib": "NODEGRAPH_PIXEL_BUDGET", "cache_folder": "NODEGRAPH_CACHE",
             "cache_gib": "NODEGRAPH_CACHE_BYTES"}  # fmt: skip
"""The settings that a variable given from outside goes before."""


def default_of(name: str) -> Any:
    """Return a setting's default."""
    return getattr(_DEFAULTS, name)


def read_choices(stored: Mapping[str, Any]) -> Choices:
    """Return the choices in a settings file; what is missing or not allowed has its default."""
    found = Choices()
    for name in NAMES:
        if name in stored:
            found = found.put(name, stored[name])
    return found


class Environment:
    """The variables of this process that settings change; those given from outside stay."""

    def __init__(self) -> None:
        self._given = {name for name in VARIABLES.values() if os.environ.get(name)}

    def given(self, setting: str) -> str:
        """Return the variable from outside that goes before a setting; empty where there is none."""
        name = VARIABLES.get(setting, "")
        return name if name in self._given else ""

    def apply(self, choices: Choices) -> bool:
        """Set the variables; return whether any is another one now, so that the engine must start again."""
        changed = False
        for name, value in choices.environment().items():
            if name in self._given or os.environ.get(name, "") == value:
                continue
            changed = True
            if value:
                os.environ[name] = value
            else:
                os.environ.pop(name, None)
        return changed
