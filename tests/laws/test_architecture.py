"""The shape of the code: who imports whom, how long files are, what is documented."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SOURCES = sorted((REPOSITORY / "src").rglob("*.py"))
EVERYTHING = [
    *SOURCES,
    *sorted((REPOSITORY / "tests").rglob("*.py")),
    *sorted((REPOSITORY / "resources").rglob("*.py")),
]


def relative(path):
    return str(path.relative_to(REPOSITORY))


def test_import_contracts_hold():
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    answer = subprocess.run([*command, "--no-cache"], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_no_contract_lists_exceptions():
    declaration = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    assert "ignore_imports" not in declaration


@pytest.mark.parametrize("path", EVERYTHING, ids=relative)
def test_a_file_holds_one_idea_and_says_it_at_its_top(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 500
    if text.strip():
        assert ast.get_docstring(ast.parse(text, str(path))), "the first lines say the file's idea in one sentence"


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_public_functions_are_described(path):
    bare = [
        name
        for name, node in public(ast.parse(path.read_text(encoding="utf-8"), str(path)))
        if not ast.get_docstring(node)
    ]
    assert not bare


def public(tree, prefix="", shortest=0):
    """Yield the public functions of a module, and those methods that are no accessors of a few lines."""
    for node in tree.body:
        if node_is_public(node) and isinstance(node, ast.ClassDef):
            yield from public(node, f"{prefix}{node.name}.", 5)
        elif node_is_public(node) and node.end_lineno - node.lineno > shortest:
            yield prefix + node.name, node


def node_is_public(node):
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return isinstance(node, kinds) and not node.name.startswith("_")


@pytest.mark.timeout(200)
def test_every_bench_starts_as_its_first_lines_say():
    # `python tests/bench/NAME.py` puts that folder on the path, and nothing else of the tests.
    folder = REPOSITORY / "tests" / "bench"
    names = ", ".join(sorted(path.stem for path in folder.glob("*.py")))
    code = f"import sys; sys.path[0] = {str(folder)!r}; import {names}"
    answer = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
