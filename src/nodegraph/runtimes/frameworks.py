"""The frameworks that run models: what each is called, which module drives it, which packages and devices it has."""

import importlib.util
import sys
from functools import cache
from typing import NamedTuple

from nodegraph.core.errors import ValueRefused, did_you_mean
from nodegraph.core.installed import version_of


class Framework(NamedTuple):
    """One framework."""

    name: str
    """As facts, options and people call it."""
    module: str
    """In this package; has `runtime() -> Runtime`."""
    packages: tuple[str, ...]
    """Distributions that results depend on; the first one is what has to be installed."""
    kinds: tuple[str, ...]
    """Kinds of devices it can compute on, in some build: the part of a device's name before the colon."""
    extra: str | None = None
    """The extra of this project that installs it; `None`: always installed."""
    builds: tuple[tuple[str, str], ...] = ()
    """Distributions that hold it as well, with the kind of devices that only they reach; `darwin` is the system."""

    @property
    def devices(self) -> tuple[str, ...]:
        """The kinds of devices that the installed build computes on."""
        return reached(self, sys.platform, _installed(tuple(name for name, _ in self.builds)))

    @property
    def installed(self) -> bool:
        """Whether it can be imported here."""
        return not self.packages or _is_there(self.packages[0])

    @property
    def versions(self) -> str:
        """Return names and versions of its packages: what was measured with others no longer counts."""
        return _versions(self.packages + tuple(sorted(_installed(tuple(name for name, _ in self.builds)))))


_ONNX_BUILDS = (
    ("onnxruntime-gpu", "cuda"),
    ("onnxruntime-rocm", "cuda"),
    ("onnxruntime-migraphx", "cuda"),
    ("onnxruntime-directml", "dml"),
    ("onnxruntime-openvino", "xpu"),
    ("darwin", "coreml"),
)

FRAMEWORKS = {
    framework.name: framework
    for framework in (
        Framework("torch", "torch_", ("torch", "spandrel"), ("cuda", "xpu", "mps", "cpu")),
        Framework("ncnn", "ncnn_", ("ncnn",), ("vulkan", "cpu")),
        Framework("onnx", "onnx_", ("onnxruntime",), ("cuda", "dml", "coreml", "xpu", "cpu"), builds=_ONNX_BUILDS),
        Framework("openvino", "openvino_", ("openvino",), ("cpu", "xpu"), extra="openvino"),
        Framework("toy", "toy", (), ("cpu",)),
    )
}
"""All of them by name. `toy` needs nothing and carries the tests of engine and pool."""


def framework(name: str) -> Framework:
    """Return the framework of that name. Raises `ValueRefused` for one that is unknown or not installed."""
    found = FRAMEWORKS.get(name)
    if found is None:
        raise ValueRefused(f"There is no runtime {name!r}{did_you_mean(name, FRAMEWORKS)}; choose {_all_names()}.")
    if not found.installed:
        what = f"nodegraph[{found.extra}]" if found.extra else found.packages[0]
        raise ValueRefused(f"The runtime {name} is not installed; install it with: pip install '{what}'.")
    return found


def framework_of(kind: str) -> Framework:
    """Return the framework that files of a kind (see `filekind.kind_of`) are written for.

    Raises `ValueRefused` where it is not installed.
    """
    return framework(kind if kind in FRAMEWORKS else "torch")


def reached(framework: Framework, platform: str, installed: frozenset[str]) -> tuple[str, ...]:
    """Return the kinds of devices that a framework reaches on a system with these distributions of it."""
    there = {kind for name, kind in framework.builds if name == platform or name in installed}
    bound = {kind for _, kind in framework.builds}
    return tuple(kind for kind in framework.kinds if kind not in bound or kind in there)


def _all_names() -> str:
    return ", ".join(name for name in FRAMEWORKS if name != "toy")


@cache
def _is_there(package: str) -> bool:
    return importlib.util.find_spec(package) is not None


@cache
def _installed(packages: tuple[str, ...]) -> frozenset[str]:
    return frozenset(package for package in packages if version_of(package) is not None)


@cache
def _versions(packages: tuple[str, ...]) -> str:
    return " ".join(f"{package} {version_of(package) or 'none'}" for package in packages)
