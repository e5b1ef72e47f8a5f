"""Looks into the cache before anything runs: what is there already spares all that only it needed.

Fingerprints are worked out forwards, small quick nodes being run on the way because their results are
named by value. Then the cache is asked backwards, so that the last result found spares the asking before it.
"""

from nodegraph.core.ports import ImageKind
from nodegraph.engine.block import CallStep
from nodegraph.engine.calls import deliver, mark_of, name_of
from nodegraph.engine.frame import DONE, EMPTY, Frame


def look_ahead(frame: Frame, order: list[int]) -> None:
    """Fill in from the cache what these steps (in their order) would make, and leave out what is then not needed."""
    cache = frame.course.cache
    if cache is None:
        return
    steps = frame.block.steps
    asked: list[CallStep] = []
    for index in order:
        step = steps[index]
        if not isinstance(step, CallStep) or frame.state[index]:
            continue
        call = step.call
        if call.quick:
            ready = not call.lazy and not any(frame.at(place) is EMPTY for _, place in call.wired)
            if ready and frame.claim(index):
                frame.do(step)
            continue
        name = name_of(frame, call)
        if name is None:
            continue
        frame.keys[index] = name
        for port in call.spec.outputs:
            slot = call.writes.get(port.name)
            if slot is not None and isinstance(port.kind, ImageKind):
                frame.marks[slot] = mark_of(call, name, port.name)
        if call.cached:
            asked.append(step)
    for step in reversed(asked):
        found = None if frame.state[step.index] else cache.get(frame.keys[step.index])
        if found is not None and frame.claim(step.index):
            deliver(frame, step.call, found, frame.keys[step.index])
            frame.course.report.end(step.call.node, "cached")
            frame.done(step)
        elif not frame.block.stream and frame.state[step.index] == DONE:
            frame.course.report.end(step.call.node, "cached")
