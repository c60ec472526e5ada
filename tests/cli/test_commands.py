"""The commands from end to end: the real core, engine and history behind them."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Vm

VM = (sys.executable, "-m", "vm_lsp")
BOUND_S = 30


Piped = Callable[[bytes], None]


@pytest.fixture
def piped(monkeypatch: pytest.MonkeyPatch) -> Piped:
    """Puts bytes into standard input."""
    return lambda data: monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def write(folder: Path, text: str, name: str = "app.js") -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return name


def test_run_prints_values_output_and_a_summary(folder: Path, vm: Vm) -> None:
    told = vm("run", write(folder, "const x = 6\nx * 7\nconsole.log('hi')\n"))
    lines = told.out.splitlines()
    assert told.code == 0, told
    assert lines[0] == "   1 │ const x = 6        → 6"
    assert lines[1] == "   2 │ x * 7              → 42"
    assert lines[2] == "   3 │ console.log('hi')  ▸ hi"
    assert lines[-1].startswith("✓ ok · ")
    assert "history.db" in lines[-1]


def test_run_points_at_an_error_and_exits_with_1(folder: Path, vm: Vm) -> None:
    told = vm("run", write(folder, "const a = {}\na.b.c\n"))
    assert told.code == 1
    caret_line = told.out.splitlines()[2]
    assert "TypeError: " in caret_line
    assert caret_line.index("^") == len("   2 │ ")


def test_run_json_is_the_execution_and_nothing_else(folder: Path, vm: Vm) -> None:
    told = vm("run", write(folder, "console.log('file'); 40 + 2;"), "--args", '{"a":1}', "--env", "env=test", "--json")
    assert (told.code, told.err) == (0, "")
    execution = told.json
    assert (execution["kind"], execution["status"], execution["number"]) == ("run_file", "ok", 1)
    assert (execution["args"], execution["env"]) == ({"a": 1}, {"env": "test"})
    assert execution["result"]["preview"] == "42"
    assert execution["path"] == "app.js"


def test_run_finds_args_and_env_in_the_script(folder: Path, vm: Vm) -> None:
    name = write(folder, "[__ARGS__.a, __ENV__.HOME]")
    told = vm("run", name, "--args", '{"a":1}', "--env", "HOME=x", "--json")
    assert told.json["result"]["preview"] == "[ 1, 'x' ]"


def test_a_result_that_is_undefined_has_json_null(folder: Path, vm: Vm) -> None:
    result = vm("run", write(folder, "undefined"), "--json").json["result"]
    assert (result["type"], result["preview"], result["json"]) == ("undefined", "undefined", None)


def test_eval_prints_output_and_value(vm: Vm) -> None:
    assert vm("eval", "console.log('a'); 20 + 22").out == "a\n42\n"


def test_eval_of_what_throws_says_so_on_stderr(vm: Vm) -> None:
    told = vm("eval", "throw new Error('boom')")
    assert (told.code, told.out) == (1, "")
    assert told.err.startswith("Error: boom")


def test_eval_json_is_a_repl_execution(vm: Vm) -> None:
    execution = vm("eval", "1n", "--json").json
    assert (execution["kind"], execution["result"]["preview"]) == ("repl", "1n")
    assert "json" not in execution["result"]


def test_the_workspaces_own_limits_hold(folder: Path, vm: Vm) -> None:
    (folder / "vm-lsp.toml").write_text("[limits]\nwallMs = 300\n")
    told = vm("eval", "for(;;){}")
    assert told.code == 124
    assert told.err.startswith("TimeLimitExceeded")


def test_a_bad_setting_of_the_workspace_is_named_and_stops_nothing(folder: Path, vm: Vm) -> None:
    (folder / "vm-lsp.toml").write_text("[limits]\nwallMs = 'long'\n")
    told = vm("eval", "1")
    assert (told.code, told.out) == (0, "1\n")
    assert "`limits.wallMs`" in told.err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("run", "nowhere.js"), "nowhere.js"),
        (("run", "."), ""),
        (("history", "show", "00000000-0000-4000-8000-000000000000"), "00000000-0000-4000-8000-000000000000"),
        (("history", "show", "zz"), "zz"),
        (("history", "list", "--cursor", "none of ours"), "cursor"),
    ],
)
def test_our_own_failures_are_one_sentence_and_exit_with_2(vm: Vm, args: tuple[str, ...], words: str) -> None:
    told = vm(*args)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("vm-lsp: ")
    assert words in told.err
    assert "Traceback" not in told.err


@pytest.mark.parametrize(
    "args",
    [
        ("nonsense",),
        ("run",),
        ("run", "a.js", "--args", "{"),
        ("run", "a.js", "--env", "A"),
        ("history", "list", "--limit", "0"),
    ],
)
def test_bad_usage_exits_with_2(vm: Vm, args: tuple[str, ...]) -> None:
    told = vm(*args)
    assert (told.code, told.out) == (2, "")
    assert told.err


def test_a_search_that_cant_be_read_is_shown_with_carets_under_the_place(vm: Vm) -> None:
    told = vm("history", "search", "-total", "😀", "status:errr")
    assert (told.code, told.out) == (2, "")
    assert told.err.splitlines() == [
        "vm-lsp: 'errr' is none of queued, running, ok, error, timeout, cancelled. Did you mean error?",
        "  -total 😀 status:errr",
        "                  ^^^^",
    ]
    assert vm("history", "list", "--search", "statsu:ok").err.splitlines()[-1] == "  ^^^^^^"


def test_a_search_is_the_words_of_the_command_line(vm: Vm) -> None:
    for code in ("20 + 22", "'twenty'"):
        vm("eval", code)
    found = vm("history", "search", "kind:repl", "-value:42", "has:value", "--json").json["items"]
    assert [item["input"] for item in found] == ["'twenty'"]


def test_an_unreachable_database_is_one_sentence(folder: Path, vm: Vm) -> None:
    told = vm("eval", "1", "--database-url", f"sqlite:///{folder / 'package.json' / 'history.db'}")
    assert (told.code, told.out) == (2, "")
    assert "Traceback" not in told.err


def test_what_ran_is_listed_newest_first_and_found_again(vm: Vm) -> None:
    vm("eval", "'apples'")
    vm("eval", "throw new Error('pears')")
    listed = vm("history", "list", "--json").json["items"]
    assert [item["status"] for item in listed] == ["error", "ok"]
    assert [item["id"] for item in vm("history", "search", "apples", "--json").json["items"]] == [listed[1]["id"]]
    assert [item["id"] for item in vm("history", "list", "--status", "error", "--json").json["items"]] == [
        listed[0]["id"]
    ]
    table = vm("history", "list").out
    assert table.index("pears") < table.index("apples")


def test_a_page_goes_on_at_its_cursor(vm: Vm) -> None:
    for number in range(3):
        vm("eval", str(number))
    first = vm("history", "list", "--limit", "2", "--json").json
    second = vm("history", "list", "--limit", "2", "--cursor", first["nextCursor"], "--json").json
    assert [item["input"] for item in first["items"] + second["items"]] == ["2", "1", "0"]
    assert "--cursor" in vm("history", "list", "--limit", "2").out


def test_a_file_behind_a_link_runs_in_its_own_workspace(folder: Path, vm: Vm) -> None:
    write(folder, "6 * 7")
    link = folder.parent / "link"
    link.symlink_to(folder, target_is_directory=True)
    told = vm("run", str(link / "app.js"), "--json")
    assert (told.code, told.json["path"]) == (0, "app.js")


def test_history_of_a_file_is_found_by_its_path(folder: Path, vm: Vm) -> None:
    vm("eval", "1")
    vm("run", write(folder, "2"))
    assert [item["input"] for item in vm("history", "list", "--file", "app.js", "--json").json["items"]] == ["2"]


def test_a_run_is_shown_as_it_was_by_the_beginning_of_its_id(folder: Path, vm: Vm) -> None:
    ran = vm("run", write(folder, "const x = 6\nx * 7")).out.splitlines()
    execution = vm("history", "list", "--json").json["items"][0]
    shown = vm("history", "show", execution["id"][:8]).out.splitlines()
    assert shown[2:4] == ran[:2]


def test_events_are_told_in_order_and_after_a_number(vm: Vm) -> None:
    execution = vm("eval", "console.log('repl'); 20 + 22", "--json").json
    events = vm("history", "events", execution["id"], "--json").json
    assert [(event["seq"], event["type"]) for event in events] == [(1, "input_echo"), (2, "console"), (3, "value")]
    later = vm("history", "events", execution["id"], "--after-seq", "2", "--json").json
    assert [event["seq"] for event in later] == [3]
    assert "▸ repl" in vm("history", "events", execution["id"]).out


def test_tables_in_a_pipe_have_no_spaces_at_the_end_of_their_lines(vm: Vm) -> None:
    execution = vm("eval", "console.log('a'); 1", "--json").json
    for told in (vm("history", "list"), vm("history", "events", execution["id"]), vm("doctor")):
        assert [line for line in told.out.splitlines() if line != line.rstrip()] == []


def test_the_doctor_does_not_send_anyone_to_the_doctor(vm: Vm) -> None:
    told = vm("doctor", "--database-url", "nonsense")
    assert told.code == 1
    assert "✗  history             can't be opened: the database URL is malformed\n" in told.out
    assert "vm-lsp doctor" not in told.out


def test_a_dash_is_standard_input(folder: Path, vm: Vm, piped: Piped) -> None:
    piped(b"const x = 6\nx * 7\n")
    ran = vm("run", "-", "--args", "[1]", "--json").json
    assert (ran["kind"], ran["input"], ran["result"]["preview"]) == ("run_file", "const x = 6\nx * 7\n", "42")
    piped("\ufeff'é'".encode())
    assert vm("eval", "-").out == "'é'\n"


def test_standard_input_that_is_not_utf_8_is_bad_usage(vm: Vm, piped: Piped) -> None:
    piped(b"\xff\xfe")
    told = vm("run", "-")
    assert (told.code, told.out) == (2, "")
    assert "UTF-8" in told.err


def test_the_tour_behaves_as_designed(vm: Vm) -> None:
    told = vm("tour")
    assert told.code == 0, told.out + told.err
    assert "→ Map(2)" in told.out
    assert "▸ kept a promise" in told.out
    assert "TypeError: " in told.out
    assert vm("history", "list", "--json").json["items"] == []


def test_the_doctor_finds_this_machine_healthy(vm: Vm) -> None:
    told = vm("doctor", "--json")
    assert told.code == 0, told.out
    verdicts = {finding["name"]: finding["verdict"] for finding in told.json["findings"]}
    assert verdicts["history"] == verdicts["engine"] == verdicts["limits.memMb"] == "works"
    assert verdicts["stop"] in ("works", "limited")


def test_the_doctor_says_when_the_history_cannot_be_written(folder: Path, vm: Vm) -> None:
    (folder / "file").touch()
    told = vm("doctor", "--database-url", f"sqlite:///{folder / 'file' / 'history.db'}")
    assert told.code == 1
    assert "✗  history" in told.out


def test_the_version_is_printed(vm: Vm) -> None:
    told = vm("--version")
    assert (told.code, told.out.split()[0]) == (0, "vm-lsp")


def test_a_pipe_gets_plain_text(folder: Path) -> None:
    env = {**os.environ, "FORCE_COLOR": "", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [*VM, "run", write(folder, "6 * 7")], capture_output=True, env=env, timeout=BOUND_S, check=True
    )
    assert "   1 │ 6 * 7  → 42" in done.stdout.decode("utf-8")
    assert b"\x1b" not in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send to one process")
def test_ctrl_c_stops_the_run_and_says_so(folder: Path) -> None:
    name = write(folder, "console.log('before')\nfor(;;){}")
    process = subprocess.Popen(
        [*VM, "eval", (folder / name).read_text()], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    assert process.stdout.readline() == b"before\n"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=BOUND_S)
    assert process.returncode == 130
    assert b"Cancelled" in err
    assert b"Traceback" not in err


def test_a_file_of_thousands_of_lines_prints_those_with_results(folder: Path, vm: Vm) -> None:
    told = vm("run", write(folder, "// a line\n" * 3000 + "6 * 7\n"))
    assert "3,001 lines, printed where there is a result." in told.out
    assert "3001 │ 6 * 7  → 42" in told.out
    assert len(told.out.splitlines()) < 10
