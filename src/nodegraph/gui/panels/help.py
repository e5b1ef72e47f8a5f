"""The help panel: what the selected node does, what its ports take and give."""

from html import escape

from msgspec import UnsetType
from PySide6.QtWidgets import QTextBrowser

from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import Choice, Input, Number, kind_name, write_text

_NOTHING = "Select a node to read what it does."


class Help(QTextBrowser):
    """Follows the selection."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Help for the selected node")
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.show_spec(None)

    def show_spec(self, spec: NodeSpec | None) -> None:
        """Show the help of a node."""
        self.setHtml(help_of(spec) if spec is not None else f"<p>{_NOTHING}</p>")


def help_of(spec: NodeSpec) -> str:
    """Return the help as HTML; all that a node says of itself is shown as text."""
    parts = [f"<h3>{escape(spec.label)}</h3>"]
    parts += [f"<p>{_marked(block)}</p>" for block in spec.help.split("\n\n")]
    if spec.inputs:
        parts.append("<h4>Inputs</h4>")
        parts += [
            f"<p><b>{escape(port.name.replace('_', ' '))}</b>: {escape(_takes(port))}</p>" for port in spec.inputs
        ]
    if spec.outputs:
        parts.append("<h4>Outputs</h4>")
        for port in spec.outputs:
            many = "a stream, each item " if port.stream else ""
            parts.append(_line(port.name, many + kind_name(port.kind)))
    parts.append(f"<p>On the command line: <code>{escape(spec.id)}</code></p>")
    return "".join(parts)


def _line(port: str, words: str) -> str:
    return f"<p><b>{escape(port.replace('_', ' '))}</b>: {escape(words)}</p>"


def _takes(port: Input) -> str:
    words = kind_name(port.kind)
    match port.kind:
        case Number(low=low, high=high, unit=unit):
            if low is not None and high is not None:
                words += f" from {low:g} to {high:g}"
            words += f" {unit}" if unit else ""
        case Choice(options):
            words = "one of " + ", ".join(option.replace("_", " ") for option in options)
    if port.stream:
        words = f"a stream, each item {words}"
    if not isinstance(port.default, UnsetType) and port.default not in (None, ""):
        words += f"; {write_text(port.default)} where nothing is set"
    return f"{words}; may be left open" if port.optional else words


def _marked(text: str) -> str:
    """Return a paragraph in which *words* between stars are slanted."""
    pieces = escape(" ".join(text.split())).split("*")
    if len(pieces) % 2 == 0:
        return "*".join(pieces)
    return "".join(f"<i>{piece}</i>" if index % 2 else piece for index, piece in enumerate(pieces))
