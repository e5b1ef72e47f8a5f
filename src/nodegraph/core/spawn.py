"""How a child process is started: so little is imported for it that the engine can be on its way before all else.

`ahead` starts one that is sure to be wanted soon; `spawn` then gives that one instead of another.
"""

import os
import site
import subprocess
import sys
import sysconfig
import threading

ENGINE = "nodegraph.engine.server"
"""What an engine process serves."""
WORKER = "nodegraph.runtimes.worker"
"""What the process of a model serves."""
_CHILD = "nodegraph.core.begin"
_waiting: "dict[str, subprocess.Popen[bytes]]" = {}
_lock = threading.Lock()


def ahead(*modules: str) -> None:
    """Start the process that `spawn` of the last module will return, now; in it, the same is done with the others."""
    process = _started(modules, 0, {})
    with _lock:
        _waiting[modules[-1]] = process


def dismiss() -> None:
    """End what was started ahead and not wanted."""
    with _lock:
        unwanted = list(_waiting.values())
        _waiting.clear()
    for process in unwanted:
        _end(process)


def spawn(module: str, *, nice: int = 0, environment: dict[str, str] | None = None) -> "subprocess.Popen[bytes]":
    """Return a process that serves `module` (see `core.child`), started now or by `ahead`, with its three pipes."""
    with _lock:
        waiting = _waiting.pop(module, None)
    if waiting is not None:
        if nice <= 0 and not environment and waiting.poll() is None:
            return waiting
        _end(waiting)
    return _started((module,), nice, environment or {})


def _started(modules: tuple[str, ...], nice: int, environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    frozen = bool(getattr(sys, "frozen", False))
    command = [sys.executable, "--child", *modules] if frozen else [sys.executable, "-P", "-m", _CHILD, *modules]
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | (subprocess.BELOW_NORMAL_PRIORITY_CLASS if nice > 0 else 0)
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment_of_child() | environment,
        creationflags=flags,
    )
    if sys.platform == "win32":
        from nodegraph.core import job

        job.adopt(int(process._handle))  # type: ignore[attr-defined]
    elif nice > 0:
        # From outside: running code between fork and exec is unsafe beside threads.
        os.setpriority(os.PRIO_PROCESS, process.pid, max(nice, os.getpriority(os.PRIO_PROCESS, 0)))
    return process


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()


def environment_of_child() -> dict[str, str]:
    """Return this process's environment, with a PYTHONPATH by which a child finds the same `nodegraph`.

    Empty entries (they mean the current folder) go, relative ones become absolute. The folder
    `nodegraph` came from is added unless it is one of the interpreter's own, where the child finds
    it anyway and where it must not be moved before the standard library.
    """
    variables = dict(os.environ)
    # Since 1.29 onnxruntime reports every model opened to its maker unless it is told not to.
    variables["ORT_DISABLE_TELEMETRY"] = "1"
    # numpy's BLAS has nothing large to do here, but its threads turn round at the start of every process. (On ARM torch
    # uses the same library, so it is left alone; what the person has set stays.)
    if sysconfig.get_platform().endswith(("x86_64", "amd64")):
        variables.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Threads of GNU OpenMP (ncnn's and torch's) turn round for long while they wait for one whose core others use: half
    # of the processor time on a busy machine. So many turns, some ten microseconds, do where all cores are free.
    if "OMP_WAIT_POLICY" not in variables:
        variables.setdefault("GOMP_SPINCOUNT", "2000")
    given = "" if sys.flags.ignore_environment else variables.get("PYTHONPATH", "")
    entries = [os.path.abspath(entry) for entry in given.split(os.pathsep) if entry]
    home = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
    own = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), *site.getsitepackages()}
    if home not in map(os.path.realpath, own) and home not in entries:
        entries.append(home)
    variables["PYTHONPATH"] = os.pathsep.join(entries)
    if not entries:
        del variables["PYTHONPATH"]
    return variables
