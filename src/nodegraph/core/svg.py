"""A graph as an SVG drawing: quiet boxes with titles, ports and values, joined by curves."""

from collections.abc import Mapping
from pathlib import PurePath
from xml.sax.saxutils import escape

from nodegraph.core.arrange import Box, arrange
from nodegraph.core.curves import Curves
from nodegraph.core.graph import Frame, Graph, Node, Wire, wiring
from nodegraph.core.kinds import Kinds
from nodegraph.core.known import spec_of
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import (
    AnyKind,
    Choice,
    ColorKind,
    ImageKind,
    Input,
    Kind,
    ModelKind,
    Number,
    PathKind,
    Text,
    Truth,
    Value,
    write_text,
)

_COLORS: dict[type, str] = {
    ImageKind: "#3b74d6",
    ModelKind: "#8a5bd1",
    Number: "#2f9e6e",
    Text: "#c98a1b",
    Truth: "#c2557a",
    Choice: "#7a869a",
    ColorKind: "#c2557a",
    PathKind: "#b0703c",
    AnyKind: "#7a869a",
}
_GRAY = "#7a869a"
_HEAD, _ROW, _PAD, _MARGIN = 30, 22, 12, 28
_STYLE = """
  text { font: 12px -apple-system, "Segoe UI", "DejaVu Sans", Helvetica, Arial, sans-serif; fill: #344054 }
  .title { font-weight: 600; font-size: 13px; fill: #1d2939 }
  .value { fill: #667085 }
  .ground { fill: #f5f6f8 }
  .frame { fill: #98a2b3; fill-opacity: .10; stroke: #98a2b3; stroke-opacity: .35 }
  .box { fill: #fff; stroke: #d0d5dd }
  .shade { fill: #101828; fill-opacity: .06 }
  .wire { fill: none; stroke-width: 2.2; stroke-linecap: round }
  .stream { fill: none; stroke-width: 6; stroke-linecap: round; stroke-opacity: .28 }
  .port { stroke: #fff; stroke-width: 1.5 }
  .off { opacity: .45 }
"""


def as_svg(graph: Graph, specs: Mapping[str, NodeSpec]) -> str:
    """Return the drawing as a document of its own. Nodes stand where the graph has them, or are arranged
    where they would cover each other."""
    return _Drawing(graph, specs).text()


class _Card:
    """One node as it is drawn: its rows, its size, where its ports are."""

    def __init__(self, name: str, node: Node, spec: NodeSpec | None, read: set[tuple[str, str]]) -> None:
        self.node = node
        self.title = node.label or (spec.label if spec is not None else node.type or name)
        outputs = spec.outputs if spec is not None else ()
        self.outputs = [port.name for port in outputs if (name, port.name) in read or port is outputs[0]]
        self.inputs = [port.name for port in spec.inputs if _is_drawn(port, node)] if spec is not None else []
        self.inputs += [port for port in node.wires if port not in self.inputs]
        self.values = {
            port: _shown(node.set[port], spec.input(port) if spec is not None else None)
            for port in self.inputs
            if port in node.set and port not in node.wires
        }
        rows = [text_width(port) for port in self.outputs]
        rows += [text_width(port) + text_width(self.values.get(port, "")) + 14 for port in self.inputs]
        self.width = max(120.0, text_width(self.title) * 1.18 + 2 * _PAD, *(row + 2 * _PAD for row in rows))
        self.height = _HEAD + _ROW * (len(self.outputs) + len(self.inputs)) + 8.0
        self.x = self.y = 0.0

    def row(self, number: int) -> float:
        return self.y + _HEAD + 4 + _ROW * (number + 0.5)

    def output(self, port: str) -> tuple[float, float]:
        number = self.outputs.index(port) if port in self.outputs else 0
        return self.x + self.width, self.row(number) if self.outputs else self.y + _HEAD / 2

    def input(self, port: str) -> tuple[float, float]:
        return self.x, self.row(len(self.outputs) + self.inputs.index(port))


def _is_drawn(port: Input, node: Node) -> bool:
    return port.name in node.wires or port.name in node.set or port.required


def _shown(value: Value, port: Input | None) -> str:
    text = write_text(value)
    if port is not None and isinstance(port.kind, PathKind):
        text = PurePath(text).name
    if isinstance(value, list):
        text = "#" + "".join(f"{round(min(max(part, 0), 1) * 255):02x}" for part in value)
    text = " ".join(text.split())
    return text if len(text) <= 22 else text[:20] + "…"


def text_width(text: str) -> float:
    """Return about how wide a text of 12 px is drawn, on the wide side."""
    return sum(
        12.0
        if ord(c) > 0x2E80
        else 3.8
        if c in "ijl.,:;|'!()[] "
        else 10.4
        if c in "mwMW@%"
        else 8.6
        if c.isupper()
        else 7.1
        for c in text
    )


class _Drawing:
    def __init__(self, graph: Graph, specs: Mapping[str, NodeSpec]) -> None:
        self.graph = graph
        self.kinds = Kinds(graph, specs)
        found = wiring(graph).order
        order = [*found, *(graph.nodes.keys() - set(found))]
        self.specs = {name: spec_of(node, specs) for name, node in graph.nodes.items()}
        read = {(wire.node, wire.port or self._main(wire.node)) for wire, _, _ in graph.wires()}
        self.cards = {name: _Card(name, node, self.specs[name], read) for name, node in graph.nodes.items()}
        boxes = {name: Box(*graph.nodes[name].at, card.width, card.height) for name, card in self.cards.items()}
        for name, (x, y) in arrange(graph, boxes, order).items():
            self.cards[name].x, self.cards[name].y = x, y
        self.curves = Curves([Box(card.x, card.y, card.width, card.height) for card in self.cards.values()])
        self.streams = self._streams(order)

    def _main(self, name: str) -> str:
        spec = self.specs.get(name)
        return spec.main.name if spec is not None and spec.main is not None else ""

    def _streams(self, order: list[str]) -> set[str]:
        """Return the nodes whose results come one per item of a stream."""
        found: set[str] = set()
        for name in order:
            spec = self.specs[name]
            lifted = any(
                wire.node in found and (declared := spec.input(port) if spec else None) and not declared.stream
                for port, wire in self.graph.nodes[name].wires.items()
            )
            if lifted or (spec is not None and spec.gives_stream):
                found.add(name)
        return found

    def text(self) -> str:
        cards = self.cards.values()
        left = min((card.x for card in cards), default=0.0) - _MARGIN
        top = min((card.y for card in cards), default=0.0) - _MARGIN - (18 if self.graph.frames else 0)
        width = max((card.x + card.width for card in cards), default=0.0) + _MARGIN - left
        height = max((card.y + card.height for card in cards), default=0.0) + _MARGIN - top
        size = f'width="{width:g}" height="{height:g}"'
        view = f'viewBox="{left:g} {top:g} {width:g} {height:g}"'
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" {view} {size} role="img">',
            f"<style>{_STYLE}</style>",
            f'<rect class="ground" x="{left:g}" y="{top:g}" {size} rx="12"/>',
            *(self._frame(frame) for frame in self.graph.frames.values()),
            *(self._wire(wire, name, port) for wire, name, port in self.graph.wires()),
            *(self._card(name) for name in self.graph.nodes),
            "</svg>",
        ]
        return "\n".join(part for part in parts if part) + "\n"

    def _frame(self, frame: Frame) -> str:
        inside = [self.cards[name] for name in frame.nodes if name in self.cards]
        if not inside:
            return ""
        x, y = min(card.x for card in inside) - 14, min(card.y for card in inside) - 32
        width = max(card.x + card.width for card in inside) + 14 - x
        height = max(card.y + card.height for card in inside) + 14 - y
        box = f'<rect class="frame" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="10"/>'
        return box + _text(frame.title, x + 12, y + 20, "value")

    def _color(self, kind: Kind | None) -> str:
        return _COLORS.get(type(kind), _GRAY)

    def _wire(self, wire: Wire, name: str, port: str) -> str:
        source = self.cards.get(wire.node)
        if source is None:
            return ""
        output = wire.port or self._main(wire.node)
        curve = self.curves.between(source.output(output), self.cards[name].input(port))
        color = self._color(self.kinds.of(Wire(wire.node, output)))
        off = " off" if source.node.disabled or self.graph.nodes[name].disabled else ""
        halo = f'<path class="stream{off}" d="{curve}" stroke="{color}"/>' if wire.node in self.streams else ""
        return f'{halo}<path class="wire{off}" d="{curve}" stroke="{color}"/>'

    def _card(self, name: str) -> str:
        card, spec, node = self.cards[name], self.specs[name], self.graph.nodes[name]
        main = spec.main if spec is not None else None
        accent = self._color(self.kinds.of(Wire(name, main.name)) if main is not None else None)
        x, y, width, height = card.x, card.y, card.width, card.height
        right = x + width
        head = f"M{x:g} {y + _HEAD:g}V{y + 8:g}a8 8 0 0 1 8 -8H{right - 8:g}a8 8 0 0 1 8 8V{y + _HEAD:g}Z"
        box = f'x="{x:g}" width="{width:g}" height="{height:g}" rx="8"'
        dashes = ' stroke-dasharray="5 4"' if node.bypassed or spec is None else ""
        off = ' class="off"' if node.disabled else ""
        parts = [
            f"<g{off}>",
            f"<title>{_clean(name)}</title>",
            f'<rect class="shade" y="{y + 3:g}" {box}/>',
            f'<rect class="box" y="{y:g}" {box}{dashes}/>',
            f'<path d="{head}" fill="{accent}" fill-opacity=".13"/>',
            _text(card.title, x + _PAD, y + 20, "title"),
        ]
        for port in card.outputs:
            _, middle = card.output(port)
            parts.append(_text(port, right - _PAD, middle + 4, "", end=True))
            parts.append(self._dot(right, middle, self.kinds.of(Wire(name, port))))
        for port in card.inputs:
            _, middle = card.input(port)
            declared = spec.input(port) if spec is not None else None
            parts.append(_text(port, x + _PAD, middle + 4, ""))
            parts.append(_text(card.values.get(port, ""), right - _PAD, middle + 4, "value", end=True))
            parts.append(self._dot(x, middle, self._arriving(name, port, declared)))
        return "".join([*parts, "</g>"])

    def _arriving(self, name: str, port: str, declared: Input | None) -> Kind | None:
        """Return the kind to show at an input: its own, or what comes in where it takes anything."""
        kind = declared.kind if declared is not None else None
        wire = self.graph.nodes[name].wires.get(port)
        return self.kinds.of(wire) if isinstance(kind, AnyKind) and wire is not None else kind

    def _dot(self, x: float, y: float, kind: Kind | None) -> str:
        return f'<circle class="port" cx="{x:g}" cy="{y:g}" r="5" fill="{self._color(kind)}"/>'


def _text(text: str, x: float, y: float, look: str, *, end: bool = False) -> str:
    if not text:
        return ""
    anchor = ' text-anchor="end"' if end else ""
    css = f' class="{look}"' if look else ""
    return f'<text{css} x="{x:g}" y="{y:g}"{anchor}>{_clean(text)}</text>'


def _clean(text: str) -> str:
    """Return a text as XML can hold it."""
    return escape("".join(c if c.isprintable() else " " for c in text))
