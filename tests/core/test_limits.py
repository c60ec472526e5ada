"""Each limit of the template ends the script that breaks it, says which it was, and rolls back."""

from __future__ import annotations

import time

from tests.core.bench import Bench
from tests.core.conftest import Open
from vm_lsp.execution.model import Status


async def the_end_of(bench: Bench, script: str) -> tuple[Status, str, bool]:
    await bench.run("var before = 'kept'")
    execution = await bench.run(f"before = 'changed'; {script}")
    assert execution.error is not None
    assert bench.types(execution)[-1] == "exception"
    assert await bench.preview("before") == ("'kept'" if execution.rolled_back else "'changed'")
    return execution.status, execution.error.name, execution.rolled_back


async def test_the_cpu_limit_ends_a_loop(open_bench: Open) -> None:
    bench = await open_bench({"limits": {"cpuMs": 300}})
    began = time.monotonic()
    assert await the_end_of(bench, "for(;;){}") == (Status.TIMEOUT, "TimeLimitExceeded", True)
    assert time.monotonic() - began < 3


async def test_the_wall_limit_ends_a_loop(open_bench: Open) -> None:
    bench = await open_bench({"limits": {"wallMs": 200}})
    assert await the_end_of(bench, "for(;;){}") == (Status.TIMEOUT, "TimeLimitExceeded", True)


async def test_the_wall_limit_clears_timers_and_keeps_the_state(open_bench: Open) -> None:
    bench = await open_bench({"limits": {"wallMs": 200}})
    assert await the_end_of(bench, "setInterval(() => {}, 10)") == (Status.TIMEOUT, "TimeLimitExceeded", False)


async def test_the_memory_limit_ends_a_hoarder(open_bench: Open) -> None:
    bench = await open_bench({"limits": {"memMb": 32}})
    script = "let all = []; for(;;) all.push('x'.repeat(1000) + all.length)"
    assert await the_end_of(bench, script) == (Status.ERROR, "MemoryLimitExceeded", True)


async def test_the_memory_limit_ends_one_big_allocation(open_bench: Open) -> None:
    bench = await open_bench({"limits": {"memMb": 32}})
    assert await the_end_of(bench, "new Array(2**31).fill(0)") == (Status.ERROR, "MemoryLimitExceeded", True)


async def test_the_event_limit_ends_a_chatterbox_and_keeps_what_it_said(open_bench: Open) -> None:
    bench = await open_bench({"limits": {"maxEvents": 10}})
    assert await the_end_of(bench, "for(;;) console.log('a')") == (Status.ERROR, "OutputLimitExceeded", True)
    types = bench.types(bench.watcher.ends[1])
    assert types == ["input_echo", "statement", *["console"] * 10, "exception"]


async def test_the_output_limit_ends_one_huge_print(open_bench: Open) -> None:
    bench = await open_bench({"limits": {"maxOutputKb": 4}})
    script = "console.log('x'.repeat(1e7)); for(;;){}"
    assert await the_end_of(bench, script) == (Status.ERROR, "OutputLimitExceeded", True)


async def test_a_limit_that_is_not_broken_ends_nothing(open_bench: Open) -> None:
    bench = await open_bench({"limits": {"maxEvents": 10}})
    execution = await bench.run("for (let i = 0; i < 10; i++) console.log(i)")
    assert execution.status is Status.OK


async def test_deep_recursion_is_an_ordinary_error_and_the_session_goes_on(bench: Bench) -> None:
    execution = await bench.run("(function f() { f() })()")
    assert execution.error is not None
    assert execution.error.name in ("RangeError", "InternalError")
    assert not execution.rolled_back
    assert await bench.preview("1 + 1") == "2"
