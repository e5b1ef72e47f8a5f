"""The golden file of node specs, `resources/specs.json`, and what may change in it.

A graph file stores only what differs from the defaults, so a changed default, limit, port or main
output changes graphs that people have. It needs a new `version` of the node. After a change, run

    python tests/laws/golden.py

which writes the file again, and refuses where a version is missing. The file also ships with the
program: front ends read it before the engine has ever run.
"""

import sys
from pathlib import Path

import msgspec

from nodegraph.core.node import NodeSpec
from nodegraph.core.places import resources
from nodegraph.core.registry import load_library

Specs = dict[str, NodeSpec]


def golden_file() -> Path:
    return resources() / "specs.json"


def read() -> Specs:
    return msgspec.json.decode(golden_file().read_bytes(), type=Specs)


def encode(specs: Specs) -> bytes:
    ordered = dict(sorted(specs.items()))
    return msgspec.json.format(msgspec.json.encode(ordered, order="deterministic"), indent=1) + b"\n"


def broken_promises(old: Specs, new: Specs) -> list[str]:
    """Return a sentence for every change that could make an existing graph do something else."""
    known = {name: spec.id for spec in new.values() for name in (spec.id, *spec.was)}
    sentences = []
    for name, before in old.items():
        if name not in known:
            sentences.append(f"{name} is gone; keep its id in `was` of the node that replaces it.")
            continue
        after = new[known[name]]
        if after.version <= before.version:
            sentences += [f"{name}: {what}; raise its version." for what in _changes(before, after)]
    return sentences


def _changes(before: NodeSpec, after: NodeSpec) -> list[str]:
    changes = []
    ports = {port.name: port for port in after.inputs}
    for port in before.inputs:
        now = ports.pop(port.name, None)
        if now is None:
            changes.append(f"the input {port.name} is gone")
        elif not port.required and now.default != port.default:
            # A graph that runs sets or wires a required port, so that a default given later changes nothing for it.
            changes.append(f"the default of {port.name} was {port.default!r} and is {now.default!r}")
        elif _narrower(port.kind, now.kind) or (now.stream, now.lazy) != (port.stream, port.lazy):
            changes.append(f"{port.name} takes {now.kind}, which is not all it took")
    changes += [f"the new input {port.name} is required" for port in ports.values() if port.required]
    outputs = {port.name: port for port in after.outputs}
    changes += [f"the output {port.name} is gone" for port in before.outputs if port.name not in outputs]
    if before.main is not None and after.main is not None and before.main.name != after.main.name:
        changes.append(f"its main output was {before.main.name} and is {after.main.name}")
    return changes


def _narrower(before: object, after: object) -> bool:
    """Whether a value that was allowed may be refused now."""
    if type(before) is not type(after):
        return True
    if hasattr(before, "options"):
        return not set(before.options) <= set(after.options)
    if hasattr(before, "low"):
        low = after.low is not None and (before.low is None or after.low > before.low)
        high = after.high is not None and (before.high is None or after.high < before.high)
        return low or high or (after.integer and not before.integer)
    return False


def main() -> int:
    library = load_library()
    for problem in library.problems:
        print(problem, file=sys.stderr)
    old = read() if golden_file().is_file() else {}
    broken = broken_promises(old, library.specs)
    for sentence in broken:
        print(sentence, file=sys.stderr)
    if broken or library.problems:
        return 1
    golden_file().write_bytes(encode(library.specs))
    print(f"{golden_file()}: {len(library.specs)} nodes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
