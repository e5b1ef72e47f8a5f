"""Fingerprints: the name of a result by what it was made of, known before it is made.

A fingerprint hashes the kind of node, its version and code, and its inputs: small values by value,
files by size, time and inode, pictures by the fingerprint of what makes them, models by content.
"""

import hashlib
import os
import sys
import sysconfig
import types
from collections.abc import Mapping
from functools import cache
from pathlib import Path, PurePath
from typing import Any, cast
from weakref import WeakKeyDictionary

import msgspec

from nodegraph.core.facts import ModelFact
from nodegraph.core.installed import version_of
from nodegraph.core.node import NodeFunction, NodeSpec
from nodegraph.core.ports import ModelKind, PathKind
from nodegraph.runtimes.frameworks import FRAMEWORKS

LENGTH = 16
"""Bytes of a fingerprint: of 10^12 results, two meet with a chance of 10^-15."""

_Function = NodeFunction[..., Any]


def fingerprint(
    spec: NodeSpec, function: _Function, inputs: Mapping[str, Any], model_parts: tuple[str, ...] = ()
) -> bytes:
    """Return the name of what this node makes of these inputs.

    `inputs` holds, by port, the `bytes` of the fingerprint a picture or other large value was made
    under, a small value itself, or a `Model`; ports left out have their default. `model_parts` (kind of
    device, precision) count only where a model is among the inputs. Raises `TypeError` for a value
    that is none of these.
    """
    state = _prefix(function, spec).copy()
    named: list[Any] = []
    for port in spec.inputs:
        value = inputs.get(port.name, port.default)
        if isinstance(port.kind, PathKind) and port.kind.role != "save" and isinstance(value, str | PurePath):
            value = [str(value), source_mark(value)]
        elif isinstance(port.kind, ModelKind):
            named.append(model_parts)
        named.append(value)
    state.update(_encoder.encode(named))
    return cast("bytes", state.digest())


def combine(*parts: bytes | str | int) -> bytes:
    """Return one fingerprint of several things, e.g. of one output of a node, or of an item of a stream."""
    return hashlib.blake2b(_encoder.encode(parts), digest_size=LENGTH).digest()


def source_mark(path: str | PurePath) -> tuple[int, ...]:
    """Return what tells one state of a file or folder from another: size, time of change in ns, inode.

    Empty where there is none.
    """
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return ()
    return found.st_size, found.st_mtime_ns, found.st_ino


def _hook(value: Any) -> Any:
    if isinstance(value, PurePath):
        return ["path", str(value)]
    if value is msgspec.UNSET:
        return ["unset"]
    if isinstance(value, complex):
        return ["complex", value.real, value.imag]
    fact = getattr(value, "fact", None)
    if isinstance(fact, ModelFact):
        return ["model", fact.sha256, fact.runtime, _framework_versions(fact), fact.scale]
    raise TypeError(f"{type(value).__name__} has no fingerprint by value; give the fingerprint of what made it")


def _framework_versions(fact: ModelFact) -> str:
    framework = FRAMEWORKS.get(fact.runtime or "")
    return framework.versions if framework else ""


_encoder = msgspec.msgpack.Encoder(enc_hook=_hook)
_prefixes: WeakKeyDictionary[_Function, tuple[NodeSpec, Any]] = WeakKeyDictionary()


def _prefix(function: _Function, spec: NodeSpec) -> Any:
    """Return the hash of what does not change between calls; looked up once per function where the code has a file."""
    known = _prefixes.get(function)
    if known is not None and known[0] is spec:
        return known[1]
    code = function.function
    module = sys.modules.get(code.__module__)
    file = getattr(module, "__file__", None)
    mark = _package_mark(code.__module__.partition(".")[0], file, spec.package) if file else _code_mark(code)
    state = hashlib.blake2b(digest_size=LENGTH)
    state.update(_encoder.encode([spec.id, spec.version, code.__module__, code.__qualname__, mark, _code_mark(code)]))
    if file:
        _prefixes[function] = spec, state
    return state


@cache
def _package_mark(package: str, file: str, distribution: str) -> str:
    """Return the version of an installed package; a checkout's is a hash of all its sources."""
    home = Path(file).resolve()
    installed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    if distribution and any(home.is_relative_to(Path(folder).resolve()) for folder in installed):
        return f"{distribution}=={_version(distribution)}"
    root = getattr(sys.modules.get(package), "__path__", None)
    files = sorted(Path(next(iter(root))).rglob("*.py")) if root else [home]
    state = hashlib.blake2b(digest_size=LENGTH)
    for source in files:
        state.update(str(source.relative_to(files[0].parent.parent)).encode() if root else b"")
        state.update(source.read_bytes())
    return state.hexdigest()


@cache
def _version(distribution: str) -> str:
    return version_of(distribution) or ""


def _code_mark(function: Any) -> str:
    """Return a hash of a function's code, its defaults and the functions of its module that it names.

    For functions typed into a notebook or passed to `python -`, which have no file; a function made
    by another one is told apart by what it closes over.
    """
    state = hashlib.blake2b(digest_size=LENGTH)
    seen: set[int] = set()
    waiting = [function]
    while waiting:
        one = waiting.pop()
        if id(one) in seen or not isinstance(one, types.FunctionType):
            continue
        seen.add(id(one))
        codes = [one.__code__]
        while codes:
            code = codes.pop()
            plain = [part for part in code.co_consts if not isinstance(part, types.CodeType)]
            codes += [part for part in code.co_consts if isinstance(part, types.CodeType)]
            state.update(code.co_code + repr((code.co_names, code.co_varnames, sorted(map(repr, plain)))).encode())
            for name in code.co_names:
                value = one.__globals__.get(name)
                value = getattr(value, "function", value)
                if isinstance(value, types.FunctionType) and value.__module__ == function.__module__:
                    waiting.append(value)
                elif isinstance(value, bool | int | float | str | tuple):
                    state.update(repr((name, value)).encode())
        captured = [cell.cell_contents for cell in one.__closure__ or () if _filled(cell)]
        waiting += [part for part in captured if isinstance(part, types.FunctionType)]
        named = [part for part in captured if isinstance(part, bool | int | float | str | bytes | tuple | PurePath)]
        state.update(repr((named, one.__defaults__, one.__kwdefaults__)).encode())
    return state.hexdigest()


def _filled(cell: types.CellType) -> bool:
    try:
        cell.cell_contents  # noqa: B018 - asking raises where the variable is not set yet
    except ValueError:
        return False
    return True
