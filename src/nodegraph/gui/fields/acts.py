"""What the menu of a field does: back to the default, out as a wire, following a parameter of the graph."""

from collections.abc import Sequence

from nodegraph.core import edit
from nodegraph.core.graph import Graph, Wire
from nodegraph.core.ports import ColorKind, Kind, Number, Truth, Value, write_text
from nodegraph.gui.document import Document
from nodegraph.gui.fields.parameters import bound, freed
from nodegraph.gui.languages import tr
from nodegraph.gui.theme import HEADER, WIDTH

_BESIDE = 15 * 4.0


def reset(document: Document, name: str, ports: Sequence[str]) -> None:
    """Put inputs of a node back at their defaults."""

    def change(graph: Graph) -> Graph:
        for port in ports:
            graph = edit.unset(graph, name, port)
        return graph

    document.session.edit(tr("Reset {name}", name=document.session.called(name)), change)


def make_wire(document: Document, name: str, port: str) -> None:
    """Put the value of an input into a node of its own, wired to the input, and select it."""
    session, item = document.session, document.scene_.items_[name]
    row = item.shape_.row(port, output=False)
    if row is None or row.kind is None:
        return
    kind, value, top = row.kind, item.value_of(port), row.top
    made: list[str] = []

    def change(graph: Graph) -> Graph:
        at = graph.nodes[name].at
        place = at[0] - WIDTH - _BESIDE, at[1] + top - HEADER
        graph, source = edit.add(graph, session.specs[node_giving(kind)], place)
        spec = session.specs[node_giving(kind)]
        if value is not None:
            graph = edit.set_value(graph, session.specs, source, spec.inputs[0].name, _as_taken(kind, value))
        made.append(source)
        return edit.connect(
            freed(graph, Wire(name, port)), session.specs, Wire(source, spec.outputs[0].name), name, port
        )

    if session.edit(tr("Make {name} a wire", name=session.called(name, port)), change):
        document.scene_.select(made[-1:])


def node_giving(kind: Kind) -> str:
    """Return the type of the node that holds a value of a kind."""
    match kind:
        case Number():
            return "number"
        case Truth():
            return "truth"
        case ColorKind():
            return "color"
    return "text"


def expose(document: Document, name: str, port: str) -> None:
    """Make an input a parameter of the graph, named like the input."""
    graph, specs = document.session.graph, document.session.specs
    wish = port.replace("_", "-").lower()
    taken = {*graph.parameters, *edit.OPTION_NAMES}
    found = wish if wish not in taken else f"{name}-{wish}".lower()
    document.session.edit(
        tr("Parameter {name}", name=found), lambda graph: edit.expose(graph, specs, found, [Wire(name, port)])
    )


def follow(document: Document, parameter: str, name: str, port: str) -> None:
    """Let a parameter of the graph set an input as well."""
    specs = document.session.specs
    document.session.edit(
        tr("Parameter {name}", name=parameter), lambda graph: bound(graph, specs, parameter, Wire(name, port))
    )


def unfollow(document: Document, name: str, port: str) -> None:
    """Let no parameter set an input any more; its value stays."""
    document.session.edit(
        tr("No parameter for {name}", name=document.session.called(name, port)),
        lambda graph: freed(graph, Wire(name, port)),
    )


def _as_taken(kind: Kind, value: Value) -> Value:
    """Return a value as the node that holds it takes it: paths and choices as text."""
    return write_text(value) if node_giving(kind) == "text" else value
