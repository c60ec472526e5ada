"""Checkpoints: frozen copies of this process, made by fork, that take over when it is killed.

A *standby* is a copy that waits on its *lifeline*, a pipe whose write end only newer processes hold. A byte on it says
"you are not needed any more"; its end says "everybody newer is dead": the standby goes on as the active process, with
exactly the state at the fork.

Each run makes a new generation. `prepare` forks its standby while the one before is still there, and the new one holds
the old one's lifeline too: whatever dies now, one of both states goes on. `commit` lets the old one go.
"""

from __future__ import annotations

import contextlib
import os
import select

from vm_lsp.worker.wire import Committed, Prepared, Promoted

RETIRE = b"r"


class Checkpoints:
    """The standbys of one process. Each method returns the report to send, in whichever process goes on."""

    def __init__(self) -> None:
        self.generation = 0
        self._standby: int | None = None  # the write end of the lifeline of this generation's standby
        self._previous: int | None = None  # of the generation before, until that is let go

    def begin(self) -> Promoted | None:
        """Fork the first standby. None in the process that was here before."""
        report = self._renew()
        return report if isinstance(report, Promoted) else None

    def ensure(self) -> Promoted | None:
        """Fork a standby where there is none (any more). None in the process that was here before."""
        if _somebody_reads(self._standby):
            return None
        if self._standby is not None:
            os.close(self._standby)
            self._standby = None
        return self.begin()

    def let_go(self) -> None:
        """End every standby: nobody is there any more whom a successor could serve."""
        self._let_previous_go()
        self._previous, self._standby = self._standby, None
        self._let_previous_go()

    def prepare(self) -> Prepared | Promoted:
        """Make what happened since the last commit a generation of its own, with a standby."""
        self.generation += 1
        self._previous, self._standby = self._standby, None
        return self._renew()

    def commit(self) -> Committed | Promoted:
        """Let the generation before go. What has no standby yet (it was promoted in between) gets one first."""
        if self._standby is None:
            report = self._renew()
            if isinstance(report, Promoted):
                return report
        self._let_previous_go()
        return Committed(self.generation)

    def _renew(self) -> Prepared | Promoted:
        """Fork a standby; the loop turns once for every time that the standby takes over and goes on from here."""
        promoted = False
        while True:
            try:
                pid = self._fork()
            except OSError as refused:
                return self._report(promoted, None, str(refused))
            if pid:
                return self._report(promoted, pid, "")
            promoted = True
            if _somebody_reads(self._previous):
                return self._report(promoted, None, "")
            self._let_previous_go()

    def _report(self, promoted: bool, standby: int | None, reason: str) -> Prepared | Promoted:
        return Promoted(self.generation, os.getpid()) if promoted else Prepared(self.generation, standby, reason)

    def _fork(self) -> int:
        """Return the standby's pid, and 0 in the standby once it is promoted; a retired standby never returns."""
        watched, lifeline = os.pipe()
        try:
            pid = os.fork()
        except OSError:
            os.close(watched)
            os.close(lifeline)
            raise
        if pid:
            os.close(watched)
            self._standby = lifeline
            return pid
        os.close(lifeline)
        if os.read(watched, 1) == RETIRE:
            os._exit(0)
        os.close(watched)
        return 0

    def _let_previous_go(self) -> None:
        if self._previous is None:
            return
        with contextlib.suppress(BrokenPipeError):  # it is gone already
            os.write(self._previous, RETIRE)
        os.close(self._previous)
        self._previous = None


class NoCheckpoints:
    """For platforms without fork: every run counts, and killing the process loses its state."""

    def __init__(self) -> None:
        self.generation = 0

    def begin(self) -> None:
        """Do nothing: there is no standby."""

    def ensure(self) -> None:
        """Do nothing: there is no standby."""

    def let_go(self) -> None:
        """Do nothing: there is no standby."""

    def prepare(self) -> Prepared:
        """Count the run, and say that nothing could be kept."""
        self.generation += 1
        return Prepared(self.generation, None, "this platform has no fork")

    def commit(self) -> Committed:
        """Count the run as kept."""
        return Committed(self.generation)


def _somebody_reads(lifeline: int | None) -> bool:
    """Whether the standby at the other end of a lifeline is still there."""
    if lifeline is None:
        return False
    poll = select.poll()
    poll.register(lifeline, select.POLLOUT)
    return not any(event & (select.POLLERR | select.POLLHUP | select.POLLNVAL) for _, event in poll.poll(0))
