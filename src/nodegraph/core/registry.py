"""Finds node libraries: the entry points `nodegraph.nodes`, the built-in one like any plugin."""

import importlib
import os
import pkgutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import msgspec

import nodegraph
from nodegraph.core.errors import UnknownName, did_you_mean
from nodegraph.core.installed import declarations
from nodegraph.core.node import NodeFunction, NodeSpec
from nodegraph.core.places import cache_folder, resources
from nodegraph.core.problem import Problem

GROUP = "nodegraph.nodes"
BUILT_IN = "nodes"


@dataclass(slots=True)
class Library:
    """All nodes with their code, and what was wrong while finding them."""

    functions: dict[str, NodeFunction[..., object]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def specs(self) -> dict[str, NodeSpec]:
        return {name: function.spec for name, function in self.functions.items()}

    def add(self, function: NodeFunction[..., object], prefix: str = "", package: str = "") -> None:
        """Take a node in. A second node of the same id becomes a problem; the first one stays."""
        spec = function.spec
        changed = msgspec.structs.replace(spec, id=prefix + spec.id, package=package)
        function.spec = changed
        if changed.id in self.functions and self.functions[changed.id] is not function:
            where = function.function.__module__
            sentence = f"The node {changed.id!r} of {where} is declared already; rename one of them."
            self.problems.append(Problem(sentence))
        else:
            self.functions[changed.id] = function


def load_library() -> Library:
    """Import every node library and return what it declares. A broken plugin becomes a `Problem`."""
    from importlib.metadata import entry_points

    library = Library()
    for entry in sorted(entry_points(group=GROUP), key=lambda e: (e.name != BUILT_IN, e.name)):
        try:
            package = entry.load()
        except Exception as error:  # noqa: BLE001 - a plugin may fail in any way; it becomes data
            library.problems.append(_broken(entry.value, error))
            continue
        if entry.name == BUILT_IN and (elsewhere := _wrong_built_in(package)):
            library.problems.append(elsewhere)
            continue
        prefix = "" if entry.name == BUILT_IN else f"{entry.name}:"
        _take(_modules(package), library, prefix, entry.dist.name if entry.dist else "")
    return library


def load_part(nodes: Iterable[str]) -> Library | None:
    """Return a library of these nodes and their neighbors in the same files, sooner than all of them could be there.

    `None` where not all of them are known to be built in; then `load_library` finds out what there is.
    """
    try:
        specs = _decoder.decode(_cached_specs().read_bytes())
        modules = {".".join((BUILT_IN, *specs[name].category)) for name in nodes if ":" not in name}
        packages = {specs[name].package for name in nodes}
    except (OSError, msgspec.DecodeError, KeyError):
        return None
    library = Library()
    if _wrong_built_in(importlib.import_module(BUILT_IN)) is None:
        _take(sorted(modules), library, "", max(packages, default=""))
    return library if library.functions.keys() >= set(nodes) and not library.problems else None


def _modules(package: ModuleType) -> list[str]:
    names = [package.__name__]
    if hasattr(package, "__path__"):
        found = pkgutil.walk_packages(package.__path__, package.__name__ + ".", onerror=lambda _: None)
        names += [module.name for module in found]
    return names


def _take(modules: Iterable[str], library: Library, prefix: str, distribution: str) -> None:
    for name in modules:
        if any(part.startswith("_") for part in name.split(".")):
            continue
        try:
            module = importlib.import_module(name)
        except Exception as error:  # noqa: BLE001 - one broken module of a plugin must not take the others along
            library.problems.append(_broken(name, error))
            continue
        for value in vars(module).values():
            if isinstance(value, NodeFunction) and value.function.__module__ == name:
                library.add(value, prefix, distribution)


def _broken(name: str, error: Exception) -> Problem:
    return Problem(f"The node library {name} cannot be loaded: {type(error).__name__}: {error}. Update or remove it.")


def _wrong_built_in(package: ModuleType) -> Problem | None:
    ours = Path(nodegraph.__file__).resolve().parent.parent / BUILT_IN
    found = Path(package.__file__ or "").resolve().parent
    if found == ours:
        return None
    return Problem(f"Another package named 'nodes' lies before ours: {found}. Remove it or run from another folder.")


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(dict[str, NodeSpec])


def remember_specs(specs: dict[str, NodeSpec]) -> None:
    """Write the specs into the cache folder, where front ends read them without importing a node."""
    target = _cached_specs()
    part = target.with_suffix(f".{id(specs):x}.part")
    try:
        part.write_bytes(_encoder.encode(specs))
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def known_specs() -> dict[str, NodeSpec]:
    """Return the specs without importing any node library: the cached ones, else the built-in list shipped with us."""
    try:
        return _decoder.decode(_cached_specs().read_bytes())
    except (OSError, msgspec.DecodeError):
        shipped = resources() / "specs.json"
        return msgspec.json.decode(shipped.read_bytes(), type=dict[str, NodeSpec])


def _cached_specs() -> Path:
    """Return the cache file named by the versions and times of the packages that declare nodes."""
    import hashlib

    stamp = hashlib.sha256(nodegraph.__file__.encode())
    for text in declarations(GROUP):
        stamp.update(text.encode())
    for folder, inner, files in os.walk(os.path.join(os.path.dirname(os.path.dirname(nodegraph.__file__)), BUILT_IN)):
        inner.sort()
        for file in sorted(name for name in files if name.endswith(".py")):
            path = os.path.join(folder, file)
            stamp.update(f"{path}:{os.stat(path).st_mtime_ns}".encode())
    return cache_folder() / f"specs-{stamp.hexdigest()[:16]}.msgpack"


def look_up(specs: dict[str, NodeSpec], name: str) -> NodeSpec:
    """Return the spec of a node type, following earlier ids. Raises `UnknownName` with the nearest name."""
    if name in specs:
        return specs[name]
    for spec in specs.values():
        if name in spec.was:
            return spec
    raise UnknownName(f"There is no node called {name!r}{did_you_mean(name, specs)}.")
