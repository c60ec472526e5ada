"""Turns what a run reports into marks and squiggles at their places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from vm_lsp.execution.model import (
    Console,
    ExceptionInfo,
    Frame,
    Kind,
    Position,
    Range,
    Statement,
    Status,
    Value,
)
from vm_lsp.lsp.publish.anchors import Anchor
from vm_lsp.lsp.publish.marks import Call, Mark, MarkKind, Related, Run, Squiggle
from vm_lsp.lsp.publish.pages import Page
from vm_lsp.lsp.publish.placing import Placing, first_line, line_after, on_top_level


class Writing:
    """Each method returns the key of the document that shows something new, or all of them."""

    def __init__(self, page: Callable[[str], Page], placing: Placing) -> None:
        self._page = page
        self._placing = placing

    def console(self, run: Run, said: Console) -> str | None:
        """Show console output at its call; each call has one mark, however often it runs."""
        call = Call(said.uri or run.key, said.line, said.column)
        mark = run.calls.get(call)
        if mark is None:
            mark = run.calls[call] = self._called(run, said)
        mark.say(said.level, said.text)
        return None if mark.anchor.gone else mark.key

    def statement(self, run: Run, statement: Statement) -> str | None:
        """Show the value of a statement, or of the names it declared."""
        page, anchor = self._placing.locate(run, run.execution.uri, statement.range)
        if anchor.gone:
            return None
        _reach(run, anchor)
        if statement.type == "undefined" and not statement.names:
            return None
        value = Value(statement.type, statement.preview, names=statement.names)
        run.marks.append(_valued(run, page.key, anchor, value))
        return page.key

    def warning(self, run: Run, error: ExceptionInfo) -> str | None:
        """Show a rejection that nobody took care of."""
        squiggle = replace(self._squiggle(run, error), unhandled=True)
        if squiggle.anchor.gone:
            return None
        run.squiggles.append(squiggle)
        return squiggle.key

    def ending(self, run: Run) -> set[str]:
        """Show how a run ended."""
        error = run.execution.error
        if run.execution.status is Status.CANCELLED:
            if run.place.gone:
                return set()
            page = self._page(run.key)
            run.marks.append(Mark(MarkKind.STOPPED, run, page.key, line_after(page, run.place, run.reached)))
            return {page.key}
        if error is not None:
            squiggle = self._squiggle(run, error)
            if squiggle.anchor.gone:
                return set()
            run.squiggles.append(squiggle)
            return {squiggle.key}
        return self._result(run)

    def _result(self, run: Run) -> set[str]:
        value, place = run.execution.result, run.execution.result_range
        if value is None or (value.type == "undefined" and not self._tells_undefined(run)):
            return set()
        if place is None:
            page, anchor = self._page(run.key), run.place
        else:
            page, anchor = self._placing.locate(run, run.execution.uri, place)
        if anchor.gone:
            return set()
        result = _valued(run, page.key, anchor, value)
        run.marks = [mark for mark in run.marks if not _is_told_by(result, mark)]
        run.marks.append(result)
        return {page.key}

    @staticmethod
    def _tells_undefined(run: Run) -> bool:
        """Whether `undefined` is worth showing: where a selection would leave no trace of having run otherwise."""
        return run.execution.kind is Kind.REPL and not run.marks

    def _called(self, run: Run, said: Console) -> Mark:
        page, anchor = self._call_of(run, said)
        mark = Mark(MarkKind.CONSOLE, run, page.key, anchor)
        if anchor.gone:
            return mark
        if on_top_level(page, run, anchor):
            _reach(run, anchor)
        run.marks.append(mark)
        return mark

    def _call_of(self, run: Run, said: Console) -> tuple[Page, Anchor]:
        if said.uri is None or said.line is None:
            page = self._page(run.key)
            return page, run.place if run.place.gone else first_line(page, run.place)
        return self._placing.call(run, said.uri, Position(said.line, said.column or 0))

    def _squiggle(self, run: Run, error: ExceptionInfo) -> Squiggle:
        if not error.frames:
            page = self._page(run.key)
            anchor = run.place if run.place.gone else line_after(page, run.place, run.reached)
            return Squiggle(run, error, page.key, run.execution.uri, anchor)
        first, *others = error.frames
        page, anchor = self._placing.locate(run, first.uri, _range(first))
        related = tuple(self._related(run, frame) for frame in others)
        runnable = self._placing.around(run, error.runnable) if error.runnable else None
        return Squiggle(run, error, page.key, first.uri, anchor, related, runnable=runnable)

    def _related(self, run: Run, frame: Frame) -> Related:
        page, anchor = self._placing.locate(run, frame.uri, _range(frame))
        return Related(frame.function, page.key, frame.uri, anchor)


def _valued(run: Run, key: str, anchor: Anchor, value: Value) -> Mark:
    return Mark(MarkKind.VALUE, run, key, anchor, value, was=run.was(key, anchor, value.preview))


def _is_told_by(result: Mark, mark: Mark) -> bool:
    """Whether a mark is of the statement that the run's value comes from, where only declarations stand behind it."""
    if mark.value is None or mark.value.names or mark.key != result.key:
        return False
    return (mark.anchor.start, mark.anchor.end) == (result.anchor.start, result.anchor.end)


def _reach(run: Run, anchor: Anchor) -> None:
    """Note that a run has come past a top-level statement."""
    inside = run.place.start <= anchor.start and anchor.end <= run.place.end
    if inside and (run.reached is None or anchor.end > run.reached.end):
        run.reached = anchor


def _range(frame: Frame) -> Range:
    start = Position(frame.line, frame.column)
    return Range(start, frame.end if frame.end and frame.end > start else Position(frame.line, frame.column + 1))
