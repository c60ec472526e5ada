"""What a run gives: events in order, a result or an error, and a stored row that says the same."""

from __future__ import annotations

import pytest

from tests.core.bench import Bench
from vm_lsp.errors import ValidationError
from vm_lsp.execution.model import ABSENT, ExceptionInfo, Kind, Position, Range, Status, Value


async def test_a_selection_gives_echo_console_and_value_and_the_row_says_the_same(bench: Bench) -> None:
    execution = await bench.run("console.log('repl'); 20 + 22")
    events = bench.history.kept_events[execution.id]
    assert [event.type.value for event in events] == ["input_echo", "console", "value"]
    assert [event.seq for event in events] == [1, 2, 3]
    assert execution.status is Status.OK
    assert execution.result == events[-1].payload == Value("number", "42", json=42)
    assert bench.history.executions[execution.id] == execution


async def test_a_thrown_error_gives_echo_and_exception_and_no_result(bench: Bench) -> None:
    execution = await bench.run("throw new Error('boom')")
    assert bench.types(execution) == ["input_echo", "exception"]
    assert execution.status is Status.ERROR
    assert execution.result is None
    assert execution.error is not None
    assert (execution.error.name, execution.error.message) == ("Error", "boom")
    assert bench.history.kept_events[execution.id][-1].payload == execution.error
    assert not execution.rolled_back


async def test_a_file_sees_its_args_and_env_and_echoes_nothing(bench: Bench) -> None:
    execution = await bench.run(
        "console.log('file'); 40 + __ARGS__.a * 2;", kind=Kind.RUN_FILE, args={"a": 1}, env={"env": "test"}
    )
    assert bench.types(execution) == ["console", "value"]
    assert execution.result is not None
    assert execution.result.preview == "42"
    assert (execution.args, execution.env) == ({"a": 1}, {"env": "test"})


async def test_a_file_that_ends_in_undefined_says_so(bench: Bench) -> None:
    execution = await bench.run("console.log(1); undefined;", kind=Kind.RUN_FILE)
    assert execution.result == Value("undefined", "undefined", json=None)
    assert execution.result.json is not ABSENT


async def test_a_file_that_is_not_open_is_read_from_disk(bench: Bench) -> None:
    (bench.folder / "a.js").write_text("6 * 7")
    execution = await bench.run(None, kind=Kind.RUN_FILE)
    assert execution.input == "6 * 7"
    assert execution.result is not None
    assert execution.result.preview == "42"


async def test_the_state_of_one_run_is_there_in_the_next(bench: Bench) -> None:
    await bench.run("let x = 20; function twice(n) { return 2 * n }")
    assert await bench.preview("twice(x) + 2") == "42"


async def test_numbers_count_from_one_and_executions_are_counted(bench: Bench) -> None:
    numbers = [(await bench.run("1")).number for _ in range(3)]
    assert numbers == [1, 2, 3]
    assert bench.session.execution_count == 3


async def test_a_range_runs_only_what_it_holds_and_points_errors_into_the_document(bench: Bench) -> None:
    text = "let a = '😀'; null.x;\nlet b = 2;"
    start = text.index("null") + 1  # one more: the emoji takes two UTF-16 units
    execution = await bench.run(text, range=Range(Position(0, start), Position(0, start + 6)))
    assert execution.input == "null.x"
    assert execution.error is not None
    assert (execution.error.frames[0].line, execution.error.frames[0].column) == (0, start)


async def test_a_cursor_means_the_statement_it_stands_in(bench: Bench) -> None:
    cursor = Position(1, 3)
    execution = await bench.run("let a = 1;\na + 41;\nthrow 1", range=Range(cursor, cursor))
    assert execution.input == "a + 41;"
    assert execution.range == Range(Position(1, 0), Position(1, 7))


async def test_a_cursor_in_an_empty_document_is_refused(bench: Bench) -> None:
    with pytest.raises(ValidationError, match="No statement at the cursor"):
        await bench.run("\n\n", range=Range(Position(0, 0), Position(0, 0)))


async def test_a_range_outside_the_document_is_refused(bench: Bench) -> None:
    with pytest.raises(ValidationError, match="outside the document"):
        await bench.run("1", range=Range(Position(3, 0), Position(4, 0)))


async def test_the_frame_of_a_function_defined_long_ago_points_to_where_it_stands(bench: Bench) -> None:
    other = f"{bench.folder.as_uri()}/b.js"
    await bench.run("\n\nfunction late(a) {\n  return a.b.c }", uri=other, kind=Kind.RUN_FILE)
    await bench.run("1")
    execution = await bench.run("late({})")
    assert isinstance(execution.error, ExceptionInfo)
    frames = [(frame.function, frame.uri, frame.line) for frame in execution.error.frames]
    assert frames[0] == ("late", other, 3)
    assert frames[1][1:] == (bench.uri, 0)


async def test_rerunning_runs_the_stored_text_again_at_its_place(bench: Bench) -> None:
    await bench.run("let n = 0")
    place = Range(Position(4, 0), Position(4, 3))
    first = await bench.run("\n\n\n\n++n", range=place)
    again = await bench.core.rerun(first.id, "another")
    assert (again.id, again.input, again.range) == ("another", "++n", place)
    assert again.result is not None
    assert again.result.preview == "2"


async def test_a_promise_as_the_last_value_is_awaited(bench: Bench) -> None:
    assert await bench.preview("new Promise(done => setTimeout(() => done('late'), 20))") == "'late'"


async def test_a_declaration_can_be_run_again(bench: Bench) -> None:
    await bench.run("const k = 1; class A {}; let l = k")
    await bench.run("const k = 2; class A {}; let l = k")
    assert await bench.preview("[k, l]") == "[ 2, 2 ]"
