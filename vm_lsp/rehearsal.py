"""A past run as it was then: in a session of its own, under the template it had, behind what had run before it."""

from __future__ import annotations

from vm_lsp.core import Core
from vm_lsp.errors import CancelledRunError
from vm_lsp.execution.model import Execution
from vm_lsp.execution.replay import OnStep, Replay, committed_runs, request_again


class Rehearsal:
    """Carries one past run out again without a trace: today's session and the history stay as they are.

    What the code imports is read as it is today.
    """

    def __init__(self, core: Core, execution_id: str) -> None:
        self._core = core
        self._execution_id = execution_id
        self._replay: Replay | None = None
        self._stopped = False

    def stop(self) -> None:
        """Stop what runs; `run` returns or refuses then."""
        self._stopped = True
        if self._replay is not None:
            self._replay.stop()

    async def run(self, new_id: str, on_step: OnStep) -> Execution:
        """Replay the runs before it, whatever comes of them, then run it as the execution `new_id`.

        Raises:
            ExecutionNotFoundError: the history has no such execution.
            CancelledRunError: it was stopped before its turn came.
            VmError: as `Core.execute`.
        """
        reader = self._core.history
        past = await reader.get(self._execution_id)
        session = await reader.session(past.session_id)
        apart = self._core.apart(session.template, session.workspace_uri)
        await apart.open()
        try:
            self._replay = apart.replay()
            before = committed_runs(reader, past.session_id, before=past.id)
            await self._replay.through(before, True, on_step)
            if self._stopped:
                raise CancelledRunError("Stopped before its turn came.", {"executionId": new_id, "outcome": "dequeued"})
            return await self._replay.one(request_again(past, new_id))
        finally:
            await apart.close()
