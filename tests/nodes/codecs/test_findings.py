"""What the fuzzer (`tests/fuzz/codecs.py`) found: each file is read as its header says, or refused with a sentence."""

from pathlib import Path

import pytest

from nodes._kernels.codecs.read import open_picture
from nodes._kernels.files import Refused

FINDINGS = sorted(Path(__file__).with_name("findings").iterdir())


@pytest.mark.parametrize("path", FINDINGS, ids=lambda path: path.name)
@pytest.mark.parametrize("repair", [False, True])
def test_it_is_read_or_refused(path: Path, repair: bool) -> None:
    try:
        opened = open_picture(path, repair=repair)
        fact = opened.picture().fact
    except Refused as refused:
        told = str(refused)
    else:
        assert fact == opened.fact
        return
    assert str(path) in told
    assert told.endswith(".")
