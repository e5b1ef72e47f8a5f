"""Converted files: whole or not there, whoever converts at the same time, whatever dies meanwhile."""

import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

import nodegraph.runtimes.convert
from nodegraph.catalogue.cards import shipped
from nodegraph.core.errors import ModelRefused, StorageFull, ValueRefused
from nodegraph.core.facts import ModelFact
from nodegraph.core.places import cache_folder
from nodegraph.runtimes.certificate import Way
from nodegraph.runtimes.converted import existing_file, file_for, forget
from nodegraph.runtimes.model import open_model
from nodegraph.runtimes.subject import Subject


def subject(framework: str = "torch") -> Subject:
    return Subject(Path("/models/photo.pth"), "ab" * 32, ModelFact(name="photo", runtime=framework))


def halves(target: Path) -> None:
    """Write both files of an ncnn model, with time between them."""
    target.write_text("7767517")
    time.sleep(0.05)
    target.with_suffix(".bin").write_bytes(b"weights")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Have a conversion be two small files; return where they were written."""
    made: list[Path] = []

    def convert(source: Path, target: Path, **options: Any) -> None:
        made.append(target)
        halves(target)

    monkeypatch.setattr(nodegraph.runtimes.convert, "convert", convert)
    return made


def left_behind() -> list[str]:
    return [path.name for path in (cache_folder() / "converted").rglob("*.part")]


def test_a_conversion_is_done_once(calls: list[Path]) -> None:
    first = file_for(subject(), "ncnn")
    assert first.with_suffix(".bin").read_bytes() == b"weights"
    assert file_for(subject(), "ncnn") == first == existing_file(subject(), "ncnn")
    assert len(calls) == 1
    assert left_behind() == []


def test_what_reads_the_same_file_shares_it(calls: list[Path]) -> None:
    assert file_for(subject(), "onnx") == file_for(subject(), "openvino")
    assert file_for(subject("onnx"), "openvino") == subject().path
    assert len(calls) == 1


def test_a_copy_of_a_model_that_comes_along_has_its_twin_too(calls: list[Path], tmp_path: Path) -> None:
    card = shipped()[0]
    elsewhere = Path(shutil.copy(card.path, tmp_path / "renamed.safetensors"))
    model = open_model(elsewhere)
    copy = Subject(elsewhere, model.fact.sha256 or "", model.fact)
    assert file_for(copy, "ncnn") == card.path.with_suffix(".param")
    assert model.route().way == Way("ncnn", "cpu", "fp32")
    assert not calls


def test_two_at_once_get_the_same_whole_file(calls: list[Path]) -> None:
    found: list[Path] = []
    threads = [threading.Thread(target=lambda: found.append(file_for(subject(), "ncnn"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert sorted(path.name for path in found[0].parent.iterdir()) == ["model.bin", "model.param"]
    assert left_behind() == []


def test_a_conversion_that_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def convert(source: Path, target: Path, **options: Any) -> None:
        target.write_text("half")
        raise ModelRefused("pnnx does not know this layer.")

    monkeypatch.setattr(nodegraph.runtimes.convert, "convert", convert)
    with pytest.raises(ModelRefused):
        file_for(subject(), "ncnn")
    assert existing_file(subject(), "ncnn") is None
    assert left_behind() == []


def test_a_cache_that_cannot_be_written_is_one_sentence(calls: list[Path]) -> None:
    (cache_folder() / "converted").write_text("in the way")
    with pytest.raises(StorageFull, match="cache folder"):
        file_for(subject(), "ncnn")
    assert not calls


def test_what_no_conversion_leads_to_is_refused(calls: list[Path]) -> None:
    with pytest.raises(ValueRefused, match="choose the runtime auto or ncnn"):
        file_for(subject("ncnn"), "torch")


def test_a_file_of_no_use_is_forgotten(calls: list[Path]) -> None:
    file_for(subject(), "ncnn")
    forget(subject(), "ncnn")
    assert existing_file(subject(), "ncnn") is None


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_program_killed_in_the_middle_leaves_no_half_file(calls: list[Path]) -> None:
    code = (
        "import sys, time; from pathlib import Path; import nodegraph.runtimes.convert as c\n"
        "def convert(source, target, **options):\n"
        "    target.write_text('half'); print('begun', flush=True); time.sleep(60)\n"
        "c.convert = convert\n"
        "from nodegraph.runtimes.converted import file_for; from nodegraph.runtimes.subject import Subject\n"
        "from nodegraph.core.facts import ModelFact\n"
        "file_for(Subject(Path('/models/photo.pth'), 'ab' * 32, ModelFact(name='photo', runtime='torch')), 'ncnn')\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=dict(os.environ))
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    process.kill()
    process.wait()
    process.stdout.close()
    assert existing_file(subject(), "ncnn") is None
    assert file_for(subject(), "ncnn").is_file()
    assert left_behind() == [], "what the dead one left is swept"
