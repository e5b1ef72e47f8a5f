"""Names of files never leave their folder, and lists come in the order a person expects."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodes._kernels.files import Refused
from nodes._kernels.names import check_name, check_subfolder, natural

texts = st.text(st.one_of(st.characters(), st.sampled_from("./\\:~ \0\n")), max_size=40)


@given(texts, st.booleans())
def test_a_name_that_is_taken_stays_in_its_folder(name: str, windows: bool) -> None:
    folder = Path("/some/folder")
    try:
        file = check_name(name, ".png", windows)
    except Refused:
        return
    assert os.path.normpath(folder / file) == str(folder / file)
    assert (folder / file).parent == folder
    assert file.endswith(".png")


@given(texts, st.booleans())
def test_a_subfolder_that_is_taken_stays_below_its_folder(text: str, windows: bool) -> None:
    folder = Path("/some/folder")
    try:
        below = check_subfolder(text, windows)
    except Refused:
        return
    assert not below.is_absolute()
    assert Path(os.path.normpath(folder / below)).is_relative_to(folder)


@pytest.mark.parametrize(
    "name", ["", " ", ".", "..", "a/b", "a\\b", "../x", "/etc/x", "a\0b", "line\nbreak", "x" * 300]
)
def test_names_that_leave_the_folder_or_break_are_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(Refused, match=r"^The name .*\.$"):
        check_name(name, ".png")


@pytest.mark.parametrize("text", ["..", "a/../../b", "/a", "\\a", "C:\\a", "c:a", "a\0b"])
def test_subfolders_that_leave_the_folder_are_refused(text: str) -> None:
    with pytest.raises(Refused):
        check_subfolder(text)


@pytest.mark.parametrize("name", ["a:b", "what?", "CON", "nul.txt", "com1", "a|b"])
def test_what_only_windows_forbids_is_refused_there_only(name: str) -> None:
    assert check_name(name, ".png", windows=False) == name + ".png"
    with pytest.raises(Refused):
        check_name(name, ".png", windows=True)


def test_ordinary_names_stay_as_they_are() -> None:
    for name in ("cat", "Grüße 東京", "a.b.c", "...x", "IMG_0001 (2)"):
        assert check_name(name, ".png", windows=True) == name + ".png"
    assert check_subfolder("a/b\\c") == Path("a/b/c")
    assert check_subfolder("") == check_subfolder("./") == Path()


def test_numbers_in_names_are_counted() -> None:
    names = ["page 10", "page 9", "Page 1", "page 09", "10", "9", "a", "1a", "a1b2", "a1b10", "²"]
    assert sorted(names, key=natural) == [
        "1a",
        "9",
        "10",
        "a",
        "a1b2",
        "a1b10",
        "Page 1",
        "page 09",
        "page 9",
        "page 10",
        "²",
    ]


@given(st.lists(st.text(max_size=12), unique=True))
def test_the_natural_order_is_total(names: list[str]) -> None:
    keys = {natural(name) for name in names}
    assert len(keys) == len(names)
