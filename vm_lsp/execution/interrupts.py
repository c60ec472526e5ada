"""Finding what a stop means: a run that is on, one that waits, or one whose session is only starting."""

from __future__ import annotations

from vm_lsp.errors import ValidationError
from vm_lsp.execution.model import Interruption, InterruptTarget, Outcome
from vm_lsp.execution.pipeline import Pipeline
from vm_lsp.sessions.registry import SessionRegistry


class Interrupts:
    """Stops runs, wherever they are on their way."""

    def __init__(self, sessions: SessionRegistry, pipeline: Pipeline) -> None:
        self._sessions = sessions
        self._preparing = pipeline.preparing

    async def interrupt(self, target: InterruptTarget) -> Interruption:
        """Stop a run, and answer when it is over in the store and the worker.

        Raises:
            ValidationError: nothing was named and several runs are on.
            SessionNotFoundError: no session has that id.
        """
        if target.execution_id is not None:
            return await self._execution(target.execution_id)
        if target.session_id is not None:
            return await self._sessions.by_id(target.session_id).interrupt()
        folders = {self._sessions.folder_of(target.uri)} if target.uri is not None else self._busy_folders()
        if len(folders) > 1:
            raise ValidationError("Several runs are on. Name the one to stop by executionId, uri or sessionId.")
        return await self._folder(folders.pop()) if folders else Interruption(Outcome.IDLE)

    async def _execution(self, execution_id: str) -> Interruption:
        preparation = self._preparing.get(execution_id)
        if preparation is not None:
            preparation.stopped = True
            await preparation.over.wait()
            return Interruption(Outcome.DEQUEUED, execution_id)
        busy = [session for session in self._sessions.living() if session.busy]
        owner = next((session for session in busy if session.has(execution_id)), None)
        if owner is not None:
            return await owner.interrupt(execution_id)
        if len(busy) == 1:
            return Interruption(Outcome.MISMATCH, busy[0].running_id)
        return Interruption(Outcome.MISMATCH if busy else Outcome.IDLE)

    async def _folder(self, folder: str | None) -> Interruption:
        session = self._sessions.find(folder)
        if session is not None and session.busy:
            return await session.interrupt()
        waiting = [key for key, preparation in self._preparing.items() if preparation.folder == folder]
        return await self._execution(waiting[0]) if waiting else Interruption(Outcome.IDLE)

    def _busy_folders(self) -> set[str | None]:
        busy = {session.workspace_uri for session in self._sessions.living() if session.busy}
        return busy | {preparation.folder for preparation in self._preparing.values()}
