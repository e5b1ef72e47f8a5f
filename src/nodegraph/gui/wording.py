"""Words for what the node library declares: labels, families and kinds of ports, in the person's language.

Files and the command line know ports and choices by their English names; tooltips tell these.
"""

import re

from PySide6.QtGui import Qt

from nodegraph.core.facts import Fact, describe
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import Kind, kind_name
from nodegraph.gui.languages import CHOICES, GROUPS, PORTS, mark, named, shown, tr

_FAMILIES = {
    "image": mark("Image"), "dimension": mark("Dimension"), "channel": mark("Channel"), "color": mark("Color"),
    "filter": mark("Filter"), "adjust": mark("Adjust"), "compose": mark("Compose"), "texture": mark("Texture"),
    "model": mark("Model"), "value": mark("Value"), "measure": mark("Measure"), "video": mark("Video"),
    "other": mark("Other"),
}  # fmt: skip
KINDS = (mark("an image"), mark("a model"), mark("a number"), mark("a whole number"), mark("a text"), mark("a truth"),
         mark("a choice"), mark("a color"), mark("a folder"), mark("a file"), mark("anything"))  # fmt: skip
"""Each as `core.ports.kind_name` says it."""
FACTS = (mark("unknown"), mark("a picture"), mark("gray"), mark("{bits}-bit"), mark("half"), mark("float"),
         mark("some items"), mark("{count} item"), mark("{count} items"), mark("{items} of {item}"))  # fmt: skip
"""What `core.facts.describe` says, besides kinds."""


def as_tip(text: str) -> str:
    """Return a text for a tooltip, which shows it as it is: what files and labels say is never read as HTML."""
    return Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text


def label_of(spec: NodeSpec) -> str:
    """Return the label of a type of node; one of a plugin is as the plugin says it."""
    return shown(spec.label)


def summary(spec: NodeSpec) -> str:
    """Return the first paragraph of a node's help as plain text on one line."""
    return " ".join(spec.help.split("\n\n")[0].replace("*", "").split())


def family_name(name: str) -> str:
    """Return the name of a family of nodes, the first part of their category."""
    return shown(_FAMILIES[name]) if name in _FAMILIES else name.capitalize()


def group_name(name: str) -> str:
    """Return the name of a group within a family, the second part of a category."""
    return named(GROUPS, name)


def port_name(name: str) -> str:
    """Return the name of a port as it stands on a node."""
    return named(PORTS, name)


def choice_name(option: str) -> str:
    """Return one of the choices of an input as it stands in its field."""
    return named(CHOICES, option)


def fact_words(fact: Fact | None) -> str:
    """Return what is known of an output in words."""
    return describe(fact, shown)


def end_words(told: str) -> str:
    """Return how the engine ended in the person's language; the last line of its own stays as it is."""
    found = re.fullmatch(r"The engine was killed by (SIG\w+)(?:\.|: (.+))", told)
    if found is None:
        return told
    signal, line = found.groups()
    if line is None:
        return tr("The engine was killed by {signal}.", signal=signal)
    return tr("The engine was killed by {signal}: {line}", signal=signal, line=line)


def kind_words(kind: Kind) -> str:
    """Return a kind in words, with its article where the language has one."""
    return shown(kind_name(kind))
