"""One session for each workspace folder; documents outside share one; nothing starts before something runs."""

from __future__ import annotations

import pytest

from tests.core.bench import Bench
from tests.core.conftest import Open
from vm_lsp.core import SessionTarget
from vm_lsp.errors import (
    FileMissingError,
    InvalidPathError,
    SessionNotFoundError,
    StartupFailedError,
    UntrustedError,
    ValidationError,
)
from vm_lsp.execution.model import Kind, Notice, SessionStatus


async def test_nothing_starts_before_something_runs(bench: Bench) -> None:
    assert bench.core.sessions() == ()


async def test_the_longest_folder_that_contains_a_document_owns_it(bench: Bench) -> None:
    inner = f"{bench.folder.as_uri()}/inner"
    bench.core.add_folder(inner)
    await bench.run("var where = 'outer'")
    await bench.run("var where = 'inner'", uri=f"{inner}/a.js")
    await bench.run("var also = 1", uri=f"{inner}side/a.js")
    assert await bench.preview("where + also") == "'outer1'"
    assert {session.workspace_uri for session in bench.core.sessions()} == {bench.folder.as_uri(), inner}


async def test_documents_outside_every_folder_share_a_scratch_session(bench: Bench) -> None:
    await bench.run("var x = 5", uri="untitled:Untitled-1")
    execution = await bench.run("x", uri="file:///elsewhere/a.js")
    assert execution.result is not None
    assert execution.result.preview == "5"
    assert bench.session.workspace_uri is None


async def test_removing_a_folder_closes_its_session(bench: Bench) -> None:
    await bench.run("1")
    await bench.core.remove_folder(bench.folder.as_uri())
    assert bench.session.status is SessionStatus.CLOSED


async def test_restart_answers_a_new_session_and_numbers_start_at_one(bench: Bench) -> None:
    await bench.run("var x = 1")
    old = bench.session
    new = await bench.core.restart_session(SessionTarget(uri=bench.uri))
    assert (new.id != old.id, new.status) == (True, SessionStatus.READY)
    assert (await bench.run("typeof x")).number == 1
    assert [session.status for session in bench.core.sessions()] == [SessionStatus.CLOSED, SessionStatus.READY]


async def test_restart_starts_a_session_where_there_was_none(bench: Bench) -> None:
    assert (await bench.core.restart_session(SessionTarget(uri=bench.uri))).status is SessionStatus.READY


async def test_closing_a_session_that_is_not_there_is_refused(bench: Bench) -> None:
    with pytest.raises(SessionNotFoundError):
        await bench.core.close_session(SessionTarget(uri=bench.uri))
    with pytest.raises(SessionNotFoundError):
        await bench.core.close_session(SessionTarget(session_id="of no session"))


async def test_an_untrusted_workspace_runs_nothing_until_it_is_trusted(bench: Bench) -> None:
    bench.core.trust(False)
    with pytest.raises(UntrustedError):
        await bench.run("1")
    with pytest.raises(UntrustedError):
        await bench.core.restart_session(SessionTarget(uri=bench.uri))
    bench.core.trust(True)
    assert await bench.preview("1") == "1"


async def test_startup_files_and_libraries_run_first_in_order(bench: Bench) -> None:
    (bench.folder / "lib.js").write_text("var trail = ['lib']")
    (bench.folder / "start.js").write_text("trail.push('start')")
    (bench.folder / "vm-lsp.toml").write_text('libraries = ["lib.js"]\nstartupFiles = ["start.js"]')
    assert await bench.preview("trail") == "[ 'lib', 'start' ]"
    kinds = [execution.kind for execution in bench.history.executions.values()]
    assert kinds == [Kind.STARTUP, Kind.STARTUP, Kind.REPL]


async def test_a_failing_startup_file_names_its_place_and_can_be_mended(bench: Bench) -> None:
    (bench.folder / "vm-lsp.toml").write_text('startupFiles = ["start.js"]')
    with pytest.raises(StartupFailedError, match="no file"):
        await bench.run("1")
    (bench.folder / "start.js").write_text("var ok = 1\n  ok.x.y")
    with pytest.raises(StartupFailedError) as failed:
        await bench.run("1")
    assert failed.value.details["line"] == 1
    assert "start.js" in str(failed.value.details["uri"])
    (bench.folder / "start.js").write_text("var ok = 1")
    assert await bench.preview("ok") == "1"


async def test_a_workspace_lowers_limits_and_is_told_what_it_may_not_set(bench: Bench) -> None:
    notices: list[Notice] = []
    bench.core.on_notice(notices.append)
    (bench.folder / "vm-lsp.toml").write_text(
        '[limits]\nwallMs = 100\ncpuMs = 99999\n[history]\ndatabaseUrl = "sqlite:///x"\n[runtime]\nstrict = "yes"'
    )
    await bench.run("1")
    limits = bench.session.template.limits
    assert (limits.wall_ms, limits.cpu_ms) == (100, 5000)
    told = "\n".join(notice.message for notice in notices)
    for key in ("`history` can't be set", "`limits.cpuMs` can only be lowered", "`runtime.strict` is 'yes'"):
        assert key in told


async def test_a_broken_settings_file_is_told_and_the_defaults_hold(bench: Bench) -> None:
    notices: list[Notice] = []
    bench.core.on_notice(notices.append)
    (bench.folder / "vm-lsp.toml").write_text("limits = [")
    assert await bench.preview("1") == "1"
    assert "vm-lsp.toml can't be used" in notices[0].message


@pytest.mark.parametrize(
    ("name", "make", "error", "words"),
    [
        ("missing.js", lambda path: None, FileMissingError, "no file"),
        ("folder.js", lambda path: path.mkdir(), FileMissingError, "is a folder"),
        ("binary.js", lambda path: path.write_bytes(b"\x7fELF\0\0"), ValidationError, "binary"),
        ("latin.js", lambda path: path.write_bytes(b"'\xe9'"), ValidationError, "not UTF-8: byte 1"),
        ("large.js", lambda path: path.write_bytes(b" " * (10 * 2**20 + 1)), ValidationError, "10 MB"),
        ("link.js", lambda path: path.symlink_to("/etc/hostname"), InvalidPathError, "out of the workspace"),
        ("../up.js", lambda path: None, InvalidPathError, "out of the workspace"),
    ],
)
async def test_a_file_that_cannot_be_run_is_refused_with_its_reason(bench: Bench, name, make, error, words) -> None:
    make(bench.folder / name)
    with pytest.raises(error, match=words) as refused:
        await bench.run(None, uri=f"{bench.folder.as_uri()}/{name}", kind=Kind.RUN_FILE)
    assert type(refused.value) is error
    assert await bench.preview("1 + 1") == "2"


async def test_a_file_outside_every_folder_is_not_read(bench: Bench, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "a.js"
    outside.write_text("1")
    with pytest.raises(InvalidPathError, match="in no workspace folder"):
        await bench.run(None, uri=outside.as_uri(), kind=Kind.RUN_FILE)


async def test_strict_and_console_come_from_the_template(open_bench: Open) -> None:
    bench = await open_bench({"runtime": {"strict": True, "console": False}})
    execution = await bench.run("undeclared = 1")
    assert execution.error is not None
    assert execution.error.name == "ReferenceError"
    assert await bench.preview("typeof console") == "'undefined'"
