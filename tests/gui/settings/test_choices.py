"""What can be set is bounded, lies in one readable file, and reaches the engine."""

import json
import os

import pytest

from nodegraph.core.client import Engine
from nodegraph.core.messages import Devices, ListDevices
from nodegraph.gui.keep import Kept
from nodegraph.gui.settings.choices import LIMITS, NAMES, Choices, Environment, default_of, read_choices
from nodegraph.gui.settings.wishes import Wishes


@pytest.fixture
def bare(monkeypatch):
    """No variable is given from outside."""
    for name in Choices().environment():
        monkeypatch.delenv(name, raising=False)
    yield
    for name in Choices().environment():
        os.environ.pop(name, None)


@pytest.mark.parametrize("name", LIMITS)
def test_numbers_stay_within_their_limits(name):
    low, high = LIMITS[name]
    assert getattr(Choices().put(name, low - 1), name) == low
    assert getattr(Choices().put(name, high + 1), name) == high


@pytest.mark.parametrize(
    ("name", "value"),
    [("theme", "pink"), ("theme", 3), ("scale", 1.1), ("autosave_s", "5"), ("autosave_s", True), ("language", "xx"),
     ("runtime", "abacus"), ("cache_folder", None)],
)  # fmt: skip
def test_what_is_not_allowed_changes_nothing(name, value):
    assert Choices().put(name, value) == Choices()
    assert read_choices({name: value}) == Choices()


def test_settings_are_read_again_as_they_were_and_defaults_are_not_in_the_file(state):
    wishes = Wishes(Kept())
    wishes.put("theme", "light")
    wishes.put("results_mib", 2048)
    wishes.put("scale", 2.0)
    wishes.put("results_mib", default_of("results_mib"))
    stored = json.loads((state / "settings.json").read_text())
    assert stored == {"theme": "light", "scale": 2.0}
    assert Wishes(Kept()).choices == Choices(theme="light", scale=2.0)


def test_a_whole_number_is_a_scale_too():
    assert read_choices({"scale": 2}).scale == 2.0


def test_entries_that_are_not_known_here_stay(state):
    state.mkdir()
    (state / "settings.json").write_text('{"of_the_future": [1, 2], "theme": "light"}')
    wishes = Wishes(Kept())
    wishes.put("theme", "dark")
    wishes.put("autosave_s", 9)
    assert json.loads((state / "settings.json").read_text())["of_the_future"] == [1, 2]


def test_two_windows_keep_each_others_changes(state):
    one, other = Wishes(Kept()), Wishes(Kept())
    one.put("theme", "light")
    other.put("autosave_s", 9)
    assert json.loads((state / "settings.json").read_text()) == {"theme": "light", "autosave_s": 9}


def test_a_change_is_told_once_and_resetting_tells_what_changed(qtbot):
    wishes = Wishes(Kept())
    told = []
    wishes.changed.connect(told.append)
    wishes.put("theme", "light")
    wishes.put("theme", "light")
    wishes.put("device", "cpu")
    assert told == ["theme", "device"]
    told.clear()
    wishes.reset()
    assert sorted(told) == ["device", "theme"]
    assert wishes.choices == Choices()


def test_a_run_gets_what_is_set():
    choices = Choices(device="cpu", precision="fp32", runtime="ncnn", stream_mib=100, results_mib=200)
    settings = choices.run_settings(only=("a",))
    assert (settings.device, settings.precision, settings.runtime) == ("cpu", "fp32", "ncnn")
    assert (settings.window, settings.memory, settings.only) == (100 << 20, 200 << 20, ("a",))


def test_the_environment_follows_the_settings_and_forgets_them_again(bare, tmp_path):
    environment = Environment()
    assert environment.apply(Choices(cache_folder=str(tmp_path), pixels_mib=64, cache_gib=9))
    assert os.environ["NODEGRAPH_CACHE"] == str(tmp_path)
    assert os.environ["NODEGRAPH_PIXEL_BUDGET"] == str(64 << 20)
    assert os.environ["NODEGRAPH_CACHE_BYTES"] == str(9 << 30)
    assert not environment.apply(Choices(cache_folder=str(tmp_path), pixels_mib=64, cache_gib=9))
    assert environment.apply(Choices())
    assert not any(name in os.environ for name in Choices().environment())


def test_what_is_given_from_outside_stays(bare, monkeypatch, tmp_path):
    monkeypatch.setenv("NODEGRAPH_CACHE", "/given")
    environment = Environment()
    assert environment.given("cache_folder") == "NODEGRAPH_CACHE"
    assert not environment.apply(Choices(cache_folder=str(tmp_path)))
    assert os.environ["NODEGRAPH_CACHE"] == "/given"


def test_an_engine_works_in_the_cache_folder_that_is_set(bare, tmp_path):
    Environment().apply(Choices(cache_folder=str(tmp_path / "elsewhere")))
    with Engine() as engine:
        engine.request(ListDevices(0), Devices)
    assert any((tmp_path / "elsewhere").iterdir())


def test_every_setting_has_a_default_that_is_allowed():
    for name in NAMES:
        assert getattr(Choices().put(name, default_of(name)), name) == default_of(name)
