"""The ways in which a model could run on this machine, the most promising first."""

from nodegraph.core.facts import MASK
from nodegraph.runtimes.certificate import Way, processor_flags
from nodegraph.runtimes.converted import others
from nodegraph.runtimes.devices import list_devices
from nodegraph.runtimes.frameworks import FRAMEWORKS
from nodegraph.runtimes.options import Options
from nodegraph.runtimes.subject import Subject

_BRAIN_FLOATS = frozenset(("avx512_bf16", "amx_bf16", "bf16"))
"""Flags of processors that compute in bf16; on others it costs time."""
_PROCESSOR = (
    ("ncnn", "fp32"),
    ("torch", "bf16"),
    ("openvino", "bf16"),
    ("openvino", "fp32"),
    ("onnx", "fp32"),
    ("ncnn", "bf16"),
)
"""What is tried on the CPU. Compact x4, 256x256, two cores with AVX512-BF16: OpenVINO bf16 is 3.5 times as fast as
torch, ncnn fp32 2.8 times, torch bf16 2.5 times, the others up to 1.5 times; of many models bf16 is too inexact."""


_BATCH = 4
"""Tiles at once that are tried on CUDA, against one of as many pixels."""


def candidates(subject: Subject, reference: Way) -> list[Way]:
    """Return the ways worth a measurement besides `reference`, the one that is safe, the most promising first.

    They are those of the reference's device, and where that is the CPU those of a Vulkan device, which no framework of
    other model files reaches. A model that makes masks is never searched for: nothing is upscaled with it.
    """
    if MASK in subject.fact.tags:
        return []
    kind = reference.device.partition(":")[0]
    if subject.framework == "toy":
        timed = "timed" in subject.fact.tags
        found = [Way("toy", "cpu", precision) for precision in subject.fact.precisions if timed]
    elif kind == "cpu":
        found = [*_on_vulkan(subject), *_on_processor(subject)]
    elif kind == "vulkan":
        found = [Way("ncnn", reference.device, precision) for precision in ("fp32", "fp16")]
    else:
        possible = _precisions_of(reference.device)
        together = [1, _BATCH] if (subject.framework, kind) == ("torch", "cuda") else [1]
        found = [
            Way(subject.framework, reference.device, precision, Options(batch=batch))
            for batch in together
            for precision in subject.fact.precisions
            if precision in possible
        ]
    return [way for way in found if way != reference]


def _on_processor(subject: Subject) -> list[Way]:
    runs = (subject.framework, *others(subject.framework))
    brain = bool(_BRAIN_FLOATS & processor_flags())
    ways = []
    for framework, precision in _PROCESSOR:
        own = framework == subject.framework
        if framework not in runs or not FRAMEWORKS[framework].installed:
            continue
        if precision == "bf16" and (not brain or (own and precision not in subject.fact.precisions)):
            continue
        ways.append(Way(framework, "cpu", precision))
    return ways


def _on_vulkan(subject: Subject) -> list[Way]:
    if "ncnn" not in (subject.framework, *others(subject.framework)) or not FRAMEWORKS["ncnn"].installed:
        return []
    real = [device for device in list_devices() if device.name.startswith("vulkan") and not device.software]
    return [Way("ncnn", device.name, precision) for device in real[:1] for precision in ("fp16", "fp32")]


def _precisions_of(device: str) -> tuple[str, ...]:
    return next((fact.precisions for fact in list_devices() if fact.name == device), ("fp32",))
