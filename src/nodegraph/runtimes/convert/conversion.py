"""Turns a model file into another form, proves that both do the same, and only then gives the result its name."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec

from nodegraph.core import child, context
from nodegraph.core.errors import (
    ChildDied,
    ConversionFailed,
    FileRefused,
    ModelRefused,
    RunError,
    StorageFull,
    ValueRefused,
)
from nodegraph.runtimes import pool
from nodegraph.runtimes.convert import job
from nodegraph.runtimes.convert.kinds import Plan, family_of, plan
from nodegraph.runtimes.convert.parts import Parts, full, refuse_existing, told
from nodegraph.runtimes.convert.prove import LEAST_PSNR, MOST_DIFFERENCE, UNPROVED, Proof, Sample
from nodegraph.runtimes.convert.tasks import Make
from nodegraph.runtimes.frameworks import FRAMEWORKS, Framework
from nodegraph.runtimes.openmodel import OpenModel
from nodegraph.runtimes.runfolder import RunFolder, disk_root
from nodegraph.runtimes.tiles import round_up

_NO_ROOM = 64 << 10
"""A disk with less than this free is full."""
_EXPORTED_SIDE = 64

_FAILURES = (ConversionFailed, ModelRefused, ChildDied, FileRefused, StorageFull)
"""What ends one way of converting."""

OnStage = Callable[[str], None]


def convert(
    source: Path,
    target: Path,
    *,
    precision: str = "fp32",
    opset: int | None = None,
    seconds: float = 300.0,
    prove: bool = True,
    overwrite: bool = False,
    on_stage: OnStage | None = None,
) -> Proof:
    """Write the model in `source` as what the suffix of `target` says, and return how far both differ.

    `.pth`, `.pt`, `.ckpt` and `.safetensors` turn into each other, into `.onnx` and `.param` (with its `.bin`), `.onnx`
    into `.param`, each also into its own kind. `precision` is what numbers are stored in: `fp16`, or `fp32`, in which
    weights of torch stay as they are. `opset` is the version of ONNX's operators. The work may take `seconds`, the
    comparison besides as long as the models need; without `prove` there is none, and the result is `UNPROVED`.
    `on_stage` hears in a word or two what is being done.

    The target's files appear together, whole and proved, or not at all. Raises `FileRefused` and `ModelRefused` for the
    source, `ValueRefused` for what cannot be done and for a target that exists unless `overwrite`, `ConversionFailed`
    for what does not come out right (PSNR under 50 dB or off by over 4/255 anywhere, in fp16 under 40 dB or by over
    64/255), `StorageFull`, `RunError`, `Stopped`.
    """
    planned = plan(source, target, precision, opset)
    stage = _Stages(on_stage)
    with _work(planned, overwrite=overwrite) as work:
        stage("opening", 0.0)
        original = open_whole(pool.shared(), planned.framework, planned.source)
        sample = Sample(original, original.fact) if prove else None
        deadline = time.monotonic() + seconds
        task = Make(
            way="",
            source=str(planned.source),
            target=str(work.parts.path),
            scratch=str(work.scratch),
            precision=planned.precision,
            opset=opset,
            side=round_up(max(_EXPORTED_SIDE, original.fact.minimum), 2 * original.fact.multiple_of),
        )
        failure: RunError | None = None
        for way in planned.ways:
            try:
                stage("converting", 0.2)
                job.make(msgspec.structs.replace(task, way=way), deadline)
                stage("proving", 0.7)
                proof = UNPROVED if sample is None else _proved(work.parts.path, planned, sample)
            except _FAILURES as error:
                # Of several ways the first is the best known, and its failure tells the most.
                failure = failure or _failure(planned, work, error)
                continue
            stage("writing", 0.95)
            work.parts.publish(overwrite=overwrite)
            return proof
        assert failure is not None, "a plan has a way"
        raise failure


def interpolate(
    first: Path, second: Path, share: float, target: Path, *, overwrite: bool = False, on_stage: OnStage | None = None
) -> Proof:
    """Write the model that lies between two of one architecture: `1 - share` of the first, `share` of the second.

    Both are torch models with weights of the same names and shapes, or ncnn models of the same layers; the target is of
    their kind. Returns how far it is from the first; there is nothing that it must equal, but its picture must be
    finite and not flat. Raises like `convert`, and `ValueRefused` for two models that do not fit.
    """
    if not 0 <= share <= 1:
        raise ValueRefused(f"The share {share:g} is none; it is from 0 (the first model) to 1 (the second).")
    planned = plan(first, target, "fp32", None)
    other, framework = family_of(second)
    if framework.name not in ("torch", "ncnn") or not framework.name == planned.framework.name == planned.family:
        raise ValueRefused(
            f"{first.name}, {second.name} and {target.name} are not of one kind; two torch models make a torch model, "
            "two ncnn models an ncnn model."
        )
    stage = _Stages(on_stage)
    with _work(planned, overwrite=overwrite) as work:
        stage("opening", 0.0)
        original = open_whole(pool.shared(), planned.framework, planned.source)
        sample = Sample(original, original.fact)
        task = Make(
            way="blended" if planned.family == "torch" else "blended_ncnn",
            source=str(planned.source),
            target=str(work.parts.path),
            scratch=str(work.scratch),
            other=str(other),
            share=share,
        )
        try:
            stage("blending", 0.3)
            job.make(task, time.monotonic() + 300.0)
            stage("proving", 0.6)
            proof = _compared(work.parts.path, planned.family, sample)
        except _FAILURES as error:
            raise _failure(planned, work, error) from error
        stage("writing", 0.95)
        work.parts.publish(overwrite=overwrite)
        return proof


def open_whole(workers: pool.Pool, framework: Framework, path: Path) -> OpenModel:
    """Open a model on the CPU in the numbers it is written in. Raises `ModelRefused`, `FileRefused`."""
    precision = "auto" if framework.name == "onnx" else "fp32"
    return workers.open(path, runtime=framework.module, device="cpu", precision=precision)


class _Stages:
    """Tells whoever asked what is being done, and listens for their stop."""

    def __init__(self, on_stage: OnStage | None) -> None:
        self._on_stage = on_stage

    def __call__(self, word: str, share: float) -> None:
        context.progress(share)
        if self._on_stage is not None:
            self._on_stage(word)


class _Work:
    """The folders of one conversion."""

    def __init__(self, parts: Parts, scratch: Path) -> None:
        self.parts = parts
        self.scratch = scratch


@contextmanager
def _work(planned: Plan, *, overwrite: bool) -> Iterator[_Work]:
    """Give a conversion its folders, and take them away, also where this process's own parent is gone."""
    if not overwrite:
        refuse_existing(planned.target, planned.files)
    stack = ExitStack()
    with child.at_last(stack.close):
        parts = Parts(planned.target, planned.files)
        stack.callback(parts.remove)
        yield _Work(parts, _scratch(parts, stack))


def _scratch(parts: Parts, stack: ExitStack) -> Path:
    """Return a folder for what is needed on the way: in the cache, or beside the target where that is not writable."""
    try:
        folder = RunFolder(disk_root())
    except OSError:
        beside = parts.folder / "scratch"
        with told(parts.target):
            beside.mkdir()
        return beside
    stack.callback(folder.remove)
    return folder.path


def _proved(made: Path, planned: Plan, sample: Sample) -> Proof:
    proof = _compared(made, planned.family, sample)
    if not proof.holds(planned.precision):
        raise ConversionFailed(
            f"it differs from the original ({proof}), where {LEAST_PSNR[planned.precision]:g} dB and at most "
            f"{MOST_DIFFERENCE[planned.precision] * 255:g}/255 are asked for"
        )
    return proof


def _compared(made: Path, family: str, sample: Sample) -> Proof:
    # Workers of its own: ended, they hold nothing of files that are to be renamed.
    workers = pool.Pool()
    try:
        return sample.compare(open_whole(workers, FRAMEWORKS[family], made), "the result")
    finally:
        workers.close()


def _failure(planned: Plan, work: _Work, error: RunError | FileRefused) -> RunError:
    """Return in a sentence why it did not come out; a full disk is behind many failures that do not say so."""
    for folder, target in ((work.parts.folder, planned.target), (work.scratch, work.scratch)):
        if shutil.disk_usage(folder).free < _NO_ROOM:
            return full(target)
    if isinstance(error, StorageFull) or (isinstance(error, ModelRefused) and str(planned.source) in str(error)):
        return error
    reason = str(error).replace(str(work.parts.folder), str(planned.target.parent)).rstrip(".")
    half = " in fp16" if planned.precision == "fp16" else ""
    return ConversionFailed(f"{planned.source.name} cannot be turned into {planned.target.name}{half}: {reason}.")
