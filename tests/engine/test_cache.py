"""The cache: bytes bounded, the last used stay, damage is never believed, processes share a folder."""

import subprocess
import sys
import tempfile
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodegraph import Picture
from nodegraph.engine.cache import Cache
from nodegraph.engine.disk import Disk
from nodegraph.engine.values import size

KEY = bytes(range(16))


def picture(fill: int = 7, side: int = 8) -> Picture:
    pixels = np.full((side, side, 3), fill, np.uint16)
    pixels.flags.writeable = False
    return Picture(pixels, "icc", b"icc", b"exif", b"xmp", (72.0, 300.0), Path("/a/b.png"), "12")


def equal(a: dict[str, Any], b: dict[str, Any]) -> bool:
    if a.keys() != b.keys():
        return False
    for x, y in zip(a.values(), b.values(), strict=True):
        if isinstance(x, Picture):
            parts = ("space", "icc", "exif", "xmp", "dpi", "path", "depth")
            same = np.array_equal(x.pixels, y.pixels) and x.pixels.dtype == y.pixels.dtype
            if not same or any(getattr(x, part) != getattr(y, part) for part in parts):
                return False
        elif x != y or type(x) is not type(y):
            return False
    return True


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 9), st.integers(1, 6)), max_size=80))
def test_memory_is_a_least_recently_used_store_of_bytes(steps: list[tuple[bool, int, int]]) -> None:
    room = 4000
    cache = Cache(room)
    model: OrderedDict[int, dict[str, Any]] = OrderedDict()
    for put, number, weight in steps:
        key = bytes([number])
        if put:
            values = {"image": picture(side=weight * 4), "n": number}
            cache.put(key, values)
            model.pop(number, None)
            if size(values) <= room:
                model[number] = values
            while sum(map(size, model.values())) > room:
                model.popitem(last=False)
        else:
            found = cache.get(key)
            assert found is model.get(number)
            if number in model:
                model.move_to_end(number)
        assert cache.held == sum(map(size, model.values())) <= room


def test_memory_hands_out_the_very_pixels() -> None:
    cache = Cache(10**6)
    given_picture = picture()
    cache.put(KEY, {"image": given_picture})
    found = cache.get(KEY)
    assert found is not None
    assert found["image"] is given_picture


def test_costly_results_come_back_in_another_process_with_all_that_belongs_to_them(tmp_path: Path) -> None:
    values = {
        "image": picture(),
        "float": Picture(np.linspace(0, 1, 12, dtype=np.float32).reshape(2, 2, 3)),
        "number": 2.5,
        "whole": 3,
        "yes": True,
        "text": "ö",
        "nothing": None,
        "path": Path("/x"),
        "color": (1.0, 0.5, 0.25),
    }
    first = Cache(10**6, Disk(tmp_path))
    first.put(KEY, values, costly=True)
    first.put(b"cheap-cheap-chea", values)
    first.flush()
    second = Cache(10**6, Disk(tmp_path))
    found = second.get(KEY)
    assert found is not None
    assert equal(found, values)
    assert not found["image"].pixels.flags.writeable
    assert second.get(KEY) is found
    assert second.get(b"cheap-cheap-chea") is None
    assert [path.suffix for path in tmp_path.glob("*/*")] == [".result"]


def test_values_that_cannot_be_stored_stay_in_memory(tmp_path: Path) -> None:
    cache = Cache(10**6, Disk(tmp_path))
    cache.put(KEY, {"model": object()}, costly=True)
    cache.flush()
    assert not list(tmp_path.glob("*/*"))
    assert cache.get(KEY) is not None


def stored(folder: Path) -> Path:
    disk = Disk(folder)
    disk.put(KEY, {"image": picture(), "n": 1})
    disk.flush()
    return next(folder.glob("*/*.result"))


def test_no_thread_stays_where_nothing_is_written_and_the_next_result_is(tmp_path: Path) -> None:
    disk = Disk(tmp_path)
    for key in (KEY, bytes(16)):
        before = threading.enumerate()
        disk.put(key, {"n": 1})
        (writer,) = (thread for thread in threading.enumerate() if thread not in before)
        writer.join(20)
        assert not writer.is_alive()
        assert disk.get(key) == {"n": 1}


@given(st.data())
def test_one_damaged_byte_anywhere_is_noticed(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as name:
        file = stored(Path(name))
        content = bytearray(file.read_bytes())
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] ^= data.draw(st.integers(1, 255))
        file.write_bytes(content)
        assert Disk(Path(name)).get(KEY) is None
        assert not file.exists()


@pytest.mark.parametrize("keep", [0, 1, 18, 25, 27, 100, -1, -4, -5])
def test_a_file_cut_off_or_continued_is_noticed(tmp_path: Path, keep: int) -> None:
    file = stored(tmp_path)
    content = file.read_bytes()
    file.write_bytes(content[:keep])
    assert Disk(tmp_path).get(KEY) is None
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content + b"x")
    assert Disk(tmp_path).get(KEY) is None


def test_a_file_under_another_name_is_not_that_result(tmp_path: Path) -> None:
    file = stored(tmp_path)
    other = bytes(reversed(KEY))
    target = tmp_path / other.hex()[:2] / f"{other.hex()}.result"
    target.parent.mkdir()
    file.rename(target)
    assert Disk(tmp_path).get(other) is None


def test_the_folder_holds_a_number_of_bytes_and_the_last_used_stay(tmp_path: Path) -> None:
    values = {"image": picture(side=100)}
    length = 60_000
    disk = Disk(tmp_path, room=10 * (length + 300))
    for number in range(40):
        disk.put(bytes([number] * 16), values)
        disk.flush()
        assert disk.get(bytes([0] * 16)) is not None, "used each time, so never swept"
        held = sum(path.stat().st_size for path in tmp_path.glob("*/*"))
        assert held <= 11 * (length + 300)
    assert disk.get(bytes([39] * 16)) is not None
    assert disk.get(bytes([1] * 16)) is None


def test_a_folder_that_cannot_be_written_costs_the_disk_copy_only(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    cache = Cache(10**6, Disk(blocked))
    cache.put(KEY, {"image": picture()}, costly=True)
    cache.flush()
    assert cache.get(KEY) is not None
    assert Cache(10**6, Disk(blocked)).get(KEY) is None


TWO = """
import sys, numpy as np
from pathlib import Path
from nodegraph import Picture
from nodegraph.engine.disk import Disk
disk = Disk(Path(sys.argv[1]), room=3_000_000)
for turn in range(60):
    for number in range(turn, turn + 20):
        key = bytes([number] * 16)
        found = disk.get(key)
        assert found is None or (found["image"].pixels == number).all(), number
        disk.put(key, {"image": Picture(np.full((100, 100, 3), number, np.uint16))})
disk.flush()
"""


def test_two_processes_share_a_folder(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TWO, str(tmp_path)]
    both = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(2)]
    for process in both:
        _, errors = process.communicate(timeout=50)
        assert process.returncode == 0, errors.decode()
    assert not [path for path in tmp_path.glob("*/*") if path.suffix != ".result"]
    assert sum(path.stat().st_size for path in tmp_path.glob("*/*")) <= 3_600_000
