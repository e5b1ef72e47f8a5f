"""The engine as a child: what it answers, and what becomes of a run when it dies, is stopped or is paused."""

import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from nodegraph.core.client import Engine
from nodegraph.core.errors import ChildDied, GraphError, RunError
from nodegraph.core.facts import StreamFact, ValueFact
from nodegraph.core.graph import Graph, Node, Wire
from nodegraph.core.messages import (
    Began,
    Check,
    Checked,
    Describe,
    Described,
    Devices,
    Event,
    Failed,
    Finished,
    Inspected,
    InspectModel,
    ListDevices,
    Noted,
    Planned,
    Settings,
    Start,
    Wrote,
)
from tests.waiting import is_gone, until

# A plugin, as anybody may install one. What it does to the process is asked for by files in a folder.
PLUGIN = '''
import os, signal, time
from pathlib import Path
from nodegraph import Folder, Stream, node, progress

@node
def numbers(count: int = 6) -> Stream[int]:
    """Give 0, 1, 2, ..."""
    yield from range(count)

@node
def deadly(number: int, at: int = 3, orders: Folder = Path("."), fatal: str = "SIGKILL") -> int:
    """Kill the process, at one item, if there is still a bullet."""
    if number == at:
        for bullet in sorted(orders.glob("bullet*")):
            bullet.unlink()
            os.kill(os.getpid(), getattr(signal, fatal))
            time.sleep(30)
    return number

@node
def patient(number: int, orders: Folder = Path("."), stuck: bool = False) -> int:
    """Say that it is there, and wait until told to go on."""
    (orders / f"at-{number}").touch()
    while not (orders / "go").exists():
        time.sleep(0.005)
        if not stuck:
            progress(0)
    return number

@node(effect=True)
def write(number: int, folder: Folder) -> Path:
    """Write a file, and count how often."""
    path = folder / f"{number}.txt"
    with open(path, "a") as file:
        file.write("once ")
    return path

@write.infer
def _(number: int, folder: Path) -> Path:
    return folder / f"{number}.txt"
'''
ENTRY = "[nodegraph.nodes]\nplug = plugged_in\n"


@pytest.fixture
def orders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed plugin; the folder where its nodes take orders."""
    site = tmp_path / "site"
    information = site / "plugged_in-1.0.dist-info"
    information.mkdir(parents=True)
    (site / "plugged_in.py").write_text(PLUGIN)
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: plugged-in\nVersion: 1.0\n")
    (information / "entry_points.txt").write_text(ENTRY)
    monkeypatch.setenv("PYTHONPATH", str(site))
    folder = tmp_path / "orders"
    folder.mkdir()
    return folder


@pytest.fixture
def engine(orders: Path) -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


def graph(orders: Path, kind: str, count: int = 6, **values: Any) -> Graph:
    """Numbers, each through a node of the plugin, each written."""
    return Graph(
        nodes={
            "numbers": Node("plug:numbers", set={"count": count}),
            "middle": Node(
                f"plug:{kind}", set={"orders": str(orders), **values}, wires={"number": Wire("numbers", "number")}
            ),
            "write": Node("plug:write", set={"folder": str(orders)}, wires={"number": Wire("middle", "number")}),
        }
    )


def written(orders: Path) -> dict[str, str]:
    return {path.stem: path.read_text() for path in sorted(orders.glob("*.txt"))}


def test_it_answers(engine: Engine, orders: Path) -> None:
    described = engine.request(Describe(0), Described)
    assert {"plug:write", "load_image"} <= described.specs.keys()
    assert described.problems == ()
    assert described.specs["plug:write"].package == "plugged-in"
    checked = engine.request(Check(0, graph(orders, "deadly")), Checked)
    assert checked.problems == ()
    assert checked.facts["numbers"]["number"] == StreamFact(ValueFact(None), 6)
    planned = engine.request(Start(0, graph(orders, "deadly"), dry=True), Planned)
    assert [name for name, _ in planned.steps] == ["numbers", "middle", "write"]
    assert planned.writes == tuple(str(orders / f"{number}.txt") for number in range(6))
    assert written(orders) == {}
    devices = engine.request(ListDevices(0), Devices).devices
    memory = {device.name: device.memory for device in devices}
    assert memory["cpu"] > 0


def test_after_an_edit_it_answers_as_if_asked_anew(engine: Engine, orders: Path) -> None:
    first = graph(orders, "deadly")
    longer = Graph(nodes={**first.nodes, "numbers": Node("plug:numbers", set={"count": 9})})
    wrong = Graph(nodes={**longer.nodes, "write": Node("plug:write")})
    less = Graph(nodes={name: node for name, node in wrong.nodes.items() if name != "middle"})
    with Engine() as other:
        for asked in (first, longer, wrong, less, Graph(), first):
            checked = engine.check(asked)
            anew = other.request(Check(0, asked), Checked)
            assert (checked.facts, checked.problems) == (anew.facts, anew.problems)
    before = engine.check(first).facts
    after = engine.check(longer).facts
    assert after["numbers"] != before["numbers"]
    assert engine.check(longer).facts["numbers"] is after["numbers"], "what did not change is the same object"
    os.kill(engine.pid, signal.SIGKILL)
    until(lambda: engine.pid is None)
    assert engine.check(longer).facts == after, "a new engine is asked about the whole graph"


def test_a_model_is_inspected_and_a_refusal_keeps_its_exit_code(engine: Engine, tmp_path: Path) -> None:
    toy = tmp_path / "two.toy"
    toy.write_text(json.dumps({"toy": 1, "scale": 2, "operation": "box", "radius": 3, "channels": 3}))
    found = engine.request(InspectModel(0, str(toy), measure=True), Inspected)
    assert (found.fact.scale, found.fact.runtime) == (2, "toy")
    assert found.receptive is not None
    assert found.receptive.kind == "bounded"
    with pytest.raises(GraphError, match=r"none\.pth"):
        engine.request(InspectModel(0, str(tmp_path / "none.pth")), Inspected)
    toy.write_text("{}")
    with pytest.raises(RunError):
        engine.request(InspectModel(0, str(toy)), Inspected)


def test_what_is_wrong_with_a_graph_is_told_before_anything_runs(engine: Engine, orders: Path) -> None:
    wrong = graph(orders, "deadly", at="three")
    finished = engine.run(wrong, Settings(), lambda event: None)
    assert finished.outcome == "refused"
    assert finished.exit_code == 2
    assert "three" in str(finished.problems[0])
    assert engine.request(Check(0, wrong), Checked).problems
    with pytest.raises(GraphError, match="three"):
        engine.request(Start(0, wrong, dry=True), Planned)


def test_a_run_tells_its_events_and_its_end_last(engine: Engine, orders: Path) -> None:
    events: list[Event] = []
    finished = engine.run(graph(orders, "deadly"), Settings(), events.append)
    assert (finished.outcome, finished.done, finished.failed) == ("done", 6, 0)
    assert isinstance(events[0], Began)
    assert events[-1] is finished
    assert [event.path for event in events if isinstance(event, Wrote)] == [str(orders / f"{k}.txt") for k in range(6)]
    assert written(orders) == {str(k): "once " for k in range(6)}


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("fatal", ["SIGKILL", "SIGSEGV"])
def test_an_engine_that_dies_of_an_item_costs_that_item(engine: Engine, orders: Path, fatal: str) -> None:
    for number in range(9):
        (orders / f"bullet{number}").touch()
    events: list[Event] = []
    finished = engine.run(graph(orders, "deadly", 40, at=30, fatal=fatal), Settings(), events.append)
    assert (finished.outcome, finished.done, finished.failed) == ("failed", 39, 1)
    found = written(orders)
    assert found.keys() == {str(k) for k in range(40) if k != 30}
    # What ended in the very moment of the death, before it was noted, is done again.
    assert {found[str(k)] for k in range(20)} == {"once "}
    failed = [event for event in events if isinstance(event, Failed)]
    assert [event.node for event in failed] == ["write"]
    notes = [event.sentence for event in events if isinstance(event, Noted)]
    assert 1 <= len(notes) <= 3
    assert fatal in notes[0]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_engine_that_dies_once_by_accident_costs_little(engine: Engine, orders: Path) -> None:
    (orders / "bullet").touch()
    finished = engine.run(graph(orders, "deadly"), Settings(), lambda event: None)
    assert finished.done + finished.failed == 6
    assert finished.failed <= 1
    assert len(written(orders)) == finished.done


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.slow
def test_an_engine_that_dies_again_and_again_is_given_up(engine: Engine, orders: Path) -> None:
    """It dies before any item has begun, so that nothing can be left out."""
    for number in range(9):
        (orders / f"bullet{number}").touch()
    nodes = {
        "dead": Node("plug:deadly", set={"orders": str(orders), "number": 3}),
        "numbers": Node("plug:numbers", wires={"count": Wire("dead", "number")}),
        "write": Node("plug:write", set={"folder": str(orders)}, wires={"number": Wire("numbers", "number")}),
    }
    with pytest.raises(ChildDied, match="was killed by SIGKILL"):
        engine.run(Graph(nodes=nodes), Settings(), lambda event: None)
    assert 3 <= len(list(orders.glob("bullet*"))) <= 8
    assert engine.request(Describe(0), Described).specs, "the next question finds a living engine"


def test_killed_from_outside_the_run_goes_on_and_no_worker_is_left(engine: Engine, orders: Path) -> None:
    from nodegraph import new

    script = new()
    script.add("save_image", image=_white(), folder=orders, name="white")
    script.run()
    toy = orders / "slow.toy"
    toy.write_text(
        json.dumps({"toy": 1, "scale": 2, "operation": "nearest", "radius": 0, "channels": 3, "delay": 0.05})
    )
    nodes = {
        "load": Node("load_image", set={"path": str(orders / "white.png")}),
        "model": Node("load_model", set={"path": str(toy)}),
        "upscale": Node(
            "upscale",
            set={"tiles": "size", "tile": 16},
            wires={"image": Wire("load", "image"), "model": Wire("model", "model")},
        ),
        "save": Node(
            "save_image", set={"folder": str(orders), "name": "large"}, wires={"image": Wire("upscale", "image")}
        ),
    }
    killed: list[int] = []
    begun = threading.Event()

    def kill() -> None:
        # The worker may be there before the run is.
        assert begun.wait(40)
        pid = until(lambda: engine.pid)
        worker = until(lambda: psutil.Process(pid).children())[0].pid
        os.kill(pid, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        killed.extend((pid, worker))

    engine.start()
    murder = threading.Thread(target=kill)
    murder.start()
    finished = engine.run(Graph(nodes=nodes), Settings(), lambda event: begun.set())
    murder.join()
    assert len(killed) == 2
    assert finished.done + finished.failed == 1
    until(lambda: all(is_gone(pid) for pid in killed))
    assert not list(orders.glob(".*.part*")), "no half-written file"


def _white() -> Any:
    import numpy as np

    return np.full((64, 64, 3), 255, np.uint8)


def test_ctrl_c_stops_politely_and_a_second_one_at_once(engine: Engine, orders: Path) -> None:
    presses = []

    def press(event: Event) -> None:
        if not presses and until(lambda: list(orders.glob("at-*"))):
            presses.append(event)
            raise KeyboardInterrupt

    finished = engine.run(graph(orders, "patient"), Settings(), press)
    assert (finished.outcome, finished.exit_code) == ("stopped", 3)
    assert written(orders) == {}

    def press_twice(event: Event) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine.run(graph(orders, "patient"), Settings(), press_twice)


def test_a_step_that_does_not_heed_a_stop_does_not_hold_it_up(engine: Engine, orders: Path) -> None:
    thread = threading.Thread(target=lambda: until(lambda: list(orders.glob("at-*"))) and engine.control("stop"))
    thread.start()
    finished = engine.run(graph(orders, "patient", stuck=True), Settings(), lambda event: None)
    thread.join()
    assert finished.outcome == "stopped"


def test_pause_holds_and_resume_goes_on(engine: Engine, orders: Path) -> None:
    ended: list[Finished] = []
    run = threading.Thread(
        target=lambda: ended.append(engine.run(graph(orders, "patient"), Settings(), lambda event: None))
    )
    run.start()
    until(lambda: list(orders.glob("at-*")))
    engine.control("pause")
    engine.request(Describe(0), Described)  # the pause was heard before this was answered
    (orders / "go").touch()
    assert not ended
    engine.control("resume")
    run.join(20)
    assert ended[0].done == 6


def test_a_stopped_run_goes_on_from_its_ledger(engine: Engine, orders: Path) -> None:
    ledgers: list[str] = []

    def on_event(event: Event) -> None:
        if isinstance(event, Began):
            ledgers.append(event.ledger)
        if isinstance(event, Wrote) and event.path.endswith("2.txt"):
            engine.control("stop")

    (orders / "go").touch()
    first = engine.run(graph(orders, "patient", 500), Settings(), on_event)
    assert first.outcome == "stopped"
    assert 2 < first.done < 500
    before = written(orders)
    second = engine.run(graph(orders, "patient", 500), Settings(), lambda event: None, resume=ledgers[0])
    assert (second.outcome, second.done, second.failed) == ("done", 500, 0)
    after = written(orders)
    assert after.keys() == {str(k) for k in range(500)}
    assert sum(after[name] != text for name, text in before.items()) <= 1, "what was stopped in its very write"


def test_a_question_is_answered_while_a_graph_runs(engine: Engine, orders: Path) -> None:
    run = threading.Thread(target=engine.run, args=(graph(orders, "patient"), Settings(), lambda event: None))
    run.start()
    until(lambda: list(orders.glob("at-*")))
    assert engine.request(Describe(0), Described).specs
    (orders / "go").touch()
    run.join(20)
    assert not run.is_alive()


def test_hanging_up_ends_the_engine_and_all_it_started(orders: Path) -> None:
    with Engine() as engine:
        engine.request(Describe(0), Described)
        pid = engine.pid
        assert pid is not None
    until(lambda: is_gone(pid))
    assert engine.pid is None


def test_a_request_that_kills_the_engine_is_not_repeated(engine: Engine, orders: Path) -> None:
    def murder() -> None:
        pid = until(lambda: engine.pid)
        psutil.Process(pid).kill()

    thread = threading.Thread(target=murder)
    thread.start()
    with pytest.raises(ChildDied, match="The engine"):
        engine.request(Describe(0), Described)
    thread.join()


def test_a_death_is_told_with_its_last_lines_unless_it_was_wished_for(orders: Path) -> None:
    deaths: list[tuple[str, list[str]]] = []
    with Engine(on_death=lambda sentence, lines: deaths.append((sentence, lines))) as engine:
        engine.request(Describe(0), Described)
        psutil.Process(engine.pid).kill()
        until(lambda: deaths)
        assert "SIGKILL" in deaths[0][0] or "exit code" in deaths[0][0]
        engine.request(Describe(0), Described)
        engine.kill()
        until(lambda: engine.pid is None)
        engine.request(Describe(0), Described)
    assert len(deaths) == 1


def test_who_wants_to_be_asked_first_is_not_restarted(engine: Engine, orders: Path) -> None:
    (orders / "bullet").touch()
    events: list[Event] = []
    with pytest.raises(ChildDied):
        engine.run(graph(orders, "deadly"), Settings(), events.append, restarts=0)
    (ledger,) = [event.ledger for event in events if isinstance(event, Began)]
    finished = engine.run(graph(orders, "deadly"), Settings(), events.append, resume=ledger)
    assert finished.done + finished.failed == 6
