"""What `vm-lsp doctor` tries: each check does the real thing through a core of its own, and says what came of it."""

from __future__ import annotations

import asyncio
import platform
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from importlib.metadata import version

from vm_lsp.cli.opening import opened_core, settings_for, unkept
from vm_lsp.cli.places import shown_location
from vm_lsp.core import Core
from vm_lsp.errors import PersistenceError, VmError
from vm_lsp.execution.model import (
    Console,
    Document,
    Ending,
    Event,
    Execution,
    ExecutionRequest,
    InterruptTarget,
    Kind,
    Outcome,
)
from vm_lsp.execution.store import HistoryQuery
from vm_lsp.settings import Limits

CHECK_S = 30.0
"""The bound of one check in seconds: the history alone may wait ten for somebody else's lock."""

ENGINE = "engine"

SMALL = Limits(cpu_ms=400, wall_ms=1500, mem_mb=32, max_output_kb=16)
"""Limits that a script breaks in no time."""


class Verdict(Enum):
    """What a check came to; `LIMITED` is something to know, not something to mend."""

    WORKS = "works"
    LIMITED = "limited"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check's answer: what was tried, what came of it, and, where it did not work, what to do."""

    name: str
    verdict: Verdict
    detail: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """Something to try; `advice` is for when it does not work. Without an engine some checks make no sense."""

    name: str
    attempt: Callable[[], Awaitable[Finding]]
    advice: str = ""
    needs_engine: bool = False


async def perform_all(checks: Sequence[Check]) -> list[Finding]:
    """Try one after the other, since they measure time."""
    findings: list[Finding] = []
    for check in checks:
        engine = next((finding for finding in findings if finding.name == ENGINE), None)
        if check.needs_engine and engine and engine.verdict is Verdict.BROKEN:
            findings.append(Finding(check.name, Verdict.BROKEN, "not tried: the engine does not run"))
        else:
            findings.append(await perform(check))
    return findings


async def perform(check: Check) -> Finding:
    """Try it, within `CHECK_S`; a failure of ours is what the check came to."""
    try:
        async with asyncio.timeout(CHECK_S):
            finding = await check.attempt()
            return (
                replace(finding, advice=finding.advice or check.advice)
                if finding.verdict is Verdict.BROKEN
                else finding
            )
    except VmError as failed:
        return Finding(check.name, Verdict.BROKEN, failed.message, check.advice)
    except TimeoutError:
        return Finding(check.name, Verdict.BROKEN, f"no answer within {CHECK_S:.0f} s", check.advice)


def all_checks(database_url: str | None) -> tuple[Check, ...]:
    """Return every check, in the order they are told."""
    return (
        Check("platform", platform_found),
        Check(ENGINE, engine_runs, "Reinstall vm-lsp: `pip install --force-reinstall vm-lsp`."),
        Check("stop", stop_keeps_state, "Report this: where processes can fork, a stop costs no session.", True),
        *(_limit_check(*limit) for limit in _LIMITS),
        Check("history", lambda: history_kept(database_url)),
    )


async def platform_found() -> Finding:
    """Say where we are."""
    python = f"Python {platform.python_version()}"
    return Finding("platform", Verdict.WORKS, f"{python} on {platform.system()} {platform.machine()}")


async def engine_runs() -> Finding:
    """Start a session and run something in it."""
    async with opened_core(unkept()) as core:
        execution = await _run(core, "[6, 7].reduce((a, b) => a * b)")
    return _finding(ENGINE, _preview(execution) == "42", f"quickjs-ng {version('quickjs-ng')}", execution)


async def stop_keeps_state() -> Finding:
    """Stop an endless loop and look whether a variable from before is as it was."""
    async with opened_core(unkept()) as core:
        await _run(core, "let kept = 41")
        outcome = await _stop_when_it_speaks(core, "kept = 0; console.log('on'); for (;;) {}")
        after = await _run(core, "typeof kept === 'undefined' ? 'lost' : kept + 1")
    if outcome is Outcome.ROLLED_BACK and _preview(after) == "42":
        return Finding("stop", Verdict.WORKS, "an endless loop was stopped, and the session is as it was before")
    if outcome is Outcome.STATE_LOST:
        told = "an endless loop was stopped; the session starts afresh then, since this platform has no fork"
        return Finding("stop", Verdict.LIMITED, told)
    return Finding("stop", Verdict.BROKEN, f"the stop said {outcome.value}, and then `kept + 1` was {_preview(after)}")


async def limit_ends(name: str, script: str, ending: Ending) -> Finding:
    """Break one limit and look whether the run was ended for it, and the session runs on."""
    async with opened_core(unkept(limits=SMALL)) as core:
        broken = await _run(core, script)
        after = await _run(core, "6 * 7")
    ended = broken.error is not None and broken.error.name == ending
    took = f"{ending.value} after {broken.metrics.wall_ms or 0:.0f} ms, and the session runs on"
    return _finding(name, ended and _preview(after) == "42", took, broken)


async def history_kept(database_url: str | None) -> Finding:
    """Open the person's own history, which writes to it, and read from it."""
    try:
        async with opened_core(settings_for(database_url)) as core:
            state = await core.history_state()
            await core.history.list(HistoryQuery(limit=1))
    except PersistenceError as failed:
        return ailing_history(str(failed.details["stage"]), str(failed.details["cause"]))
    return Finding("history", Verdict.WORKS, f"{shown_location(state.location)}, schema {state.schema}, writable")


def ailing_history(stage: str, cause: str) -> Finding:
    """Say why the history fails at `stage`, and what to do about `cause`: the history's own words."""
    verb = "opened" if stage == "open" else "read" if stage == "read" else "written"
    advice = next((advice for words, advice in _HISTORY_ADVICE if words in cause), _FILE_ADVICE)
    return Finding("history", Verdict.BROKEN, f"can't be {verb}: {cause}", advice)


_URL_ADVICE = "Write it as sqlite:////folder/history.db or postgresql://user@host/database."
_FILE_ADVICE = "Make the file and its folder writable, or choose another with --database-url."
_SERVER_ADVICE = "Start the database server, and look whether the URL names it and you rightly."
_HISTORY_ADVICE = (
    ("URL is malformed", _URL_ADVICE),
    ("is neither sqlite nor postgresql", _URL_ADVICE),
    ("driver is missing", "Install it, or choose a file with --database-url."),
    ("locked", "Another program holds the file: end it, or choose another file with --database-url."),
    ("resolve host", _SERVER_ADVICE),
    ("connection", _SERVER_ADVICE),
)
"""What to do, by words in the cause; anything else is about a file."""

_LIMITS = (
    ("limits.cpuMs", "for (;;) {}", Ending.TIME_LIMIT),
    ("limits.wallMs", "setTimeout(() => {}, 60000)", Ending.TIME_LIMIT),
    ("limits.memMb", "const held = []; for (;;) held.push(new Array(10000).fill(1))", Ending.MEMORY_LIMIT),
    ("limits.maxOutputKb", "for (;;) console.log('x'.repeat(1000))", Ending.OUTPUT_LIMIT),
)


def _limit_check(name: str, script: str, ending: Ending) -> Check:
    return Check(name, lambda: limit_ends(name, script, ending), "Report this: a limit must end what breaks it.", True)


async def _run(core: Core, code: str) -> Execution:
    request = ExecutionRequest(Kind.REPL, Document("untitled:doctor", text=code))
    return await core.execute(request)


async def _stop_when_it_speaks(core: Core, code: str) -> Outcome:
    spoke = _Spoke()
    leave = core.subscribe(spoke)
    running = asyncio.create_task(_run(core, code))
    await asyncio.wait({running, asyncio.create_task(spoke.happened.wait())}, return_when=asyncio.FIRST_COMPLETED)
    leave()
    interruption = await core.interrupt(InterruptTarget())
    await running
    return interruption.outcome


class _Spoke:
    """A publisher that waits for the first output."""

    def __init__(self) -> None:
        self.happened = asyncio.Event()

    def started(self, execution: Execution) -> None:
        """Not yet."""

    def event(self, event: Event) -> None:
        if isinstance(event.payload, Console):
            self.happened.set()

    def ended(self, execution: Execution) -> None:
        """Too late, and told by the interrupt's outcome."""


def _preview(execution: Execution) -> str:
    if execution.result is not None:
        return execution.result.preview
    return execution.error.name if execution.error else "nothing"


def _finding(name: str, worked: bool, detail: str, execution: Execution) -> Finding:
    if worked:
        return Finding(name, Verdict.WORKS, detail)
    return Finding(name, Verdict.BROKEN, f"the run ended as {execution.status.value}: {_preview(execution)}")
