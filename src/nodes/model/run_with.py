"""Says how a neural network is to run."""

from typing import Annotated, Literal

from nodegraph import Model, ModelFact, Text, node

Threads = Annotated[str, Text()]
Options = Annotated[str, Text()]


@node(synonyms=("runtime", "device", "gpu", "cpu", "ncnn", "onnx", "torch", "openvino", "threads", "precision"))
def run_with(
    model: Model,
    runtime: Literal["auto", "torch", "ncnn", "onnx", "openvino"] = "auto",
    device: Annotated[str, Text()] = "auto",
    precision: Literal["auto", "fp32", "fp16", "bf16"] = "auto",
    threads: Threads = "auto",
    options: Options = "",
) -> Model:
    """Run a model on a runtime, device and precision of its own, whatever the rest of the run uses.

    *auto* leaves the choice to the program: the fastest way that is proved right on this machine. A *device* is a name
    that `nodegraph devices` lists. *threads* are those on the CPU: auto, half or a number. *options* belong to the
    runtime, as in `winograd=off; blocktime=20`. Where a wish cannot be met, the run says so.
    """
    return model.run_with(
        runtime=runtime, device=device.strip() or "auto", precision=precision, options=_texts(threads, options)
    )


@run_with.infer
def _(model: ModelFact, precision: str, threads: str, options: str) -> ModelFact:
    _texts(threads, options)
    if model.sha256 is not None and precision not in ("auto", *model.precisions):
        choices = " or ".join(("auto", *model.precisions))
        raise ValueError(f"{model.name} cannot run in {precision}; choose {choices}.")
    return model


def _texts(threads: str, options: str) -> dict[str, str]:
    texts = {} if threads.strip() in ("", "auto") else {"threads": threads.strip()}
    for pair in filter(None, (part.strip() for part in options.replace("\n", ";").split(";"))):
        name, equals, value = pair.partition("=")
        if not equals:
            raise ValueError(f"The option {pair!r} has no value; write it as winograd=off.")
        texts[name.strip()] = value.strip()
    return texts
