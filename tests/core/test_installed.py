"""What is told of installed packages is what `importlib.metadata` tells."""

import importlib.metadata
from pathlib import Path

import pytest

from nodegraph.core.installed import declarations, version_of


def test_versions_are_those_of_importlib_metadata() -> None:
    names = {distribution.name for distribution in importlib.metadata.distributions()}
    assert names
    assert {name: version_of(name) for name in names} == {name: importlib.metadata.version(name) for name in names}
    assert version_of("no-such-package") is None


def test_a_name_is_the_same_with_other_marks_and_capitals(site: Path) -> None:
    install(site, "Acme_Glow-1.2+local.dist-info")
    assert version_of("acme-glow") == version_of("ACME.glow") == "1.2+local"


def test_the_first_folder_searched_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place, version in (("behind", "1.0"), ("before", "2.0")):
        install(tmp_path / place, f"acme-{version}.dist-info", f"[group]\na = acme{version[0]}\n")
        monkeypatch.syspath_prepend(str(tmp_path / place))
    assert version_of("acme") == "2.0"
    assert declarations("group") == ["acme 2.0\n[group]\na = acme2\n"]


def test_what_is_installed_later_is_seen(site: Path) -> None:
    assert version_of("acme") is None
    install(site, "acme-1.0.egg-info", "[group]\na = a\n")
    assert version_of("acme") == "1.0"
    assert declarations("group") == ["acme 1.0\n[group]\na = a\n"]
    assert declarations("another") == []


def test_a_package_whose_folder_tells_no_version_is_asked_itself(site: Path) -> None:
    install(site, "acme.egg-info")
    (site / "acme.egg-info" / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 3.0\n")
    assert version_of("acme") == "3.0"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder of installed packages that is searched first."""
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def install(site: Path, information: str, entry_points: str = "") -> None:
    (site / information).mkdir(parents=True)
    (site / information / "entry_points.txt").write_text(entry_points)
