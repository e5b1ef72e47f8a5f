"""The process that `apart` calls functions in."""

import importlib
import sys
import traceback

from nodegraph.core.peer import Peer
from nodegraph.runtimes.apart_messages import Call, Failed, Reply, Returned

REQUESTS = Call


def serve(peer: Peer[Call]) -> None:
    """Call what is asked for, one after the other."""
    while (call := peer.receive()) is not None:
        peer.send(_answer(call))


def _answer(call: Call) -> Reply:
    try:
        function = getattr(importlib.import_module(call.module), call.function)
        return Returned(function(**call.arguments))
    except Exception as error:  # noqa: BLE001 - the edge of the process: whatever a library fails with becomes data
        traceback.print_exc(file=sys.stderr)
        return Failed((str(error).strip() or type(error).__name__).splitlines()[0][:200])
