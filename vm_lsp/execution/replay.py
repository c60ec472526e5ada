"""Runs of the history carried out again, in order, each compared with what came of it then."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace

from vm_lsp.errors import SessionNotFoundError, ValidationError
from vm_lsp.execution.keeping import blacked_out
from vm_lsp.execution.model import (
    Document,
    Execution,
    ExecutionRequest,
    Interruption,
    InterruptTarget,
    Kind,
    Status,
    new_id,
)
from vm_lsp.execution.store import HistoryQuery, Reader

PAGE = 100  # runs read at once: each may hold a value of 64 kB

Execute = Callable[[ExecutionRequest], Awaitable[Execution]]
Interrupt = Callable[[InterruptTarget], Awaitable[Interruption]]
OnStep = Callable[[int, Execution], None]


@dataclass(frozen=True, slots=True)
class Difference:
    """A run that behaved differently: as the history has it, as it went now, and both in words."""

    former: Execution
    execution: Execution
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay came to: how many runs were carried out, those that differed, and whether somebody stopped it."""

    runs: int
    differences: tuple[Difference, ...]
    stopped: bool


class Replay:
    """One replay through `execute`; `interrupt` stops the run that is on when somebody stops the replay."""

    def __init__(self, execute: Execute, interrupt: Interrupt) -> None:
        self._execute = execute
        self._interrupt = interrupt
        self._session_id: str | None = None
        self._running: str | None = None
        self._stopping: asyncio.Task[Interruption] | None = None
        self._stopped = False

    def stop(self) -> None:
        """Let nothing more start, and stop what runs; `through` returns then."""
        self._stopped = True
        if self._running is not None and self._stopping is None:
            self._stopping = asyncio.ensure_future(self._interrupt(InterruptTarget(execution_id=self._running)))

    async def through(self, runs: AsyncIterator[Execution], keep_going: bool, on_step: OnStep) -> Replayed:
        """Carry `runs` out until one behaves differently, or all of them where the person wants to `keep_going`.

        `on_step` hears each one's number in the replay, from 1, before it starts.

        Raises:
            SessionNotFoundError: the session ended in between: what would follow runs in another one.
            VmError: any other, as for each run.
        """
        differences: list[Difference] = []
        count = 0
        async for former in runs:
            if self._stopped:
                break
            on_step(count + 1, former)
            execution = await self._again(former)
            if self._stopping is not None:
                await self._stopping
            if self._stopped and execution.status is Status.CANCELLED:
                break
            count += 1
            if (difference := differing(former, execution)) is not None:
                differences.append(difference)
                if not keep_going:
                    break
        return Replayed(count, tuple(differences), self._stopped)

    async def one(self, request: ExecutionRequest) -> Execution:
        """Carry out one more run, which `stop` stops too. Raises any `VmError`."""
        self._running = request.id
        try:
            return await self._execute(request)
        finally:
            self._running = None

    async def _again(self, former: Execution) -> Execution:
        execution = await self.one(request_again(former, new_id()))
        if self._session_id not in (None, execution.session_id):
            raise SessionNotFoundError(
                f"The session ended before run {former.number} was replayed, so that one ran in a new session.",
                {"executionId": former.id},
            )
        self._session_id = execution.session_id
        return execution


def request_again(former: Execution, execution_id: str) -> ExecutionRequest:
    """Return what runs a stored execution's text again, as it was, where it stood.

    Raises:
        ValidationError: parts of it were blacked out before it was stored.
    """
    if blacked_out(former):
        raise ValidationError(
            f"Parts of run {former.number} were blacked out by `history.redact` before it was stored, so it can't run "
            "again as it was. Run it from its file.",
            {"executionId": former.id},
        )
    return ExecutionRequest(
        kind=Kind.REPL if former.kind is Kind.REPL else Kind.RUN_FILE,
        document=Document(former.uri, former.input, former.document_version),
        range=None,
        origin=former.range,
        args=former.args,
        env=former.env,
        id=execution_id,
    )


async def committed_runs(reader: Reader, session_id: str, before: str | None = None) -> AsyncIterator[Execution]:
    """Yield the runs of a session whose state was kept, oldest first, up to the one with the id `before`, exclusive.

    Startup files are left out: a new session runs them by itself. So are runs whose timers were stopped when their
    script had ended: how long those would have gone on nobody knows.
    """
    query = HistoryQuery(session_id=session_id, oldest_first=True, limit=PAGE)
    while True:
        page = await reader.list(query)
        for run in page.items:
            if run.id == before:
                return
            if run.status in (Status.OK, Status.ERROR) and not run.rolled_back and run.kind is not Kind.STARTUP:
                yield run
        if page.next_cursor is None:
            return
        query = replace(query, cursor=page.next_cursor)


def differing(former: Execution, execution: Execution) -> Difference | None:
    """Return how a run differs from a former one of the same text: in status, value or error; None: it doesn't."""
    was, now = outcome(former), outcome(execution)
    return None if was == now else Difference(former, execution, was, now)


def outcome(execution: Execution) -> str:
    """Return what came of a run in words: its value as it is shown, or its error's name and message."""
    if execution.error is not None:
        name, message = execution.error.name, execution.error.message
        return f"{name}: {message}" if message else name
    return execution.result.preview if execution.result is not None else execution.status.value
