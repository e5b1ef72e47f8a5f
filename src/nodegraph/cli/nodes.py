"""Shows the node library as text."""

import sys
from itertools import groupby

import msgspec

from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import Choice, Input, Number, kind_name
from nodegraph.core.registry import known_specs, look_up


def show_nodes(name: str | None, *, json: bool) -> None:
    """Print all nodes by category, or one with its help and ports. Raises `UnknownName`."""
    specs = known_specs()
    chosen = [look_up(specs, name)] if name is not None else sorted(specs.values(), key=lambda s: (s.category, s.id))
    if json:
        encoder = msgspec.json.Encoder()
        sys.stdout.writelines(encoder.encode(spec).decode() + "\n" for spec in chosen)
    elif name is not None:
        print(describe_node(chosen[0]))
    else:
        width = max(len(spec.id) for spec in chosen)
        for category, group in groupby(chosen, key=lambda spec: spec.category):
            print(" / ".join(category))
            for spec in group:
                print(f"  {spec.id:<{width}}  {spec.help.splitlines()[0]}")


def describe_node(spec: NodeSpec) -> str:
    """Return help, inputs and outputs of a node."""
    lines = [f"{spec.id}: {spec.label}", "", spec.help, ""]
    if spec.inputs:
        lines += ["Inputs", *(f"  {port.name}: {describe_input(port)}" for port in spec.inputs)]
    if spec.outputs:
        lines.append("Outputs")
        lines += [
            f"  {port.name}: {'a stream of ' if port.stream else ''}{kind_name(port.kind)}" for port in spec.outputs
        ]
    return "\n".join(lines)


def describe_input(port: Input) -> str:
    """Return kind, range and default of an input in words."""
    words = [("a stream, each item " if port.stream else "") + kind_name(port.kind)]
    match port.kind:
        case Number(low=low, high=high, unit=unit):
            if low is not None or high is not None:
                bounds = ("" if low is None else f"{low:g}", "" if high is None else f"{high:g}")
                words.append(f"{bounds[0]}..{bounds[1]} {unit}".rstrip())
        case Choice(options=options):
            words.append(" | ".join(options))
    if port.required:
        words.append("required")
    elif port.default not in (msgspec.UNSET, None, ""):
        words.append(f"default {port.default}")
    if port.when:
        words.append("when " + ", ".join(f"{name} is {' or '.join(map(str, v))}" for name, v in port.when.items()))
    return ", ".join(words)
