"""What is dropped on a document or pasted into it: files become the nodes that read them, on a field its value."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent

from nodegraph.core import edit
from nodegraph.core.graph import Graph, Wire
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import PathKind
from nodegraph.gui.canvas.node_item import NodeItem
from nodegraph.gui.canvas.shape import Row
from nodegraph.gui.document import Document
from nodegraph.gui.languages import tr, trn

MODELS = (".pth", ".pt", ".ckpt", ".safetensors", ".onnx", ".param")
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".tif", ".tiff", ".bmp", ".gif", ".tga", ".ico", ".dds", ".qoi",
            ".jp2", ".pnm", ".ppm", ".pgm", ".exr", ".hdr")  # fmt: skip
_STEP, _BESIDE, _BELOW = 360.0, 300.0, 400.0
_LISTS = {"image": "list_images", "model": "list_models"}
"""Which node lists the files of a folder that an input takes one by one."""


def as_copy(event: QDropEvent) -> None:
    """Accept what is dragged as a copy: what is taken as a move, a file manager removes from where it was."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


def drop_files(document: Document, paths: Sequence[Path], place: QPointF) -> None:
    """Add a node for each file or folder, in one step; or set the path field of the node that they were dropped on.

    A folder dropped where a picture is wanted is listed, so that all behind it runs once for each. A folder dropped on
    an empty document becomes the whole chain that enlarges its pictures.
    """
    session = document.session
    field = path_field(document, place)
    if field is not None:
        _drop_on(document, *field, paths[0])
        return
    known = [(path, kind) for path in paths if (kind := node_for(path))]
    unknown = next((path for path in paths if not node_for(path)), None)
    whole = not session.graph.nodes and len(known) == 1 and known[0][0].is_dir()

    def change(graph: Graph) -> Graph:
        for index, (path, kind) in enumerate(known):
            at = place.x(), place.y() + _STEP * index
            if path.is_dir():
                graph, _, loader = listed(graph, session.specs, path, at)
                graph = _enlarged(graph, session.specs, loader, at) if whole else graph
            else:
                graph, _ = edit.add(graph, session.specs[kind], at, values={"path": str(path)})
        return graph

    if known:
        before = session.graph.nodes
        what = known[0][0].name if len(known) == 1 else trn("1 file", "%n files", len(known))
        if session.edit(tr("Drop {what}", what=what), change) and not whole:
            document.scene_.select([name for name in session.graph.nodes if name not in before])
        elif whole:
            document.view.fit()
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


def path_field(document: Document, place: QPointF) -> tuple[NodeItem, Row] | None:
    """Return the path input at a place: the one under it, else the first of the node there."""
    item = document.scene_.node_at(place)
    if item is None:
        return None
    inputs = [row for row in item.shape_.rows if not row.output and isinstance(row.kind, PathKind) and not row.stream]
    row = item.row_at(place - item.pos())
    if row in inputs:
        return item, row
    return (item, inputs[0]) if inputs else None


def listed(
    graph: Graph, specs: Mapping[str, NodeSpec], folder: Path, at: tuple[float, float]
) -> tuple[Graph, str, str]:
    """Return the graph with the pictures of a folder, listed and loaded one by one: the list's and the loader's id."""
    graph, name = edit.add(graph, specs["list_images"], at, values={"folder": str(folder)})
    graph, loader = edit.add(graph, specs["load_image"], (at[0] + _BESIDE, at[1]))
    return edit.connect(graph, specs, Wire(name, "path"), loader, "path"), name, loader


def _enlarged(graph: Graph, specs: Mapping[str, NodeSpec], loader: str, at: tuple[float, float]) -> Graph:
    """Return the graph in which what is loaded is enlarged and saved into `upscaled` beside it."""
    source = graph.nodes[loader].wires["path"].node
    graph, model = edit.add(graph, specs["load_model"], (at[0] + _BESIDE, at[1] + _BELOW))
    graph, upscaled = edit.add(graph, specs["upscale"], (at[0] + 2 * _BESIDE, at[1]))
    graph, saved = edit.add(graph, specs["save_image"], (at[0] + 3 * _BESIDE, at[1]))
    for begin, end, port in (
        (Wire(loader, "image"), upscaled, "image"),
        (Wire(model, "model"), upscaled, "model"),
        (Wire(upscaled, "image"), saved, "image"),
        (Wire(source, "name"), saved, "name"),
        (Wire(source, "subfolder"), saved, "subfolder"),
    ):
        graph = edit.connect(graph, specs, begin, end, port)
    return graph


def _drop_on(document: Document, item: NodeItem, row: Row, path: Path) -> None:
    """Set a path input to what was dropped on it; a folder where single files are wanted is listed beside the node."""
    session, name, port, kind = document.session, item.name, row.port, row.kind
    assert isinstance(kind, PathKind)
    lister = _LISTS.get(kind.what, "") if kind.role == "open" and path.is_dir() else ""
    found = path.parent if kind.role == "folder" and not path.is_dir() else path

    def change(graph: Graph) -> Graph:
        if not lister:
            return edit.set_value(edit.disconnect(graph, name, port), session.specs, name, port, str(found))
        at = graph.nodes[name].at
        spec = session.specs[lister]
        graph, source = edit.add(graph, spec, (at[0] - _BESIDE, at[1]), values={"folder": str(found)})
        return edit.connect(graph, session.specs, Wire(source, "path"), name, port)

    session.edit(tr("Set {name}", name=session.called(name, port)), change)
