"""Where results go that nobody named a folder for: one rule for the command line, the window and the save nodes."""

from pathlib import Path

RESULTS = "upscaled"
"""The folder's name."""


def beside(source: Path) -> Path:
    """Return the folder for what is made of a file: it lies beside the file."""
    return source.parent / RESULTS
