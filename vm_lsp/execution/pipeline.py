"""The pipeline: prepare the session, record, set up, run, events in order, terminal event, finalize. For every kind."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime

from vm_lsp.errors import PersistenceError, StartupFailedError, VmError
from vm_lsp.execution import source
from vm_lsp.execution.model import ExceptionInfo, Execution, ExecutionRequest, Status
from vm_lsp.execution.passage import Passage
from vm_lsp.execution.recorder import Recorder
from vm_lsp.execution.store import Publisher, Store
from vm_lsp.modules.places import relative_path
from vm_lsp.sessions.registry import SessionRegistry
from vm_lsp.sessions.session import Session
from vm_lsp.sessions.turns import Ticket

StartupOf = Callable[[Session], Awaitable[tuple[ExecutionRequest, ...]]]


class Preparation:
    """A request that has no record yet: its session may still be starting. It can be stopped all the same."""

    def __init__(self, folder: str | None) -> None:
        self.folder = folder
        self.stopped = False
        self.over = asyncio.Event()


class Pipeline:
    """Runs requests. `startup_of` names what a new session runs first; `publishers` see everything that happens."""

    def __init__(
        self, sessions: SessionRegistry, store: Store, publishers: Iterable[Publisher], startup_of: StartupOf
    ) -> None:
        self._sessions = sessions
        self._store = store
        self._publishers = publishers
        self._startup_of = startup_of
        self.preparing: dict[str, Preparation] = {}

    async def run(self, request: ExecutionRequest) -> Execution:
        """Run `request` and return the finished execution, whatever the JavaScript did. Raises any `VmError`."""
        self._sessions.check_trust()
        folder = self._sessions.folder_of(request.document.uri)
        preparation = self.preparing[request.id] = Preparation(folder)
        try:
            taken = await source.take(request, folder)
            session = await self.prepared_session(folder)
            return await self._run_in(session, request, taken)
        finally:
            self.preparing.pop(request.id, None)
            preparation.over.set()

    async def prepared_session(self, folder: str | None) -> Session:
        """Return the folder's session: started, stored, its startup files run. Raises any `VmError`."""
        session = await self._sessions.obtain(folder)
        async with session.starting:
            if not session.prepared:
                await self._store.save_session(session.info)
                for request in await self._startup_of(session):
                    await self._start_up(session, request)
                session.prepared = True
        return session

    async def _start_up(self, session: Session, request: ExecutionRequest) -> None:
        try:
            taken = await source.take(request, session.workspace_uri)
            execution = await self._run_in(session, request, taken)
        except VmError as failed:
            await session.fail(failed.message)
            raise _startup_failed(request, failed.message) from failed
        if execution.status is not Status.OK:
            failure = _startup_failed(request, *_words(execution.error))
            await session.fail(failure.message)
            raise failure

    async def _run_in(self, session: Session, request: ExecutionRequest, taken: source.Source) -> Execution:
        ticket, number = session.enter(request.id, request.when_busy)
        try:
            recorder = Recorder(self._store, self._publishers, _record(session, request, taken, number, ticket))
            await self._create(recorder, session, number)
            preparation = self.preparing.pop(request.id, None)
            if preparation and preparation.stopped:
                ticket.take_out()
            return await Passage(session, ticket, recorder).through(taken)
        finally:
            session.leave(ticket)

    async def _create(self, recorder: Recorder, session: Session, number: int) -> None:
        try:
            await recorder.create()
        except PersistenceError:
            session.take_back(number)
            raise


def _record(
    session: Session, request: ExecutionRequest, taken: source.Source, number: int, ticket: Ticket
) -> Execution:
    now = datetime.now(UTC)
    return Execution(
        id=request.id,
        number=number,
        session_id=session.id,
        kind=request.kind,
        status=Status.QUEUED if ticket.waiting else Status.RUNNING,
        input=taken.text,
        uri=request.document.uri,
        path=relative_path(request.document.uri, session.workspace_uri),
        range=taken.range,
        document_version=request.document.version,
        args=request.args,
        env=request.env,
        queued_at=now,
        started_at=None if ticket.waiting else now,
    )


def _words(error: ExceptionInfo | None) -> tuple[str, dict[str, object]]:
    """Return an exception as a sentence, and the place it names."""
    if error is None:
        return "it did not end", {}
    if not error.frames:
        return f"{error.name}: {error.message}", {}
    frame = error.frames[0]
    place = {"uri": frame.uri, "line": frame.line, "column": frame.column}
    return f"{error.name}: {error.message} (line {frame.line + 1}, column {frame.column + 1})", place


def _startup_failed(request: ExecutionRequest, why: str, place: dict[str, object] | None = None) -> StartupFailedError:
    return StartupFailedError(
        f"The startup file {request.document.uri} failed: {why}. Mend it and run again: the session starts anew.",
        {"uri": request.document.uri, "executionId": request.id, **(place or {})},
    )
