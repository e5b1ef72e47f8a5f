"""Fingerprints: the same means the same, any difference that matters another name."""

import os
import types
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodegraph import Image, ImageFile, ModelFact, SameImage, SaveFile, node
from nodegraph.core.ports import ModelKind
from nodegraph.engine.fingerprint import combine, fingerprint, source_mark


@node
def blur(image: Image, sigma: float = 1.0, text: str = "", path: ImageFile = Path("x")) -> SameImage:
    """Blur."""
    return image


def of(function: Any = blur, parts: tuple[str, ...] = (), **inputs: Any) -> bytes:
    return fingerprint(function.spec, function, inputs, parts)


values = st.one_of(st.none(), st.booleans(), st.integers(-(2**40), 2**40), st.floats(allow_nan=False), st.text())


@given(values, values)
def test_values_are_told_apart(a: Any, b: Any) -> None:
    same = type(a) is type(b) and repr(a) == repr(b)
    assert (of(image=b"p", text=a) == of(image=b"p", text=b)) == same


@given(st.lists(st.binary(max_size=8), max_size=4), st.lists(st.binary(max_size=8), max_size=4))
def test_combinations_are_told_apart(a: list[bytes], b: list[bytes]) -> None:
    assert (combine(*a) == combine(*b)) == (a == b)


def test_a_default_is_what_is_left_out() -> None:
    assert of(image=b"p") == of(image=b"p", sigma=1.0)
    assert of(image=b"p") != of(image=b"p", sigma=1.5)
    assert of(image=b"p") != of(image=b"q")


def test_a_picture_and_a_text_of_the_same_bytes_differ() -> None:
    assert of(image=b"p") != of(image="p")


def test_a_file_counts_by_size_time_and_inode(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(b"1")
    first = of(image=b"p", path=str(file))
    assert first == of(image=b"p", path=file)
    os.utime(file, ns=(1, 1))
    second = of(image=b"p", path=file)
    other = tmp_path / "b.png"
    other.write_bytes(b"1")
    os.utime(other, ns=(1, 1))
    os.replace(other, file)
    third = of(image=b"p", path=file)
    file.unlink()
    assert len({first, second, third, of(image=b"p", path=file)}) == 4
    assert source_mark(file) == ()
    assert source_mark("\0") == ()


def test_a_file_to_be_written_counts_by_name_only(tmp_path: Path) -> None:
    @node
    def save(path: SaveFile) -> str:
        """Save."""
        return ""

    before = of(save, path=tmp_path / "a")
    (tmp_path / "a").write_text("x")
    assert of(save, path=tmp_path / "a") == before


def declared_in(source: str) -> Any:
    """Return the node `f` of a module without a file, as a notebook or `python -` makes it."""
    module = types.ModuleType("__main__")
    exec("from nodegraph import node\n" + source, module.__dict__)
    return module.f


NOTEBOOK = (
    "k = {k}\ndef helper(x): return x + {add}\n@node\ndef f(x: float) -> float:\n    'f'\n    return helper(x) * k\n"
)


def test_code_typed_into_a_notebook_counts_with_what_it_names() -> None:
    marks = {of(declared_in(NOTEBOOK.format(k=k, add=a)), x=1.0) for k, a in [(1, 1), (1, 2), (2, 1)]}
    assert len(marks) == 3
    assert of(declared_in(NOTEBOOK.format(k=1, add=1)), x=1.0) in marks


def test_functions_made_by_a_function_are_told_apart() -> None:
    def make(k: float) -> Any:
        @node
        def f(x: float) -> float:
            """Add."""
            return x + k

        return f

    assert of(make(1), x=1.0) != of(make(2), x=1.0)
    assert of(make(1), x=1.0) == of(make(1), x=1.0)


class Loaded:
    """A model as a library of its own may declare one: a port's kind and a fact."""

    __port_kind__ = ModelKind()

    def __init__(self, sha256: str) -> None:
        self.fact = ModelFact(sha256=sha256, runtime="torch", path="/somewhere/else")


def test_a_model_counts_by_content_and_where_it_runs() -> None:
    @node
    def upscale(image: Image, model: Loaded, tile: int = 0) -> Image:
        """Upscale."""
        return image

    marks = [
        of(upscale, ("cpu", "fp32"), image=b"p", model=Loaded("a")),
        of(upscale, ("cuda", "fp32"), image=b"p", model=Loaded("a")),
        of(upscale, ("cpu", "fp32"), image=b"p", model=Loaded("b")),
        of(upscale, ("cpu", "fp32"), image=b"p", model=Loaded("a"), tile=64),
    ]
    assert len(set(marks)) == 4
    assert of(upscale, ("cpu", "fp32"), image=b"p", model=Loaded("a")) == marks[0]
    assert of(blur, ("cpu",), image=b"p") == of(blur, ("cuda",), image=b"p")


def test_a_large_value_without_a_name_is_refused() -> None:
    with pytest.raises(TypeError, match="has no fingerprint"):
        of(image=object())
