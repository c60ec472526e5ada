"""Our own notifications, for clients that declared them: events in bunches, and how sessions fare."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, Final

from vm_lsp.execution.json import to_wire
from vm_lsp.execution.model import Event, Execution, SessionInfo
from vm_lsp.lsp.answers import Answers
from vm_lsp.lsp.places import Places
from vm_lsp.lsp.publish.throttle import Throttle

EVENTS: Final = "vm/executionEvents"
SESSION: Final = "vm/sessionStatus"
EVENTS_SECONDS = 0.05  # the contract: at most 20 a second
MOST_AT_ONCE = 250  # more would hold up the loop for longer than a hover may wait

Notify = Callable[[str, Any], None]


class Notifications:
    """A `Publisher` that sends events on through `notify`; silent until `events` or `sessions` is switched on."""

    def __init__(self, answers: Answers, notify: Notify) -> None:
        self._answers = answers
        self._notify = notify
        self._waiting: deque[Event] = deque()
        self._places: dict[str, Places] = {}
        self._over: set[str] = set()
        self._throttle = Throttle(EVENTS_SECONDS, self._send)
        self.events = False
        self.sessions = False

    def started(self, execution: Execution) -> None:
        """Remember where what the events to come speak of is."""
        if self.events and self._answers.converts:
            self._places[execution.id] = self._answers.places(execution)

    def event(self, event: Event) -> None:
        """Queue an event."""
        if self.events:
            self._waiting.append(event)
            self._throttle.ask()

    def ended(self, execution: Execution) -> None:
        """Let its places go, once its last events are sent."""
        self._over.add(execution.id)
        self._forget()

    def session(self, session: SessionInfo) -> None:
        """Tell that a session's state changed."""
        if self.sessions:
            self._notify(SESSION, to_wire(session))

    def _send(self) -> None:
        bunch = [self._waiting.popleft() for _ in range(min(MOST_AT_ONCE, len(self._waiting)))]
        events = [one for event in bunch for one in self._answers.events([event], self._places.get(event.execution_id))]
        self._notify(EVENTS, {"events": events})
        if self._waiting:
            self._throttle.ask()
        self._forget()

    def _forget(self) -> None:
        if not self._waiting:
            for execution_id in self._over:
                self._places.pop(execution_id, None)
            self._over.clear()
