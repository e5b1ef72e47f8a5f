"""The help panel: what the selected node does, what its ports take and give, and the examples that show it."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from html import escape
from pathlib import Path

from msgspec import UnsetType
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QTextBrowser

from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import Choice, Input, Kind, Number, Truth, Value, write_text
from nodegraph.gui.languages import tr
from nodegraph.gui.theme import UNIT
from nodegraph.gui.wording import choice_name, kind_words, label_of, port_name

_SHOWN = 3
_EXAMPLE = "example"


class Help(QTextBrowser):
    """Follows the selection; a link opens an example."""

    def __init__(self, examples: Path, open_example: Callable[[Path], None]) -> None:
        super().__init__()
        self._examples, self._open = examples, open_example
        self.setAccessibleName(tr("Help for the selected node"))
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setOpenLinks(False)
        self.document().setDocumentMargin(3 * UNIT)
        self.anchorClicked.connect(self._follow_link)
        self.show_spec(None)

    def show_spec(self, spec: NodeSpec | None) -> None:
        """Show the help of a node."""
        if spec is None:
            self.setHtml(f"<p>{escape(tr('Select a node to read what it does.'))}</p>")
        else:
            self.setHtml(help_of(spec, examples_of(self._examples).get(spec.id, ())))

    def _follow_link(self, link: QUrl) -> None:
        if link.scheme() == _EXAMPLE:
            self._open(self._examples / Path(link.path()).name)


@cache
def examples_of(folder: Path) -> Mapping[str, tuple[str, ...]]:
    """Return for each type of node the example files that hold it, those with the fewest nodes first."""
    found: dict[str, list[tuple[int, str]]] = {}
    for path in folder.glob("*.ng"):
        nodes = json.loads(path.read_bytes()).get("nodes", {})
        for type_ in {str(node.get("node", "")).partition("@")[0] for node in nodes.values()}:
            found.setdefault(type_, []).append((len(nodes), path.name))
    return {type_: tuple(name for _, name in sorted(files)) for type_, files in found.items()}


def help_of(spec: NodeSpec, examples: tuple[str, ...] = ()) -> str:
    """Return the help as HTML; all that a node says of itself is shown as text."""
    parts = [f"<h3>{escape(label_of(spec))}</h3>"]
    parts += [f"<p>{_marked(block)}</p>" for block in spec.help.split("\n\n")]
    if examples:
        links = [
            f'<a href="{_EXAMPLE}:{escape(name, quote=True)}">{escape(Path(name).stem.replace("-", " "))}</a>'
            for name in examples[:_SHOWN]
        ]
        parts.append(f"<p>{escape(tr('Examples:'))} {', '.join(links)}</p>")
    if spec.inputs:
        parts.append(f"<h4>{escape(tr('Inputs'))}</h4>")
        parts += [f"<p><b>{escape(port_name(port.name))}</b>: {escape(_takes(port))}</p>" for port in spec.inputs]
    if spec.outputs:
        parts.append(f"<h4>{escape(tr('Outputs'))}</h4>")
        for port in spec.outputs:
            kind = kind_words(port.kind)
            parts.append(_line(port.name, tr("a stream, each item {kind}", kind=kind) if port.stream else kind))
    parts.append(f"<p>{escape(tr('On the command line:'))} <code>{escape(spec.id)}</code></p>")
    return "".join(parts)


def _line(port: str, words: str) -> str:
    return f"<p><b>{escape(port_name(port))}</b>: {escape(words)}</p>"


def _value(kind: Kind, value: Value) -> str:
    if isinstance(kind, Truth):
        return tr("on") if value else tr("off")
    text = write_text(value)
    return choice_name(text) if isinstance(kind, Choice) else text


def _takes(port: Input) -> str:
    words = kind_words(port.kind)
    match port.kind:
        case Number(low=low, high=high, unit=unit):
            if low is not None and high is not None:
                words = tr("{kind} from {low} to {high}", kind=words, low=f"{low:g}", high=f"{high:g}")
            words += f" {unit}" if unit else ""
        case Choice(options):
            words = tr("one of {names}", names=", ".join(map(choice_name, options)))
    if port.stream:
        words = tr("a stream, each item {kind}", kind=words)
    if not isinstance(port.default, UnsetType) and port.default not in (None, ""):
        words = tr("{kind}; {value} where nothing is set", kind=words, value=_value(port.kind, port.default))
    return tr("{kind}; may be left open", kind=words) if port.optional else words


def _marked(text: str) -> str:
    """Return a paragraph in which *words* between stars are slanted."""
    pieces = escape(" ".join(text.split())).split("*")
    if len(pieces) % 2 == 0:
        return "*".join(pieces)
    return "".join(f"<i>{piece}</i>" if index % 2 else piece for index, piece in enumerate(pieces))
