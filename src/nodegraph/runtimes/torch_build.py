"""From a file of weights to a network: which architecture it is, its facts, what cannot enlarge a picture."""

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nodegraph.core.errors import ModelRefused
from nodegraph.core.facts import ModelFact
from nodegraph.runtimes.checkpoint import Weights, variants
from nodegraph.runtimes.tiles import round_up
from nodegraph.runtimes.torch_faults import first_line

if TYPE_CHECKING:
    import torch

_USELESS = {
    "LaMa": "fills the holes of a mask (inpainting)",
    "GFPGAN": "repairs single cut-out faces",
    "RestoreFormer": "repairs single cut-out faces",
}
"""Architectures that cannot enlarge whole pictures, and what they do."""
_TRIPS = (
    KeyError, ValueError, TypeError, RuntimeError, IndexError, AttributeError, AssertionError, ArithmeticError,
)  # fmt: skip
"""What spandrel's code stumbles with over weights that it did not expect."""


def build(path: Path, weights: Weights, spandrel: Any) -> Any:
    """Return spandrel's descriptor. Raises `ModelRefused` for what is unknown or cannot enlarge pictures."""
    support, known = _recognize(path, weights, spandrel)
    name = support.architecture.name
    use = _USELESS.get(support.architecture.id)
    if use is not None:
        raise ModelRefused(
            f"{path} is a {name} model, which {use} and cannot enlarge a picture; "
            "choose an upscaling or restoration model."
        )
    try:
        descriptor = support.architecture.load(known)
    except _TRIPS as error:
        raise ModelRefused(
            f"{path} looks like a {name} model, but its weights do not fit ({first_line(error)}); "
            "it is damaged or a variant that is not supported."
        ) from error
    if not isinstance(descriptor, spandrel.ImageModelDescriptor):
        raise ModelRefused(f"{path} is a {name} model, which needs a mask beside the picture; choose another model.")
    if name == "GRL" and {"w8df2", "s8x8"} <= set(descriptor.tags):
        _repair_grl(descriptor.model)
    return descriptor


def _recognize(path: Path, weights: Weights, spandrel: Any) -> tuple[Any, Weights]:
    """Return spandrel's entry for the architecture, and the weights under the names that it knows them by."""
    for candidate in variants(weights):
        for support in spandrel.MAIN_REGISTRY.architectures("detection"):
            try:
                found = support.detect(candidate)
            except _TRIPS:
                found = False  # Some detectors expect of every model what only their own has.
            if found:
                return support, candidate
    some = ", ".join(list(weights)[:3])
    raise ModelRefused(
        f"{path} holds a network that is not known here (its first weights are {some}); "
        "choose a model of an architecture that spandrel 0.4 supports, for example from openmodeldb.info."
    )


def _repair_grl(model: "torch.nn.Module") -> None:
    """Turn off the shifted stripes of APISR's GRL, which was trained without; spandrel builds every GRL with them."""
    for module in model.modules():
        if type(module).__name__ in ("EfficientMixAttnTransformerBlock", "AnchorStripeAttention"):
            module.stripe_shift = False  # type: ignore[assignment]


def facts(path: Path, descriptor: Any) -> ModelFact:
    """Return the facts of a network that spandrel built, with the grid that its tiles must keep to."""
    precisions = ["fp32"]
    precisions += ["fp16"] if descriptor.supports_half else []
    precisions += ["bf16"] if descriptor.supports_bfloat16 else []
    grid = _grid(descriptor)
    return ModelFact(
        path=str(path),
        name=path.stem,
        architecture=descriptor.architecture.name,
        runtime="torch",
        scale=descriptor.scale,
        in_channels=descriptor.input_channels,
        out_channels=descriptor.output_channels,
        parameters=sum(parameter.numel() for parameter in descriptor.model.parameters()),
        multiple_of=grid,
        minimum=max(1, round_up(descriptor.size_requirements.minimum, grid)),
        precisions=tuple(precisions),
        tags=tuple(descriptor.tags),
    )


def _grid(descriptor: Any) -> int:
    """Return what tiles must be aligned to: the windows of attention, the strides of a U-Net.

    spandrel's size requirements say it for some architectures only; the others pad inside, by the attributes read here.
    """
    steps = {descriptor.size_requirements.multiple_of}
    for attribute in ("window_size", "split_size", "patch_sizes", "pad_size", "padder_size"):
        value = getattr(descriptor.model, attribute, None)
        value = value if value is not None else descriptor.model.__dict__.get("hyperparameters", {}).get(attribute)
        steps |= {step for step in (value if isinstance(value, tuple | list) else (value,)) if isinstance(step, int)}
    if descriptor.architecture.id == "SCUNet":
        steps.add(64)
    grid = math.lcm(*(step for step in steps if step > 0))
    # Windows that share no common measure cannot all be kept; the largest matters most.
    return grid if grid <= 128 else max(steps)
