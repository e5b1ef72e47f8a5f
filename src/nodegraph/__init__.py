"""Nodegraph: upscale and process images with a graph of nodes.

The names below are the whole public API, for scripts and for node authors. Each is imported when it
is first used, so that `import nodegraph` costs nothing.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nodegraph.core.annotations import (
        Color,
        Folder,
        Image,
        ImageFile,
        Item,
        Lazy,
        LinearImage,
        ModelFile,
        SameImage,
        SaveFile,
        Stream,
        When,
    )
    from nodegraph.core.context import note, progress, skipped
    from nodegraph.core.errors import GraphError, NodegraphError, RunError
    from nodegraph.core.facts import ModelFact, PictureFact, StreamFact
    from nodegraph.core.naming import beside
    from nodegraph.core.node import node
    from nodegraph.core.nothing import NOTHING
    from nodegraph.core.ports import Number, Text
    from nodegraph.engine.color import convert_colors, from_linear, note_light, to_linear
    from nodegraph.engine.picture import Picture
    from nodegraph.engine.script import load, new, open_model, upscale
    from nodegraph.runtimes.apart import apart
    from nodegraph.runtimes.arena import allocate, release_pages
    from nodegraph.runtimes.convert import blend, convert, interpolate
    from nodegraph.runtimes.model import Model

_HOME = {
    "nodegraph.engine.script": ("load", "new", "open_model", "upscale"),
    "nodegraph.core.annotations": (
        "Color",
        "Folder",
        "Image",
        "ImageFile",
        "Item",
        "Lazy",
        "LinearImage",
        "ModelFile",
        "SameImage",
        "SaveFile",
        "Stream",
        "When",
    ),
    "nodegraph.core.context": ("note", "progress", "skipped"),
    "nodegraph.core.errors": ("GraphError", "NodegraphError", "RunError"),
    "nodegraph.core.facts": ("ModelFact", "PictureFact", "StreamFact"),
    "nodegraph.core.naming": ("beside",),
    "nodegraph.core.node": ("node",),
    "nodegraph.core.nothing": ("NOTHING",),
    "nodegraph.core.ports": ("Number", "Text"),
    "nodegraph.engine.color": ("convert_colors", "from_linear", "note_light", "to_linear"),
    "nodegraph.engine.picture": ("Picture",),
    "nodegraph.runtimes.apart": ("apart",),
    "nodegraph.runtimes.arena": ("allocate", "release_pages"),
    "nodegraph.runtimes.convert": ("blend", "convert", "interpolate"),
    "nodegraph.runtimes.memory": ("free_memory",),
    "nodegraph.runtimes.model": ("Model",),
}
_MODULE = {name: module for module, names in _HOME.items() for name in names}

__all__ = [
    "NOTHING",
    "Color",
    "Folder",
    "GraphError",
    "Image",
    "ImageFile",
    "Item",
    "Lazy",
    "LinearImage",
    "Model",
    "ModelFact",
    "ModelFile",
    "NodegraphError",
    "Number",
    "Picture",
    "PictureFact",
    "RunError",
    "SameImage",
    "SaveFile",
    "Stream",
    "StreamFact",
    "Text",
    "When",
    "allocate",
    "apart",
    "beside",
    "blend",
    "convert",
    "convert_colors",
    "free_memory",
    "from_linear",
    "interpolate",
    "load",
    "new",
    "node",
    "note",
    "note_light",
    "open_model",
    "progress",
    "release_pages",
    "skipped",
    "to_linear",
    "upscale",
]


def __getattr__(name: str) -> Any:
    module = _MODULE.get(name)
    if module is None:
        raise AttributeError(f"module 'nodegraph' has no attribute {name!r}")
    # importlib costs nothing here, and the value is kept, so that this runs once a name.
    import importlib

    value = getattr(importlib.import_module(module), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
