"""How much memory this process uses and this machine has left, where possible without psutil's import."""

import sys
from pathlib import Path

_LINUX = sys.platform == "linux"
_CGROUP = Path("/sys/fs/cgroup")


def free_memory() -> int:
    """Return the bytes this process could still use: what the machine has, or its container if that is less."""
    import psutil

    free = int(psutil.virtual_memory().available)
    limit = _number(_CGROUP / "memory.max")
    used = _number(_CGROUP / "memory.current")
    if limit is None or used is None:
        return free
    return max(0, min(free, limit - used))


def resident() -> int:
    """Return the bytes of memory this process holds now."""
    if _LINUX:
        return _status("VmRSS")
    import psutil

    return int(psutil.Process().memory_info().rss)


def forget_peak() -> None:
    """Let `peak` start anew, where the system can (Linux)."""
    if _LINUX:
        try:
            Path("/proc/self/clear_refs").write_text("5")
        except OSError:
            return  # A kernel built without it: the peak is then that of the whole life.


def peak() -> int:
    """Return the most bytes this process held since `forget_peak`; elsewhere than on Linux what it holds now."""
    return _status("VmHWM") if _LINUX else resident()


def _status(field: str) -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(field):
            return int(line.split()[1]) * 1024
    return 0


def _number(file: Path) -> int | None:
    try:
        text = file.read_text().strip()
    except OSError:
        return None
    return int(text) if text.isdigit() else None
