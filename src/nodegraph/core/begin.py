"""Where a child process begins: processes that it will want soon are on their way before it imports anything heavy."""

import signal
import sys

from nodegraph.core import spawn


def main(*modules: str) -> None:
    """Be a child process that serves the last module (see `core.child`); of the others a process each is started."""
    # What ends a command may reach all of its processes (Ctrl-C, a closed terminal, `timeout`, a stopped service);
    # what it means is the parent's decision.
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    for module in modules[:-1]:
        spawn.ahead(module)
    from nodegraph.core import child

    child.main(modules[-1])


if __name__ == "__main__":
    main(*sys.argv[1:])
