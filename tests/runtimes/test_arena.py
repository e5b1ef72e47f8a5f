"""Room is reserved before it is mapped, large arrays do not stay in memory, and dead owners' files are swept."""

import contextlib
import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodegraph.core.errors import StorageFull
from nodegraph.core.places import cache_folder
from nodegraph.runtimes import arena, runfolder
from nodegraph.runtimes.memory import forget_peak, free_memory, peak, resident

posix = pytest.mark.skipif(sys.platform == "win32", reason="files without a name are POSIX's")
linux = pytest.mark.skipif(sys.platform != "linux", reason="measured through /proc")

MB = 1 << 20


def only_name(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


# ---- blocks ----


def test_both_sides_of_a_block_see_the_same_pixels(tmp_path: Path) -> None:
    made = arena.Block.create(tmp_path / "block", MB)
    seen = arena.Block.attach(tmp_path / "block", MB)
    made.array(4096, (5, 7, 3))[:] = 0.25
    assert np.array_equal(seen.array(4096, (5, 7, 3)), np.full((5, 7, 3), 0.25, np.float32))


@posix
def test_a_block_without_a_name_lives_as_long_as_its_arrays(tmp_path: Path) -> None:
    block = arena.Block.create(tmp_path / "block", MB)
    array = block.array(0, (5, 7, 3))
    block.unlink()
    block.unlink()
    del block
    assert only_name(tmp_path) == []
    array[:] = 3
    assert array.sum() == 5 * 7 * 3 * 3


def test_the_room_of_a_block_is_real(tmp_path: Path) -> None:
    arena.Block.create(tmp_path / "block", 3 * MB)
    assert (tmp_path / "block").stat().st_size == 3 * MB
    if sys.platform == "linux":
        assert (tmp_path / "block").stat().st_blocks * 512 >= 3 * MB


@pytest.mark.parametrize("folder", ["memory", "disk"])
def test_a_block_larger_than_the_disk_is_refused_with_a_sentence(tmp_path: Path, folder: str) -> None:
    place = tmp_path
    if folder == "memory":
        place = runfolder.SHARED_MEMORY
        if not place.is_dir():
            pytest.skip(reason="there is no file system in memory here")
    file = place / f"nodegraph-test-{os.getpid()}"
    with pytest.raises(StorageFull, match=r"no room for \d+ MB of pixels in .*NODEGRAPH_CACHE"):
        arena.Block.create(file, 1 << 50)
    assert not file.exists()


@posix
def test_a_disk_that_fills_up_meanwhile_is_refused_too(tmp_path: Path) -> None:
    # A limit on file sizes makes the reservation itself fail, where free space seemed to be there.
    script = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from nodegraph.core.errors import StorageFull\n"
        "from nodegraph.runtimes.arena import Block, allocate\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))\n"
        "for action in (lambda: Block.create(Path(sys.argv[1]) / 'b', 4 << 20), lambda: allocate((4 << 20,), 'u1')):\n"
        "    try:\n"
        "        action()\n"
        "    except StorageFull as error:\n"
        "        print(error)\n"
    )
    environment = {**os.environ, "NODEGRAPH_PIXEL_BUDGET": "1000"}
    run = [sys.executable, "-c", script, str(tmp_path)]
    done = subprocess.run(run, env=environment, capture_output=True, text=True, timeout=30)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("There is no room for 4 MB of pixels") == 2
    assert only_name(tmp_path) == []


def test_blocks_go_to_the_disk_where_memory_is_short() -> None:
    storage = arena.Storage()
    small = storage.block(1000)
    with_shared = runfolder.shared_memory_root()
    # Over a quarter of what is free: memory may not be taken, and the disk may refuse.
    with contextlib.suppress(StorageFull):
        assert storage.block(free_memory() // 4 + MB).path.is_relative_to(cache_folder())
    if with_shared is not None:
        assert small.path.is_relative_to(with_shared)
    storage.remove()
    assert not small.path.exists()


def test_threads_that_ask_together_get_blocks_of_one_folder() -> None:
    storage = arena.Storage()
    folders: list[Path] = []
    start = threading.Barrier(8)

    def work() -> None:
        start.wait()
        folders.append(storage.block(1).path.parent)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    storage.remove()
    assert len(set(folders)) == 1
    assert not folders[0].exists()


# ---- large arrays ----


@given(
    shape=st.lists(st.integers(0, 9), min_size=1, max_size=3).map(tuple),
    dtype=st.sampled_from(["uint8", "uint16", "float32"]),
    budget=st.sampled_from(["0", "64", "1000000"]),
)
def test_an_array_is_what_was_asked_for_wherever_it_lives(shape: tuple[int, ...], dtype: str, budget: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NODEGRAPH_PIXEL_BUDGET", budget)
        array = arena.allocate(shape, dtype)
    assert (array.shape, array.dtype) == (shape, np.dtype(dtype))
    assert array.flags.writeable
    assert array.flags.c_contiguous
    array[:] = 7
    arena.release_pages(array)
    arena.release_pages(array[1:])
    assert (array == 7).all()


@linux
def test_a_large_array_filled_by_strips_is_never_in_memory_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    if runfolder.roomy_folder() is None:
        pytest.skip(reason="all writable folders are in memory here")
    monkeypatch.setenv("NODEGRAPH_PIXEL_BUDGET", str(MB))
    forget_peak()
    before = resident()
    array = arena.allocate((1024, 65536), np.uint8)
    for top in range(0, 1024, 64):
        array[top : top + 64] = top // 64
        arena.release_pages(array[top : top + 64])
    assert peak() - before < 24 * MB
    for top in range(0, 1024, 64):
        assert (array[top : top + 64] == top // 64).all()
        arena.release_pages(array[top : top + 64])
    assert peak() - before < 24 * MB
    assert resident() - before < 16 * MB


@posix
def test_a_large_array_has_no_file_with_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODEGRAPH_PIXEL_BUDGET", "1000")
    array = arena.allocate((2 * MB,), np.uint8)
    array[:] = 1
    assert only_name(cache_folder()) == []


@linux
def test_a_large_array_is_never_put_into_a_file_system_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    assert runfolder.is_memory(runfolder.SHARED_MEMORY)
    cache = runfolder.SHARED_MEMORY / f"nodegraph-test-{os.getpid()}"
    monkeypatch.setenv("NODEGRAPH_CACHE", str(cache))
    try:
        folder = runfolder.roomy_folder()
        assert folder is None or not folder.is_relative_to(runfolder.SHARED_MEMORY)
    finally:
        cache.rmdir()


def test_giving_back_pages_of_plain_memory_loses_nothing() -> None:
    array = np.arange(3 * MB, dtype=np.int64)
    arena.release_pages(array)
    assert (array == np.arange(3 * MB)).all()


# ---- run folders ----


def dead_folder(root: Path) -> Path:
    """A folder as a killed process leaves it."""
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from nodegraph.runtimes.runfolder import RunFolder\n"
        "folder = RunFolder(Path(sys.argv[1]))\n"
        "(folder.path / 'arena-1').write_bytes(b'pixels')\n"
        "print(folder.path, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    run = [sys.executable, "-c", script, str(root)]
    return Path(subprocess.run(run, capture_output=True, text=True, timeout=30).stdout.strip())


@posix
def test_folders_of_the_dead_are_swept_and_those_of_the_living_are_not(tmp_path: Path) -> None:
    root = tmp_path / "run"
    dead = dead_folder(root)
    living = runfolder.RunFolder(root)
    (living.path / "arena-1").write_bytes(b"pixels")
    unfinished = root / "1-1"
    unfinished.mkdir()
    assert (dead / "arena-1").exists()
    runfolder.sweep(root)
    assert only_name(root) == [living.path.name]
    assert only_name(living.path) == ["arena-1", "lock"]
    living.remove()
    assert not root.exists()


def test_a_folder_says_who_owns_it_since_when(tmp_path: Path) -> None:
    first, second = runfolder.RunFolder(tmp_path / "run"), runfolder.RunFolder(tmp_path / "run")
    name = f"{os.getpid()}-{int(psutil.Process().create_time())}"
    assert [first.path.name, second.path.name] == [name, f"{name}-2"]
    first.remove()
    second.remove()


@posix
def test_folders_made_while_others_sweep_are_kept(tmp_path: Path) -> None:
    root = tmp_path / "run"
    over = threading.Event()

    def sweep() -> None:
        while not over.is_set():
            runfolder.sweep(root)

    sweeper = threading.Thread(target=sweep, daemon=True)
    sweeper.start()
    try:
        for _ in range(100):
            folder = runfolder.RunFolder(root)
            (folder.path / "arena").touch()
            runfolder.sweep(root)
            assert only_name(folder.path) == ["arena", "lock"]
            folder.remove()
    finally:
        over.set()
        sweeper.join()
    assert not root.exists()
