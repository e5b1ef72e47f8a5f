"""Writes weights of torch models: the same ones in another kind of file, or two models' in one."""

from pathlib import Path

from nodegraph.core.errors import ConversionFailed, ValueRefused
from nodegraph.core.facts import ModelFact
from nodegraph.runtimes.checkpoint import Checkpoint, Weights, read_checkpoint
from nodegraph.runtimes.convert.network import with_facts
from nodegraph.runtimes.convert.tasks import Make
from nodegraph.runtimes.torch_build import build, facts
from nodegraph.runtimes.torch_import import import_spandrel


def weights(task: Make) -> None:
    """Write the weights into another kind of file, in fp16 as numbers of 16 bits, else bit for bit as they are."""
    checkpoint = read_checkpoint(Path(task.source))
    made = checkpoint.weights
    if task.precision == "fp16":
        made = {name: tensor.half() if tensor.is_floating_point() else tensor for name, tensor in made.items()}
    _write(Path(task.target), Checkpoint(made, with_facts(checkpoint.words, _fact(task, checkpoint))))


def blended(task: Make) -> None:
    """Write what lies between two models: `1 - share` of the first and `share` of the second.

    Raises `ValueRefused` for models whose weights do not have the same names and shapes.
    """
    first, second = read_checkpoint(Path(task.source)), read_checkpoint(Path(task.other))
    _check_alike(task, first.weights, second.weights)
    made = {}
    for name, one in first.weights.items():
        other = second.weights[name]
        if one.is_floating_point():
            # In double, so that a share of 0 or 1 gives one of the two to the last bit.
            mixed = one.double() * (1 - task.share) + other.double() * task.share
            made[name] = mixed.to(one.dtype)
        else:
            made[name] = one
    _write(Path(task.target), Checkpoint(made, with_facts(first.words, _fact(task, first))))


def _check_alike(task: Make, first: Weights, second: Weights) -> None:
    one, other = Path(task.source).name, Path(task.other).name
    lonely = sorted(first.keys() ^ second.keys())
    if lonely:
        are = f"{len(lonely)} weights are" if len(lonely) > 1 else "a weight is"
        raise ValueRefused(
            f"{one} and {other} are not of the same architecture: {are} in one of them only "
            f"({lonely[0]}); choose two models of one architecture and size."
        )
    for name, tensor in first.items():
        if tensor.shape != second[name].shape:
            shapes = " and ".join("x".join(map(str, shape)) for shape in (tensor.shape, second[name].shape))
            raise ValueRefused(
                f"{one} and {other} are not of the same size: {name} is {shapes}; "
                "choose two models of one architecture and size."
            )


def _fact(task: Make, checkpoint: Checkpoint) -> ModelFact:
    path = Path(task.source)
    return facts(path, build(path, checkpoint.weights, import_spandrel()))


def _write(target: Path, checkpoint: Checkpoint) -> None:
    import torch

    if target.suffix.lower() != ".safetensors":
        content = {"params": checkpoint.weights, "metadata": checkpoint.words}
        try:
            torch.save(content, target)
        except RuntimeError as error:
            raise ConversionFailed(f"the file cannot be written ({str(error).splitlines()[0][:100]})") from error
        return
    from safetensors import SafetensorError
    from safetensors.torch import save_file

    try:
        # Copies, for weights that share memory are refused.
        save_file({name: tensor.clone() for name, tensor in checkpoint.weights.items()}, target, checkpoint.words)
    except SafetensorError as error:
        raise ConversionFailed(f"the file cannot be written ({error})") from error
