"""The files that a model has for frameworks other than its own: shipped beside it, or converted into the cache.

A conversion lies in a folder of its own, named by the model's content and by the versions that made it. The folder is
filled under a hidden name and then renamed, so that it is whole or not there, whoever else converts the same model at
the same time; the later one takes what the first has made.
"""

import os
import re
import shutil
import uuid
from functools import partial
from pathlib import Path

from nodegraph.core import child
from nodegraph.core.errors import StorageFull, ValueRefused
from nodegraph.core.places import cache_folder
from nodegraph.runtimes.frameworks import FRAMEWORKS
from nodegraph.runtimes.subject import Subject

_FORMS = {"ncnn": ("ncnn", "model.param"), "onnx": ("onnx", "model.onnx"), "openvino": ("onnx", "model.onnx")}
"""By framework: whose file it reads, and how that is called in its folder."""
_SOURCES = {"torch": ("ncnn", "onnx", "openvino"), "onnx": ("ncnn", "openvino"), "ncnn": (), "toy": ()}
"""By framework of the model's own file: what else can run it."""


def others(framework: str) -> tuple[str, ...]:
    """Return the frameworks that can run the models of another one, after a conversion where they need it."""
    return _SOURCES.get(framework, ())


def form_of(framework: str) -> str:
    """Return the framework whose kind of file one reads: frameworks of the same form share a conversion."""
    return _FORMS[framework][0] if framework in _FORMS else framework


def unreachable(subject: Subject, framework: str) -> ValueRefused:
    """Return the refusal of a framework to which no conversion leads."""
    possible = " or ".join(("auto", subject.framework, *others(subject.framework)))
    return ValueRefused(
        f"{subject.name} is a model for {subject.framework} and cannot be turned into one for {framework}; "
        f"choose the runtime {possible}."
    )


def existing_file(subject: Subject, framework: str) -> Path | None:
    """Return the file by which a framework runs the model, or `None` where it has to be made first."""
    if framework == subject.framework or _FORMS[framework][0] == subject.framework:
        return subject.path
    shipped = subject.twin() if framework == "ncnn" else None
    if shipped is not None:
        return shipped
    file = _place(subject, framework)
    return file if file.is_file() else None


def reachable(subject: Subject, framework: str) -> bool:
    """Return whether a framework can run the model here: its file is there, or what makes it is installed."""
    if existing_file(subject, framework) is not None:
        return True
    from nodegraph.runtimes.convert.kinds import can_make

    return can_make(subject.framework, form_of(framework))


def file_for(subject: Subject, framework: str, *, seconds: float = 300.0, prove: bool = True) -> Path:
    """Return the file by which a framework runs the model, converting it if need be.

    `prove` compares both on a picture first; without it the caller does. Raises `ValueRefused` for what no conversion
    leads to, `ModelRefused` or `RunError` for a conversion that fails or takes longer than `seconds`, `StorageFull`.
    """
    if framework != subject.framework and framework not in others(subject.framework):
        raise unreachable(subject, framework)
    existing = existing_file(subject, framework)
    if existing is not None:
        return existing
    # Loads nothing heavy by itself, but is wanted only where something is converted.
    from nodegraph.runtimes.convert import convert

    file = _place(subject, framework)
    part = file.parent.with_name(f".{file.parent.name}.{os.getpid()}.{uuid.uuid4().hex[:8]}.part")
    try:
        file.parent.parent.mkdir(parents=True, exist_ok=True)
        _sweep(file.parent.parent)
        with child.at_last(partial(shutil.rmtree, part, ignore_errors=True)):
            part.mkdir()
            convert(subject.path, part / file.name, seconds=seconds, prove=prove)
            _move(part, file.parent)
    except OSError as error:
        raise StorageFull(
            f"{subject.name} cannot be converted for {framework}: the cache folder {cache_folder()} cannot be written "
            f"({error.strerror}); make room there, or set NODEGRAPH_CACHE to another folder."
        ) from error
    return file


def forget(subject: Subject, framework: str) -> None:
    """Remove a converted file that turned out to be of no use."""
    if existing_file(subject, framework) == _place(subject, framework):
        shutil.rmtree(_place(subject, framework).parent, ignore_errors=True)


def _place(subject: Subject, framework: str) -> Path:
    form, name = _FORMS[framework]
    versions = re.sub(r"[^\w.+-]+", "-", FRAMEWORKS[form].versions)
    return cache_folder() / "converted" / subject.sha256 / versions / name


def _move(part: Path, folder: Path) -> None:
    try:
        part.rename(folder)
    except OSError:
        # Another program was faster; a folder there is always whole.
        if not folder.is_dir():
            raise


def _sweep(folder: Path) -> None:
    """Remove what killed programs left half done."""
    import psutil

    for part in folder.glob(".*.part"):
        owner = part.name.rsplit(".", 3)[1]
        if owner.isdigit() and not psutil.pid_exists(int(owner)):
            shutil.rmtree(part, ignore_errors=True)
