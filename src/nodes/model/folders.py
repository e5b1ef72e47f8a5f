"""Lists model files."""

from itertools import islice
from typing import Annotated, Literal, NamedTuple

import nodegraph
from nodegraph import Folder, ModelFile, Number, Stream, Text, node
from nodes._kernels.listing import found_files

_SUFFIXES = frozenset((".safetensors", ".pth", ".pt", ".ckpt", ".onnx", ".param", ".toy"))


class ListedModel(NamedTuple):
    """A model file found in a folder."""

    path: ModelFile
    name: str
    """Without its suffix; with it where another model of the folder is called the same."""
    subfolder: str
    """Where it lies below the listed folder: empty, `a` or `a/b`."""
    index: int
    """Counted from 0."""


@node(fresh=True, synonyms=("load models", "folder of models", "compare models"))
def list_models(
    folder: Folder | None = None,
    recursive: bool = False,
    pattern: Annotated[str, Text()] = "*",
    limit: Annotated[int, Number(0)] = 0,
    on_error: Literal["continue", "stop"] = "continue",
) -> Stream[ListedModel]:
    """List the model files of a folder, one item each; wire the path to *Load model* to try them all.

    Without a folder they are the models that come with the program.
    The pattern (`*`, `?`, several with `;`) is compared with file names, or with the path below the folder
    where it holds a slash; `!` before it leaves out what it matches. *limit* ends the list early; 0 lists
    all. *on error* says whether the rest goes on when one model fails.
    """
    suffixes = _SUFFIXES
    if folder is None:
        # Beside each model that comes along lies its twin for ncnn, which is no other model.
        folder, suffixes = nodegraph.open_model().path.parent, frozenset((".safetensors",))
    found = found_files(folder, suffixes, recursive=recursive, pattern=pattern, order="name")
    for index, (path, subfolder, name) in enumerate(islice(found, limit or None)):
        yield ListedModel(path, name, subfolder, index)
