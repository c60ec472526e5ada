"""Pairs of a failing script and what is told of it: `golden/errors/NAME.js` and `NAME.expected.json`.

A pair is added by adding its script and running `python -m tests.worker.golden.errors`, which writes what is expected
and prints where it points, for review. `NAME.setup.json` says what else there is, everything optional:

- `before`: what ran before it, each with `text` (a string, or a list of lines) and `uri` (`file:///w/before.js`)
- `files`: from the name of a file of the workspace to its text, for those that import
- `selection`: start line and column, end line and column of what is run of the script; all of it where it is left out
- `strict`, `memMb`: of the session
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.worker.scripts import Session
from vm_lsp.worker.source.positions import SourceText
from vm_lsp.worker.wire import WireException, WireFrame, WireRange

FOLDER = Path(__file__).parent / "golden" / "errors"
BEFORE = "file:///w/before.js"


@dataclass(frozen=True)
class Pair:
    """One script, and what is to be told of its failure."""

    name: str

    @property
    def uri(self) -> str:
        return f"file:///w/{self.name}.js"

    @property
    def script(self) -> str:
        return self._file(".js").read_bytes().decode("utf-8")

    @property
    def setup(self) -> dict[str, Any]:
        path = self._file(".setup.json")
        setup: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
        return setup

    @property
    def expected(self) -> Any:
        return json.loads(self._file(".expected.json").read_text("utf-8"))

    def write(self, told: dict[str, Any]) -> None:
        text = json.dumps(told, indent=2, ensure_ascii=False)
        self._file(".expected.json").write_text(text + "\n", "utf-8")

    def texts(self) -> dict[str, str]:
        """What stands in each document."""
        setup = self.setup
        before = {one.get("uri", BEFORE): _text(one["text"]) for one in setup.get("before", [])}
        files = {f"file:///w/{name}": _text(text) for name, text in setup.get("files", {}).items()}
        return before | files | {self.uri: self.script}

    def told(self) -> dict[str, Any]:
        """Run it, and return what is told of its failure."""
        setup = self.setup
        session = Session(mem_mb=setup.get("memMb", 64), strict=setup.get("strict", False))
        session.files = {name: _text(text) for name, text in setup.get("files", {}).items()}
        for one in setup.get("before", []):
            session.run(_text(one["text"]), uri=one.get("uri", BEFORE))
        text, line, column = self._selected(setup.get("selection"))
        kind = "repl" if "selection" in setup else "run_file"
        run = session.run(text, line=line, column=column, uri=self.uri, kind=kind)
        return _told(run.done.exception, self.texts()) if run.done.exception else {}

    def _selected(self, selection: list[int] | None) -> tuple[str, int, int]:
        if selection is None:
            return self.script, 0, 0
        text = SourceText(self.script)
        start, end = text.offset(*selection[:2]), text.offset(*selection[2:])
        return text.data[start:end].decode("utf-8"), *selection[:2]

    def _file(self, suffix: str) -> Path:
        return FOLDER / f"{self.name}{suffix}"


def pairs() -> Iterator[Pair]:
    """All pairs there are."""
    for path in sorted(FOLDER.glob("*.js")):
        yield Pair(path.stem)


def _text(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "\n".join(text)


def _told(exception: WireException, texts: dict[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {"name": exception.name, "message": exception.message}
    told["frames"] = [_frame(frame, texts) for frame in exception.frames]
    if exception.cause:
        told["cause"] = _told(exception.cause, texts)
    if exception.thrown:
        told["thrown"] = f"{exception.thrown.type} {exception.thrown.preview}"
    return told


def _frame(frame: WireFrame, texts: dict[str, str]) -> dict[str, Any]:
    """A frame with the text it covers: who reviews can see whether that is the culprit."""
    place = frame.place
    return {
        "function": frame.function,
        "file": frame.uri.removeprefix("file:///w/"),
        "range": [place.line, place.column, place.end_line, place.end_column],
        "covers": covered(texts.get(frame.uri), place),
    }


def covered(text: str | None, place: WireRange) -> str | None:
    """The text of a range, None where the document is not known."""
    if text is None:
        return None
    source = SourceText(text)
    start, end = source.offset(place.line, place.column), source.offset(place.end_line, place.end_column)
    return source.data[start:end].decode("utf-8")
