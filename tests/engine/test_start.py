"""An engine starts with what every request needs, and with no more: the rest is imported when it is asked for."""

import subprocess
import sys

ASKED_NOTHING = """
import os, sys, threading
from nodegraph.core.peer import Peer
from nodegraph.engine import server

asks, hangs_up = os.pipe()
os.close(hangs_up)
server.serve(Peer(asks, os.open(os.devnull, os.O_WRONLY), server.REQUESTS))
print(threading.active_count(), sorted({"nodes", "cv2", "importlib.metadata", "regex"} & sys.modules.keys()))
"""


def test_an_engine_that_is_asked_nothing_imports_no_nodes() -> None:
    told = subprocess.run([sys.executable, "-c", ASKED_NOTHING], capture_output=True, text=True, check=True)
    assert told.stdout.split(maxsplit=1) == ["1", "[]\n"]
