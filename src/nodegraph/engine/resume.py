"""Keeps the ledger of a run: what an earlier process of it has finished is not done again.

The unit is one effect for one item, named by node, index path and what the item is. All effects of
an item begin when work on the item does, because what kills the engine may be any step before them.
"""

from nodegraph.engine.block import Call, CallStep
from nodegraph.engine.fingerprint import combine
from nodegraph.engine.frame import Frame
from nodegraph.engine.ledger import Ledger, Outcome


def begin(frame: Frame, calls: tuple[Call, ...]) -> set[str]:
    """Note that work on these effects of a frame begins; return those that are over, which are counted."""
    course = frame.course
    ledger = course.ledger
    if ledger is None:
        return set()
    over: set[str] = set()
    condemned = ledger.condemned
    for call in calls:
        key = _key(frame, call)
        outcome = ledger.outcome(key)
        # What others read has to be made again.
        if outcome in ("done", "skipped") and not call.writes:
            over.add(call.node)
            # Who asks for the failed ones alone wants to know what came of them.
            told = "skipped" if ledger.retry else outcome
            course.report.count(told)
            course.report.end(call.node, told, 0.0, "Done before.")
        elif key in condemned or outcome == "failed":
            over.add(call.node)
            if key in condemned:
                sentence = f"The engine ended while it did {call.label}; this was left out."
                ledger.finished(key, "failed")
            else:
                sentence = f"{call.label} failed before; run again to try once more."
            hole = course.fail(call.node, frame.path, frame.words, sentence)
            for slot in call.writes.values():
                frame.put(slot, hole)
            course.report.end(call.node, "failed", 0.0, sentence)
        else:
            ledger.began(key)
    return over


def enter(frame: Frame) -> None:
    """Begin the effects among a frame's own steps; leave out those that are over, with what only they need."""
    if frame.course.ledger is None or not frame.block.effects:
        return
    steps = [step for step in frame.block.steps if isinstance(step, CallStep) and step.call.spec.effect]
    over = begin(frame, tuple(step.call for step in steps))
    for step in steps:
        if step.call.node in over and frame.claim(step.index):
            if step.turn >= 0 and frame.line is not None:
                # The items behind wait for this one to pass.
                with frame.line.turn(frame, step.turn):
                    frame.done(step)
            else:
                frame.done(step)


def ended(frame: Frame, call: Call, outcome: Outcome) -> None:
    """Note how an effect ended."""
    ledger: Ledger | None = frame.course.ledger
    if ledger is not None:
        ledger.finished(_key(frame, call), outcome)


def _key(frame: Frame, call: Call) -> str:
    return f"{call.node}{list(frame.path)}{frame.identity.hex()}"


def identify(values: dict[str, object]) -> bytes:
    """Return what an item is, by its small values."""
    small = [str(value) for value in values.values() if isinstance(value, str | int | float) or hasattr(value, "parts")]
    return combine(*small)
