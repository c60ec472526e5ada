"""Whose turn it is in a session: one runs, up to 32 wait, first in, first out."""

from __future__ import annotations

import asyncio
from collections import deque

from vm_lsp.errors import SessionBusyError
from vm_lsp.execution.model import Outcome, WhenBusy

QUEUE_LIMIT = 32


class Ticket:
    """One run's place, and what an interrupt did to it, known once it has `left`."""

    def __init__(self, execution_id: str) -> None:
        self.execution_id = execution_id
        self.outcome: Outcome | None = None
        self.taken_out = False  # it will not run
        self.begun = False  # it runs, or has run
        self.stop_asked = False
        self.left = asyncio.Event()
        self._called = asyncio.Event()

    @property
    def waiting(self) -> bool:
        """Whether its turn has not come."""
        return not self._called.is_set()

    async def turn(self) -> bool:
        """Wait for the turn; return whether it came (it does not for one that is taken out)."""
        await self._called.wait()
        return not self.taken_out

    def call(self) -> None:
        """Let it go on."""
        self._called.set()

    def take_out(self) -> None:
        """Keep it from running: its turn comes at once, and is used to write its record's end."""
        self.taken_out = True
        self.outcome = Outcome.DEQUEUED
        self._called.set()


class Turns:
    """The one ticket whose turn it is, and the ones that wait."""

    def __init__(self) -> None:
        self._current: Ticket | None = None
        self._waiting: deque[Ticket] = deque()

    @property
    def current(self) -> Ticket | None:
        """The ticket whose turn it is."""
        return self._current

    def waits(self, execution_id: str) -> bool:
        """Whether that run is in the queue."""
        return any(ticket.execution_id == execution_id for ticket in self._waiting)

    def enter(self, execution_id: str, when_busy: WhenBusy) -> Ticket:
        """Take a place, or have the turn at once. Raises `SessionBusyError`."""
        ticket = Ticket(execution_id)
        if self._current is None:
            self._current = ticket
            ticket.call()
        elif when_busy is WhenBusy.REJECT:
            raise SessionBusyError("Another run is on in this session. Stop it, or wait until it is over.")
        elif len(self._waiting) >= QUEUE_LIMIT:
            raise SessionBusyError(f"{QUEUE_LIMIT} runs are waiting in this session already. Stop the one that is on.")
        else:
            self._waiting.append(ticket)
        return ticket

    def leave(self, ticket: Ticket) -> None:
        """Give the place back; the next one has its turn."""
        if ticket is self._current:
            self._current = self._waiting.popleft() if self._waiting else None
            if self._current:
                self._current.call()
        elif ticket in self._waiting:
            self._waiting.remove(ticket)
        ticket.left.set()

    def take_out(self, execution_id: str) -> Ticket | None:
        """Take a waiting run out; return its ticket, None if it does not wait here."""
        for ticket in self._waiting:
            if ticket.execution_id == execution_id:
                self._waiting.remove(ticket)
                ticket.take_out()
                return ticket
        return None

    def take_all_out(self) -> None:
        """Take every waiting run out."""
        for ticket in tuple(self._waiting):
            self.take_out(ticket.execution_id)
