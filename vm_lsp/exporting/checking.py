"""A script that tests itself, carried out: each statement's value, output and error against its comments.

Sections, which begin with the lines an export puts there, run one after the other; ``// === session`` begins a fresh
session. What is thrown ends its section's run as it would anywhere; the statements behind it run as the next one.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass

from vm_lsp.execution.model import Document, Event, Execution, ExecutionRequest, Kind, Position, Range
from vm_lsp.exporting.comments import Expectation, Says, expectations, fits
from vm_lsp.exporting.layout import Block, blocks
from vm_lsp.exporting.outcomes import Outcome, outcomes
from vm_lsp.exporting.script import MARKER, SESSION
from vm_lsp.worker.source.pieces import Piece, pieces

UNDEFINED = "undefined"


@dataclass(frozen=True, slots=True)
class Ran:
    """A finished execution and what happened in it."""

    execution: Execution
    events: Sequence[Event]


Run = Callable[[ExecutionRequest], Awaitable[Ran]]
Fresh = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Difference:
    """What does not hold: on `line`, from 0, `says` was to be `was` and is `now`. None: nothing of that kind."""

    line: int
    says: Says
    was: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class Checked:
    """A statement with what it was to come to and what it came to."""

    block: Block
    expected: tuple[Expectation, ...]
    outcome: Outcome
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class _Section:
    fresh: bool
    blocks: Sequence[Block]


async def check(text: str, uri: str, run: Run, fresh: Fresh) -> list[Checked]:
    """Carry out the script `text` of the document `uri`; `fresh` begins a new session. Raises any `VmError`."""
    found, _broken = pieces(text, uri=uri)
    checked: list[Checked] = []
    for section in _sections(text, found):
        if section.fresh:
            await fresh()
        left = section.blocks
        while left:
            came = await _carry_out(text, uri, left, run)
            checked += [_compared(text, block, outcome) for block, outcome in zip(left, came, strict=False)]
            left = left[len(came) :]
    return checked


async def _carry_out(text: str, uri: str, left: Sequence[Block], run: Run) -> list[Outcome]:
    """Run as far as the first statement that throws, and return what came of each up to there."""
    first, last = left[0].statement, left[-1]
    start = Position(first.range.line, first.range.column)
    end = Position(last.statement.range.end_line, last.statement.range.end_column)
    document = Document(uri, text[first.start : last.statement.end])
    ran = await run(ExecutionRequest(Kind.REPL, document, origin=Range(start, end)))
    came = outcomes(ran.execution, ran.events, [block.statement for block in left])
    thrower = next((number for number, outcome in enumerate(came) if outcome.throws is not None), len(came) - 1)
    return came[: thrower + 1]


def _sections(text: str, found: Sequence[Piece]) -> Iterator[_Section]:
    markers = [piece for piece in found if piece.is_comment and MARKER.match(text[piece.start : piece.end])]
    every = blocks(found, len(text))
    bounds = [0, *(marker.start for marker in markers), len(text) + 1]
    fresh = [True, *(text.startswith(SESSION, marker.start) for marker in markers)]
    wanted = False
    for number, is_fresh in enumerate(fresh):
        wanted = wanted or is_fresh
        own = [one for one in every if bounds[number] <= one.statement.start < bounds[number + 1]]
        if own:
            yield _Section(wanted, own)
            wanted = False


def _compared(text: str, block: Block, outcome: Outcome) -> Checked:
    expected = tuple(expectations(block.comments, text))
    return Checked(block, expected, outcome, tuple(_differences(block, expected, outcome)))


def _differences(block: Block, expected: Sequence[Expectation], outcome: Outcome) -> Iterator[Difference]:
    throws = next((one for one in expected if one.says is Says.THROWS), None)
    if outcome.throws is not None and throws is None:
        yield Difference(block.statement.range.line, Says.THROWS, None, outcome.throws)
    elif throws is not None and (outcome.throws is None or not fits(throws.text, outcome.throws)):
        yield Difference(throws.line, Says.THROWS, throws.text, outcome.throws)
    for value in (one for one in expected if one.says is Says.VALUE):
        now = None if outcome.throws is not None else outcome.value or UNDEFINED
        if now is None or not fits(value.text, now):
            yield Difference(value.line, Says.VALUE, value.text, now)
    yield from _printed([one for one in expected if one.says is Says.PRINTS], outcome.prints)


def _printed(expected: Sequence[Expectation], prints: Sequence[str]) -> Iterator[Difference]:
    """Compare output, where any is expected; a last expectation of just anything lets more follow."""
    if not expected:
        return
    open_end = expected[-1].text == "…"
    for number, one in enumerate(expected[:-1] if open_end else expected):
        now = prints[number] if number < len(prints) else None
        if now is None or not fits(one.text, now):
            yield Difference(one.line, Says.PRINTS, one.text, now)
    if not open_end:
        for more in prints[len(expected) :]:
            yield Difference(expected[-1].line, Says.PRINTS, None, more)
