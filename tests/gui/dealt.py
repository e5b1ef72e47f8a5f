"""Random edits of a graph: every edit function of core is dealt, with what is there and now and then with nonsense."""

import inspect
from pathlib import Path

from nodegraph.core import edit
from nodegraph.core.errors import NodegraphError
from nodegraph.core.graph import Wire
from nodegraph.gui.canvas.notes import with_note, without_notes

_NOT_EDITS = {"fragment", "parameter_port", "parameter_problem"}
VALUES = (0, 1, -3, 0.25, 7.5, 1e9, True, False, "", "a b", "png", "{name}-2x", [0.1, 0.2, 0.3], None)
COLORS = ("", "#ff8800", "#2060a0")
_MANY, _TRIES = 40, 30
_FOLDER = Path("/pictures")


def deal(dice, graph, specs):
    """Return the name of an edit and the edit itself, ready for the graph. What it raises is for people."""
    name = dice.choice(("connect", "connect", "connect", "set_value", *sorted(EDITS)))
    if len(graph.nodes) > _MANY and dice.random() < 0.3:
        name = dice.choice(("remove", "remove_and_heal"))
    elif not graph.nodes:
        name = "add"
    return name, lambda graph: EDITS[name](dice, graph, specs)


def _some(dice, graph, least=1):
    names = list(graph.nodes)
    return dice.sample(names, min(len(names), dice.randint(least, 5)))


def _one(dice, graph):
    return dice.choice([*graph.nodes, "nobody"]) if dice.random() < 0.02 else dice.choice(list(graph.nodes))


def _input(dice, graph, specs):
    name = _one(dice, graph)
    spec = specs.get(graph.nodes[name].type) if name in graph.nodes else None
    ports = [port.name for port in spec.inputs] if spec is not None else []
    return name, dice.choice([*ports, "nothing"])


def _place(dice):
    return float(dice.randint(-2000, 2000)), float(dice.randint(-2000, 2000))


def _source(dice, graph, specs):
    name = _one(dice, graph)
    spec = specs.get(graph.nodes[name].type) if name in graph.nodes else None
    return Wire(name, dice.choice([port.name for port in spec.outputs] or ["none"]) if spec is not None else "")


def _tried(change):
    """Return an edit that is dealt anew until it is accepted, a few times."""

    def tried(dice, graph, specs):
        for _ in range(_TRIES):
            try:
                return change(dice, graph, specs)
            except NodegraphError:
                continue
        return change(dice, graph, specs)

    return tried


def _connect(dice, graph, specs):
    return edit.connect(graph, specs, _source(dice, graph, specs), *_input(dice, graph, specs))


def _set_value(dice, graph, specs):
    return edit.set_value(graph, specs, *_input(dice, graph, specs), dice.choice(VALUES))


def _wired(dice, graph):
    ends = [(name, port) for _, name, port in graph.wires()]
    return dice.choice(ends) if ends else ("nobody", "image")


def _set(dice, graph):
    ports = [(name, port) for name, node in graph.nodes.items() for port in node.set]
    return dice.choice(ports) if ports else ("nobody", "path")


def _paste(dice, graph, specs):
    copied = edit.fragment(graph, _some(dice, graph))
    return edit.paste(graph, copied, _place(dice), keep_wires=dice.random() < 0.5)[0]


def _expose(dice, graph, specs):
    name, port = _input(dice, graph, specs)
    return edit.expose(graph, specs, f"value-{dice.randrange(9)}", [Wire(name, port)], "a value")


def _parameter(dice, graph):
    return dice.choice([*graph.parameters, "value-0"])


def _frame_of(dice, graph):
    return dice.choice([*graph.frames, "frame"])


EDITS = {
    "add": lambda d, g, s: edit.add(g, d.choice(list(s.values())), _place(d))[0],
    "apply_parameters": lambda d, g, s: edit.apply_parameters(g, s, {_parameter(d, g): d.choice(VALUES)}, _FOLDER),
    "bypass": lambda d, g, s: edit.bypass(g, _some(d, g), d.random() < 0.5),
    "connect": _tried(_connect),
    "disable": lambda d, g, s: edit.disable(g, _some(d, g), d.random() < 0.5),
    "disconnect": lambda d, g, s: edit.disconnect(g, *_wired(d, g)),
    "duplicate": lambda d, g, s: edit.duplicate(g, _some(d, g))[0],
    "expose": _expose,
    "frame": lambda d, g, s: edit.frame(g, _some(d, g), d.choice(("", "A title")), d.choice(COLORS))[0],
    "insert_on_wire": lambda d, g, s: edit.insert_on_wire(g, s, _one(d, g), *_wired(d, g)),
    "move": lambda d, g, s: edit.move(g, {name: _place(d) for name in _some(d, g)}),
    "note": lambda d, g, s: with_note(g, "Words", _place(d), d.choice([*g.notes, ""])),
    "without_notes": lambda d, g, s: without_notes(g, list(g.notes)[:1]),
    "paste": _paste,
    "reframe": lambda d, g, s: edit.reframe(g, _some(d, g), d.choice((_frame_of(d, g), ""))),
    "remove": lambda d, g, s: edit.remove(g, _some(d, g)[:2]),
    "remove_and_heal": lambda d, g, s: edit.remove_and_heal(g, s, _some(d, g)[:2]),
    "rename": lambda d, g, s: edit.rename(g, _one(d, g), d.choice(("a", "b", "c", "node-7", "A b", ""))),
    "restyle": lambda d, g, s: edit.restyle(
        g, _some(d, g), label=d.choice(("", "Named")), color=d.choice(COLORS), collapsed=d.random() < 0.3
    ),
    "set_text": lambda d, g, s: edit.set_text(g, s, ".".join(_input(d, g, s)), str(d.choice(VALUES)), _FOLDER),
    "set_value": _tried(_set_value),
    "take_out": lambda d, g, s: edit.take_out(g, s, _some(d, g)),
    "unexpose": lambda d, g, s: edit.unexpose(g, _parameter(d, g)),
    "unframe": lambda d, g, s: edit.unframe(g, _frame_of(d, g)),
    "unset": lambda d, g, s: edit.unset(g, *_set(d, g)),
}


def left_out():
    """Return the edit functions of core that are never dealt."""
    functions = {name for name in edit.__all__ if inspect.isfunction(getattr(edit, name))}
    return functions - _NOT_EDITS - EDITS.keys()
