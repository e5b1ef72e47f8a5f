"""Words for what the node library declares: labels, families and kinds of ports, in the person's language.

Names of ports and of choices stay as they are: files and the command line know them by these.
"""

from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import Kind, kind_name
from nodegraph.gui.languages import mark, shown

_FAMILIES = {
    "image": mark("Image"), "dimension": mark("Dimension"), "channel": mark("Channel"), "color": mark("Color"),
    "filter": mark("Filter"), "adjust": mark("Adjust"), "compose": mark("Compose"), "texture": mark("Texture"),
    "model": mark("Model"), "value": mark("Value"), "measure": mark("Measure"), "video": mark("Video"),
    "other": mark("Other"),
}  # fmt: skip
KINDS = (mark("an image"), mark("a model"), mark("a number"), mark("a whole number"), mark("a text"), mark("a truth"),
         mark("a choice"), mark("a color"), mark("a folder"), mark("a file"), mark("anything"))  # fmt: skip
"""Each as `core.ports.kind_name` says it."""


def label_of(spec: NodeSpec) -> str:
    """Return the label of a type of node; one of a plugin is as the plugin says it."""
    return shown(spec.label)


def summary(spec: NodeSpec) -> str:
    """Return the first paragraph of a node's help as plain text on one line."""
    return " ".join(spec.help.split("\n\n")[0].replace("*", "").split())


def family_name(name: str) -> str:
    """Return the name of a family of nodes, the first part of their category."""
    return shown(_FAMILIES[name]) if name in _FAMILIES else name.capitalize()


def kind_words(kind: Kind) -> str:
    """Return a kind in words, with its article where the language has one."""
    return shown(kind_name(kind))
