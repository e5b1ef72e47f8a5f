"""What is dropped on a document or pasted into it: files become the nodes that read them, on a field its value."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPointF

from nodegraph.core import edit
from nodegraph.core.graph import Graph, Wire
from nodegraph.core.ports import PathKind
from nodegraph.gui.document import Document
from nodegraph.gui.languages import tr, trn

MODELS = (".pth", ".pt", ".ckpt", ".safetensors", ".onnx", ".param")
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".tif", ".tiff", ".bmp", ".gif", ".tga", ".ico", ".dds", ".qoi",
            ".jp2", ".pnm", ".ppm", ".pgm", ".exr", ".hdr")  # fmt: skip
_STEP, _BESIDE = 260.0, 300.0


def drop_files(document: Document, paths: Sequence[Path], place: QPointF) -> None:
    """Add a node for each file or folder, in one step; or set the path field that they were dropped on."""
    item = document.scene_.node_at(place)
    row = item.row_at(place - item.pos()) if item is not None else None
    session = document.session
    if item is not None and row is not None and item.has_field(row) and isinstance(row.kind, PathKind):
        name, port, specs = item.name, row.port, session.specs
        session.edit(
            tr("Set {name}", name=f"{name}.{port}"),
            lambda graph: edit.set_value(graph, specs, name, port, str(paths[0])),
        )
        return
    known = [(path, kind) for path in paths if (kind := node_for(path))]
    unknown = next((path for path in paths if not node_for(path)), None)

    def change(graph: Graph) -> Graph:
        for index, (path, kind) in enumerate(known):
            at = place.x(), place.y() + _STEP * index
            values = {"folder" if path.is_dir() else "path": str(path)}
            graph, name = edit.add(graph, session.specs[kind], at, values=values)
            if path.is_dir():
                # What is wired to the pictures then runs once for each of them.
                graph, loader = edit.add(graph, session.specs["load_image"], (at[0] + _BESIDE, at[1]))
                graph = edit.connect(graph, session.specs, Wire(name, "path"), loader, "path")
        return graph

    if known:
        what = known[0][0].name if len(known) == 1 else trn("1 file", "%n files", len(known))
        session.edit(tr("Drop {what}", what=what), change)
    if unknown is not None:
        session.refused.emit(
            tr("{name} is neither a picture nor a model nor a graph that is known here.", name=unknown.name)
        )


def node_for(path: Path) -> str:
    """Return the type of the node that reads a file or folder; empty where none does."""
    if path.is_dir():
        return "list_images"
    suffix = path.suffix.lower()
    return "load_model" if suffix in MODELS else "load_image" if suffix in PICTURES else ""
