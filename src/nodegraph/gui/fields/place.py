"""Where fields are on the screen, and how the value of one is set."""

from PySide6.QtCore import QRect

from nodegraph.core import edit
from nodegraph.gui.canvas.direct import opens
from nodegraph.gui.canvas.node_item import NodeItem
from nodegraph.gui.canvas.view import CanvasView
from nodegraph.gui.languages import tr


def field_on_screen(view: CanvasView, item: NodeItem, port: str) -> QRect:
    """Return where the field of an input is in the view's viewport; empty where it is not shown."""
    row = item.shape_.row(port, output=False)
    if row is None:
        return QRect()
    return view.mapFromScene(item.field_rect(row).translated(item.pos())).boundingRect()


def set_value(view: CanvasView, name: str, port: str, value: object) -> bool:
    """Set an input as one step of the history; return whether the value was accepted."""
    specs = view.session.specs
    return view.session.edit(
        tr("Set {place}", place=view.session.called(name, port)),
        lambda graph: edit.set_value(graph, specs, name, port, value),
    )


def try_value(view: CanvasView, name: str, port: str, value: object) -> None:
    """Show the document with an input at a value, as long as a person is choosing."""
    specs = view.session.specs
    view.session.try_out(lambda graph: edit.set_value(graph, specs, name, port, value))


def open_beside(view: CanvasView, name: str, port: str, step: int) -> None:
    """Open the field that comes so many after one of a node; switches and grids, which act at once, are passed over."""
    item = view.scene_.items_.get(name)
    if item is None:
        return
    ports = [row.port for row in item.shape_.rows if item.has_field(row) and opens(row.kind)]
    index = ports.index(port) + step if port in ports else 0
    if 0 <= index < len(ports):
        view.opened.emit(name, ports[index])
