"""The frameworks that run models: what each is called, which module drives it, which packages and devices it has."""

import importlib.metadata
import importlib.util
from functools import cache
from typing import NamedTuple

from nodegraph.core.errors import ValueRefused, did_you_mean


class Framework(NamedTuple):
    """One framework."""

    name: str
    """As facts, options and people call it."""
    module: str
    """In this package; has `runtime() -> Runtime`."""
    packages: tuple[str, ...]
    """Distributions that results depend on; the first one is what has to be installed."""
    devices: tuple[str, ...]
    """Kinds of devices it computes on: the part of a device's name before the colon."""
    extra: str | None = None
    """The extra of this project that installs it; `None`: always installed."""

    @property
    def installed(self) -> bool:
        """Whether it can be imported here."""
        return not self.packages or importlib.util.find_spec(self.packages[0]) is not None

    @property
    def versions(self) -> str:
        """Return names and versions of its packages: what was measured with others no longer counts."""
        return _versions(self.packages)


FRAMEWORKS = {
    framework.name: framework
    for framework in (
        Framework("torch", "torch_", ("torch", "spandrel"), ("cuda", "xpu", "mps", "cpu")),
        Framework("ncnn", "ncnn_", ("ncnn",), ("vulkan", "cpu")),
        Framework("onnx", "onnx_", ("onnxruntime",), ("cuda", "dml", "coreml", "cpu")),
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


def _all_names() -> str:
    return ", ".join(name for name in FRAMEWORKS if name != "toy")


@cache
def _versions(packages: tuple[str, ...]) -> str:
    return " ".join(f"{package} {_version(package)}" for package in packages)


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "none"
