"""What a saved picture is called: by a template, beside its source where no folder is named, known in advance."""

from pathlib import Path

import numpy as np
import pytest

import nodegraph as ng
from nodegraph import Lazy, NodegraphError, Picture
from nodegraph.core.messages import Event, NodeState
from nodegraph.engine.building import Script
from nodegraph.engine.known import Known
from nodes.image.save import save_image

PIXELS = np.zeros((6, 8, 3), np.uint8)


def made_of(source: Path, times: int = 2) -> Picture:
    return Picture(np.zeros((6 * times, 8 * times, 3), np.uint8), path=source, origin=(8, 6))


def saved(picture: Picture, *place: Path, **wishes: object) -> Path:
    return save_image(Lazy(lambda: picture), *place, **wishes)  # type: ignore[no-any-return]


def test_without_a_folder_it_goes_beside_its_source_under_its_name(tmp_path: Path) -> None:
    assert saved(made_of(tmp_path / "cat.jpg")) == tmp_path / "upscaled" / "cat.png"


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{name}_{scale}x", "cat_2x.png"),
        ("{width:05}x{height}", "00016x12.png"),
        ("{folder}-{name}.png", "pets-cat.png"),
        ("{{{name}}}", "{cat}.png"),
        ("plain", "plain.png"),
    ],
)
def test_the_template_is_filled_in(tmp_path: Path, template: str, name: str) -> None:
    source = tmp_path / "pets" / "cat.jpg"
    source.parent.mkdir()
    assert saved(made_of(source), tmp_path / "out", template=template).name == name


def test_a_name_of_its_own_comes_before_that_of_the_source(tmp_path: Path) -> None:
    picture = made_of(tmp_path / "cat.jpg", 3)
    assert saved(picture, tmp_path, name="a{b}").name == "a{b}.png"
    assert saved(picture, tmp_path, name="dog", template="{name}_{scale}x").name == "dog_3x.png"


@pytest.mark.parametrize("template", ["{", "{nobody}", "a/{name}", "{name:z}", "..", ""])
def test_a_template_that_makes_no_name_is_refused_in_a_sentence(tmp_path: Path, template: str) -> None:
    with pytest.raises(NodegraphError, match=r"\.$"):
        saved(made_of(tmp_path / "cat.jpg"), tmp_path / "out", template=template)
    assert not (tmp_path / "out").exists()


def test_what_has_no_source_needs_a_folder_and_has_no_scale(tmp_path: Path) -> None:
    with pytest.raises(NodegraphError, match="choose a folder"):
        saved(Picture(PIXELS))
    assert saved(Picture(PIXELS), tmp_path).name == "picture.png"
    with pytest.raises(NodegraphError, match="scale"):
        saved(Picture(PIXELS), tmp_path, template="{scale}")


@pytest.fixture
def pets(tmp_path: Path) -> Path:
    folder = tmp_path / "pets"
    folder.mkdir()
    for name in ("cat", "dog"):
        saved(Picture(PIXELS), folder, name=name)
    return folder


def doubled(pets: Path, **wishes: object) -> Script:
    graph = ng.new()
    listed = graph.add("list_images", folder=pets)
    loaded = graph.add("load_image", path=listed["path"])
    larger = graph.add("resize", image=loaded["image"], factor=2.0)
    graph.add("save_image", image=larger, template="{name}_{scale}x", **wishes)
    return graph


def test_each_item_of_a_stream_gets_its_own_name(pets: Path) -> None:
    files = doubled(pets).run().files
    assert [file.relative_to(pets).as_posix() for file in files] == ["upscaled/cat_2x.png", "upscaled/dog_2x.png"]


def test_what_is_skipped_is_not_made_though_its_name_holds_its_size(pets: Path) -> None:
    doubled(pets).run()
    heard: list[Event] = []
    finished = doubled(pets, if_exists="skip").run(on_event=heard.append).finished
    assert (finished.done, finished.skipped) == (0, 2)
    made = {event.node for event in heard if isinstance(event, NodeState) and event.state in ("done", "cached")}
    assert "resize" not in made


def test_the_names_are_known_before_the_run(pets: Path) -> None:
    script = doubled(pets)
    writes = Known(script.library).foresee(0, script.graph).writes
    assert [Path(name).name for name in writes] == ["cat_2x.png", "dog_2x.png"]
