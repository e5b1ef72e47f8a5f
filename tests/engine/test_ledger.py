"""The ledger: read back after a kill at any byte it never invents an end, and it finds who killed."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from nodegraph.engine.ledger import Ledger, new_ledger

keys = st.text(min_size=1, max_size=8)
outcomes = st.sampled_from(["done", "skipped", "failed"])


@given(st.lists(st.tuples(keys, st.none() | outcomes), max_size=12), st.data())
def test_torn_at_any_byte_it_tells_what_was_written_before(steps: list, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger"
        ledger = Ledger(path)
        written: list[tuple[int, str, str | None]] = []
        for key, outcome in steps:
            if outcome is None:
                ledger.began(key)
            else:
                ledger.finished(key, outcome)
            written.append((path.stat().st_size, key, outcome))
        cut = data.draw(st.integers(0, path.stat().st_size))
        path.write_bytes(path.read_bytes()[:cut])
        known: dict[str, str] = {}
        under_way: set[str] = set()
        for end, key, outcome in written:
            if end <= cut and outcome is not None:
                known[key] = outcome
                under_way.discard(key)
            elif end <= cut:
                under_way.add(key)
        again = Ledger(path)
        assert {key: again.outcome(key) for _, key, _ in written if again.outcome(key)} == known
        assert again.condemned | set(again.suspects) == under_way
        again.finished("after", "done")
        assert Ledger(path).outcome("after") == "done"


@given(st.binary(max_size=200))
def test_any_bytes_are_no_more_than_a_ledger_that_tells_little(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger"
        path.write_bytes(content)
        ledger = Ledger(path)
        ledger.finished("a", "done")
        assert Ledger(path).outcome("a") == "done"


def test_the_only_step_under_way_is_condemned(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    ledger.began("a")
    ledger.finished("a", "done")
    ledger.began("b")
    again = Ledger(ledger.path)
    assert again.condemned == {"b"}
    assert not again.careful


def test_of_several_the_one_that_dies_alone_is_condemned(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    for key in "abc":
        ledger.began(key)
    second = Ledger(ledger.path)
    assert second.condemned == set()
    assert second.suspects == ("a", "b", "c")
    assert second.careful
    second.began("a")
    second.finished("a", "done")
    second.began("b")
    third = Ledger(ledger.path)
    assert third.condemned == {"b"}
    assert third.suspects == ("c",)
    third.began("c")
    third.finished("c", "failed")
    assert not third.careful


def test_two_deaths_together_condemn_without_care(tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    for _ in range(2):
        ledger = Ledger(path)
        ledger.began("a")
        ledger.began("b")
    assert Ledger(path).condemned == {"a", "b"}


def test_a_run_that_was_stopped_has_no_suspects(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    ledger.began("a")
    ledger.close()
    again = Ledger(ledger.path)
    assert not again.condemned
    assert not again.careful
    assert again.outcome("a") is None


def test_the_ledger_of_a_finished_run_goes_and_old_ones_are_swept() -> None:
    ledger = new_ledger()
    folder = ledger.path.parent
    ledger.remove()
    kept = new_ledger()
    (folder / "20200101-000000-00000000.jsonl").touch()
    last = new_ledger()
    assert set(folder.iterdir()) == {kept.path, last.path}


def test_a_new_ledger_has_a_file_of_its_own() -> None:
    first, second = new_ledger(), new_ledger()
    first.finished("a", "done")
    assert first.path != second.path
    assert second.outcome("a") is None
