"""What menus and keys do to the selected nodes of a document; each ends in one edit."""

import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal

import msgspec
from PySide6.QtCore import QPointF
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog

from nodegraph.core import edit
from nodegraph.core.arrange import Box
from nodegraph.core.arrange import arrange as arranged
from nodegraph.core.errors import FileRefused
from nodegraph.core.file import decode, encode
from nodegraph.core.graph import Graph, wiring
from nodegraph.gui.canvas.notes import without_notes
from nodegraph.gui.document import Document
from nodegraph.gui.languages import mark, shown, tr, trn
from nodegraph.gui.naming import names_of

_ELSEWHERE = Path(tempfile.gettempdir()) / "nodegraph-clipboard"
"""No file lies in this folder, so that paths in copied text are absolute."""
_GAP = 24.0

Side = Literal["left", "right", "top", "bottom"]
_ALIGNED: dict[Side, str] = {
    "left": mark("Align left"),
    "right": mark("Align right"),
    "top": mark("Align top"),
    "bottom": mark("Align bottom"),
}


def copy(document: Document) -> bool:
    """Put the selected nodes into the clipboard, as the text of a graph file; return whether there were any."""
    names = document.scene_.selected()
    if names:
        text = encode(edit.fragment(document.session.graph, names), _ELSEWHERE, document.session.specs)
        QGuiApplication.clipboard().setText(text.decode())
    return bool(names)


def cut(document: Document) -> None:
    """Copy the selected nodes and remove them."""
    if copy(document):
        remove(document, heal=False, word=mark("Cut {what}"))


def paste(document: Document, place: QPointF) -> bool:
    """Add the nodes in the clipboard with their middle at a place, and select them; return whether there were any."""
    text = QGuiApplication.clipboard().text()
    if not text.lstrip().startswith("{"):
        return False
    try:
        copied = decode(text.encode(), _ELSEWHERE, document.session.specs, "the clipboard").graph
    except FileRefused as refused:
        document.session.refused.emit(str(refused))
        return False
    if not copied.nodes:
        return False
    across = [node.at[0] for node in copied.nodes.values()]
    down = [node.at[1] for node in copied.nodes.values()]
    middle = (min(across) + max(across)) / 2, (min(down) + max(down)) / 2
    offset = place.x() - middle[0], place.y() - middle[1]
    many = _many(list(names_of(copied, document.session.specs).values()))
    return _add(document, tr("Paste {what}", what=many), lambda graph: edit.paste(graph, copied, offset)[0])


def duplicate(document: Document, *, wires: bool = True) -> None:
    """Add a copy of the selected nodes, with the wires that come from others or without, and select it."""
    names = document.scene_.selected()

    def change(graph: Graph) -> Graph:
        return edit.paste(graph, edit.fragment(graph, names), (_GAP, _GAP), keep_wires=wires)[0]

    if names:
        _add(document, tr("Duplicate"), change)


def remove(document: Document, *, heal: bool = True, word: str = mark("Delete {what}")) -> None:
    """Remove what is selected; wires through removed nodes close behind them if `heal`."""
    names, notes = document.scene_.selected(), document.scene_.notes.selected()
    specs = document.session.specs

    def change(graph: Graph) -> Graph:
        graph = edit.remove_and_heal(graph, specs, names) if heal else edit.remove(graph, names)
        return without_notes(graph, notes)

    if names or notes:
        what = _many([*map(document.session.called, names), *notes])
        document.session.edit(shown(word).format(what=what), change)


def toggle(document: Document, flag: Literal["bypassed", "disabled", "collapsed"]) -> None:
    """Turn a flag of the selected nodes on, or off where all have it."""
    names = document.scene_.selected()
    on = not all(getattr(document.session.graph.nodes[name], flag) for name in names)
    words = {
        "bypassed": (tr("Bypass"), tr("Pass no longer")),
        "disabled": (tr("Disable"), tr("Enable")),
        "collapsed": (tr("Collapse"), tr("Unfold")),
    }
    word = words[flag][0 if on else 1]

    def change(graph: Graph) -> Graph:
        match flag:
            case "bypassed":
                return edit.bypass(graph, names, on)
            case "disabled":
                return edit.disable(graph, names, on)
        return edit.restyle(graph, names, collapsed=on)

    if names:
        document.session.edit(word, change)


def rename(document: Document) -> None:
    """Ask for another name of the selected node: its id, by which wires and the command line know it."""
    names = document.scene_.selected()
    if len(names) != 1:
        document.session.refused.emit(tr("Select one node to rename it."))
        return
    dialog = QInputDialog(document)
    dialog.setWindowTitle(tr("Rename"))
    dialog.setLabelText(tr("Another name for {name} (letters, digits and -):", name=names[0]))
    dialog.setTextValue(names[0])
    dialog.textValueSelected.connect(
        lambda text: document.session.edit(
            tr("Rename {name}", name=names[0]), lambda graph: edit.rename(graph, names[0], text)
        )
    )
    dialog.open()


def color(document: Document, found: str) -> None:
    """Give the selected nodes a color of their own; empty: that of what they make."""
    names = document.scene_.selected()
    document.session.edit(tr("Color"), lambda graph: edit.restyle(graph, names, color=found))


def frame(document: Document) -> None:
    """Put a frame around the selected nodes."""
    names = document.scene_.selected()
    document.session.edit(tr("Frame"), lambda graph: edit.frame(graph, names, tr("Frame"))[0])


def titled(graph: Graph, name: str, title: str) -> Graph:
    """Return the graph with another title of a frame."""
    return _with_frame(graph, name, title=title)


def align(document: Document, side: Side) -> None:
    """Put the selected nodes' edges of one side on one line."""
    boxes = _boxes(document)
    if len(boxes) < 2:
        return
    lowest = {
        "left": min(x for x, _, _, _ in boxes.values()),
        "top": min(y for _, y, _, _ in boxes.values()),
        "right": max(x + width for x, _, width, _ in boxes.values()),
        "bottom": max(y + height for _, y, _, height in boxes.values()),
    }[side]
    places = {
        name: {
            "left": (lowest, y),
            "top": (x, lowest),
            "right": (lowest - width, y),
            "bottom": (x, lowest - height),
        }[side]
        for name, (x, y, width, height) in boxes.items()
    }
    document.session.edit(shown(_ALIGNED[side]), lambda graph: edit.move(graph, places))


def distribute(document: Document, *, across: bool) -> None:
    """Make the gaps between the selected nodes equal; the outermost ones stay."""
    axis = 0 if across else 1
    boxes = sorted(_boxes(document).items(), key=lambda entry: entry[1][axis])
    if len(boxes) < 3:
        return
    first, last = boxes[0][1], boxes[-1][1]
    room = last[axis] + last[axis + 2] - first[axis] - sum(box[axis + 2] for _, box in boxes)
    gap, at = room / (len(boxes) - 1), first[axis]
    places = {}
    for name, box in boxes:
        places[name] = (at, box[1]) if across else (box[0], at)
        at += box[axis + 2] + gap
    document.session.edit(tr("Distribute"), lambda graph: edit.move(graph, places))


def arrange(document: Document) -> None:
    """Lay out the selected nodes in columns along their wires, about where they are."""
    names = document.scene_.selected()
    graph = document.session.graph
    part = edit.fragment(graph, names)
    # Boxes on one spot cover each other, which is what makes them be placed anew.
    shapes = {name: document.scene_.items_[name].shape_ for name in names}
    boxes = {name: Box(0, 0, shape.width, shape.height) for name, shape in shapes.items()}
    order = [name for name in wiring(part).order if name in boxes]
    order += [name for name in names if name not in set(order)]
    found = arranged(part, boxes, order)
    before, after = _corner(graph.nodes[name].at for name in names), _corner(found.values())
    shift = before[0] - after[0], before[1] - after[1]
    places = {name: (x + shift[0], y + shift[1]) for name, (x, y) in found.items()}
    document.session.edit(tr("Arrange"), lambda graph: edit.move(graph, places))


def color_frame(document: Document, name: str, found: str) -> None:
    """Give a frame a color."""
    document.session.edit(tr("Color"), lambda graph: _with_frame(graph, name, color=found))


def reframe(document: Document, name: str = "") -> None:
    """Put the selected nodes into a frame, or into none."""
    names = document.scene_.selected()
    step = tr("Put into frame") if name else tr("Take out of frame")
    document.session.edit(step, lambda graph: edit.reframe(graph, names, name))


def unframe(document: Document, name: str) -> None:
    """Take a frame away; its nodes stay."""
    document.session.edit(tr("Remove frame"), lambda graph: edit.unframe(graph, name))


def _with_frame(graph: Graph, name: str, **looks: str) -> Graph:
    changed = msgspec.structs.replace(graph.frames[name], **looks)
    return msgspec.structs.replace(graph, frames={**graph.frames, name: changed})


def _corner(places: Iterable[tuple[float, float]]) -> tuple[float, float]:
    found = list(places)
    return min(x for x, _ in found), min(y for _, y in found)


def _many(names: list[str]) -> str:
    return trn("1 node", "%n nodes", len(names)) if len(names) > 1 else names[0]


def _boxes(document: Document) -> dict[str, tuple[float, float, float, float]]:
    items = document.scene_.items_
    return {
        name: (*document.session.graph.nodes[name].at, items[name].shape_.width, items[name].shape_.height)
        for name in document.scene_.selected()
    }


def _add(document: Document, name: str, change: Callable[[Graph], Graph]) -> bool:
    before = set(document.session.graph.nodes)
    if not document.session.edit(name, change):
        return False
    document.scene_.select(node for node in document.session.graph.nodes if node not in before)
    return True
