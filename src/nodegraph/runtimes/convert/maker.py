"""The process that writes models in other forms: exporters and converters may crash, hang or swallow memory in it."""

import errno
import importlib
import sys
import traceback

from nodegraph.core.errors import NodegraphError
from nodegraph.core.peer import Peer
from nodegraph.runtimes.convert.tasks import Failed, Made, Make, Reply

REQUESTS = Make

WAYS = {
    "weights": "torch_weights",
    "blended": "torch_weights",
    "traced": "torch_onnx",
    "captured": "torch_onnx",
    "rewritten": "onnx_files",
    "scripted": "pnnx_",
    "translated": "pnnx_",
    "stored": "ncnn_files",
    "blended_ncnn": "ncnn_files",
}
"""By way: the module of this package whose function of that name does it."""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def serve(peer: Peer[Make]) -> None:
    """Do what is asked, one after the other."""
    while (task := peer.receive()) is not None:
        peer.send(_answer(task))


def _answer(task: Make) -> Reply:
    try:
        module = importlib.import_module(f"nodegraph.runtimes.convert.{WAYS[task.way]}")
        getattr(module, task.way)(task)
    except NodegraphError as error:
        return Failed(type(error).__name__, str(error))
    except OSError as error:
        kind = "StorageFull" if error.errno in _FULL else "RunError"
        return Failed(kind, f"A file of the conversion cannot be written ({error.strerror or error}).")
    except Exception as error:  # noqa: BLE001 - the edge of the process: whatever an exporter fails with becomes data
        traceback.print_exc(file=sys.stderr)
        reason = (str(error).strip() or type(error).__name__).splitlines()[0][:200]
        return Failed("ConversionFailed", f"{reason} ({type(error).__name__})")
    return Made()
