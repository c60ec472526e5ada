"""The pipeline: prepare the session, record, set up, run, events in order, terminal event, finalize. For every kind."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Iterable
from datetime import UTC, datetime

from vm_lsp.errors import (
    CancelledRunError,
    PersistenceError,
    SessionNotReadyError,
    StartupFailedError,
    VmError,
)
from vm_lsp.execution import source
from vm_lsp.execution.identity import Identity
from vm_lsp.execution.model import ExceptionInfo, Execution, ExecutionRequest, Outcome, Status
from vm_lsp.execution.passage import Passage
from vm_lsp.execution.preparations import Preparation, Preparations
from vm_lsp.execution.recorder import Recorder
from vm_lsp.execution.store import Publisher, Store
from vm_lsp.modules.places import relative_path
from vm_lsp.sessions.registry import SessionRegistry
from vm_lsp.sessions.session import Session
from vm_lsp.sessions.turns import Ticket

StartupOf = Callable[[Session], Awaitable[tuple[ExecutionRequest, ...]]]


class Pipeline:
    """Runs requests. `startup_of` names what a new session runs first; `publishers` see everything that happens.

    `identity` is whose runs they are.
    """

    def __init__(
        self,
        sessions: SessionRegistry,
        store: Store,
        publishers: Iterable[Publisher],
        startup_of: StartupOf,
        identity: Identity,
    ) -> None:
        self._sessions = sessions
        self._store = store
        self._publishers = publishers
        self._startup_of = startup_of
        self._identity = identity
        self.preparations = Preparations()

    def run(self, request: ExecutionRequest) -> Coroutine[object, object, Execution]:
        """Run `request` and return the finished execution, whatever the JavaScript did.

        From this call on, before anything is awaited, it can be interrupted by its id. Raises any `VmError`.
        """
        self._sessions.check_trust()
        folder = self._sessions.folder_of(request.document.uri)
        return self._run(request, folder, self.preparations.begin(request.id, folder))

    async def _run(self, request: ExecutionRequest, folder: str | None, preparation: Preparation) -> Execution:
        try:
            taken = await source.take(request, folder)
            return await self._run_in(await self.prepared_session(folder), request, taken)
        except (SessionNotReadyError, StartupFailedError) as failed:
            if preparation.stopped:
                raise _stopped_before(request) from failed
            raise
        finally:
            self.preparations.end(request.id, preparation)

    async def prepared_session(self, folder: str | None) -> Session:
        """Return the folder's session: started, stored, its startup files run. Raises any `VmError`."""
        session = await self._sessions.obtain(folder)
        async with session.preparing:
            if not session.prepared:
                await self._store.save_session(session.info)
                for request in await self._startup(session):
                    await self._start_up(session, request)
                session.prepared = True
        return session

    async def _startup(self, session: Session) -> tuple[ExecutionRequest, ...]:
        try:
            return await self._startup_of(session)
        except VmError as failed:
            await session.fail(failed.message)
            raise

    async def _start_up(self, session: Session, request: ExecutionRequest) -> None:
        details: dict[str, object] = {}
        try:
            taken = await source.take(request, session.workspace_uri)
            details["executionId"] = request.id  # from here on there is a record
            execution = await self._run_in(session, request, taken)
        except PersistenceError as failed:
            await session.fail(failed.message)  # the file has no fault: the next run starts anew
            raise
        except VmError as failed:
            await session.fail(failed.message)
            raise _startup_failed(session, request, failed.message, details) from failed
        if execution.status is not Status.OK:
            why, place = _words(execution.error)
            failure = _startup_failed(session, request, why, details | place)
            await session.fail(failure.message)
            raise failure

    async def _run_in(self, session: Session, request: ExecutionRequest, taken: source.Source) -> Execution:
        ticket = session.enter(request.id, request.when_busy)
        try:
            async with session.numbered() as number:
                record = _record(session, request, taken, number, ticket, self._identity)
                recorder = Recorder(self._store, self._publishers, record)
                await recorder.create()
            if self.preparations.recorded(request.id):
                ticket.take_out()
            return await Passage(session, ticket, recorder).through(taken)
        finally:
            session.leave(ticket)


def _record(
    session: Session, request: ExecutionRequest, taken: source.Source, number: int, ticket: Ticket, identity: Identity
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
        user=identity.user,
        host=identity.host,
    )


def _stopped_before(request: ExecutionRequest) -> CancelledRunError:
    return CancelledRunError(
        "Stopped while the session was starting: nothing of this ran. Run it again to start anew.",
        {"executionId": request.id, "outcome": Outcome.DEQUEUED.value},
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


def _startup_failed(
    session: Session, request: ExecutionRequest, why: str, details: dict[str, object]
) -> StartupFailedError:
    uri, reason = request.document.uri, why.rstrip(".")
    return StartupFailedError(
        f"The startup file {relative_path(uri, session.workspace_uri) or uri} failed: {reason}."
        " Mend it and run again: the session starts anew.",
        {"uri": uri, **details},
    )
