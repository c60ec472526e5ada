"""An engine and what it reports, for tests that talk to it without a process."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urljoin

from vm_lsp.worker.engine import Engine
from vm_lsp.worker.wire import (
    ConsoleOutput,
    Done,
    Execute,
    Load,
    Loaded,
    NotLoaded,
    Report,
    StatementValue,
    WireException,
    WireRange,
    WireValue,
    WorkerOptions,
)

URI = "file:///w/a.js"
PATIENCE_S = 10.0


@dataclass(frozen=True)
class Run:
    """One finished run: its reports in order and its end."""

    reports: list[Report]
    done: Done

    @property
    def value(self) -> WireValue:
        assert self.done.exception is None, self.done.exception
        assert self.done.value is not None
        return self.done.value

    @property
    def exception(self) -> WireException:
        assert self.done.exception is not None, self.done.value
        return self.done.exception

    @property
    def printed(self) -> list[str]:
        return [report.text for report in self.reports if isinstance(report, ConsoleOutput)]

    @property
    def statements(self) -> list[tuple[list[str] | None, str]]:
        return [(report.names, report.preview) for report in self.reports if isinstance(report, StatementValue)]


class Session:
    """An engine that runs one script after the other."""

    def __init__(self, mem_mb: int = 64, strict: bool = False, console: bool = True) -> None:
        self._reports: list[Report] = []
        options = WorkerOptions(mem_mb=mem_mb, cpu_ms=5000, strict=strict, console=console)
        self.files: dict[str, str] = {}
        self.asked: list[str] = []
        self.engine = Engine(options, self._reports.append, self._load)

    def _load(self, asked: Load) -> Loaded | NotLoaded:
        """Answer as the server does, from `files`, whose names start at the folder of `URI`."""
        self.asked.append(asked.specifier)
        uri = urljoin(asked.referrer, asked.specifier)
        name = uri.removeprefix(urljoin(URI, "."))
        if name not in self.files:
            return NotLoaded("id", "FILE_NOT_FOUND", f"Cannot find module '{asked.specifier}'.")
        kinds = {".json": "json", ".mjs": "module", ".cjs": "commonjs"}
        return Loaded("id", uri, self.files[name], kinds.get(PurePosixPath(name).suffix, "unknown"))

    def run(self, text: str, **unit: Any) -> Run:
        """Run a text to its end; `unit` as for `execute`."""
        self.engine.begin(self.execute(text, **unit))
        give_up = time.monotonic() + PATIENCE_S
        while (seconds := self.engine.timer_due_in) is not None:
            assert time.monotonic() < give_up, "the timers never end"
            time.sleep(seconds)
            self.engine.fire_timers()
        done = self.engine.finish()
        reports, self._reports[:] = list(self._reports), []
        return Run(reports, done)

    def execute(
        self,
        text: str,
        line: int = 0,
        column: int = 0,
        uri: str = URI,
        args: str = "null",
        env: dict[str, str] | None = None,
        max_output_bytes: int = 100_000,
        kind: str = "repl",
    ) -> Execute:
        return Execute("id", kind, text, uri, line, column, args, env or {}, max_output_bytes)

    def preview(self, text: str) -> str:
        return self.run(text).value.preview


def span(line: int, column: int, end_line: int, end_column: int) -> WireRange:
    return WireRange(line, column, end_line, end_column)
