"""The keeper of the corridor: forgets in small changes that go through the writer, between those of runs.

Which executions go is asked on a thread, batch by batch; the writer looks again at each before it deletes it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from vm_lsp.errors import ExecutionNotFoundError, PersistenceError, ValidationError
from vm_lsp.execution.keeping import Backup, Deletion, Finding, Forgotten, OnProgress, Retention, Verification
from vm_lsp.execution.store import HistoryQuery
from vm_lsp.history.changes import (
    DeriveAgain,
    ForgetExecutions,
    ForgetUnused,
    MergeWords,
    PinExecution,
    ShrinkFile,
    Tally,
    Upkeep,
)
from vm_lsp.history.writer import Writer

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from vm_lsp.history.retention import Going
    from vm_lsp.history.verifying import Looked

Answer = TypeVar("Answer")

FEWEST, MOST = 10, 200  # executions of one change
CHANGE_SECONDS = 0.05  # that one change should take: a run waits for one at the most
MOST_MERGES = 200  # after a deletion: enough for some ten thousand executions
MOST_FINDINGS = 1000  # told apart; the others are only counted
LONGEST_PAUSE = 0.5  # seconds between two changes: as long as the last one took, for other servers' sake


class HistoryKeeper:
    """Implements `execution.keeping.Keeper`."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    async def delete(self, deletion: Deletion, dry_run: bool = False) -> Forgotten:
        """Forget executions with their events; in a dry run only say what that would be.

        Raises:
            ExecutionNotFoundError: a single one isn't there.
            ValidationError: a single one is still going, or the query can't be read.
        """

        def going(connection: Connection) -> Going:
            from vm_lsp.history.retention import found_by

            if deletion.execution_id is not None:
                return _single(connection, deletion.execution_id)
            return found_by(connection, deletion.query or HistoryQuery())

        return await self._forget(await self._ask(going), dry_run, spare_pinned=False)

    async def pin(self, execution_id: str, pinned: bool) -> None:
        """Keep an execution whatever the retention says, or not. Raises `ExecutionNotFoundError`."""

        def known(connection: Connection) -> None:
            from vm_lsp.history.queries import execution

            execution(connection, execution_id)

        await self._ask(known)
        found = Tally()
        await self._writer.write(PinExecution(execution_id, pinned, found))
        if not found.executions:
            raise ExecutionNotFoundError(f"The execution {execution_id!r} was deleted meanwhile.")

    async def prune(self, retention: Retention, dry_run: bool = False, spare: int | None = None) -> Forgotten:
        """Forget what the retention doesn't keep, the oldest first; in a dry run only say what that would be.

        Of the file one page in `spare` may stay free for what comes; None: none.
        """

        def going(connection: Connection) -> Going:
            from vm_lsp.history.retention import outdated

            return outdated(connection, retention)

        return await self._forget(await self._ask(going), dry_run, spare_pinned=True, spare=spare)

    async def backup(self, target: Path) -> Backup:
        """Copy the history as it is now into a new file, while others write, and check the copy.

        Raises:
            ValidationError: the file is there already or can't be written, or the database has tools of its own.
        """

        def copied(connection: Connection) -> Backup:
            from vm_lsp.history.backup import back_up

            return back_up(connection, target)

        return await self._ask(copied)

    async def verify(self, repair: bool = False, on_progress: OnProgress | None = None) -> Verification:
        """Look whether everything is as it must be; with `repair` make again what is derived and wrong.

        `on_progress` hears, from time to time, how many executions were looked at.
        """
        from vm_lsp.history.verifying import look_at_all

        tell = on_progress or (lambda _: None)
        kept = list(await self._ask(look_at_all))
        executions, found, repaired, last = 0, len(kept), 0, 0
        while (looked := await self._look(last)).executions or looked.findings:
            executions, found, last = executions + looked.executions, found + len(looked.findings), looked.last
            kept += looked.findings[: MOST_FINDINGS - len(kept)]
            mendable = dict.fromkeys(one.execution_id for one in looked.findings if one.derived and one.execution_id)
            if repair and mendable:
                await self._writer.write(DeriveAgain(tuple(mendable)))
                repaired += len(mendable)
            tell(executions)
            if not looked.executions:
                break
        return Verification(executions, tuple(kept), found, repaired)

    async def _look(self, after: int) -> Looked:
        """Look at the next executions; where they can't be read, that is found, and no more are."""
        from vm_lsp.history.verifying import Looked, look

        try:
            return await self._ask(partial(look, after=after))
        except PersistenceError as failed:
            message = f"the runs after ordinal {after} can't be read: {failed.details['cause']}"
            return Looked(0, after, (Finding(None, "integrity", message),))

    async def _forget(self, going: Going, dry_run: bool, spare_pinned: bool, spare: int | None = None) -> Forgotten:
        if dry_run:
            return _forgotten(await self._ask(going.counts), Tally(), dry_run=True)
        total, freed, last, many = Tally(), Tally(), 0, FEWEST
        while ordinals := await self._next(going, last, many):
            last = ordinals[-1]
            took = await self._carry_out(ForgetExecutions(ordinals, spare_pinned, told := Tally()))
            many = max(FEWEST, many // 2) if took > CHANGE_SECONDS else min(MOST, many * 2)
            total.add(told)
        if total.executions:
            await self._forget_unused()
            if not spare_pinned:
                await self._merge_words()
            await self._shrink(spare, freed)
        return _forgotten(total, freed)

    async def _next(self, going: Going, last: int, many: int) -> tuple[int, ...]:
        return tuple(await self._ask(lambda connection: going.batch(connection, last, many)))

    async def _forget_unused(self) -> None:
        for documents in (True, False):
            told = Tally(executions=1)
            while told.executions:
                await self._carry_out(ForgetUnused(documents, told))

    async def _merge_words(self) -> None:
        """Let no word of what a person wanted deleted be left in the full text's index, unless that is large."""
        for turn in range(MOST_MERGES):
            await self._carry_out(MergeWords(turn == 0, told := Tally()))
            if not told.executions:
                return

    async def _shrink(self, spare: int | None, freed: Tally) -> None:
        told = Tally(size=1)
        while told.size:
            await self._carry_out(ShrinkFile(spare, told))
            freed.add(told)

    async def _carry_out(self, change: Upkeep) -> float:
        """Return how many seconds it took."""
        began = time.monotonic()
        await self._writer.write(change)
        took = time.monotonic() - began
        await asyncio.sleep(min(took, LONGEST_PAUSE))
        return took

    async def _ask(self, question: Callable[[Connection], Answer]) -> Answer:
        database = await self._writer.database()
        return await asyncio.to_thread(database.read, question)


def _single(connection: Connection, execution_id: str) -> Going:
    from vm_lsp.history.queries import execution, ordinal_of
    from vm_lsp.history.retention import single

    if not execution(connection, execution_id).status.final:
        raise ValidationError(
            f"The execution {execution_id!r} is still going: stop it first.", {"executionId": execution_id}
        )
    return single(ordinal_of(connection, execution_id))


def _forgotten(total: Tally, freed: Tally, dry_run: bool = False) -> Forgotten:
    return Forgotten(
        total.executions, total.events, total.size, total.oldest, total.newest, freed=freed.size, dry_run=dry_run
    )
