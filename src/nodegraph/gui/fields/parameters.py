"""Inputs and the parameters of the graph: which one sets an input, and how an input comes to follow one."""

from collections.abc import Mapping

import msgspec

from nodegraph.core import edit
from nodegraph.core.errors import ValueRefused
from nodegraph.core.graph import Graph, Parameter, Wire
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import Kind, Value


def parameter_of(graph: Graph, place: Wire) -> str:
    """Return the name of the parameter that sets an input; empty where none does."""
    return next((name for name, parameter in graph.parameters.items() if place in parameter.to), "")


def value_of(graph: Graph, specs: Mapping[str, NodeSpec], name: str) -> Value:
    """Return what a parameter is at: the value of the first input that it sets."""
    port = edit.parameter_port(graph, specs, name)
    found = graph.nodes[graph.parameters[name].to[0].node].set.get(port.name, port.default)
    return None if found is msgspec.UNSET else found


def parameters_for(graph: Graph, specs: Mapping[str, NodeSpec], kind: Kind) -> list[str]:
    """Return the parameters whose values are of a kind, by name; wrong ones are left out."""
    return [
        name
        for name in graph.parameters
        if not edit.parameter_problem(graph, specs, name)
        and type(edit.parameter_port(graph, specs, name).kind) is type(kind)
    ]


def numbers(graph: Graph, specs: Mapping[str, NodeSpec], kind: Kind) -> dict[str, float]:
    """Return the parameters that are numbers now, with their values."""
    found = {name: value_of(graph, specs, name) for name in parameters_for(graph, specs, kind)}
    return {name: value for name, value in found.items() if isinstance(value, int | float)}


def bound(graph: Graph, specs: Mapping[str, NodeSpec], name: str, place: Wire) -> Graph:
    """Return the graph in which a parameter sets one more input, which takes over its value. Raises `GraphError`."""
    if place in graph.parameters[name].to:
        return graph
    value = value_of(graph, specs, name)
    graph = freed(graph, place)
    changed = msgspec.structs.replace(graph.parameters[name], to=(*graph.parameters[name].to, place))
    graph = msgspec.structs.replace(graph, parameters={**graph.parameters, name: changed})
    wrong = edit.parameter_problem(graph, specs, name)
    if wrong:
        raise ValueRefused(wrong)
    if value is None:
        return edit.unset(graph, place.node, place.port)
    return edit.set_value(graph, specs, place.node, place.port, value)


def freed(graph: Graph, place: Wire) -> Graph:
    """Return the graph in which no parameter sets an input; a parameter that set nothing else is gone."""
    kept: dict[str, Parameter] = {}
    for name, parameter in graph.parameters.items():
        left = tuple(target for target in parameter.to if target != place)
        if left == parameter.to:
            kept[name] = parameter
        elif left:
            kept[name] = msgspec.structs.replace(parameter, to=left)
    return graph if kept == graph.parameters else msgspec.structs.replace(graph, parameters=kept)
