"""A worker without a server: its pipes in the test's own hands."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections import deque
from dataclasses import asdict
from typing import TypeVar

from vm_lsp.worker.framing import FrameDecoder, encode
from vm_lsp.worker.wire import (
    Commit,
    Committed,
    Done,
    Execute,
    Prepared,
    Promoted,
    Ready,
    Report,
    Request,
    Started,
    WorkerOptions,
)

BOUND = 15.0
Wanted = TypeVar("Wanted")


class LoneWorker:
    """One worker process and the conversation with it; `reports` holds all it has said."""

    def __init__(self, program: tuple[str, ...] = ("-m", "vm_lsp.worker"), **options: int) -> None:
        chosen = {"mem_mb": 64, "cpu_ms": 5000, "strict": False, "console": True, "checkpoints": True, **options}
        self.process = subprocess.Popen(
            [sys.executable, *program, json.dumps(asdict(WorkerOptions(**chosen)))],  # type: ignore[arg-type]  # options are of mixed types
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        self._decoder = FrameDecoder()
        self._unread: deque[Report] = deque()
        self.reports: list[Report] = []
        self.pid = self.expect(Ready).pid
        self.generation = 0

    def write(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, request: Request) -> None:
        self.write(encode(request, to=self.pid))

    def next(self) -> Report | None:
        """Return the next report, None when every process has let go of the pipe."""
        assert self.process.stdout is not None
        deadline = time.monotonic() + BOUND
        while not self._unread:
            left = deadline - time.monotonic()
            assert left > 0, f"the worker is silent after {self.reports[-3:]}"
            if select.select([self.process.stdout], [], [], left)[0]:
                chunk = os.read(self.process.stdout.fileno(), 65536)
                if not chunk:
                    return None
                self._unread += [envelope.message for envelope in self._decoder.feed(chunk)]  # type: ignore[misc]  # a worker sends reports only
        report = self._unread.popleft()
        self.reports.append(report)
        if isinstance(report, Promoted):
            self.pid, self.generation = report.pid, report.generation
        return report

    def expect(self, wanted: type[Wanted]) -> Wanted:
        """Read on until a report of that type comes."""
        while True:
            report = self.next()
            assert report is not None, f"the worker ended after {self.reports[-3:]}"
            if isinstance(report, wanted):
                return report

    def begin(self, text: str) -> None:
        self.send(Execute("x", "repl", text, "file:///a.js", 0, 0, "null", {}, 1 << 20))
        self.expect(Started)

    def run(self, text: str) -> Done:
        """Run `text`, and commit it."""
        self.begin(text)
        done = self.expect(Done)
        self.commit()
        return done

    def commit(self) -> None:
        prepared = self.expect(Prepared)
        self.send(Commit(prepared.generation))
        self.generation = self.expect(Committed).generation

    def preview(self, text: str) -> str:
        done = self.run(text)
        assert done.value is not None, done.exception
        return done.value.preview

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def close(self) -> int:
        """Hang up, and return the exit code of the first process."""
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        return self.process.wait(BOUND)
