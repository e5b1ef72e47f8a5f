"""Where a child process begins: processes that it will want soon are on their way before it imports anything heavy."""

import signal
import sys

from nodegraph.core import spawn


def main(*modules: str) -> None:
    """Be a child process that serves the last module (see `core.child`); of the others a process each is started."""
    # Ctrl-C reaches every process of a terminal; what it means is the parent's decision.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for module in modules[:-1]:
        spawn.ahead(module)
    from nodegraph.core import child

    child.main(modules[-1])


if __name__ == "__main__":
    main(*sys.argv[1:])
