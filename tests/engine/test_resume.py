"""Laws of resuming: a run whose process was killed goes on after the killing item, and does nothing twice."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from nodegraph.core.annotations import Lazy
from nodegraph.core.node import node
from nodegraph.engine.ledger import Ledger
from nodegraph.engine.run import Runner

SCRIPT = """
import os, sys
from pathlib import Path
from nodegraph.core.annotations import Lazy, Stream
from nodegraph.core.graph import Graph, Node, Wire
from nodegraph.core.node import node
from nodegraph.core.registry import Library
from nodegraph.engine.ledger import Ledger
from nodegraph.engine.run import Runner

folder = Path(sys.argv[1])

@node
def numbers(count: int) -> Stream[int]:
    \"\"\"Give numbers.\"\"\"
    yield from range(count)

@node
def deadly(value: int) -> int:
    \"\"\"Kill the process at 5.\"\"\"
    if value == 5:
        os._exit(9)
    return value

@node(effect=True)
def save(value: int) -> None:
    \"\"\"Write a mark.\"\"\"
    with (folder / f"{value}.done").open("a") as mark:
        mark.write("x")

library = Library()
for function in (numbers, deadly, save):
    library.add(function)
graph = Graph({
    "n": Node("numbers", set={"count": 20}),
    "d": Node("deadly", wires={"value": Wire("n", "number")}),
    "s": Node("save", wires={"value": Wire("d", "number")}),
})
ledger = Ledger(folder / "run.jsonl")
ran = Runner(library).run(graph, ledger=ledger)
ledger.close()
print(ran.done, ran.skipped, ran.failed)
"""


@pytest.mark.timeout(60)
def test_a_killed_run_goes_on_past_the_item_that_killed_it(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    deaths = 0
    while True:
        done = subprocess.run(
            [sys.executable, script, tmp_path], capture_output=True, text=True, timeout=50, check=False
        )
        if done.returncode != 9:
            break
        deaths += 1
        assert deaths < 4
    assert done.stdout.split() == ["19", "0", "1"], done.stderr
    marks = [mark.read_text() for mark in tmp_path.glob("*.done")]
    assert len(marks) == 19
    # The process may have died between the effect and its line in the ledger: at most the items under way.
    assert sum(len(mark) for mark in marks) <= 19 + deaths * 6
    assert 1 <= deaths <= 2


def test_a_finished_part_is_not_done_again(stage: Any, tmp_path: Path) -> None:
    graph = stage.graph(
        n=("numbers", {"count": 10}),
        a=("odd_fails", {"value": "@n"}),
        s=("show", {"value": "@a"}),
        one=("show", {"value": 100}),
    )
    first = Ledger(tmp_path / "run.jsonl")
    assert Runner(stage.library).run(graph, ledger=first).done == 6
    first.close()
    calls = stage.calls["odd_fails"]
    again = Ledger(tmp_path / "run.jsonl")
    ran = Runner(stage.library).run(graph, ledger=again)
    again.close()
    assert (ran.done, ran.failed) == (6, 5)
    assert len(stage.seen) == 6
    assert stage.calls["odd_fails"] == calls


@pytest.mark.timeout(20)
def test_effects_that_are_over_let_those_of_later_items_through(stage: Any, tmp_path: Path) -> None:
    @node(effect=True)
    def keep(value: Lazy[int]) -> None:
        """Read late, as saving does."""
        stage.seen.append(value())

    stage.library.add(keep)
    graph = stage.graph(n=("numbers", {"count": 20}), a=("odd_fails", {"value": "@n"}), s=("keep", {"value": "@a"}))
    ledger = Ledger(tmp_path / "run.jsonl")
    Runner(stage.library).run(graph, ledger=ledger)
    ledger.close()
    lines = [json.loads(line) for line in (tmp_path / "run.jsonl").read_text().splitlines()]
    done, failed = ([line for line in lines if line[0] == "ended" and line[2] == how] for how in ("done", "failed"))
    # The first process had ended no more than these, and died with two under way: one alone would be the killer.
    over = [done[0], failed[0], done[2]]
    kept = [["open"], *(["began", key] for _, key, _ in (*over, done[1], done[3])), *over]
    (tmp_path / "run.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in kept))
    ledger = Ledger(tmp_path / "run.jsonl")
    assert ledger.careful
    assert not ledger.condemned
    ran = Runner(stage.library).run(graph, ledger=ledger)
    ledger.close()
    assert (ran.done, ran.failed) == (10, 10)


def test_the_failed_items_alone_are_done_again_and_the_rest_is_skipped(stage: Any, tmp_path: Path) -> None:
    mended: list[int] = []

    @node
    def fragile(value: int) -> int:
        """Refuse some numbers, until they are mended."""
        stage.called("fragile")
        if value in (2, 5) and not mended:
            raise ValueError("it is broken")
        return value

    stage.add(fragile)
    graph = stage.graph(n=("numbers", {"count": 8}), a=("fragile", {"value": "@n"}), s=("show", {"value": "@a"}))
    ledger = Ledger(tmp_path / "run.jsonl")
    first = Runner(stage.library).run(graph, ledger=ledger)
    ledger.close()
    assert (first.done, first.skipped, first.failed) == (6, 0, 2)
    mended.append(1)
    ledger = Ledger(tmp_path / "run.jsonl", retry=True)
    again = Runner(stage.library).run(graph, ledger=ledger)
    ledger.close()
    assert (again.done, again.skipped, again.failed) == (2, 6, 0)
    assert sorted(stage.seen) == list(range(8))
    assert stage.calls["fragile"] == 10
