"""What must be true of every node in the library, found in its spec and shown by running it."""

import itertools

import numpy as np
import pytest

from nodegraph import NodegraphError, Picture, PictureFact, StreamFact
from nodegraph.core.deliver import SomeFail
from nodegraph.core.facts import ModelFact, ValueFact
from nodegraph.core.ports import ImageKind, PathKind
from nodegraph.engine import strips
from nodegraph.engine.ask import Asked

SHAPES = [(1, 1, 1), (1, 1, 3), (1, 1, 4), (5, 3, 1), (5, 3, 3), (5, 3, 4)]

STRIP_TOLERANCE = {
    "box_blur": 1e-6,
    "change_color_space": 1e-5,
    "denoise": 1e-6,
    "hue_saturation": 1e-6,
    "lens_blur": 1e-6,
    "surface_blur": 1e-6,
}
"""Nodes whose strips may differ from the whole, in float32 with white = 1: a running sum rounds by where it began,
the last few pixels of a row of products otherwise than those that fill a register."""


def sees_pictures(function):
    """Whether pictures, or files of pictures, come in."""
    return any(isinstance(port.kind, ImageKind | PathKind) for port in function.spec.inputs)


def shapes_for(function):
    return SHAPES if sees_pictures(function) else SHAPES[-2:-1]


def asked_rule(function, bench, case):
    """Return the facts of the outputs by the node's rule or prober, the refusal, or `None` without either."""
    asked = Asked(function)
    if asked.how not in ("rule", "probe"):
        return None
    try:
        return asked.answer(asked.arguments(bench.facts(function, case)))
    except SomeFail as warning:
        return warning.outputs
    except ValueError as refusal:
        return refusal


def tried(function, bench, case):
    """Return the results, or the sentence with which the node refuses the case; the other of the two is `None`."""
    try:
        return bench.run(function, case), None
    except (ValueError, NodegraphError) as error:
        return None, str(error)


def agrees(fact, value):
    """Whether what was said of a value before it was there is true."""
    if isinstance(fact, PictureFact):
        known = {name: getattr(fact, name) for name in ("depth", "space", "path") if getattr(fact, name) is not None}
        size = (fact.width, fact.height, fact.channels)
        return size == (value.width, value.height, value.channels) and all(
            known[name] == getattr(value.fact, name) for name in known
        )
    if isinstance(fact, ValueFact):
        return fact.value is None or fact.value in (value, str(value))
    if isinstance(fact, ModelFact):
        return fact == value.fact
    return fact is None


def test_every_small_picture_works_as_the_rule_says_or_is_refused_by_it(function, bench):
    for (height, width, channels), dtype in itertools.product(shapes_for(function), (np.uint8, np.uint16)):
        for case in bench.cases(function, height, width, channels, dtype):
            results, failure = tried(function, bench, case)
            if Asked(function).how in ("source", "live"):
                continue  # the node itself is what is asked
            facts = asked_rule(function, bench, case)
            assert isinstance(facts, ValueError) == (failure is not None), f"running says: {failure}"
            if facts is None or failure is not None:
                continue
            for name, fact in facts.items():
                if isinstance(fact, StreamFact):
                    assert len(results) == fact.length or not fact.exact
                    fact = fact.item
                for values in results:
                    assert agrees(fact, values[name]), f"{name} of {case}: {fact} was said of {values[name]}"


def test_an_output_declared_the_same_is_of_the_same_shape(function, bench):
    outputs = [port.name for port in function.spec.outputs if port.same]
    pictures = [port.name for port in function.spec.inputs if isinstance(port.kind, ImageKind)]
    for shape in shapes_for(function) if outputs else ():
        for case in bench.cases(function, *shape):
            results, _ = tried(function, bench, case)
            for values in results or ():
                assert all(values[name].pixels.shape == case[pictures[0]].pixels.shape for name in outputs)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_inputs_are_never_modified(function, bench, dtype):
    for case in bench.cases(function, 7, 6, 4, dtype):
        pictures = [value for value in case.values() if isinstance(value, Picture)]
        before = [picture.pixels.copy() for picture in pictures]
        for picture in pictures:
            picture.pixels.flags.writeable = True
        tried(function, bench, case)
        assert all(np.array_equal(old, new.pixels) for old, new in zip(before, pictures, strict=True))


def test_the_same_input_gives_the_same_bits(pure, bench, same):
    for case in bench.cases(pure, 9, 11, 4):
        results, _ = tried(pure, bench, case)
        assert results is None or same(bench.run(pure, case), results)


def test_a_node_is_still_the_function_it_was(pure, bench, same):
    for dtype in (np.uint8, np.uint16, np.float32):
        case = next(bench.cases(pure, 6, 8, 3, dtype))
        results, _ = tried(pure, bench, case)
        assert results is None or same(bench.run(pure, case, by_hand=True), results)


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_strips_equal_the_whole(local, bench, channels):
    tolerance = STRIP_TOLERANCE.get(local.spec.id, 0)
    for case in bench.cases(local, 150, 37, channels, np.float32):
        results, failure = tried(local, bench, case)
        if failure is not None:
            continue
        (whole,) = results
        parts = strips.run(local, case, rows=64)
        for name, picture in whole.items():
            difference = np.abs(picture.pixels - parts[name].pixels).max()
            assert difference <= tolerance, f"{name} of {case} differs by {difference}"


def test_the_help_is_for_people(function):
    first, *_ = function.spec.help.splitlines()
    assert first.endswith((".", ":", "?")), "the first line is a sentence"
    assert len(first) <= 120
    assert function.spec.label


def test_every_node_is_found_under_its_name(library):
    assert not library.problems
    for name, function in library.functions.items():
        assert function.spec.id == name
        assert not any(old in library.functions for old in function.spec.was)
