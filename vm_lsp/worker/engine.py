"""A QuickJS context that outlives its runs: evaluates a text, streams what it prints, says what it came to.

Single-threaded, holds no file descriptor: the process may fork between runs.
"""

from __future__ import annotations

import json
import re
import secrets
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import quickjs

from vm_lsp.worker import builtins, wire
from vm_lsp.worker.constants import Constants
from vm_lsp.worker.heap import Heap
from vm_lsp.worker.knowledge import Knowledge
from vm_lsp.worker.memory import stack_bytes
from vm_lsp.worker.modules import Modules
from vm_lsp.worker.outcome import Outcomes, refused
from vm_lsp.worker.reading import Reader, Reading
from vm_lsp.worker.rejections import unhandled
from vm_lsp.worker.runtime.bootstrap import install
from vm_lsp.worker.services import services
from vm_lsp.worker.source.virtual_lines import FIRST_LINE, Source, VirtualLines

Ask = Callable[[wire.Load], wire.Loaded | wire.NotLoaded]

_STACK_BYTES = 4 * 1024 * 1024  # at most half of what there is: native recursion and Python need the rest
_OUT_OF_MEMORY = "out of memory"
_JOBS_UNSEEN = 1 << 17  # microtasks between two looks at the heap, which take time
_PROBES = 4  # a promise may hold a promise: as deep as values are printed
_SWALLOWING = re.compile(rb"\b(?:async|Promise)\b")
"""Where nothing else catches it, an error can vanish in a promise."""


class Engine:
    """The JavaScript of one session. A run is `begin`, then `fire_timers` while one is due, then `finish`.

    `emit` gets what the run prints and what its statements come to, at once; it must not raise, since it is called from
    inside the engine.
    """

    version = f"quickjs-ng {'.'.join(version('quickjs-ng').split('.')[:3])}"

    def __init__(self, options: wire.WorkerOptions, emit: Callable[[wire.Report], None], ask: Ask) -> None:
        self._options = options
        self._emit = emit
        self._lines = VirtualLines()
        self._outcomes = Outcomes(self._lines, Knowledge(self._call))
        self._context: Any = quickjs.Context()
        self._context.set_max_stack_size(min(_STACK_BYTES, stack_bytes() // 2))
        self._heap = Heap(self._context, options.mem_mb * 1024 * 1024)
        self._hook = f"vm_{secrets.token_hex(16)}"
        self._ask = ask
        self._reader = Reader(options, self._hook, self._call)
        self._constants = Constants(self._call)
        self._modules = Modules(self._lines, self._hook, self._load, self._constants.expect)
        self._runtime = install(self._context, self._host(), self._hook, FIRST_LINE)
        self._functions: dict[tuple[str, str], Any] = {}
        if options.console:
            self._call("console", "install")
        self._unit: wire.Execute | None = None
        self._source: Source | None = None
        self._exception: wire.WireException | None = None
        self._returned_at: int | None = None  # the number of the statement, where it is not the last one
        self._memory_ended = False
        self._ticking = False  # whether process.nextTick put something off

    def begin(self, unit: wire.Execute) -> None:
        """Run the main script and the microtasks it leaves; nothing that it does is raised here."""
        self._unit = unit
        self._exception = None
        self._returned_at = None
        self._memory_ended = False
        self._heap.begin()
        surroundings = (unit.args, json.dumps(unit.env), unit.max_output_bytes, unit.uri, unit.commonjs)
        self._call("session", "begin", *surroundings)
        self._modules.begin()
        reading = self._reader.read(unit)
        data = reading.text.data
        self._constants.expect(data, reading.script.constants)
        self._heap.watch()
        self._evaluate(unit, reading)
        if _SWALLOWING.search(data) and b"catch" not in data:
            self._fail_if_full()
        self._call("run", "settle")
        self._drain()

    @property
    def timer_due_in(self) -> float | None:
        """Seconds until the next timer, 0.0 if it is due, None if the run waits for none."""
        due = self._call("timers", "dueIn") if self._exception is None else None
        return None if due is None else due / 1000

    def fire_timers(self) -> None:
        """Run the timers that are due now, each followed by its microtasks."""
        moment = self._call("timers", "now")
        self._heap.watch()  # once for all of them: it takes longer than most timers
        while self._exception is None and self._user_call("timers", "fireNext", moment):
            self._run_callbacks()
        self._fail_if_full()

    def clear_timers(self) -> None:
        """Drop the pending timers."""
        self._call("timers", "clear")

    def finish(self, cleared: bool = False) -> wire.Done:
        """End the run: what it came to, or how it failed; `cleared` tells that its timers were dropped on request."""
        unit, source = self._unit, self._source
        assert unit is not None and source is not None, "a run is begun before it is finished"
        self.clear_timers()
        heap = self._heap.size
        value, exception = self._value_or_exception()
        self._call("run", "reset")
        return wire.Done(
            execution_id=unit.execution_id,
            value=value,
            exception=exception,
            place=self._place(source),
            cpu_ms=0.0,
            heap_bytes=heap,
            out_of_memory=self._memory_ended,
            timers_cleared=cleared,
        )

    def _evaluate(self, unit: wire.Execute, reading: Reading) -> None:
        text, script = reading.text, reading.script
        if reading.remark:
            self._emit(wire.Remark(reading.remark))
        source = self._source = self._lines.add(unit.uri, text, script)
        code = ("'use strict';" if self._options.strict else "") + source.code(script)
        if script.refused:
            self._exception = reading.exception or refused(unit.uri, text, *script.refused)
        elif "\0" in code:  # the binding takes none
            self._exception = refused(unit.uri, text, text.data.index(0), "a NUL character in the source")
        elif not script.observed:
            self._exception = self._reader.incomplete(unit, text)
            if self._exception is None:
                self._user_call("run", "evaluate", code)
        elif not (self._runs_as_script(code) if script.scoped else self._runs(code)):
            self._evaluate(unit, self._reader.unrewritten(unit, text))

    def _runs(self, code: str) -> bool:
        """Evaluate what has hooks in it; false if the engine does not even begin to run it."""
        return self._user_call("run", "script", code) is not False

    def _runs_as_script(self, code: str) -> bool:
        """Evaluate what has hooks in it where its code is strict: then `eval` would keep what it declares."""
        try:
            with self._heap.within_limit():
                self._context.eval(code)
        except quickjs.JSException:
            return bool(self._call("run", "failed"))
        return True

    def _value_or_exception(self) -> tuple[wire.WireValue | None, wire.WireException | None]:
        if self._exception:
            return None, self._exception
        try:
            outcome = self._outcome()
        except quickjs.JSException as error:  # more keys than the spare memory can list
            self._give_up(error)
            return None, self._exception
        self._memory_ended = self._memory_ended or outcome["outOfMemory"]
        self._returned_at = outcome["place"]
        source = self._source
        assert source is not None, "what ran has a source"
        exception = self._outcomes.ending(outcome, source, self._place(source))
        for warning in unhandled(self._call("rejections", "told"), self._outcomes, source):
            self._emit(warning)
        return self._outcomes.value(outcome["value"]), exception

    def _place(self, source: Source) -> wire.WireRange | None:
        """Where the statement stands whose value is the script's."""
        return source.last_statement if self._returned_at is None else source.statement(self._returned_at)

    def _outcome(self) -> dict[str, Any]:
        for _ in range(_PROBES):
            outcome: dict[str, Any] = json.loads(self._call("session", "outcome"))
            if not outcome["unknown"]:
                break
            self._drain()
        return outcome

    def _drain(self) -> None:
        self._heap.watch()
        self._run_callbacks()
        self._fail_if_full()

    def _run_callbacks(self) -> None:
        """Run what `process.nextTick` put off, then microtasks, until none of both is left."""
        self._run_ticks()
        self._run_jobs()
        while self._ticking and self._exception is None:
            self._run_ticks()
            self._run_jobs()

    def _run_ticks(self) -> None:
        if self._ticking:
            self._ticking = False
            self._user_call("timers", "runTicks")

    def _run_jobs(self) -> None:
        pending, jobs = True, 0
        while pending and not self._stuck(jobs):
            try:
                with self._heap.within_limit():
                    while pending and not self._stuck(jobs):
                        pending = self._context.execute_pending_job()
                        jobs += 1
            except quickjs.JSException as error:
                self._give_up(error)

    def _stuck(self, jobs: int) -> bool:
        """Whether jobs go on for ever in a full heap: each fails, and frees just enough for the next one."""
        if not jobs or jobs % _JOBS_UNSEEN or not self._heap.is_full:
            return False
        self._memory_ended = True
        self._exception = self._exception or self._outcomes.described(f"InternalError: {_OUT_OF_MEMORY}")
        return True

    def _fail_if_full(self) -> None:
        """End a run that used up its memory in asynchronous code: the engine tells nobody of unhandled rejections."""
        if self._heap.filled_up and not self._call("run", "failed"):
            self._memory_ended = True
            self._exception = self._exception or self._outcomes.described(f"InternalError: {_OUT_OF_MEMORY}")

    def _give_up(self, error: quickjs.JSException) -> None:
        """End the run: what its code throws is caught inside the engine, so a bare `null` here is the engine's own."""
        text = str(error)
        self._memory_ended = self._memory_ended or text.strip() in ("", "null") or _OUT_OF_MEMORY in text
        self._exception = self._exception or self._outcomes.described(text)

    def _host(self) -> dict[str, Callable[..., Any]]:
        return {
            "report": self._report,
            "failing": self._failing,
            "places": self._outcomes.places,
            "cpuMs": _cpu_ms,
            "request": self._modules.request,
            "resolve": self._modules.resolve,
            "builtinNames": lambda: json.dumps(builtins.NAMES),
            "place": self._outcomes.engine_place,
            "expression": self._outcomes.call_text,
            "memory": self._heap.usage,
            "ticking": self._tick,
            **services(),
        }

    def _tick(self) -> None:
        self._ticking = True

    def _report(self, text: str) -> None:
        report = json.loads(text)
        if report.pop("kind") == "console":
            self._emit(self._outcomes.console(report))
        elif self._source:
            self._emit(wire.StatementValue(self._source.statement(report.pop("index")), **report))

    def _failing(self, bare_null: bool) -> None:
        """Something was thrown: see whether memory is at an end."""
        self._memory_ended = self._heap.was_full(bare_null)

    def _load(self, specifier: str, referrer: str, asking: str) -> wire.Loaded | wire.NotLoaded:
        assert self._unit is not None, "modules are asked for by a run"
        return self._ask(wire.Load(self._unit.execution_id, specifier, referrer, asking))

    def _user_call(self, part: str, function: str, *arguments: Any) -> Any:
        """Call a function of the runtime that goes on to run the user's code; None if that can't be."""
        try:
            with self._heap.within_limit():
                return self._call(part, function, *arguments)
        except quickjs.JSException as error:
            self._give_up(error)
            return None

    def _call(self, part: str, function: str, *arguments: Any) -> Any:
        known = self._functions.get((part, function))
        if known is None:
            find = self._context.eval("(vm, part, name) => vm[part][name]")
            known = self._functions[part, function] = find(self._runtime, part, function)
        return known(*arguments)


def _cpu_ms() -> float:
    """What this thread has worked so far, in ms: a busy machine makes nothing of it any longer."""
    return time.thread_time() * 1000
