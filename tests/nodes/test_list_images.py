"""Folders are listed in the order a person expects, lazily, and what is no picture is left out."""

import os
from itertools import islice
from pathlib import Path

import pytest

from nodegraph.core.context import Context, current
from nodes._kernels.files import Refused
from nodes.image.folders import Listed, list_folders, list_images
from nodes.value.files import list_files


def _tree(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return folder


def _names(folder: Path, **wishes: object) -> list[str]:
    items: list[Listed] = list(list_images(folder, **wishes))  # type: ignore[arg-type]
    assert [item.index for item in items] == list(range(len(items)))
    for item in items:
        assert item.path == folder / item.subfolder / item.path.name
        assert item.name in (item.path.stem, item.path.name)
    return [item.path.relative_to(folder).as_posix() for item in items]


def test_numbers_count_and_other_files_are_left_out(tmp_path: Path) -> None:
    _tree(tmp_path, "p10.png", "p9.JPG", "P1.webp", "notes.txt", ".hidden.png", ".a.0123abcd.part.png", "x/inner.png")
    assert _names(tmp_path) == ["P1.webp", "p9.JPG", "p10.png"]


def test_a_tree_is_walked_folder_by_folder(tmp_path: Path) -> None:
    _tree(tmp_path, "b/1.png", "b/c/2.png", "a10/3.png", "a9/4.png", "z.png", ".git/5.png")
    assert _names(tmp_path, recursive=True) == ["z.png", "a9/4.png", "a10/3.png", "b/1.png", "b/c/2.png"]


def test_patterns_are_compared_with_names_or_paths(tmp_path: Path) -> None:
    _tree(tmp_path, "cat.png", "dog.jpg", "Catfish.png", "deep/cat.png")
    assert _names(tmp_path, pattern="cat*") == ["cat.png", "Catfish.png"]
    assert _names(tmp_path, pattern="*.jpg; catf*") == ["Catfish.png", "dog.jpg"]
    assert _names(tmp_path, pattern="cat.png", recursive=True) == ["cat.png", "deep/cat.png"]
    assert _names(tmp_path, pattern="deep/*", recursive=True) == ["deep/cat.png"]


def test_a_pattern_after_an_exclamation_mark_leaves_out(tmp_path: Path) -> None:
    _tree(tmp_path, "a.png", "b.jpg", "out/a.png", "out/deep/a.png", "in/a.png")
    assert _names(tmp_path, pattern="!*.jpg") == ["a.png"]
    assert _names(tmp_path, pattern="*; !out/*", recursive=True) == ["a.png", "b.jpg", "in/a.png"]


def test_pictures_of_the_same_name_in_a_folder_keep_their_suffix(tmp_path: Path) -> None:
    _tree(tmp_path, "cat.png", "Cat.jpg", "dog.png", "deep/dog.png", "deep/dog.txt")
    assert [item.name for item in list_images(tmp_path, recursive=True)] == ["Cat.jpg", "cat.png", "dog", "dog"]


def test_a_limit_ends_the_list(tmp_path: Path) -> None:
    _tree(tmp_path, *(f"{n}.png" for n in range(20)))
    assert _names(tmp_path, limit=3) == ["0.png", "1.png", "2.png"]
    assert len(_names(tmp_path)) == 20


def test_orders_by_age_and_size(tmp_path: Path) -> None:
    _tree(tmp_path, "a.png", "b.png", "c.png")
    for age, name in enumerate(("b", "c", "a")):
        os.utime(tmp_path / f"{name}.png", (1000 + age, 1000 + age))
    (tmp_path / "c.png").write_bytes(b"long")
    os.utime(tmp_path / "c.png", (1001, 1001))
    assert _names(tmp_path, order="oldest") == ["b.png", "c.png", "a.png"]
    assert _names(tmp_path, order="newest") == ["a.png", "c.png", "b.png"]
    assert _names(tmp_path, order="largest")[0] == "c.png"
    assert _names(tmp_path, order="smallest")[-1] == "c.png"


def test_a_folder_of_folders(tmp_path: Path) -> None:
    _tree(tmp_path, "set2/a.png", "set10/b.png", "set2/inner/c.png", "loose.png")
    assert [(item.name, item.subfolder) for item in list_folders(tmp_path)] == [("set2", "set2"), ("set10", "set10")]
    inner = [item.subfolder for item in list_folders(tmp_path, recursive=True)]
    assert inner == ["set2", "set2/inner", "set10"]
    assert [_names(item.path) for item in list_folders(tmp_path)] == [["a.png"], ["b.png"]]


def test_the_folder_is_read_when_its_turn_comes(tmp_path: Path) -> None:
    _tree(tmp_path, "a/1.png", "b/2.png")
    items = list_images(tmp_path, recursive=True)
    assert [item.name for item in islice(items, 1)] == ["1"]
    _tree(tmp_path, "b/3.png")
    assert [item.name for item in items] == ["2", "3"]


@pytest.mark.skipif(os.name != "posix", reason="links to folders need rights on Windows")
def test_links_in_circles_end(tmp_path: Path) -> None:
    _tree(tmp_path, "a/1.png")
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    (tmp_path / "a" / "2.png").symlink_to(tmp_path / "a" / "1.png")
    assert _names(tmp_path, recursive=True) == ["a/1.png", "a/2.png"]


def test_a_missing_folder_or_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="There is no folder"):
        list(list_images(tmp_path / "no"))
    (tmp_path / "a.png").write_bytes(b"x")
    with pytest.raises(Refused, match="is a file"):
        list(list_images(tmp_path / "a.png"))


def test_an_empty_folder_gives_no_items(tmp_path: Path) -> None:
    assert _names(tmp_path) == []


def test_files_of_any_kind_are_listed(tmp_path: Path) -> None:
    for name in ("b.cube", "a.cube", "a.txt", "note", ".hidden", "deep/c.cube"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [(item.path.name, item.name, item.subfolder, item.index) for item in list_files(tmp_path)]
    assert found == [
        ("a.cube", "a.cube", "", 0),
        ("a.txt", "a.txt", "", 1),
        ("b.cube", "b", "", 2),
        ("note", "note", "", 3),
    ]
    looks = list_files(tmp_path, True, "*.cube", limit=3)
    assert [(item.name, item.subfolder) for item in looks] == [("a", ""), ("b", ""), ("c", "deep")]


@pytest.mark.skipif(os.name != "posix", reason="such names and links are those of POSIX systems")
def test_a_name_that_is_no_text_and_a_link_to_itself_are_left_out_with_a_note(tmp_path: Path) -> None:
    _tree(tmp_path, "a.png", "b.png")
    with open(os.fsencode(tmp_path) + b"/caf\xe9.png", "wb"):
        pass
    (tmp_path / "loop.png").symlink_to("loop.png")
    (tmp_path / "gone.png").symlink_to("nowhere.png")
    notes: list[str] = []
    token = current.set(Context(on_note=notes.append))
    try:
        assert _names(tmp_path) == ["a.png", "b.png"]
    finally:
        current.reset(token)
    assert any(r"caf\xe9.png was left out" in note for note in notes)
    assert any("loop.png was left out, because it leads nowhere" in note for note in notes)
