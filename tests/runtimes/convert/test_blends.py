"""Blends in the cache: made once, found again, and nothing left of what cannot be made."""

from pathlib import Path

import pytest

from nodegraph.core.errors import StorageFull, ValueRefused
from nodegraph.core.places import cache_folder
from nodegraph.runtimes.convert import blend
from nodegraph.runtimes.model import Model, open_model

from ..ncnn_models import nearest, write

pytest.importorskip("ncnn", reason="the package ncnn is not installed")


def model(folder: Path, valid: int = 0) -> Model:
    folder.mkdir()
    return open_model(write(folder, *nearest(valid=valid)))


def test_a_blend_is_found_again_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = model(tmp_path / "one"), model(tmp_path / "two")
    made = blend(one, two, 0.5)

    def refused(path: Path) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "touch", refused)
    assert blend(one, two, 0.5) == made


def test_of_two_that_do_not_fit_nothing_stays(tmp_path: Path) -> None:
    with pytest.raises(ValueRefused, match="different layers"):
        blend(model(tmp_path / "one"), model(tmp_path / "two", valid=1), 0.5)
    assert list((cache_folder() / "blends").iterdir()) == []


def test_a_cache_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    one, two = model(tmp_path / "one"), model(tmp_path / "two")
    (cache_folder() / "blends").write_text("in the way")
    with pytest.raises(StorageFull, match="NODEGRAPH_CACHE"):
        blend(one, two, 0.5)
