"""The worker as its owner sees it: spawned, spoken with, killed, promoted, ended.

One `WorkerProcess` is one group of processes: a warden, the active one and its standbys. Somebody reads `reports` all
the time; nothing here waits without a bound.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
from collections import deque
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from vm_lsp.errors import SessionNotReadyError, WorkerFailedError
from vm_lsp.worker.framing import FrameDecoder, WireError, encode
from vm_lsp.worker.wire import Promoted, Ready, Report, Request, WorkerOptions

log = logging.getLogger(__name__)

CHUNK = 16384
BREATH = 16  # reports that are handled before others have the event loop
LAST_WORDS = 20  # lines of its standard error that are kept for an error message
HAS_FORK = hasattr(os, "fork")


@dataclass(frozen=True, slots=True)
class Launcher:
    """How workers are started: the command before the options, and the bound of their handshake in seconds."""

    # -P, and a folder of ours: a workspace's own json.py must not be imported in the place of Python's.
    command: Sequence[str] = (sys.executable, "-P", "-m", "vm_lsp.worker")
    ready_within: float = 20.0
    checkpoints: bool = HAS_FORK

    async def launch(self, options: WorkerOptions) -> WorkerProcess:
        """Start a worker and wait until it is ready.

        Raises:
            WorkerFailedError: it could not be started, ended at once or spoke nonsense.
            SessionNotReadyError: it did not say READY in time.
        """
        try:
            process = await asyncio.create_subprocess_exec(
                *self.command,
                json.dumps(asdict(options)),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                start_new_session=True,
                cwd=Path(sys.executable).parent,
            )
        except OSError as refused:
            raise WorkerFailedError(f"The engine's process could not be started: {refused}.") from refused
        worker = WorkerProcess(process)
        try:
            await worker.handshake(self.ready_within)
        except BaseException:
            await worker.close()
            raise
        return worker


class WorkerProcess:
    """A running worker; None from `next_report` means that all of its processes are gone."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._active: psutil.Process | None = None
        self._closing: asyncio.Task[None] | None = None
        self._reports: asyncio.Queue[Report | None] = asyncio.Queue()
        self._handled = 0
        self._last_words: deque[str] = deque(maxlen=LAST_WORDS)
        self._tasks = [asyncio.create_task(self._read_reports()), asyncio.create_task(self._read_errors())]
        self.pid = 0  # the process that runs the code now; 0 before the handshake
        self.committed = 0  # the generation whose state the outside was told of
        self.complaint = ""  # what broke the protocol, if anything did

    @property
    def active(self) -> psutil.Process | None:
        """The process `pid`, to be measured and killed, guarded against reuse of its pid; None where it is gone."""
        return self._active

    @property
    def cause_of_death(self) -> str:
        """What the warden said of the last process that a signal ended, if anything has come through yet."""
        obituaries = (words for words in reversed(self._last_words) if words.startswith("worker process "))
        return next(obituaries, "")

    @property
    def last_words(self) -> str:
        """The end of what the processes wrote to their standard error."""
        return "\n".join(self._last_words)

    async def handshake(self, bound: float) -> None:
        """Wait for READY. Raises as `Launcher.launch`."""
        try:
            report = await asyncio.wait_for(self._reports.get(), bound)
        except TimeoutError as late:
            raise SessionNotReadyError(
                f"The engine's process did not become ready within {bound:g} s. Run it again; `vm-lsp doctor` tells "
                "what is wrong if it stays so."
            ) from late
        if not isinstance(report, Ready):
            raise WorkerFailedError(
                f"The engine's process ended before it was ready. {self.complaint or self.last_words}"
            )
        self.committed = report.generation
        self._adopt(report.pid)

    def send(self, request: Request) -> None:
        """Send `request` to the active process. If nobody is left to read it, `next_report` will say so."""
        if self._process.stdin and not self._process.stdin.is_closing():
            self._process.stdin.write(encode(request, to=self.pid))

    async def next_report(self, bound: float | None = None) -> Report | None:
        """Wait for the next report, up to `bound` seconds. None: every process is gone, or silent for too long."""
        self._handled += 1
        if self._handled % BREATH == 0:
            await asyncio.sleep(0)  # a queue that is never empty never lets go of the loop by itself
        try:
            report = await asyncio.wait_for(self._reports.get(), bound)
        except TimeoutError:
            self.complaint = self.complaint or f"no answer within {bound:g} s"
            return None
        if isinstance(report, Promoted):
            self._adopt(report.pid)
        return report

    def kill_active(self) -> None:
        """Kill the process that runs code; its standby, if it has one, takes over and says `Promoted`."""
        if self._active:
            kill(self._active)

    def kill_all(self) -> None:
        """Kill every process of the group; `next_report` says None then."""
        if self._process.returncode is None:  # else its pid, which names the group, may be another's by now
            self._kill_group()

    async def close(self, bound: float = 2.0) -> None:
        """End every process: hang up, which makes the warden end its group; kill the group after `bound` seconds.

        Safe to call twice: all callers wait for the same end.
        """
        if self._closing is None:
            self._closing = asyncio.create_task(self._close(bound))
        await asyncio.shield(self._closing)

    async def _close(self, bound: float) -> None:
        if self._process.stdin:
            self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), bound)
        except TimeoutError:
            log.warning("worker %s did not end by itself", self._process.pid)
            self.kill_all()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._process.wait()

    def _kill_group(self) -> None:
        if sys.platform == "win32":
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
        else:
            with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS: EPERM where only zombies are left
                os.killpg(self._process.pid, signal.SIGKILL)

    def _adopt(self, pid: int) -> None:
        self.pid = pid
        try:
            self._active = psutil.Process(pid)
        except psutil.NoSuchProcess:
            self._active = None  # gone already: the next report is about its successor

    async def _read_reports(self) -> None:
        assert self._process.stdout is not None
        decoder = FrameDecoder()
        try:
            while chunk := await self._process.stdout.read(CHUNK):
                for envelope in decoder.feed(chunk):
                    if not isinstance(envelope.message, Report):
                        raise WireError(f"a worker sent {envelope.message.tag}")
                    self._reports.put_nowait(envelope.message)
                await asyncio.sleep(0)  # a flood of output must not keep others from the loop
        except (WireError, OSError) as broken:
            self.complaint = f"The engine's process broke its protocol: {broken}."
            log.exception("worker %s", self._process.pid)
            self.kill_all()
        finally:
            self._reports.put_nowait(None)

    async def _read_errors(self) -> None:
        assert self._process.stderr is not None
        unfinished = b""
        while chunk := await self._process.stderr.read(CHUNK):
            *lines, unfinished = (unfinished + chunk)[-CHUNK:].split(b"\n")
            for line in lines:
                words = line.decode("utf-8", "replace").rstrip()
                self._last_words.append(words)
                log.info("worker %s: %s", self._process.pid, words)


def kill(process: psutil.Process) -> None:
    """Kill one process, unless it is gone or its pid belongs to another by now."""
    with contextlib.suppress(psutil.NoSuchProcess):
        process.kill()
