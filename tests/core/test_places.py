"""Where things lie: the cache folder is made, or a sentence says what to do."""

from pathlib import Path

import pytest

from nodegraph.core.errors import CacheRefused, RunError
from nodegraph.core.places import cache_folder


def test_the_cache_folder_is_made_with_its_parents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODEGRAPH_CACHE", str(tmp_path / "new" / "cache"))
    assert cache_folder().is_dir()


def test_one_that_cannot_be_made_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("NODEGRAPH_CACHE", str(tmp_path / "file" / "cache"))
    with pytest.raises(CacheRefused, match="set NODEGRAPH_CACHE to another folder") as caught:
        cache_folder()
    assert isinstance(caught.value, RunError)
    assert isinstance(caught.value, OSError), "who can do without a cache catches this"
