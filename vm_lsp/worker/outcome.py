"""What the runtime reports, as wire messages: virtual lines become places in documents."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from vm_lsp.worker import wire
from vm_lsp.worker.absent import explained
from vm_lsp.worker.knowledge import Knowledge
from vm_lsp.worker.source.expressions import expression_at
from vm_lsp.worker.source.faults import NOT_CALLABLE, UNKNOWN, Fault, Kind, fault_of, invocation
from vm_lsp.worker.source.misreadings import END_OF_INPUT, syntax_error, without_place
from vm_lsp.worker.source.positions import SourceText
from vm_lsp.worker.source.probing import needs_probe
from vm_lsp.worker.source.virtual_lines import Source, VirtualLines

_SYNTAX_ERROR = re.compile(r"SyntaxError: (.*)\n    at <input>:(\d+):(\d+)")
_FRAME = re.compile(r"^\s*at (?:(.*) \()?<input>:(\d+):(\d+)\)?$")


class Outcomes:
    """Turns the runtime's reports into messages, with the places that `lines` knows.

    What only the engine knows it asks for.
    """

    def __init__(self, lines: VirtualLines, knowledge: Knowledge) -> None:
        self._lines = lines
        self._knowledge = knowledge

    def value(self, report: dict[str, Any] | None) -> wire.WireValue | None:
        """Return a value as the runtime printed it."""
        return None if report is None else wire.WireValue(**report)

    def exception(self, report: dict[str, Any] | None) -> wire.WireException | None:
        """Return what was thrown; frames outside of executed sources are left out."""
        if report is None:
            return None
        if report["frames"] and report["frames"][0]["compiling"]:
            report = self._compiled(report)
        blamed = _blamed(report["frames"], report["message"])
        frames = [self._innermost(frame, report) for frame in blamed[:1]] + [self._calling(one) for one in blamed[1:]]
        return wire.WireException(
            name=report["name"],
            message=explained(report["name"], report["message"]),
            stack=report["stack"],
            frames=[frame for frame in frames if frame],
            cause=self.exception(report["cause"]),
            thrown=self.value(report["thrown"]),
        )

    def console(self, report: dict[str, Any]) -> wire.ConsoleOutput:
        """Return a console call with the place it was made at."""
        place = self._lines.find(report["line"], report["column"]) if report["line"] is not None else None
        line, column = place.call(report["method"]).position if place else (None, None)
        uri = place.source.uri if place else None
        return wire.ConsoleOutput(report["level"], report["text"], uri, line, column)

    def described(self, text: str) -> wire.WireException:
        """Return an exception of which only the engine's own text is known: `Name: message`, then its frames.

        So arrives what nothing in the engine catches, and what can't be asked any more.
        """
        lines = text.rstrip("\n").split("\n")
        frames: list[wire.WireFrame | None] = []
        while lines and (match := _FRAME.match(lines[-1])):
            frames.insert(0, self._frame(match[1] or "", int(match[2]), int(match[3])))
            lines.pop()
        name, colon, message = "\n".join(lines).partition(": ")
        if not colon:
            name, message = "Uncaught", "\n".join(lines)
        known = [frame for frame in frames if frame]
        stack = "\n".join([f"{name}: {message}", *(f"    at {_one_based(frame)}" for frame in known)])
        return wire.WireException(name, message, stack, known)

    def places(self, text: str) -> str:
        """Return, as a JSON list, where the frames of an error are as stacks write it: uri, line and column from 1.

        `text` is the JSON of its frames, message and classes. User code reads stacks in the middle of a run, when the
        engine can't be asked anything: of several calls that could have failed it is the first.
        """
        report = json.loads(text)
        frames = report["frames"]
        faults = [self._fault(frame, report) for frame in frames[:1]] + [self._invocation(one) for one in frames[1:]]
        return json.dumps([self._written(frame, fault) for frame, fault in zip(frames, faults, strict=True)])

    def _written(self, frame: dict[str, Any], fault: Fault) -> str:
        if frame["line"] == 0:
            return "native"
        place = self._lines.find(frame["line"], frame["column"])
        if place is None:
            return "<anonymous>"
        row, character = (place if frame["compiling"] or frame["exact"] else place.point(fault)).position
        return f"{place.source.uri}:{row + 1}:{character + 1}"

    def engine_place(self, line: float, offset: float) -> str:
        """Return, as JSON, the engine's line and column of a byte offset of the source that has a line; 0 for none."""
        source = self._lines.source_of(int(line))
        return json.dumps(source.engine_place(int(offset)) if source else [0, 0])

    def call_text(self, line: float, column: float) -> str:
        """Return the text of the call that an engine's line and column are in, empty where there is none."""
        place = self._lines.find(int(line), int(column))
        return place.expression_text(Fault(Kind.INVOKED)) if place else ""

    def ending(self, outcome: dict[str, Any], source: Source, last: wire.WireRange | None) -> wire.WireException | None:
        """Return what ended the run of `source`; `last` is where the statement stands whose value is the run's."""
        exception = self.exception(outcome["exception"])
        if exception is None or exception.frames:
            return exception
        if outcome["awaited"] and last:  # nobody knows who rejected the promise, but it was the value
            return replace(exception, frames=[wire.WireFrame("", source.uri, last)])
        return self._unplaced(exception, source)

    def _unplaced(self, exception: wire.WireException, source: Source) -> wire.WireException:
        """Return a syntax error of which the engine gives no place, with the place that we find."""
        found = without_place(source.evaluated, exception.message, self._knowledge.is_pattern)
        if exception.name != "SyntaxError" or found is None:
            return exception
        frame = wire.WireFrame("", source.uri, source.text.range(*found))
        stack = f"{exception.name}: {exception.message}\n    at {_one_based(frame)}"
        return replace(exception, stack=stack, frames=[frame])

    def _compiled(self, report: dict[str, Any]) -> dict[str, Any]:
        """A syntax error with what is wrong in the place of where the engine noticed it."""
        first, *others = report["frames"]
        place = self._lines.find(first["line"], first["column"])
        if place is None or place.lines_below:
            return report
        source = place.source
        message, offset = self._probed(source) or (report["message"], place.offset)
        start, end, message = syntax_error(source.evaluated, offset, message)
        frame = wire.WireFrame("", source.uri, source.text.range(start, end))
        calls = report["stack"].split("\n    at ")[2:]
        stack = "\n    at ".join([f"{report['name']}: {message}", _one_based(frame), *calls])
        return report | {"message": message, "stack": stack, "frames": [first | {"found": frame}, *others]}

    def _probed(self, source: Source) -> tuple[str, int] | None:
        """What the engine says of a text with import, export or `await`, were these known to it, and where."""
        if not needs_probe(source.evaluated):
            return None
        match = _SYNTAX_ERROR.match(self._knowledge.compiling(source.probe()))
        if match is None:
            return None
        offset = source.probed(int(match[2]), int(match[3]))
        return (match[1], offset) if offset is not None else (END_OF_INPUT, len(source.evaluated))

    def _innermost(self, frame: dict[str, Any], report: dict[str, Any]) -> wire.WireFrame | None:
        if frame.get("found"):
            found: wire.WireFrame = frame["found"]
            return found
        if frame["exact"]:  # we said so ourselves
            return self._frame(frame["function"], frame["line"], frame["column"])
        fault = self._fault(frame, report)
        fault = replace(fault, callable=self._knowledge.is_callable if fault.kind is Kind.CALL else None)
        return self._frame(frame["function"], frame["line"], frame["column"], fault)

    def _calling(self, frame: dict[str, Any]) -> wire.WireFrame | None:
        return self._frame(frame["function"], frame["line"], frame["column"], self._invocation(frame))

    @staticmethod
    def _fault(frame: dict[str, Any], report: dict[str, Any]) -> Fault:
        """What went wrong in the innermost frame."""
        if report.get("thrown"):
            fault = Fault(Kind.THROW, function=_function(frame))
        else:
            fault = fault_of(report["message"], tuple(report["makers"]), _function(frame), frame["callee"])
        return replace(fault, fields=frame["fields"])

    @staticmethod
    def _invocation(frame: dict[str, Any]) -> Fault:
        """What went on in a frame that called another."""
        return replace(invocation(frame["callee"] or "", _function(frame)), fields=frame["fields"])

    def _frame(self, function: str, line: int, column: int, fault: Fault = UNKNOWN) -> wire.WireFrame | None:
        place = self._lines.find(line, column)
        return wire.WireFrame(function, place.source.uri, place.expression(fault)) if place else None


def _blamed(frames: list[dict[str, Any]], message: str) -> list[dict[str, Any]]:
    """The frames without that of a class which was called like a function: its caller is to blame."""
    return frames[1:] if message == NOT_CALLABLE and len(frames) > 1 else frames


def _function(frame: dict[str, Any]) -> str | None:
    """The name of a frame's function, None where it is the text itself."""
    return None if frame["main"] else frame["function"]


def refused(uri: str, text: SourceText, offset: int, reason: str, end: int | None = None) -> wire.WireException:
    """Return a syntax error that we find ourselves at a byte offset, up to `end` where that is known."""
    start, end = (offset, end) if end is not None else expression_at(text.data, offset)
    frame = wire.WireFrame("", uri, text.range(start, end))
    return wire.WireException("SyntaxError", reason, f"SyntaxError: {reason}\n    at {_one_based(frame)}", [frame])


def _one_based(frame: wire.WireFrame) -> str:
    return f"{frame.uri}:{frame.place.line + 1}:{frame.place.column + 1}"
