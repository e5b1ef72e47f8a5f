"""Scopes: the chain of streams a node is lifted over, outermost first.

A plain node has the longest scope of its inputs. A source opens a stream inside its scope; a
transformer takes the innermost stream of its input away and opens one of its own; a sink takes it away.
An itemwise transformer (`enumerate`) changes no scope: its results stand beside the items it took.
"""

from collections.abc import Iterable, Mapping

from nodegraph.core.errors import GraphError
from nodegraph.core.graph import Node, Wire
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import Input

Scope = tuple[str, ...]
"""Ids of the nodes that opened the streams."""


def opens(spec: NodeSpec) -> bool:
    """Whether the node's items make a stream of their own."""
    return spec.gives_stream and not itemwise(spec)


def itemwise(spec: NodeSpec) -> bool:
    """Whether the node takes and gives item for item, so that it stays in the stream it takes."""
    return spec.itemwise and spec.gives_stream and sum(port.stream for port in spec.inputs) == 1


def leaves(spec: NodeSpec) -> bool:
    """Whether the node takes streams as a whole: a sink or a transformer that is not itemwise."""
    return spec.takes_stream and not itemwise(spec)


class Scopes:
    """The scope of every node, and of every value between nodes."""

    def __init__(self, nodes: Mapping[str, Node], specs: Mapping[str, NodeSpec], order: Iterable[str]) -> None:
        """Work them out, sources first. Raises `GraphError` where streams are mixed or missing."""
        self._specs = specs
        self.of_node: dict[str, Scope] = {}
        self._kinds: dict[str, tuple[bool, bool]] = {}
        self._in_streams: set[str] = set()
        """Nodes that give a stream or lie in one."""
        for name in order:
            scope = self.of_node[name] = self._scope(name, nodes[name])
            if scope or self._has_streams(specs[name])[1]:
                self._in_streams.add(name)

    def of_value(self, wire: Wire) -> Scope:
        """Return the scope of the value on a wire: a stream's items lie one deeper than the node that opens it."""
        scope = self.of_node[wire.node]
        spec = self._specs[wire.node]
        if wire.node not in self._in_streams or not spec.gives_stream:
            return scope
        port = spec.output(wire.port)
        return (*scope, wire.node) if port is not None and port.stream and opens(spec) else scope

    def _scope(self, name: str, node: Node) -> Scope:
        wires = node.wires
        if not wires:
            return ()
        spec = self._specs[name]
        if self._has_streams(spec)[0] or not self._in_streams.isdisjoint(wire.node for wire in wires.values()):
            return self._joined(name, node, spec)
        return ()

    def _has_streams(self, spec: NodeSpec) -> tuple[bool, bool]:
        """Return whether a kind of node takes, and gives, streams; asked of a kind once."""
        known = self._kinds.get(spec.id)
        if known is None:
            known = self._kinds[spec.id] = (spec.takes_stream, spec.gives_stream)
        return known

    def _joined(self, name: str, node: Node, spec: NodeSpec) -> Scope:
        wires = node.wires
        longest: Scope = ()
        inputs = {port.name: port for port in spec.inputs}
        found: dict[str, Scope] = {}
        for port, wire in wires.items():
            scope = self.of_value(wire)
            declared = inputs.get(port)
            if declared is not None and declared.stream:
                if not scope:
                    raise GraphError(
                        f"{name}.{port} takes a stream, but {wire.node} gives one value; "
                        f"wire a node that gives a stream, such as list_images."
                    )
                if not itemwise(spec):
                    scope = scope[:-1]
            found[port] = scope
            if len(scope) > len(longest):
                longest = scope
        for port, scope in found.items():
            if longest[: len(scope)] != scope:
                self._refuse_mixture(name, scope, longest)
            declared = inputs.get(port)
            if declared is not None and declared.stream:
                self._check_whole(name, declared, node, found, inputs)
        return longest

    def _check_whole(
        self, name: str, stream: Input, node: Node, found: Mapping[str, Scope], inputs: Mapping[str, Input]
    ) -> None:
        """Refuse a value that changes from item to item where one is wanted for the whole stream."""
        taken = self.of_value(node.wires[stream.name])
        for port, scope in found.items():
            one = inputs.get(port)
            if (one is None or not one.stream) and scope[: len(taken)] == taken:
                raise GraphError(
                    f"{name}.{port} takes one value for the whole stream {taken[-1]}, but {node.wires[port].node} "
                    f"gives one for each of its items; wire a value from before {taken[-1]}, or set it."
                )

    @staticmethod
    def _refuse_mixture(name: str, one: Scope, other: Scope) -> None:
        first, second = next((a, b) for a, b in zip(one, other, strict=False) if a != b)
        raise GraphError(
            f"{name} takes items of {first} and of {second}, which are different streams; "
            f"pair them with zip, or make all combinations with product."
        )
