from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, cast

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.lsp.desk import Desk
from vm_lsp.core import Core
from vm_lsp.errors import CancelledRunError
from vm_lsp.execution.model import Execution, Interruption, InterruptTarget, Outcome
from vm_lsp.lsp.publish.progress import Progress
from vm_lsp.lsp.runs import Call, Runs

SECONDS = 5


class FakeCore:
    """A core with one run: it can be found from its record on, and goes on until it is stopped."""

    def __init__(self) -> None:
        self.runs: Runs | None = None
        self.recorded = asyncio.Event()
        self.asked = asyncio.Event()
        self.stopped = asyncio.Event()
        desk = Desk()
        desk.open("1")
        self.execution = desk.begin("1")

    async def run(self, _: Core) -> Execution:
        await self.recorded.wait()
        assert self.runs
        self.runs.started(self.execution)
        await self.stopped.wait()
        return self.execution

    async def interrupt(self, target: InterruptTarget) -> Interruption:
        self.asked.set()
        if not self.recorded.is_set():
            return Interruption(Outcome.IDLE)
        self.stopped.set()
        return Interruption(Outcome.ROLLED_BACK, target.execution_id)


def runs_of(core: FakeCore, told: list[types.ProgressParams]) -> Runs:
    async def core_of() -> Core:
        return cast(Core, core)

    core.runs = Runs(Progress(told.append), core_of)
    return core.runs


def begin(runs: Runs, core: FakeCore, call: Call) -> asyncio.Task[Execution]:
    return asyncio.create_task(runs.run(call, core.execution.id, "Running", core.run))


async def within(work: Awaitable[Any]) -> Any:
    return await asyncio.wait_for(work, SECONDS)


async def test_a_run_given_up_before_it_has_its_record_is_stopped_once_it_has() -> None:
    core, told = FakeCore(), list[types.ProgressParams]()
    runs = runs_of(core, told)
    answer = begin(runs, core, Call(message_id=7))
    await asyncio.sleep(0)

    runs.stop_by_token(f"vm-lsp/{core.execution.id}")
    await within(core.asked.wait())
    core.recorded.set()

    assert await within(answer) == core.execution


async def test_a_request_given_up_while_it_runs_is_answered_with_the_outcome() -> None:
    core, told = FakeCore(), list[types.ProgressParams]()
    runs = runs_of(core, told)
    answer = begin(runs, core, Call(message_id=7))
    core.recorded.set()
    await asyncio.sleep(0)

    runs.give_up(7)

    with pytest.raises(CancelledRunError) as given_up:
        await within(answer)
    assert given_up.value.details == {"executionId": core.execution.id, "outcome": "rolled_back"}


async def test_progress_of_the_client_begins_and_ends_also_when_the_run_fails() -> None:
    core, told = FakeCore(), list[types.ProgressParams]()
    runs = runs_of(core, told)

    async def fail(_: Core) -> Execution:
        raise ValueError

    with pytest.raises(ValueError):
        await runs.run(Call(token="mine"), "id", "Running", fail)

    assert [(one.token, one.value.kind) for one in told] == [("mine", "begin"), ("mine", "end")]


async def test_progress_begun_while_a_run_waits_says_so() -> None:
    told = list[types.ProgressParams]()
    begun = asyncio.Event()
    progress = Progress(_both(told.append, lambda _: begun.set()))

    async def grant(_: types.WorkDoneProgressCreateParams) -> None:
        await asyncio.sleep(0)

    progress.create = grant
    async with progress.shown("Running", None, "own") as showing:
        showing.say("waiting for another run")
        await within(begun.wait())
        showing.say("running")

    assert [(one.value.kind, getattr(one.value, "message", None)) for one in told] == [
        ("begin", "waiting for another run"),
        ("report", "running"),
        ("end", None),
    ]


async def test_giving_up_what_is_no_run_is_no_matter() -> None:
    runs = runs_of(FakeCore(), [])

    runs.give_up("nothing")
    runs.stop_by_token("nothing")


async def test_a_client_that_refuses_a_token_is_not_told_progress() -> None:
    told = list[types.ProgressParams]()
    progress = Progress(told.append)
    asked = asyncio.Event()

    async def refuse(_: types.WorkDoneProgressCreateParams) -> None:
        asked.set()
        raise JsonRpcException("no")

    progress.create = refuse
    async with progress.shown("Running", None, "own"):
        await within(asked.wait())

    assert told == []


async def test_a_token_granted_late_begins_and_ends() -> None:
    told = list[types.ProgressParams]()
    begun = asyncio.Event()
    progress = Progress(_both(told.append, lambda _: begun.set()))

    async def grant(_: types.WorkDoneProgressCreateParams) -> None:
        await asyncio.sleep(0)

    progress.create = grant
    async with progress.shown("Running", None, "own"):
        await within(begun.wait())

    assert [one.value.kind for one in told] == ["begin", "end"]


def _both(*calls: Callable[[types.ProgressParams], None]) -> Callable[[types.ProgressParams], None]:
    def call(params: types.ProgressParams) -> None:
        for one in calls:
            one(params)

    return call
