"""Graph files (`.ng`): JSON that reads well, diffs by the line and loses nothing."""

from nodegraph.core.file.read import Opened, decode, read
from nodegraph.core.file.write import encode, write

__all__ = ["Opened", "decode", "encode", "read", "write"]
