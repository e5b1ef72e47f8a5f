"""Edits: pure functions that take a graph and return a new one. What is wrong raises `GraphError` with a sentence."""

from nodegraph.core.edit.clip import duplicate, fragment, paste
from nodegraph.core.edit.frames import frame, reframe, unframe
from nodegraph.core.edit.heal import insert_on_wire, remove_and_heal, take_out
from nodegraph.core.edit.nodes import add, bypass, disable, move, remove, rename, restyle
from nodegraph.core.edit.parameters import (
    OPTION_NAMES,
    apply_parameters,
    expose,
    parameter_port,
    parameter_problem,
    unexpose,
)
from nodegraph.core.edit.values import set_text, set_value, unset
from nodegraph.core.edit.wires import connect, disconnect

__all__ = [
    "OPTION_NAMES",
    "add",
    "apply_parameters",
    "bypass",
    "connect",
    "disable",
    "disconnect",
    "duplicate",
    "expose",
    "fragment",
    "frame",
    "insert_on_wire",
    "move",
    "parameter_port",
    "parameter_problem",
    "paste",
    "reframe",
    "remove",
    "remove_and_heal",
    "rename",
    "restyle",
    "set_text",
    "set_value",
    "take_out",
    "unexpose",
    "unframe",
    "unset",
]
