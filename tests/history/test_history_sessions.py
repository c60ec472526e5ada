"""What the history knows of sessions: which is the last, what of it can be replayed, what ran before and after."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.history.runs import WORKSPACE, a_run, a_session, an_event, ended, stored
from vm_lsp.errors import ExecutionNotFoundError, SessionNotFoundError
from vm_lsp.execution.model import ExceptionInfo, Execution, Kind, SessionInfo, SessionStatus, Status
from vm_lsp.execution.replay import committed_runs
from vm_lsp.history import History


async def over(history: History, session: SessionInfo) -> None:
    await history.store.save_session(replace(session, status=SessionStatus.CLOSED))


async def with_end(history: History, session: SessionInfo, number: int, **changes: object) -> Execution:
    """Store a run that ended otherwise than well."""
    run = a_run(session, number)
    await history.store.create(run)
    error = ExceptionInfo("TypeError", "no")
    final = replace(ended(run), result=None, error=error, **changes)  # type: ignore[arg-type]  # of many types
    await history.store.finish(final, [an_event(run, 1, error)])
    return final


async def test_the_last_session_is_the_newest_that_is_over_and_kept_something(history: History) -> None:
    first, second, empty, living = (a_session() for _ in range(4))
    second = replace(second, created_at=first.created_at + timedelta(seconds=1))
    empty = replace(empty, created_at=first.created_at + timedelta(seconds=2))
    living = replace(living, created_at=first.created_at + timedelta(seconds=3))
    elsewhere = replace(a_session("file:///other"), created_at=first.created_at + timedelta(seconds=4))
    for session in (first, second, living, elsewhere):
        await stored(history, session, "1", "2")
    for session in (first, second, empty, elsewhere):
        await over(history, session)

    last = await history.reader.last_session(WORKSPACE)

    assert last is not None
    assert (last.id, last.runs, last.workspace_uri, last.template) == (second.id, 2, WORKSPACE, second.template)
    assert await history.reader.last_session("file:///nowhere") is None
    assert await history.reader.last_session(None) is None


async def test_only_what_was_kept_is_replayed_in_order(history: History) -> None:
    session = a_session()
    one, two = await stored(history, session, "1", "2")
    failed = await with_end(history, session, 3, status=Status.ERROR)
    await with_end(history, session, 4, status=Status.TIMEOUT, rolled_back=True)
    await with_end(history, session, 5, status=Status.ERROR, rolled_back=True)
    await with_end(history, session, 6, status=Status.CANCELLED)
    await with_end(history, session, 7, status=Status.OK, kind=Kind.STARTUP)

    found = [run.id async for run in committed_runs(history.reader, session.id)]

    assert found == [one.id, two.id, failed.id]
    assert (await history.reader.session(session.id)).runs >= len(found)
    assert [run.id async for run in committed_runs(history.reader, session.id, before=two.id)] == [one.id]


async def test_neighbours_are_those_of_the_session(history: History) -> None:
    session, other = a_session(), a_session()
    one, two = await stored(history, session, "1", "2")
    [between] = await stored(history, other, "3")

    before, after = await history.reader.neighbours(one.id), await history.reader.neighbours(two.id)

    assert (before.previous, before.next and before.next.id) == (None, two.id)
    assert (after.previous and after.previous.number, after.next) == (1, None)
    assert await history.reader.neighbours(between.id) == type(before)(None, None)


async def test_what_is_not_there_is_said(history: History) -> None:
    with pytest.raises(SessionNotFoundError):
        await history.reader.session("none")
    with pytest.raises(ExecutionNotFoundError):
        await history.reader.neighbours("none")
