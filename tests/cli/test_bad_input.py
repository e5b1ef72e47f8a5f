"""What is wrong is told in one sentence, with exit code 2 where nothing was run and 1 where something failed."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nodegraph.cli.main import obey

from .conftest import STREET, Run, picture, posix, toy, tree

LOAD = {"node": "load_image", "set": {"path": str(STREET)}}
SAVE = {"node": "save_image", "in": {"image": "load"}, "set": {"folder": "out", "name": "x"}}


def write(file: Path, **nodes: Any) -> Path:
    file.write_text(json.dumps({"nodegraph": 1, "nodes": nodes}))
    return file


def sentence(done: "subprocess.CompletedProcess[str]", code: int) -> str:
    """Return the one sentence that a refused command says."""
    assert done.returncode == code, (done.returncode, done.stdout, done.stderr)
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    assert re.fullmatch(r"nodegraph: .*[.?)]", lines[0]), lines
    return lines[0]


GRAPHS: dict[str, tuple[dict[str, Any], str]] = {
    "unknown node": ({"load": {**LOAD, "node": "load_imag"}}, "did you mean 'load_image'"),
    "unknown input": ({"load": LOAD, "save": {**SAVE, "in": {"imgae": "load"}}}, "did you mean 'image'"),
    "unknown output": ({"load": LOAD, "save": {**SAVE, "in": {"image": "load.imgae"}}}, "did you mean 'image'"),
    "wire from nowhere": ({"load": LOAD, "save": {**SAVE, "in": {"image": "loud"}}}, "did you mean 'load'"),
    "circle": (
        {"a": {"node": "flip", "in": {"image": "b"}}, "b": {"node": "flip", "in": {"image": "a"}}, "save": SAVE},
        "circle: a -> b -> a|circle: b -> a -> b",
    ),
    "text for a number": ({"load": LOAD, "save": {**SAVE, "set": {"folder": "out", "quality": "high"}}}, "'high'"),
    "out of range": ({"load": LOAD, "save": {**SAVE, "set": {"folder": "out", "quality": 101}}}, "largest.* 100"),
    "no such choice": (
        {"load": LOAD, "save": {**SAVE, "set": {"folder": "out", "format": "pgn"}}},
        "did you mean 'png'",
    ),
    "nothing to do": ({"load": LOAD}, "Nothing in this graph saves"),
    "picture for a model": (
        {"load": LOAD, "up": {"node": "upscale", "in": {"image": "load", "model": "load"}}, "save": SAVE},
        "up.model",
    ),
    "required": ({"save": {"node": "save_image", "set": {"folder": "out"}}}, "save.image"),
}


@pytest.fixture
def inside(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[Run]:
    """Return a function that does what the program does, in this process: starting one for each wrong word is slow."""
    with open(os.devnull) as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        monkeypatch.chdir(tmp_path)

        def run(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
            monkeypatch.setattr(sys, "argv", ["nodegraph", *map(str, arguments)])
            code = obey()
            assert isinstance(code, int)
            return subprocess.CompletedProcess(arguments, code, *capfd.readouterr())

        yield run


@pytest.fixture
def program(nodegraph: Run, inside: Run) -> Run:
    """Return the installed program, with a whole process for what it refuses most often."""
    often = {"unknown node", "text for a number", "truncated", "missing"}
    often |= {"no picture", "a folder to run", "no tile", "no model to look at"}
    return lambda name, *arguments: (nodegraph if name in often else inside)(*arguments)


@pytest.mark.parametrize("name", GRAPHS)
def test_a_graph_that_cannot_run_is_refused_in_one_sentence(program: Run, tmp_path: Path, name: str) -> None:
    nodes, words = GRAPHS[name]
    said = sentence(program(name, "run", write(tmp_path / "x.ng", **nodes)), 2)
    assert re.search(words, said), said
    assert tree(tmp_path) == ["x.ng"]


FILES: dict[str, tuple[bytes | None, str]] = {
    "missing": (None, "no file"),
    "empty": (b"", "empty"),
    "truncated": (b'{"nodegraph": 1, "nodes": {"a": {"node": "res', "ends in the middle, in line 1"),
    "not JSON": (b"nodes = []", "line 1"),
    "not an object": (b"[]", "object"),
    "of the future": (b'{"nodegraph": 99, "nodes": {}}', "newer"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "no graph file"),
    "of another program": (b'{"version": "0.20.0", "content": {}}', "name a .ng file"),
    "a key twice": (b'{"nodegraph": 1, "nodes": {"a": {}, "a": {}}}', "twice"),
    "too deep": (b'{"nodegraph": 1, "nodes": ' + b'{"a":' * 200_000, "deep|levels|nested"),
    "not a number": (b'{"nodegraph": 1, "nodes": {"a": {"node": "resize", "set": {"factor": NaN}}}}', "NaN"),
}


@pytest.mark.parametrize("name", FILES)
def test_what_is_no_graph_file_is_refused_in_one_sentence(program: Run, tmp_path: Path, name: str) -> None:
    data, words = FILES[name]
    if data is not None:
        (tmp_path / "x.ng").write_bytes(data)
    for command in ("run", "check", "graph") if name == "truncated" else ("check",):
        assert re.search(words, sentence(program(name, command, "x.ng"), 2))


COMMANDS: dict[str, tuple[list[str], str]] = {
    "no picture": (["upscale", "strete.png"], "no file or folder 'strete.png'.*did you mean 'street.png'"),
    "a folder without pictures": (["upscale", "empty", "-q"], "no picture in"),
    "an empty name": (["upscale", ""], "is empty"),
    "an endless name": (["upscale", "a" * 300], "name too long"),
    "an empty output": (["upscale", "cat.png", "-o", ""], "-o is empty"),
    "an endless output": (["upscale", "cat.png", "-o", "a" * 300 + ".png"], "name too long"),
    "an empty graph": (["run", ""], "folder"),
    "no model": (["upscale", "street.png", "--model", "nix.pth"], "'nix.pth' does not exist"),
    "a folder for a model": (["upscale", "street.png", "--model", "empty"], "'empty' is a folder"),
    "no scale": (["upscale", "street.png", "--scale", "nan"], "--scale is 'nan'"),
    "minus scale": (["upscale", "street.png", "--scale=-2"], "--scale is '-2'"),
    "endless scale": (["upscale", "street.png", "--scale", "1e9"], "--scale is '1e9'"),
    "no tile": (["upscale", "street.png", "--tile", "foo"], "--tile is 'foo'"),
    "a tiny tile": (["upscale", "street.png", "--tile", "1"], "smallest tile is 16"),
    "no overlap": (["upscale", "street.png", "--overlap", "-1"], "--overlap is '-1'.*from 0 to 1024"),
    "a wide overlap": (["upscale", "street.png", "--overlap", "1025"], "--overlap is '1025'"),
    "overlap of one piece": (["upscale", "street.png", "--tile", "none", "--overlap", "8"], "exclude each other"),
    "no device": (["upscale", "street.png", "--device", "cpuu"], "--device is 'cpuu'.*did you mean 'cpu'"),
    "no precision": (["upscale", "street.png", "--precision", "fp8"], "'fp8' is not one of"),
    "no such format": (["upscale", "street.png", "-o", "x.psd"], r"\.png, .*\.avif"),
    "no such field": (["upscale", "street.png", "--name", "{nam}"], r"{nam}; there are {name}, {scale}, "),
    "a brace alone": (["upscale", "street.png", "--name", "{name"], "brace"),
    "a folder in a name": (["upscale", "street.png", "--name", "a/{name}"], "slash; name folders with -o"),
    "a file that looks like an option": (["upscale", "-cat.png", "-o", "x.png"], r"No such option.*\./-cat\.png"),
    "a file for many": (["upscale", "street.png", "cat.png", "-o", "x.png"], "several"),
    "a file as folder": (["upscale", "street.png", "-o", "notes.txt"], "there already"),
    "over itself": (["upscale", "street.png", "-o", "street.png"], "over itself"),
    "into itself": (["upscale", "empty", "-o", "empty"], "name another"),
    "same names": (["upscale", "cat.png", "sub/cat.png", "-o", "out"], "both become"),
    "two pictures to stdout": (["upscale", "cat.png", "street.png", "-o", "-"], "Only one picture"),
    "empty stdin": (["upscale", "-", "-o", "x.png"], "Standard input is empty"),
    "no command": (["upscal"], "Did you mean 'upscale'"),
    "no option": (["upscale", "cat.png", "--scal", "2"], "--scal"),
    "no argument": (["check"], "GRAPH"),
    "no value": (["upscale", "cat.png", "--scale"], "--scale"),
    "no node": (["nodes", "resise"], "did you mean 'resize'"),
    "no model to look at": (["models", "info", "nix.pth"], "no model file"),
    "a folder to look at": (["models", "info", "empty"], "is a folder"),
    "a folder to run": (["run", "empty"], "is a folder"),
    "an option before the graph": (["run", "--photo", "x"], "GRAPH"),
    "a parameter that is not there": (["run", "g.ng", "--foto", "x"], "did you mean 'photo'"),
    "a parameter without value": (["run", "g.ng", "--photo"], "--photo has no value"),
    "a stray word": (["run", "g.ng", "photo"], "'photo' belongs to no option"),
    "set without value": (["run", "g.ng", "--set", "save.quality"], "has no value"),
    "set without port": (["run", "g.ng", "--set", "save=x"], "names no input"),
    "set nobody": (["run", "g.ng", "--set", "sav.name=x"], "did you mean 'save'"),
    "set nothing": (["run", "g.ng", "--set", "save.nam=x"], "did you mean 'name'"),
    "set what is no value": (["run", "g.ng", "--set", "save.image=x"], "cannot be set; connect it"),
    "set what is wired": (["run", "g.ng", "--set", "save.name=x"], "wired to load.name"),
    "set text for a number": (["run", "g.ng", "--set", "save.quality=best"], "'best'"),
    "set a value out of range": (["run", "g.ng", "--set", "save.quality=0"], "smallest.* 1"),
    "set no choice": (["run", "g.ng", "--set", "save.format=pgn"], "did you mean 'png'"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_wrong_command_is_refused_in_one_sentence(program: Run, tmp_path: Path, name: str) -> None:
    for file in ("street.png", "cat.png", "sub/cat.png", "-cat.png"):
        picture(tmp_path / file)
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("mine")
    saved = {**SAVE, "in": {"image": "load", "name": "load.name"}, "set": {"folder": "out"}}
    graph = {"nodegraph": 1, "nodes": {"load": LOAD, "save": saved}, "parameters": {"photo": "load.path"}}
    (tmp_path / "g.ng").write_text(json.dumps(graph))
    before = tree(tmp_path)
    arguments, words = COMMANDS[name]
    said = sentence(program(name, *arguments), 2)
    assert re.search(words, said), said
    assert tree(tmp_path) == before


def test_pictures_that_are_none_fail_with_a_sentence_each(nodegraph: Run, tmp_path: Path) -> None:
    (tmp_path / "page.png").write_text("<!DOCTYPE html><html></html>")
    (tmp_path / "empty.png").write_bytes(b"")
    (tmp_path / "text.png").write_text("hello")
    picture(tmp_path / "good.png")
    whole = STREET.read_bytes()
    (tmp_path / "half.png").write_bytes(whole[: len(whole) // 2])
    names = ["page.png", "empty.png", "text.png", "half.png", "good.png"]
    model = toy(tmp_path / "same.toy")
    done = nodegraph("upscale", *names, "-o", "out", "--model", model, "-q")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert len(lines) == 4, done.stderr
    for line in lines:
        assert line.startswith("failed: ")
        assert line.endswith(".")
    assert all(name in done.stderr for name in names[:4])
    assert tree(tmp_path / "out") == ["good.png"]


@posix
def test_names_that_are_no_text_or_hold_control_characters_are_told_on_one_line(nodegraph: Run, tmp_path: Path) -> None:
    model = toy(tmp_path / "same.toy")
    picture(tmp_path / "in" / "good.png")
    whole = (tmp_path / "in" / "good.png").read_bytes()
    for name in (b"caf\xe9.png", b"line\nbreak.png", b"\x1b[31mred.png"):
        Path(os.fsdecode(os.fsencode(tmp_path / "in") + b"/" + name)).write_bytes(whole)
    done = nodegraph("upscale", "in", "-o", "out", "--model", model, "-q")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert [line for line in lines if not line.startswith("failed: save_image (")] == []
    assert r"(line\nbreak.png)" in done.stderr
    assert r"(\x1b[31mred.png)" in done.stderr
    assert tree(tmp_path / "out") == ["good.png"]
    said = sentence(nodegraph("upscale", os.fsdecode(b"in/caf\xe9.png"), "-o", "out", "--model", model, "-q"), 1)
    assert r"caf\xe9.png holds bytes that are no UTF-8 text; rename it." in said


@pytest.mark.parametrize("formula", ["9**9**9", "9**9**9**9", "(((1+1)))**10000**100", "factorial(10**9)"])
@pytest.mark.timeout(20)
def test_a_formula_that_never_ends_is_refused_at_once(
    program: Run, nodegraph: Run, tmp_path: Path, formula: str
) -> None:
    show = {"node": "show_text", "in": {"value": "sum"}}
    graph = write(tmp_path / "x.ng", sum={"node": "calculate", "set": {"formula": formula}}, show=show)
    done = program(formula, "check", graph)
    assert done.returncode == 2, done
    assert done.stdout.startswith("error: sum: ")
    if formula == "9**9**9":
        done = nodegraph("run", graph, "-q", timeout=10)
        assert done.returncode == 1, done
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$"])
@pytest.mark.timeout(20)
def test_a_regular_expression_never_goes_on_for_ever(nodegraph: Run, tmp_path: Path, pattern: str) -> None:
    values = {"value": "a" * 60 + "!", "find": pattern, "pattern": True}
    show = {"node": "show_text", "in": {"value": "r"}}
    graph = write(tmp_path / "x.ng", r={"node": "replace_text", "set": values}, show=show)
    done = nodegraph("run", graph, timeout=10)
    if done.returncode == 1:
        assert f"The pattern '{pattern}' takes too long" in done.stderr
    else:
        # Some of them are seen through.
        assert done.returncode == 0
        assert values["value"] in done.stderr


@posix
@pytest.mark.timeout(30)
@pytest.mark.slow
def test_pipes_are_not_opened(nodegraph: Run, inside: Run, tmp_path: Path) -> None:
    for name in ("a.png", "b.pth", "c.ng"):
        os.mkfifo(tmp_path / name)
    picture(tmp_path / "in" / "good.png")
    os.mkfifo(tmp_path / "in" / "pipe.png")
    graph = write(tmp_path / "d.ng", load={"node": "load_image", "set": {"path": "a.png"}}, save=SAVE)
    assert "neither a picture" in sentence(nodegraph("upscale", "a.png", timeout=10), 2)
    assert "no regular file" in sentence(inside("upscale", STREET, "--model", "b.pth"), 2)
    assert "a pipe" in sentence(inside("models", "info", "b.pth"), 2)
    for command in ("run", "check", "graph"):
        assert "no regular file" in sentence(inside(command, "c.ng"), 2)
    done = nodegraph("run", graph, timeout=10)
    assert done.returncode == 1
    assert "a.png" in done.stderr
    assert inside("check", graph).returncode == 2
    done = nodegraph("upscale", "in", "-o", "out", "--model", toy(tmp_path / "same.toy"), timeout=10)
    assert done.returncode == 0
    assert tree(tmp_path / "out") == ["good.png"]
