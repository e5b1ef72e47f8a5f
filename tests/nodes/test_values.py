"""Nodes of numbers, texts, truths and paths, and what they refuse in one sentence."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nodegraph import NOTHING, Lazy
from nodes.value.arithmetic import calculate
from nodes.value.convert import change_case, cut_text, date, find_text, read_number, text_length
from nodes.value.logic import compare_numbers, compare_texts, conditional, logic, switch
from nodes.value.path import change_suffix, join_path, path_exists, relative_path, split_path
from nodes.value.random import random_number
from nodes.value.text import format_text, join_text, replace_text


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("a + b * c", 14),
        ("(a + b) * c", 20),
        ("-2 ** 2", -4),
        ("2 ** 3 ** 2", 512),
        ("2 ^ -1", 0.5),
        ("--3 - -1", 4),
        ("7 // 2 + 7 % 4", 6),
        ("1.5e3 / .5", 3000),
        ("max(a, b, c) - min(a, b)", 2),
        ("round(2.5) + floor(-0.5) + sqrt(16)", 6),
        ("abs(cos(pi) * e)", 2.718281828459045),
    ],
)
def test_formulas_follow_the_rules_of_school(formula, value):
    assert calculate(formula, 2, 3, 4) == pytest.approx(value)


@given(
    st.recursive(
        st.integers(0, 99).map(str),
        lambda parts: st.tuples(parts, st.sampled_from("+-*"), parts).map(
            lambda three: f"({three[0]} {three[1]} {three[2]})"
        ),
        max_leaves=12,
    )
)
def test_formulas_agree_with_python(formula):
    assert calculate(formula) == pytest.approx(eval(formula))


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        ("9**9**9", "too large"),
        ("9**9**9**9**9**9", "too large"),
        ("1e308 * 10", "too large"),
        ("1 / (a - a)", "divides by zero"),
        ("0 ** -1", "divides by zero"),
        ("(-8) ** 0.5", "no real number"),
        ("sqrt(-1)", "no real number"),
        ("a +", "missing at the end"),
        ("(a", "')' is missing"),
        ("a b", "'b' is not expected"),
        ("a $ b", "'$' means nothing"),
        ("", "empty"),
        ("sqrt(1, 2)", "takes 1 number"),
        ("open(1)", "'open' is not known"),
        ("__import__", "'__import__' is not known"),
        ("(" * 300 + "1" + ")" * 300, "nested"),
        ("1" * 2000, "at most 1000"),
        ("-" * 900, "missing at the end"),
    ],
)
def test_a_wrong_formula_is_one_sentence(formula, sentence):
    with pytest.raises(ValueError, match=r".") as raised:
        calculate(formula, 1)
    assert sentence in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_long_chain_needs_no_stack():
    assert calculate("1" + "**1" * 300) == 1
    assert calculate("1" + "+1" * 400) == 401


def test_whole_results_are_whole():
    assert isinstance(calculate("6 / 2"), int)
    assert isinstance(calculate("7 / 2"), float)


def test_templates_are_filled():
    assert format_text("{a}_{b}x", "cat", "4") == "cat_4x"
    assert format_text("{a:04}-{b:.2f}-{c:x} {{a}}", "7", "0.5", "255") == "0007-0.50-ff {a}"


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("{name}", "asks for 'name'"),
        ("{a.__class__}", "asks for 'a.__class__'"),
        ("{a", "stands alone"),
        ("}", "stands alone"),
        ("{a:>99999999}", "no form"),
        ("{a:04}", "not a number"),
        ("{a}" * 50_000, "more than"),
    ],
)
def test_a_wrong_template_is_one_sentence(template, sentence):
    with pytest.raises(ValueError, match=sentence):
        format_text(template, "word")


def test_texts_are_replaced():
    assert replace_text("a.b.c", ".", "-") == "a-b-c"
    assert replace_text("Cat cat", "CAT", r"\1", ignore_case=True) == r"\1 \1"
    assert replace_text("IMG_0012", r"^IMG_0*(\d+)$", r"photo \1", pattern=True) == "photo 12"
    assert replace_text("x", "", "y") == "x"
    assert replace_text("a" * 30 + "!", "(a+)+$", "", pattern=True) == "a" * 30 + "!"
    assert replace_text("a{}b{,}", "{}", "-", pattern=True) == "a-b{,}"
    assert replace_text("2024-05-31", r"(\d{4})-(\d{2})-(\d{2})", r"\3.\2.\1", pattern=True) == "31.05.2024"


@pytest.mark.parametrize(
    ("text", "pattern", "replacement", "sentence"),
    [
        ("a" * 1000 + "!", "(a+)+$", "", "takes too long"),
        ("a" * 60 + "!", "(a|aa)+$", "", "takes too long"),
        ("a", "((a{1000}){1000}){1000}", "", "repeats too often"),
        ("a", "(?:[{}]|\\){10}){99}{99,}", "", "repeats too often"),
        ("a", "a{99999999999}", "", "repeats too often"),
        ("a", "(", "", "is wrong"),
        ("a", "(a)", r"\2", "is wrong"),
        ("a" * 100_000, "", "b" * 1000, "more than"),
        ("a" * 50_000, "(a*)", r"\1" * 400, "more than"),
        ("a", "a", "b" * 2000, "at most 1000"),
    ],
)
@pytest.mark.timeout(20)
def test_a_hopeless_pattern_ends_soon_with_one_sentence(text, pattern, replacement, sentence):
    with pytest.raises(ValueError, match=sentence):
        replace_text(text, pattern, replacement, pattern=True)


def test_a_replacement_cannot_fill_the_memory():
    for ignore_case in (False, True):
        with pytest.raises(ValueError, match="more than"):
            replace_text("a" * 90_000, "a", "b" * 90_000, ignore_case=ignore_case)


def test_join_leaves_out_what_is_not_wired():
    assert join_text("a", "b", separator="-") == "a-b"
    assert join_text("a", "b", "", "d", separator="-") == "a-b--d"


def test_comparisons():
    assert compare_numbers(1, 1.01, "equal", 0.1)
    assert compare_numbers(1, 2, "less")
    assert not compare_numbers(1, 1, "different")
    assert compare_texts("Holiday.JPG", ".jpg", "ends with", True)
    assert [logic(True, False, how) for how in ("and", "or", "either", "not")] == [False, True, True, False]


def test_only_the_used_branch_is_read():
    def never():
        raise AssertionError("the other branch ran")

    assert switch(Lazy(lambda: 1), Lazy(never)) == 1
    assert switch(Lazy(never), Lazy(lambda: 2), True) == 2
    assert conditional(Lazy(lambda: 1), True, Lazy(never)) == 1
    assert conditional(Lazy(never), False, Lazy(lambda: 2)) == 2
    assert conditional(Lazy(never), False) is NOTHING


def test_a_path_is_taken_apart():
    assert tuple(split_path(Path("/photos/cat.jpg"))) == ("cat", Path("/photos"), ".jpg", "cat.jpg")


def test_chance_follows_its_seed():
    assert random_number(2, 5, seed=1) == random_number(5, 2, seed=1)
    assert random_number(seed=1) != random_number(seed=2)
    assert {random_number(1, 3, True, seed) for seed in range(50)} == {1, 2, 3}
    with pytest.raises(ValueError, match="no whole number"):
        random_number(0.2, 0.8, True)


def test_numbers_are_read_out_of_texts():
    assert read_number("IMG_0042 (2)") == 42
    assert read_number("IMG_0042 (2)", 2) == 2
    assert read_number("-1.5e3 px") == -1500
    assert isinstance(read_number("7.0"), int)
    assert [read_number("DSC-2024-05 at -3", place) for place in (1, 2, 3)] == [2024, 5, -3]
    with pytest.raises(ValueError, match="has 0 numbers"):
        read_number("cat")
    with pytest.raises(ValueError, match="1e999 is too large a number"):
        read_number("1e999")


def test_texts_are_measured_cut_and_cased():
    assert text_length("Straße") == 6
    made = [change_case(" hello World ", to) for to in ("lower", "UPPER", "Title", "trimmed")]
    assert made == [" hello world ", " HELLO WORLD ", " Hello World ", "hello World"]
    assert cut_text("abcdef", 2, 4) == "bcd"
    assert cut_text("abcdef", -2) == "ef"
    assert cut_text("abcdef", 1, -3) == "abcd"
    assert cut_text("abcdef", 5, 2) == ""
    assert cut_text("", 1, 9) == ""


def test_matches_are_found():
    assert find_text("IMG_0042.jpg") == "0042"
    assert find_text("IMG_0042.jpg", r"([a-z]+)_(\d+)", 1, ignore_case=True) == "IMG"
    assert find_text("cat", r"\d", otherwise="none") == "none"
    with pytest.raises(ValueError, match="has no group 3"):
        find_text("cat", "cat", 3)
    with pytest.raises(ValueError, match="takes too long"):
        find_text("a" * 1000 + "!", "(a+)+$")
    with pytest.raises(ValueError, match="is wrong"):
        find_text("a", "(")


def test_dates_have_their_forms():
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", date())
    assert re.fullmatch(r"\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d", date("for file names"))


def test_paths_are_put_together(tmp_path):
    assert join_path(Path("/photos"), "cats/tom.jpg") == Path("/photos/cats/tom.jpg")
    for name in ("", "/etc/passwd", "../x", "a/../../x", "a\0"):
        with pytest.raises(ValueError, match="no name below"):
            join_path(Path("/photos"), name)
    assert change_suffix(Path("/a/cat.jpg"), "png") == Path("/a/cat.png")
    assert change_suffix(Path("/a/cat.jpg"), "") == Path("/a/cat")
    with pytest.raises(ValueError, match="cannot have the suffix"):
        change_suffix(Path("/a/cat.jpg"), "./x")
    assert relative_path(Path("/photos/cats/tom.jpg"), Path("/photos")) == "cats/tom.jpg"
    assert relative_path(Path("/photos"), Path("/photos/cats")) == ".."
    assert path_exists(tmp_path)
    assert not path_exists(tmp_path / "x")
