"""Finding what a stop means: a run that is on, one that waits, or one whose session is only starting."""

from __future__ import annotations

import asyncio
import contextlib

from vm_lsp.errors import ValidationError
from vm_lsp.execution.model import Interruption, InterruptTarget, Outcome
from vm_lsp.execution.preparations import Preparation, Preparations
from vm_lsp.sessions.registry import SessionRegistry

LOOK_S = 0.05
START_PATIENCE_S = 4.0  # a session that takes longer to start is given up for a stop, and for all who wait for it


class Interrupts:
    """Stops runs, wherever they are on their way."""

    def __init__(self, sessions: SessionRegistry, preparations: Preparations) -> None:
        self._sessions = sessions
        self._preparations = preparations

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
        preparation = self._preparations.find(execution_id)
        if preparation is not None:
            await self._end(preparation)
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
        preparation = self._preparations.of(folder)
        if preparation is None:
            return Interruption(Outcome.IDLE)
        await self._end(preparation)
        return Interruption(Outcome.DEQUEUED)

    async def _end(self, preparation: Preparation) -> None:
        """Stop a request that has no record and what it waits for: a start that hangs, a startup file that runs."""
        preparation.stopped = True
        clock = asyncio.get_running_loop()
        patience = clock.time() + START_PATIENCE_S
        while not preparation.over.is_set():
            session = self._sessions.find(preparation.folder)
            if session is not None and not session.prepared:
                if session.busy:
                    await session.interrupt()
                elif clock.time() > patience:
                    await self._sessions.close(session)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(preparation.over.wait(), LOOK_S)

    def _busy_folders(self) -> set[str | None]:
        busy = {session.workspace_uri for session in self._sessions.living() if session.busy}
        return busy | self._preparations.folders
