"""Where the engine's process begins: the models of the first run are on their way before the rest of it is imported.

What answers requests (`answering`) is imported beside waiting for the first one, in portions, so that it is heard soon.
"""

import importlib
from typing import Any

from nodegraph.core import child, messages
from nodegraph.core.peer import Peer

REQUESTS = messages.Request

_NEEDED = ("nodegraph.engine.early", "nodegraph.runtimes.model", "nodegraph.engine.run", "nodegraph.engine.answering")
"""In the order in which a run needs them."""


def serve(peer: Peer[Any]) -> None:
    """Answer requests until the front end hangs up, which ends the process."""
    for module in _NEEDED:
        if peer.arrives(0):
            break
        importlib.import_module(module)
    request = peer.receive()
    if isinstance(request, messages.Start) and not (request.dry or request.resume) and request.settings.effects:
        from nodegraph.engine.early import open_soon

        open_soon(request.graph, request.settings)
    from nodegraph.engine.answering import Server

    server = Server(peer.send)
    child.at_end(server.flush)
    while request is not None:
        server.take(request)
        request = peer.receive()
