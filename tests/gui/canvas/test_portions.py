"""A large difference is shown in portions: what is in view first, and in the end what the document holds."""

import random

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from nodegraph.core import edit
from nodegraph.core.facts import PictureFact
from nodegraph.core.file import write
from nodegraph.core.graph import Graph, Node, Wire
from nodegraph.core.registry import known_specs
from nodegraph.gui.canvas.portions import AT_ONCE
from nodegraph.gui.canvas.state import NOTHING_KNOWN
from nodegraph.gui.document import Document
from nodegraph.gui.documents.previews import preview_of
from nodegraph.gui.theme import DARK
from tests.gui.dealt import deal
from tests.gui.hand import until
from tests.gui.test_fuzz import at_once, look

SPECS = known_specs()
KINDS = "blend", "invert", "pass_through", "switch", "no_such_node"
SPACE = 320.0, 520.0
ACROSS = 20


def many(count, dice):
    """Return nodes in rows, each with wires from earlier ones and, for some, from later ones."""
    nodes = {}
    for index in range(count):
        kind = dice.choice(KINDS)
        spec = SPECS.get(kind)
        ports = [port.name for port in spec.inputs if not port.stream] if spec else ["x"]
        wires = {}
        for port in ports[:2]:
            source = dice.randrange(count)
            if source != index and dice.random() < 0.6:
                wires[port] = Wire(f"n-{source}", "")
        at = SPACE[0] * (index % ACROSS), SPACE[1] * (index // ACROSS)
        nodes[f"n-{index}"] = Node(kind, at=at, wires=wires)
    return Graph(nodes)


@pytest.fixture
def document(qtbot):
    document = Document(DARK, SPECS)
    qtbot.addWidget(document)
    document.resize(900, 600)
    return document


def whole(scene):
    return until(lambda: not scene.coming)


def heights(scene):
    """Return the nodes as they lie on one another."""
    return sorted(scene.items_, key=lambda name: scene.items_[name].order)


def turn(times=1):
    for _ in range(times):
        QApplication.processEvents()


def test_a_large_graph_comes_in_portions_and_ends_as_if_shown_at_once(document):
    graph = many(5 * AT_ONCE, random.Random(1))
    scene = document.scene_
    document.session.begin(graph, None)
    assert 0 < len(scene.items_) <= AT_ONCE
    whole(scene)
    assert scene.graph is graph
    assert look(scene) == at_once(graph)
    assert heights(scene) == list(graph.nodes)


def test_what_is_in_view_comes_first(document):
    graph = many(5 * AT_ONCE, random.Random(2))
    far_down = graph.nodes[f"n-{5 * AT_ONCE - 1}"].at
    document.view.setSceneRect(-100, -100, 30_000, 30_000)
    document.view.centerOn(*far_down)
    document.session.begin(graph, None)
    seen = document.view.mapToScene(document.view.viewport().rect()).boundingRect()
    in_view = {name for name, node in graph.nodes.items() if seen.contains(*node.at)}
    assert in_view
    assert in_view <= document.scene_.items_.keys()
    assert document.scene_.coming


def test_each_turn_of_the_window_shows_a_bounded_number_of_nodes(document):
    scene = document.scene_
    document.session.begin(many(6 * AT_ONCE, random.Random(3)), None)
    before, counts = len(scene.items_), []
    while scene.coming:
        scene._go_on()
        counts.append(len(scene.items_) - before)
        before = len(scene.items_)
    assert max(counts) <= AT_ONCE


@pytest.mark.parametrize("seed", range(4))
def test_edits_that_come_while_it_is_shown_end_as_if_shown_at_once(document, seed):
    """Also undo and redo of everything, renames, and what removes nodes that are still to come."""
    dice = random.Random(seed)
    session, scene = document.session, document.scene_
    session.begin(many(4 * AT_ONCE, dice), None)
    for _ in range(25):
        match dice.randrange(6):
            case 0:
                names = dice.sample(list(session.graph.nodes), len(session.graph.nodes) * 2 // 3)
                session.edit("Remove", lambda graph, names=names: edit.remove(graph, names))
            case 1:
                session.undo()
            case 2:
                session.redo()
            case 3:
                shift = dice.choice((40.0, -900.0))
                places = {name: (node.at[0] + shift, node.at[1]) for name, node in session.graph.nodes.items()}
                session.edit("Move", lambda graph, places=places: edit.move(graph, places))
            case _:
                session.edit(*deal(dice, session.graph, SPECS))
        turn(dice.randrange(3))
        if dice.random() < 0.2:
            document.view.centerOn(dice.uniform(0, 6000), dice.uniform(0, 9000))
        if dice.random() < 0.15:
            whole(scene)
            assert look(scene) == at_once(session.graph)
    whole(scene)
    assert scene.graph is session.graph
    assert look(scene) == at_once(session.graph)


def test_the_order_in_which_nodes_lie_on_one_another_is_the_documents(document):
    graph = many(4 * AT_ONCE, random.Random(5))
    session, scene = document.session, document.scene_
    session.begin(graph, None)
    session.edit("Add", lambda graph: edit.add(graph, SPECS["invert"], (0.0, 0.0))[0])
    whole(scene)
    assert heights(scene) == list(session.graph.nodes)


def test_who_asks_for_a_node_that_is_still_to_come_gets_it(document):
    graph = many(4 * AT_ONCE, random.Random(6))
    document.session.begin(graph, None)
    scene = document.scene_
    name = next(name for name in graph.nodes if name not in scene.items_)
    assert scene.items_[name].node is graph.nodes[name]
    assert not scene.coming
    with pytest.raises(KeyError):
        scene.items_["nobody"]


def test_what_is_told_of_a_node_that_is_still_to_come_is_shown_once_it_comes(document):
    graph = many(4 * AT_ONCE, random.Random(7))
    document.session.begin(graph, None)
    scene = document.scene_
    view = NOTHING_KNOWN._replace(problem="It is wrong.", facts={"": PictureFact(3, 2)})
    late = [name for name in graph.nodes if name not in scene.items_]
    scene.show_views(dict.fromkeys(late, view))
    whole(scene)
    assert all(scene.items_[name].view == view for name in late)


def test_all_is_selected_and_fitted_while_some_is_still_to_come(document):
    graph = many(4 * AT_ONCE, random.Random(8))
    document.session.begin(graph, None)
    document.scene_.select_all()
    assert document.scene_.selected() == list(graph.nodes)
    document.session.undo()
    document.session.begin(Graph(), None)
    document.session.begin(graph, None)
    document.resize(900, 1100)
    document.show()
    document.view.fit()
    seen = document.view.mapToScene(document.view.viewport().rect()).boundingRect()
    assert all(seen.contains(QPointF(*node.at)) for node in graph.nodes.values())


def test_the_small_picture_of_a_file_waits_until_all_of_it_is_shown(new_window, tmp_path):
    path = tmp_path / "many.ng"
    write(Graph({f"n-{i}": Node("invert", at=(300.0 * i, 0.0)) for i in range(3 * AT_ONCE)}), path, SPECS)
    window = new_window()
    assert window.open(path)
    assert window.scene_.coming
    assert preview_of(path) is None
    whole(window.scene_)
    assert preview_of(path) is not None
    assert window.files.kept.recent == [path]
