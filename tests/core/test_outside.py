"""What a graph reaches beyond its folder is found by its words, links included, and nothing outside is looked at."""

import os

import pytest

from nodegraph.core import edit
from nodegraph.core.graph import Graph, Node, Wire
from nodegraph.core.outside import paths_in, reaches, without
from nodegraph.core.registry import known_specs
from nodegraph.core.share import shared

SPECS = known_specs()


def graph_of(**values):
    """load_image -> save_image, with values by `node__port`."""
    graph = Graph()
    for kind in ("load_image", "save_image"):
        mine = {key.partition("__")[2]: str(value) for key, value in values.items() if key.startswith(kind)}
        graph, _ = edit.add(graph, SPECS[kind], values=mine)
    return edit.connect(graph, SPECS, Wire("load_image", "image"), "save_image", "image")


def found_in(graph, folder):
    return [(reach.node, reach.path, reach.writes) for reach in reaches(graph, SPECS, folder)]


def test_what_lies_in_the_folder_is_inside(tmp_path):
    graph = graph_of(load_image__path=tmp_path / "a" / "b.png", save_image__folder=tmp_path)
    assert found_in(graph, tmp_path) == []
    assert len(found_in(graph, None)) == 2
    assert found_in(graph, tmp_path / "a") == [("save_image", str(tmp_path), True)]


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "//server/share/a.png",
        "\\\\server\\share\\a.png",
        "C:\\a.png",
        "a\0b",
        "{}/../b.png",
        "{}2/b.png",
    ],
)
def test_what_leads_out_is_outside(tmp_path, path):
    path = path.format(tmp_path)
    graph = Graph(nodes={"a": Node("load_image", set={"path": path})})
    assert found_in(graph, tmp_path) == [("a", path, False)]


@pytest.mark.skipif(os.name == "nt", reason="making links takes rights on Windows")
def test_a_link_that_leads_out_is_outside(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link").symlink_to(tmp_path)
    path = tmp_path / "in" / "link" / "b.png"
    assert found_in(graph_of(load_image__path=path), tmp_path / "in") == [("load_image", str(path), False)]


def test_a_path_from_a_text_is_outside_and_one_from_a_listing_inside_is_not(tmp_path):
    graph = graph_of()
    graph, listing = edit.add(graph, SPECS["list_images"], values={"folder": str(tmp_path)})
    listed = edit.connect(graph, SPECS, Wire(listing, "path"), "load_image", "path")
    assert found_in(listed, tmp_path) == []
    assert found_in(listed, tmp_path / "x") == [("list_images", str(tmp_path), False), ("load_image", "", False)]
    graph, text = edit.add(graph, SPECS["format_text"], values={"template": "/etc/passwd"})
    told = edit.connect(graph, SPECS, Wire(text, "text"), "load_image", "path")
    assert found_in(told, tmp_path) == [("load_image", "", False)]


def test_only_paths_that_came_with_the_graph_count_where_these_are_known(tmp_path):
    graph = graph_of(load_image__path="/a/b.png", save_image__folder="/c")
    strange = paths_in(graph, SPECS)
    assert strange == {"/a/b.png", "/c"}
    chosen = edit.set_value(graph, SPECS, "load_image", "path", "/mine/b.png")
    assert [reach.node for reach in reaches(chosen, SPECS, tmp_path, strange)] == ["save_image"]
    chosen, listing = edit.add(chosen, SPECS["list_images"], values={"folder": "/mine"})
    chosen = edit.connect(chosen, SPECS, Wire(listing, "path"), "load_image", "path")
    assert [reach.node for reach in reaches(chosen, SPECS, tmp_path, strange)] == ["save_image"]


def test_the_graph_without_them_neither_runs_nor_looks_at_them(tmp_path):
    graph = graph_of(load_image__path="/etc/passwd")
    rest = without(graph, reaches(graph, SPECS, tmp_path))
    assert [name for name, node in rest.nodes.items() if node.disabled] == ["load_image"]
    assert not graph.nodes["load_image"].disabled


def test_a_graph_to_give_away_names_no_folder_of_this_machine(tmp_path):
    home, target = tmp_path / "home", tmp_path / "gift"
    graph = graph_of(load_image__path=home / "a" / "b.png", save_image__folder="/private/me/out")
    graph, _ = edit.add(graph, SPECS["load_image"], values={"path": "/private/x/c.png"})
    graph, _ = edit.add(graph, SPECS["load_image"], values={"path": "/private/y/c.png"})
    gift = shared(graph, SPECS, home, target)
    values = [value for node in gift.graph.nodes.values() for value in node.set.values()]
    assert values[:2] == [str(target / "a" / "b.png"), str(target / "out")]
    assert values[2] == str(target / "c.png")
    assert values[3].endswith("-c.png")
    assert "private" not in "".join(values)
    assert list(gift.moved) == ["/private/me/out", "/private/x/c.png", "/private/y/c.png"]
    assert reaches(gift.graph, SPECS, target) == []
