"""Graph files: strict to read, stable to write, and nothing gets lost."""

import json
import os
import re
import stat
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nodegraph.core import edit
from nodegraph.core.check import check
from nodegraph.core.errors import FileRefused, GraphError
from nodegraph.core.file import decode, encode, read, write
from nodegraph.core.graph import Frame, Graph, Node, Parameter, Wire
from nodegraph.core.history import History
from nodegraph.core.node import NodeSpec
from nodegraph.core.ports import PathKind

Specs = dict[str, NodeSpec]
HERE = Path(os.path.abspath("/graphs"))


def opened(text: str | dict[str, Any], specs: Specs) -> Graph:
    data = text if isinstance(text, str) else json.dumps({"nodegraph": 1, **text})
    return decode(data.encode(), HERE, specs, "cat.ng").graph


def sentences(text: str | dict[str, Any], specs: Specs) -> list[str]:
    return [str(problem) for problem in check(opened(text, specs), specs)]


# --- strict


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "cat.ng is empty"),
        ("[]", "holds no JSON object"),
        ("{}", 'does not say "nodegraph": 1'),
        ('{"nodegraph": true}', "does not say"),
        ('{"nodegraph": 2}', "newer nodegraph"),
        ('{"nodegraph": 1, "nodes": []}', "'nodes' must be an object"),
        ('{"nodegraph": 1,\n "nodes": {"a": {"node": "blur"', "ends in the middle, in line 2"),
        ('{"nodegraph": 1,\n "nodes": {"a": {"node": "bl', "ends in the middle, in line 2"),
        ('{"nodegraph": 1,\n\n "nodes": {"a" {}}}', "Expecting ':' delimiter in line 3, column 16"),
        ('{"nodegraph": 1, "nodes": {"a": {}, "a": {}}}', "'nodes': 'a' is given twice"),
        (
            '{"nodegraph": 1, "nodes": {"a": {"node": "blur", "set": {"sigma": NaN}}}}',
            "cat.ng, node 'a', port 'sigma': NaN is no number",
        ),
        (
            '{"nodegraph": 1, "nodes": {"a": {"node": "blur", "set": {"sigma": 1e999}}}}',
            "node 'a', port 'sigma': the number 1e999 does not fit into 64 bits",
        ),
        (
            '{"nodegraph": 1, "nodes": {"a": {"set": {"sigma": 9223372036854775808}}}}',
            "port 'sigma': the number 9223372036854775808 does not fit",
        ),
        ('{"nodegraph": 1, "nodes": {"a": {"set": {"x": ' + "9" * 5000 + "}}}}", "does not fit into 64 bits"),
        ('{"nodegraph": 1, "nodes": {"a": {}, "A": {}}}', "'a' and 'A' differ in case only"),
        ('{"nodegraph": 1, "nodes": {"1a": {}}}', "'1a' cannot name a node"),
        ('{"nodegraph": 1, "nodes": {"a": 5}}', "node 'a' must be an object"),
        ('{"nodegraph": 1, "x": ' + "[" * 64 + "]" * 64 + "}", "'x' nests deeper than 64 levels"),
        ("[" * 200_000, "nests deeper than 64 levels"),
        ('{"nodegraph": 1, "parameters": {"p": 5}}', "parameter 'p' must name what it sets"),
        ('{"nodegraph": 1, "parameters": {"p": {"to": ["a b"]}}}', "parameter 'p' must name what it sets"),
        ('{"nodegraph": 1, "frames": {"f": {"nodes": "a"}}}', "frame 'f' must have 'nodes'"),
        ('{"nodegraph": 1, "made_with": {"x": 1}}', "'made_with' must name packages"),
    ],
)
def test_what_is_no_graph_file_is_refused_in_one_sentence(text: str, words: str, specs: Specs) -> None:
    with pytest.raises(FileRefused) as refused:
        opened(text, specs)
    assert words in str(refused.value)
    assert "cat.ng" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_bytes_that_are_no_text_are_refused(specs: Specs) -> None:
    with pytest.raises(FileRefused, match="byte 2 is no UTF-8"):
        decode(b'{"\xff": 1}', HERE, specs, "cat.ng")
    assert decode(b'\xef\xbb\xbf{"nodegraph": 1}', HERE, specs).graph == Graph()


def test_exactly_64_levels_are_read(specs: Specs) -> None:
    deep = '{"nodegraph": 1, "x": ' + "[" * 63 + "]" * 63 + "}"
    assert encode(opened(deep, specs), HERE, specs)


# --- the graph opens, and its problems are named


@pytest.mark.parametrize(
    ("nodes", "words"),
    [
        ({"a": {"node": "blurr"}}, "a: There is no node called 'blurr' (did you mean 'blur'?)."),
        ({"a": {"node": "blur@9"}}, "a: blur@9 is newer than blur@1, which is known here; update nodegraph."),
        ({"a": {"node": "blur", "in": {"image": "lod"}}, "load": {"node": "load", "set": {"path": "x"}}},
         "a.image: It is wired to 'lod', which is not in the graph (did you mean 'load'?)."),
        ({"a": {"node": "blur", "in": {"image": "load.imag"}}, "load": {"node": "load", "set": {"path": "x"}}},
         "a.image: It is wired to load.imag, but 'load' (load) has no output 'imag' (did you mean 'image'?)."),
        ({"a": {"node": "blur", "in": {"imag": "load", "image": "load"}},
          "load": {"node": "load", "set": {"path": "x"}}},
         "a.imag: A wire from load.image: 'a' (blur) has no input 'imag' (did you mean 'image'?)."),
        ({"a": {"node": "add_numbers", "set": {"a": "two"}}}, "a.a: a.a is 'two', but must be a number."),
        ({"a": {"node": "add_numbers", "set": {"a": 1, "c": 2}}},
         "a.c: A value is set: 'a' (add_numbers) has no input 'c'; it has a, b."),
        ({"a": {"node": "add_numbers", "at": "left"}}, "a: 'at' in the file must be two numbers; correct it there."),
        ({"a": {"node": "add_numbers", "bypassed": 1}},
         "a: 'bypassed' in the file must be true or false; correct it there."),
        ({"a": {"set": {}}}, "a: The file does not say what this node is; give it a 'node'."),
        ({"a": {"node": 5}}, "a: 'node' in the file must be text such as 'resize' or 'resize@2'; correct it there."),
    ],
)  # fmt: skip
def test_a_node_that_is_wrong_opens_with_its_sentence(nodes: dict[str, Any], words: str, specs: Specs) -> None:
    assert words in sentences({"nodes": nodes}, specs)


@pytest.mark.parametrize(
    "block",
    [
        {"node": "acme:glow@3", "at": [3, 4.5], "set": {"x": 1.0, "deep": {"b": [1, {"a": None}]}}, "in": {"i": "a"}},
        {"node": "acme:glow", "at": [0, 0], "in": {"i": "a.name"}, "set": {"n": [1, 2], "p": "../rel"}, "color": "red"},
        {"node": "blur@7", "at": [0, 0], "set": {"sigma": 1.0}, "future": [1, 2]},
        {"node": "unsharp", "at": [0, 0], "set": {"amount": 3}, "in": ["a"]},
        {"node": "blur", "at": "left", "set": {"sigma": 1.0}, "bypassed": "maybe"},
        {"node": 7, "at": [1, 2, 3], "set": [], "in": {"i": 5}},
        {"at": [0, 0], "label": 3},
        {"node": "graph:mine", "at": [0, 0]},
    ],
)
def test_a_grey_node_survives_byte_for_byte(block: dict[str, Any], specs: Specs) -> None:
    graph = opened({"nodes": {"a": {"node": "load", "at": [0, 0], "set": {"path": "x"}}, "grey": block}}, specs)
    assert any(problem.node == "grey" for problem in check(graph, specs))
    data = encode(graph, HERE, specs)
    assert json.loads(data)["nodes"]["grey"] == block
    moved = edit.move(graph, {"a": (5, 5)})
    begin = re.compile(rb'    "grey": \{.*?\n    \}', re.S)
    assert begin.findall(encode(moved, HERE, specs)) == begin.findall(data) != []
    assert encode(decode(data, HERE, specs).graph, HERE, specs) == data


def test_a_grey_node_says_what_to_install(specs: Specs) -> None:
    found = sentences({"nodes": {"a": {"node": "acme:glow"}}, "made_with": {"acme-nodes": "2.1"}}, specs)
    assert found == ["a: There is no node called 'acme:glow' here; install acme-nodes 2.1."]


def test_unknown_keys_are_written_back(specs: Specs) -> None:
    text = {
        "future": {"z": 1, "a": [1.5, None]},
        "nodes": {"a": {"node": "add_numbers", "at": [0, 0], "set": {"a": 1}, "pinned": True}},
        "parameters": {"p": {"to": ["a.a"], "order": 1}},
        "frames": {"f": {"nodes": ["a"], "shade": "dark"}},
        "notes": {"about": "x"}, "view": {"zoom": 2}, "graphs": {"g": {}},
    }  # fmt: skip
    assert json.loads(encode(opened(text, specs), HERE, specs)) == {"nodegraph": 1, **text}


# --- versions


def test_an_old_node_gets_its_ports_and_words_renamed(specs: Specs) -> None:
    text = {
        "nodes": {
            "load": {"node": "load", "set": {"path": "x"}},
            "s": {"node": "unsharp", "in": {"image": "load"}, "set": {"amount": 3.0, "mode": "fast"}},
            "b": {"node": "blur", "in": {"image": "s.result"}},
        },
        "parameters": {"power": "s.amount"},
    }
    found = decode(json.dumps({"nodegraph": 1, **text}).encode(), HERE, specs, "cat.ng")
    node = found.graph.nodes["s"]
    assert (node.type, node.version, node.set) == ("sharpen", 3, {"power": 3.0, "mode": "quick"})
    assert found.graph.nodes["b"].wires == {"image": Wire("s", "image")}
    assert found.graph.parameters["power"].to == (Wire("s", "power"),)
    assert check(found.graph, specs) == []
    assert [problem.severity for problem in found.problems] == ["warning"]
    assert json.loads(encode(found.graph, HERE, specs))["nodes"]["s"]["node"] == "sharpen@3"


def test_each_version_is_read_by_its_own_names(specs: Specs) -> None:
    nodes = {"s": {"node": "sharpen@2", "set": {"strength": 3.0, "amount": 1.0}}}
    assert opened({"nodes": nodes}, specs).nodes["s"].set == {"power": 3.0, "amount": 1.0}


def test_an_old_file_is_kept_once_when_it_is_written(tmp_path: Path, specs: Specs) -> None:
    file = tmp_path / "old.ng"
    file.write_text('{"nodegraph": 1, "nodes": {"s": {"node": "sharpen", "set": {"amount": 3.0}}}}')
    before = file.read_bytes()
    graph = read(file, specs).graph
    write(graph, file, specs)
    backup = tmp_path / "old.ng.bak"
    assert backup.read_bytes() == before
    file.write_bytes(before + b" ")
    write(graph, file, specs)
    assert backup.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["old.ng", "old.ng.bak"]


def test_a_file_of_today_is_written_without_a_backup(tmp_path: Path, specs: Specs) -> None:
    graph, _ = edit.add(Graph(), specs["sharpen"])
    write(graph, tmp_path / "new.ng", specs)
    write(edit.move(graph, {"sharpen": (1, 1)}), tmp_path / "new.ng", specs)
    assert [p.name for p in tmp_path.iterdir()] == ["new.ng"]


# --- stable


def test_rewiring_one_input_changes_one_line(specs: Specs) -> None:
    graph = Graph()
    for name in ("load", "tint", "blur"):
        graph, _ = edit.add(graph, specs[name])
    graph, _ = edit.add(graph, specs["blend"], wires={"base": Wire("load"), "layer": Wire("tint")}, specs=specs)
    one = encode(graph, HERE, specs).splitlines()
    two = encode(edit.connect(graph, specs, Wire("blur"), "blend", "base"), HERE, specs).splitlines()
    assert len(one) == len(two)
    assert [(a, b) for a, b in zip(one, two, strict=True) if a != b] == [
        (b'        "base": "load",', b'        "base": "blur",')
    ]


def test_equal_graphs_give_equal_bytes(specs: Specs) -> None:
    one, _ = edit.add(Graph(), specs["load"])
    one, _ = edit.add(one, specs["blur"])
    two, _ = edit.add(Graph(), specs["blur"])
    two, _ = edit.add(two, specs["load"])
    assert one == two
    assert encode(one, HERE, specs) == encode(two, HERE, specs)


def test_the_main_port_is_written_as_the_bare_node(specs: Specs) -> None:
    nodes = {"load": {"node": "load"}, "u": {"node": "upper", "in": {"text": "load.name"}}, "b": {"node": "blur", "in": {"image": "load.image"}}}  # fmt: skip  # noqa: E501
    graph = opened({"nodes": nodes}, specs)
    assert graph.nodes["b"].wires["image"] == Wire("load", "image")
    written = json.loads(encode(graph, HERE, specs))["nodes"]
    assert written["b"]["in"] == {"image": "load"}
    assert written["u"]["in"] == {"text": "load.name"}


def test_a_parameter_with_one_target_is_a_text(specs: Specs) -> None:
    graph, _ = edit.add(Graph(), specs["blur"])
    graph = edit.expose(graph, specs, "sigma", [Wire("blur", "sigma")])
    assert json.loads(encode(graph, HERE, specs))["parameters"] == {"sigma": "blur.sigma"}
    graph = edit.expose(graph, specs, "sigma", [Wire("blur", "sigma")], "how soft")
    assert json.loads(encode(graph, HERE, specs))["parameters"] == {"sigma": {"to": ["blur.sigma"], "help": "how soft"}}


# --- paths


def test_paths_below_the_file_are_written_relative(specs: Specs) -> None:
    for held, text in {
        str(HERE / "photos" / "cat.jpg"): "photos/cat.jpg",
        str(HERE): ".",
        str(HERE.parent / "cat.jpg"): str(HERE.parent / "cat.jpg"),
        str(HERE) + "-2/cat.jpg": str(HERE) + "-2/cat.jpg",
    }.items():
        graph, _ = edit.add(Graph(), specs["load"], values={"path": held})
        data = encode(graph, HERE, specs)
        assert json.loads(data)["nodes"]["load"]["set"]["path"] == text
        assert decode(data, HERE, specs).graph == graph


@pytest.mark.skipif(os.name == "nt", reason="paths of Linux and macOS")
def test_paths_of_another_system_stay_as_they_are(specs: Specs) -> None:
    for path in ("D:\\photos\\cat.jpg", "\\\\server\\share\\cat.jpg"):
        nodes = {"load": {"node": "load", "at": [0, 0], "set": {"path": path}}}
        graph = opened({"nodes": nodes}, specs)
        assert graph.nodes["load"].set["path"] == path
        assert json.loads(encode(graph, HERE, specs))["nodes"] == nodes


@given(path=st.lists(st.text("ab.\\: é\udcff", min_size=1, max_size=4), min_size=1, max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_path_below_the_file_comes_back(path: list[str], specs: Specs) -> None:
    held = os.path.normpath(os.path.join(HERE, *path))
    graph = Graph(nodes={"load": Node("load", set={"path": held})})
    assert decode(encode(graph, HERE, specs), HERE, specs).graph == graph


def test_a_graph_moves_with_its_folder(tmp_path: Path, specs: Specs) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    graph, _ = edit.add(Graph(), specs["load"], values={"path": str(one / "cat.jpg")})
    write(graph, one / "x.ng", specs)
    one.rename(two)
    assert read(two / "x.ng", specs).graph.nodes["load"].set["path"] == str(two / "cat.jpg")


# --- files


def test_only_regular_files_are_opened(tmp_path: Path, specs: Specs) -> None:
    (tmp_path / "cat.ng").write_text('{"nodegraph": 1}')
    with pytest.raises(FileRefused, match=r"no file .*did you mean 'cat\.ng'"):
        read(tmp_path / "cta.ng", specs)
    with pytest.raises(FileRefused, match="is a folder"):
        read(tmp_path, specs)
    with pytest.raises(FileRefused, match="cannot be opened"):
        read(tmp_path / "cat.ng" / "x.ng", specs)
    with pytest.raises(FileRefused, match="cannot be opened"):
        read(tmp_path / "a\0b.ng", specs)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_without_waiting(tmp_path: Path, specs: Specs) -> None:
    os.mkfifo(tmp_path / "pipe.ng")
    with pytest.raises(FileRefused, match="no regular file"):
        read(tmp_path / "pipe.ng", specs)


def test_a_file_over_64_mib_is_refused_unread(tmp_path: Path, specs: Specs) -> None:
    with (tmp_path / "big.ng").open("wb") as file:
        file.truncate(64 * 2**20 + 1)
    with pytest.raises(FileRefused, match=r"big\.ng is larger than 64 MiB"):
        read(tmp_path / "big.ng", specs)


def test_writing_keeps_mode_and_link_and_leaves_nothing_behind(tmp_path: Path, specs: Specs) -> None:
    real = tmp_path / "real.ng"
    write(Graph(), real, specs)
    real.chmod(0o640)
    link = tmp_path / "link.ng"
    link.symlink_to(real)
    graph, _ = edit.add(Graph(), specs["blur"])
    write(graph, link, specs)
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert read(real, specs).graph.nodes == graph.nodes
    assert len(list(tmp_path.iterdir())) == 2


def test_a_write_that_cannot_be_done_says_so(tmp_path: Path, specs: Specs) -> None:
    with pytest.raises(FileRefused, match=r"cannot be written: No such file"):
        write(Graph(), tmp_path / "none" / "x.ng", specs)
    with pytest.raises(FileRefused, match="is a folder"):
        write(Graph(), tmp_path, specs)


def test_a_file_names_the_packages_of_its_nodes(tmp_path: Path, specs: Specs) -> None:
    graph, _ = edit.add(Graph(made_with={"gone": "1"}), specs["blur"])
    write(graph, tmp_path / "x.ng", specs)
    assert read(tmp_path / "x.ng", specs).graph.made_with.keys() == {"nodegraph"}
    grey = msgspec.structs.replace(graph, nodes={"g": Node("gone:x")})
    write(grey, tmp_path / "x.ng", specs)
    assert read(tmp_path / "x.ng", specs).graph.made_with["gone"] == "1"


# --- round trips of random graphs


def few(of: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=2).map(tuple)


texts = st.text(max_size=5)
values = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False, allow_infinity=False), texts,
    st.lists(st.floats(0, 1), max_size=3),
)  # fmt: skip
anything = st.recursive(
    values, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=6
)
ids = st.sampled_from(["load", "load-2", "größe", "_x", "b-10", "count", "s"])
extras = st.dictionaries(st.sampled_from(["future", "zz", ""]), anything, max_size=2)
places = st.tuples(st.floats(-1e6, 1e6), st.integers(-9999, 9999).map(float))
wires = st.builds(Wire, ids, st.sampled_from(["name", "other"]))
grey = st.builds(
    Node, st.sampled_from(["acme:glow", "nothing", "graph:x"]), version=st.integers(1, 5), at=places,
    set=st.dictionaries(texts, values, max_size=3), wires=st.dictionaries(st.sampled_from("pq"), wires, max_size=2),
    label=texts, disabled=st.booleans(), extra=extras,
)  # fmt: skip
known = st.builds(
    Node, st.just("sharpen"), version=st.just(3), at=places, wires=st.dictionaries(st.just("image"), wires),
    set=st.dictionaries(st.sampled_from(["power", "other"]), values.filter(lambda value: value != 1), max_size=2),
    color=texts, bypassed=st.booleans(), collapsed=st.booleans(), extra=extras,
)  # fmt: skip
random_graphs = st.builds(
    Graph,
    nodes=st.dictionaries(ids, known | grey, max_size=5),
    parameters=st.dictionaries(texts, st.builds(Parameter, few(wires), texts, extras), max_size=2),
    frames=st.dictionaries(texts, st.builds(Frame, few(ids), texts, texts, extras), max_size=2),
    notes=st.dictionaries(texts, anything, max_size=2),
    view=st.dictionaries(texts, anything, max_size=2),
    made_with=st.dictionaries(texts, texts, max_size=2),
    extra=extras,
)  # fmt: skip


@given(graph=random_graphs)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_a_graph_comes_back_from_its_file(graph: Graph, specs: Specs) -> None:
    data = encode(graph, HERE, specs)
    back = decode(data, HERE, specs).graph
    assert back == graph
    assert encode(back, HERE, specs) == data


@pytest.mark.parametrize("number", [-(10**18), -(2**63) + 1, 2**63 - 1])
def test_whole_numbers_of_64_bits_come_back_exactly(number: int, specs: Specs) -> None:
    assert opened(f'{{"nodegraph": 1, "nodes": {{"a": {{"node": "blur", "x": {number}}}}}}}', specs).nodes[
        "a"
    ].extra == {"x": number}


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
def test_random_edits_are_undone_and_redone_to_the_same_values(data: st.DataObject, specs: Specs) -> None:
    history = History(Graph())
    states = [history.graph]
    for _ in range(data.draw(st.integers(1, 12))):
        changed = random_edit(data, history.graph, specs)
        if changed is not history.graph:
            history.push("edit", changed)
            states.append(changed)
            assert decode(encode(changed, HERE, specs), HERE, specs).graph == changed
    kept = [encode(state, HERE, specs) for state in states]
    for state, before in zip(reversed(states), reversed(kept), strict=True):
        assert history.graph is state
        assert encode(history.graph, HERE, specs) == before
        history.undo()
    for state in states[1:]:
        assert history.redo() is state


def random_edit(data: st.DataObject, graph: Graph, specs: Specs) -> Graph:
    """Return the graph after one edit, or itself where that edit is refused."""
    one = data.draw(st.sampled_from([*graph.nodes, "none"]))
    two = data.draw(st.sampled_from([*graph.nodes, "none"]))
    spec = specs[graph.nodes[one].type] if one in graph.nodes else specs["blur"]
    port = data.draw(st.sampled_from([*(p.name for p in spec.inputs), "none"]))
    paths = [p.name for p in spec.inputs if isinstance(p.kind, PathKind)]
    edits = {
        "add": lambda: edit.add(graph, data.draw(st.sampled_from(list(specs.values()))))[0],
        "remove": lambda: edit.remove(graph, [one, two]),
        "heal": lambda: edit.remove_and_heal(graph, specs, [one]),
        "rename": lambda: edit.rename(graph, one, data.draw(ids)),
        "move": lambda: edit.move(graph, {one: data.draw(places)}),
        "connect": lambda: edit.connect(graph, specs, Wire(two), one, port),
        "insert": lambda: edit.insert_on_wire(graph, specs, two, one, port),
        # A path within a graph is absolute.
        "set": lambda: edit.set_value(
            graph, specs, one, port, data.draw(st.sampled_from(["/x/y"] if port in paths else [1, 2.5, "jpeg", True]))
        ),
        "duplicate": lambda: edit.duplicate(graph, [one, two])[0],
        "bypass": lambda: edit.bypass(graph, [one]),
        "frame": lambda: edit.frame(graph, [one, two])[0],
        "expose": lambda: edit.expose(graph, specs, "p", [Wire(one, port)]),
    }
    try:
        return edits[data.draw(st.sampled_from(sorted(edits)))]()
    except GraphError:
        return graph
