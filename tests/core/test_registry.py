"""Node libraries are found by their entry points; a broken one is a problem, not a crash."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from nodegraph.core import registry
from nodegraph.core.errors import UnknownName
from nodegraph.core.node import NodeSpec
from nodegraph.core.registry import known_specs, load_library, load_part, look_up, remember_specs

GLOW = '''
from nodegraph import Image, SameImage, node

@node
def glow(image: Image, amount: float = 1.0) -> SameImage:
    """Glow."""
    return image
'''


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a folder of installed packages that is searched first."""
    monkeypatch.syspath_prepend(str(tmp_path))
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        if name.split(".")[0].startswith("acme"):
            del sys.modules[name]


def install(site: Path, name: str, files: dict[str, str]) -> None:
    """Install a distribution `name` with one package as node library of the same name."""
    for path, text in files.items():
        (site / name / path).parent.mkdir(parents=True, exist_ok=True)
        (site / name / path).write_text(text)
    info = site / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[{registry.GROUP}]\n{name} = {name}\n")


def test_a_plugin_is_found_with_its_prefix_menu_and_package(site: Path) -> None:
    install(site, "acme", {"__init__.py": "", "light/__init__.py": "", "light/glow.py": GLOW})
    library = load_library()
    spec = library.specs["acme:glow"]
    assert spec.category == ("light", "glow")
    assert spec.package == "acme"
    assert not [problem for problem in library.problems if "acme" in problem.message]


def test_the_built_in_library_is_found_like_a_plugin() -> None:
    library = load_library()
    assert library.problems == []
    assert "resize" in library.specs
    assert library.specs["resize"].package == "nodegraph"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"__init__.py": "raise RuntimeError('no licence')"}, ["acme", "no licence", "Update or remove it"]),
        ({"__init__.py": "import acme_none"}, ["acme", "acme_none"]),
        ({"__init__.py": "", "bad.py": "x = "}, ["acme.bad", "SyntaxError"]),
        ({"__init__.py": "", "bad.py": GLOW.replace(": Image,", ",")}, ["acme.bad", "'image'", "has no annotation"]),
    ],
)
def test_a_broken_plugin_is_a_problem(site: Path, files: dict[str, str], words: list[str]) -> None:
    install(site, "acme", {**files, "good/__init__.py": "", "good/glow.py": GLOW})
    library = load_library()
    assert "resize" in library.specs
    sentences = [problem.message for problem in library.problems]
    assert len(sentences) == 1
    for word in words:
        assert word in sentences[0]
    assert ("acme:glow" in library.specs) == ("bad.py" in files), "one bad module leaves the others"


def test_a_library_that_is_not_there_is_a_problem(site: Path) -> None:
    install(site, "acme", {"__init__.py": ""})
    (site / "acme" / "__init__.py").unlink()
    (site / "acme").rmdir()
    assert [p.message[:16] for p in load_library().problems] == ["The node library"]


def test_a_name_declared_twice_is_a_problem_and_the_first_stays(site: Path) -> None:
    install(site, "acme", {"__init__.py": "", "a.py": GLOW, "b.py": GLOW})
    library = load_library()
    assert [problem.message for problem in library.problems] == [
        "The node 'acme:glow' of acme.b is declared already; rename one of them."
    ]
    assert library.specs["acme:glow"].category == ("a",)


def test_private_modules_are_not_searched(site: Path) -> None:
    install(site, "acme", {"__init__.py": "", "_kernels.py": "raise RuntimeError"})
    assert load_library().problems == []


def test_specs_are_remembered_for_front_ends(specs: dict[str, NodeSpec]) -> None:
    remember_specs(specs)
    assert known_specs() == specs


def test_a_name_is_looked_up_also_by_an_earlier_one(specs: dict[str, NodeSpec]) -> None:
    assert look_up(specs, "unsharp").id == "sharpen"
    with pytest.raises(UnknownName, match=r"no node called 'shapren' \(did you mean 'sharpen'\?\)"):
        look_up(specs, "shapren")


def test_part_of_the_library_is_the_same_as_in_the_whole() -> None:
    assert load_part(["load_image"]) is None, "nothing is known before a whole library was seen"
    whole = load_library()
    remember_specs(whole.specs)
    part = load_part(["load_image", "upscale"])
    assert part is not None
    assert {"load_image", "upscale"} <= part.specs.keys() < whole.specs.keys()
    assert all(whole.specs[name] == spec for name, spec in part.specs.items())
    for names in (["load_image", "acme:glow"], ["no_such_node"]):
        assert load_part(names) is None
