"""The runs the client waits for: started through the core, shown as progress, and stopped in each way it knows.

A progress cancel, ``vm.interrupt`` and a limit lead to a normal answer. ``$/cancelRequest`` stops the run just so, and
its request is then answered as cancelled, with the outcome.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.protocol.json_rpc import MsgId

from vm_lsp.errors import CancelledRunError, VmError
from vm_lsp.execution.model import Event, Execution, Interruption, InterruptTarget, Outcome, Status
from vm_lsp.lsp.publish.progress import Progress, Showing

if TYPE_CHECKING:
    from vm_lsp.core import Core

logger = logging.getLogger(__name__)

_NOT_FOUND = (Outcome.IDLE, Outcome.MISMATCH)


@dataclass(frozen=True, slots=True)
class Call:
    """The request a command came with: its message id and, where the client shows progress, its token."""

    message_id: MsgId | None = None
    token: types.ProgressToken | None = None


@dataclass(slots=True, eq=False)
class _Awaited:
    """A run somebody waits for; `moved` is set when its record appears and when it is over.

    `waited` says that it had to wait for its turn.
    """

    execution_id: str
    moved: asyncio.Event = field(default_factory=asyncio.Event)
    over: bool = False
    showing: Showing | None = None
    waited: bool = False
    given_up: asyncio.Task[Interruption] | None = None

    def say(self, message: str) -> None:
        """Show what it is at."""
        if self.showing is not None:
            self.showing.say(message)


Stop = Callable[[], None]


class Runs:
    """Knows every awaited run by its message id and its progress token. A `Publisher`, to hear when records appear."""

    def __init__(self, progress: Progress, core: Callable[[], Awaitable[Core]]) -> None:
        self._progress = progress
        self._core = core
        self._by_message: dict[MsgId, _Awaited] = {}
        self._by_token: dict[types.ProgressToken, _Awaited] = {}
        self._by_execution: dict[str, _Awaited] = {}
        self._stops: set[asyncio.Task[Interruption]] = set()
        self._taken_back: set[str] = set()  # of errands, the requests that were
        self._errands: dict[MsgId | types.ProgressToken, Stop] = {}

    async def run(
        self, call: Call, execution_id: str, title: str, start: Callable[[Core], Awaitable[Execution]]
    ) -> Execution:
        """Await `start`, which runs in the core as `execution_id`, and return the finished execution.

        Raises:
            CancelledRunError: the client gave the request up; the run is over.
            VmError: whatever `start` raises.
        """
        awaited = _Awaited(execution_id)
        own_token = f"vm-lsp/{execution_id}"
        self._enter(awaited, call, own_token)
        try:
            async with self._progress.shown(title, call.token, own_token) as awaited.showing:
                core = await self._core()
                if awaited.given_up is not None:
                    raise _given_up(execution_id, Outcome.DEQUEUED)
                execution = await start(core)
        finally:
            self._leave(awaited, call, own_token)
        if awaited.given_up is not None:
            raise _given_up(execution_id, (await awaited.given_up).outcome)
        return execution

    @asynccontextmanager
    async def errand(self, call: Call, name: str, title: str, stop: Stop) -> AsyncIterator[Showing]:
        """Show something that takes several runs as one progress; `stop` is called in each way a run is stopped.

        Raises:
            CancelledRunError: the client gave the request up; what it was about has come to its end.
        """
        own_token = f"vm-lsp/{name}"
        message = _message(call.message_id)
        names = [own_token if call.token is None else call.token, message]
        self._errands |= dict.fromkeys(names, stop)
        try:
            async with self._progress.shown(title, call.token, own_token) as showing:
                yield showing
        finally:
            for one in names:
                self._errands.pop(one, None)
            taken_back = message in self._taken_back
            self._taken_back.discard(message)
        if taken_back:
            raise _given_up(name, Outcome.ROLLED_BACK)

    def give_up(self, message_id: MsgId) -> None:
        """Stop the run a request started, and answer that request as cancelled."""
        if (stop := self._errands.get(_message(message_id))) is not None:
            self._taken_back.add(_message(message_id))
            stop()
        awaited = self._by_message.get(message_id)
        if awaited is not None and awaited.given_up is None:
            awaited.given_up = self._stop(awaited)

    def stop_by_token(self, token: types.ProgressToken) -> None:
        """Stop the run shown under a progress token; its request is answered as usual."""
        if (stop := self._errands.get(token)) is not None:
            stop()
        awaited = self._by_token.get(token)
        if awaited is not None:
            self._stop(awaited)

    def started(self, execution: Execution) -> None:
        """Note that an execution has its record, so that it can be stopped, and say whether it waits."""
        awaited = self._by_execution.get(execution.id)
        if awaited is None:
            return
        awaited.moved.set()
        if execution.status is Status.QUEUED:
            awaited.waited = True
            awaited.say("waiting for another run")
        elif awaited.waited:
            awaited.say("running")

    def event(self, event: Event) -> None:
        """Events don't matter here."""

    def ended(self, execution: Execution) -> None:
        """The answer says it."""

    def _stop(self, awaited: _Awaited) -> asyncio.Task[Interruption]:
        task = asyncio.create_task(self._interrupt(awaited))
        self._stops.add(task)
        task.add_done_callback(self._stops.discard)
        return task

    async def _interrupt(self, awaited: _Awaited) -> Interruption:
        """Interrupt until the run is over: one that is only on its way to its record can't be found yet."""
        core = await self._core()
        while True:
            try:
                interruption = await core.interrupt(InterruptTarget(execution_id=awaited.execution_id))
            except VmError as refused:
                logger.warning("A run could not be stopped: %s", refused.message)
                return Interruption(Outcome.IDLE, awaited.execution_id)
            if interruption.outcome not in _NOT_FOUND or awaited.over:
                return interruption
            await awaited.moved.wait()
            awaited.moved.clear()

    def _enter(self, awaited: _Awaited, call: Call, own_token: str) -> None:
        self._by_execution[awaited.execution_id] = awaited
        self._by_token[call.token if call.token is not None else own_token] = awaited
        if call.message_id is not None:
            self._by_message[call.message_id] = awaited

    def _leave(self, awaited: _Awaited, call: Call, own_token: str) -> None:
        awaited.over = True
        awaited.moved.set()
        self._by_execution.pop(awaited.execution_id, None)
        self._by_token.pop(call.token if call.token is not None else own_token, None)
        if call.message_id is not None:
            self._by_message.pop(call.message_id, None)


def _message(message_id: MsgId | None) -> str:
    """Return a name for a request that is no progress token, which may be the same number."""
    return f"vm-lsp/request/{message_id!r}"


def _given_up(execution_id: str, outcome: Outcome) -> CancelledRunError:
    return CancelledRunError(
        f"The request was cancelled and its run stopped ({outcome.value}).",
        {"executionId": execution_id, "outcome": outcome.value},
    )
