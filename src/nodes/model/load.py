"""Opens a neural network."""

from pathlib import Path

import nodegraph
from nodegraph import Model, ModelFact, ModelFile, node


@node(synonyms=("open model", "checkpoint", "pth", "safetensors", "onnx", "ncnn", "upscale model loader"))
def load_model(path: ModelFile | None = None) -> Model:
    """Open a model file: `.safetensors`, `.pth`, `.pt`, `.ckpt`, `.onnx`, or `.param` with its `.bin` (ncnn).

    Without a file it is the model that comes with the program, which enlarges twice; the name of another one that comes
    along, such as `nodegraph-1x-dejpeg`, does as well. The file is checked before anything in it is used; one that is
    unsafe, broken or of no use for pictures is refused by name.
    """
    # The engine behind this name is imported when the first model is opened.
    return nodegraph.open_model(path)


@load_model.probe
def _facts(path: Path | None) -> ModelFact:
    return nodegraph.open_model(path).fact
