"""Says what is wrong with a graph and what is known about it, without running it."""

from pathlib import Path

import msgspec

from nodegraph.cli.open import open_graph
from nodegraph.core.client import Engine
from nodegraph.core.facts import describe
from nodegraph.core.registry import known_specs


def check(file: Path, *, json: bool) -> int:
    """Print problems and facts; return 0 where the graph could run, 2 where not."""
    graph = open_graph(file, known_specs())
    with Engine() as engine:
        answer = engine.check(graph)
    if json:
        print(msgspec.json.encode(answer).decode())
    else:
        for problem in answer.problems:
            print(f"{problem.severity}: {problem}")
        for node, facts in answer.facts.items():
            known = [f"{port}: {describe(fact)}" for port, fact in facts.items() if fact is not None]
            print(f"{node}  {', '.join(known)}".rstrip())
    return 2 if any(problem.severity == "error" for problem in answer.problems) else 0
