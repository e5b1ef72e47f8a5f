"""Does one step of a frame, whatever kind of step it is."""

from nodegraph.core.nothing import NOTHING
from nodegraph.engine.block import CallStep, OpenStep, PassStep, RecallStep, Step
from nodegraph.engine.calls import gather, run_call
from nodegraph.engine.failure import Hole
from nodegraph.engine.frame import Frame
from nodegraph.engine.itemwise import run_itemwise
from nodegraph.engine.opened import Opened
from nodegraph.engine.passing import go_through


def do(frame: Frame, step: Step) -> None:
    """Do a step. What fails becomes a hole; raises `Stopped`."""
    course = frame.course
    course.hold()
    line = frame.line
    if line is not None:
        line.let_in(frame)
    match step:
        case CallStep():
            if step.turn < 0 or line is None:
                run_call(frame, step)
            elif step.itemwise:
                with line.turn(frame, step.turn):
                    run_itemwise(frame, step)
            else:
                with line.turn(frame, step.turn):
                    run_call(frame, step)
        case OpenStep():
            values = gather(frame, step.call)
            if isinstance(values, dict):
                frame.put(step.slot, Opened(frame, step, values))
            else:
                frame.put(step.slot, NOTHING if values is None else values)
        case PassStep():
            go_through(frame, step)
        case RecallStep():
            results = course.recorded.get((step.call.node, frame.path))
            for port, slot in step.call.writes.items():
                frame.put(slot, Hole(step.call.node, "") if results is None else results[port])
