"""What a saved picture is called where no name is set: the source's name, which the field shows, not a default."""

from pathlib import PurePath

from msgspec import UnsetType

from nodegraph.core.facts import PictureFact, StreamFact, ValueFact
from nodegraph.core.graph import Node
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import ImageKind
from nodegraph.gui.canvas.state import Around, NodeView
from nodegraph.gui.languages import tr

_NAME, _TEMPLATE = "name", "template"


def is_given(spec: NodeSpec | None, port: str) -> bool:
    """Return whether an input is the name of what is saved, which comes from the source where none is set."""
    return spec is not None and port == _NAME and spec.effect and spec.input(_TEMPLATE) is not None


def given_name(node: Node, spec: NodeSpec, around: Around, view: NodeView) -> str:
    """Return the name that a picture will be saved by where none is set; `automatic` where it is not known."""
    for port in spec.inputs:
        fact = around.came.get(port.name) if isinstance(port.kind, ImageKind) else None
        fact = fact.item if isinstance(fact, StreamFact) else fact
        if isinstance(fact, PictureFact) and fact.path:
            return PurePath(fact.path).stem
    written = view.facts.get(spec.main.name) if spec.main is not None else None
    if _TEMPLATE not in node.set and isinstance(written, ValueFact) and isinstance(written.value, str):
        return PurePath(written.value).stem
    return tr("automatic")


def is_default(node: Node, spec: NodeSpec, port: str) -> bool:
    """Return whether an input is at its default, set or not."""
    declared = spec.input(port)
    default = None if declared is None or isinstance(declared.default, UnsetType) else declared.default
    return port not in node.set or node.set[port] == default
