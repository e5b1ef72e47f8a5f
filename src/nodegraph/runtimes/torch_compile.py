"""Compiling a network for this machine, where there is a compiler; what is compiled lies in the cache folder.

Off unless asked for (`Options.compile`): on two cores with AVX512-BF16 Compact x4 (256x256) gains 2 % in fp32 and 13 %
in bf16 for 23 s of compiling, which pays for thousands of tiles only. One shape is compiled, the first that comes
twice; tiles of other shapes run as they are, because each would have to be compiled for itself.
"""

import contextlib
import os
from typing import Any

from nodegraph.core.places import cache_folder
from nodegraph.runtimes.torch_faults import first_line

_NO_COMPILER = "no C++ compiler was found; install one (g++, Xcode's or Visual Studio's tools)"
_NO_TRITON = "Triton, which compiles for GPUs, is not installed"


def keep_in_cache_folder() -> None:
    """Have what is compiled lie in the cache folder; before torch is imported, which settles on a place of its own.

    Where the cache is for reading only it stays with that: the import fails where it cannot make the folder.
    """
    folder = cache_folder() / "torch"
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
    if folder.is_dir() and os.access(folder, os.W_OK):
        os.environ.setdefault("TORCHINDUCTOR_CACHE_DIR", str(folder))


def compiled(module: Any) -> Any:
    """Return the network as one that compiles itself at its first tile. Raises what `failures` lists."""
    import torch
    import torch._inductor.config

    # Compiling in this process alone: helpers would outlive a worker that is killed.
    torch._inductor.config.compile_threads = 1
    return torch.compile(module, dynamic=False)


def failures() -> tuple[type[Exception], ...]:
    """Return the errors that mean that a network cannot be compiled."""
    from torch._dynamo.exc import TorchDynamoException
    from torch._inductor.exc import InvalidCxxCompiler

    return TorchDynamoException, InvalidCxxCompiler, ImportError


def reason(error: Exception) -> str:
    """Return in words, without a full stop, why a network was not compiled."""
    text = f"{type(error).__name__} {error}"
    if "InvalidCxxCompiler" in text or "Compiler: " in text:
        return _NO_COMPILER
    return _NO_TRITON if "Triton" in text else first_line(error).rstrip(".")
