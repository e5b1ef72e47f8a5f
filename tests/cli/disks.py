"""Disks as people have them: small ones that fill up, ones that cannot be written, slow ones. They take a superuser."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

PACE = 2_500_000
"""Bytes a second of a slow disk."""
_THROTTLE = Path("/sys/fs/cgroup/blkio")


def _call(stack: ExitStack, command: list[str | Path], undo: list[str | Path] | None = None) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(reason=f"this machine lets nobody make a disk for a test: {done.stderr.strip()}")
    if undo is not None:
        stack.callback(subprocess.run, undo, check=True, capture_output=True)
    return done.stdout.strip()


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path]:
    """Mount an empty disk of so many bytes on a new folder. Skips where that is not allowed."""
    _superuser()
    folder.mkdir()
    with ExitStack() as stack:
        options = ["-t", "tmpfs", "-o", f"size={size}"]
        _call(stack, ["mount", *options, "nodegraph-test", folder], ["umount", "-l", folder])
        yield folder


def seal(disk: Path) -> None:
    """Make a mounted disk one that can only be read."""
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)


def fill(disk: Path) -> Path:
    """Fill a disk to the last byte; return the file that does."""
    file = disk / "ballast"
    with file.open("wb", buffering=0) as ballast:
        piece = 1 << 16
        while piece:
            try:
                ballast.write(b"\0" * piece)
            except OSError:
                piece //= 2
    return file


@contextmanager
def slow_disk(folder: Path, source: Path) -> Iterator[list[str]]:
    """Mount a disk that holds what lies in `source`; yield what to put before a command for which it is slow.

    It reads and writes `PACE` bytes a second for that command and all that it starts. Skips where that cannot be had.
    """
    _superuser()
    if not (_THROTTLE / "blkio.throttle.read_bps_device").is_file() or shutil.which("mkfs.ext4") is None:
        pytest.skip(reason="this system cannot slow a disk down: it has no blkio group of Linux or no mkfs.ext4")
    folder.mkdir()
    image = folder.with_suffix(".image")
    with ExitStack() as stack:
        with image.open("wb") as file:
            file.truncate(64 << 20)
        _call(stack, ["mkfs.ext4", "-q", "-d", source, image])
        device = _call(stack, ["losetup", "--find", "--show", image])
        stack.callback(subprocess.run, ["losetup", "-d", device], check=True)
        _call(stack, ["mount", device, folder], ["umount", folder])
        group = _THROTTLE / f"nodegraph-test-{os.getpid()}"
        group.mkdir()
        stack.callback(group.rmdir)
        number = os.stat(device).st_rdev
        for way in ("read", "write"):
            rule = f"{os.major(number)}:{os.minor(number)} {PACE}"
            (group / f"blkio.throttle.{way}_bps_device").write_text(rule)
        yield ["sh", "-c", f'echo $$ > {group}/cgroup.procs && exec "$@"', "sh"]
        # A group goes only when it is empty.
        deadline = time.monotonic() + 20
        while (group / "cgroup.procs").read_text().strip() and time.monotonic() < deadline:
            time.sleep(0.05)


def _superuser() -> None:
    if sys.platform != "linux" or os.getuid() != 0:
        pytest.skip(reason="only a superuser of Linux may make a disk for a test")
