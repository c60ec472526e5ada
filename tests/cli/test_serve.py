"""`vm-lsp serve` goes to the server the shortest way."""

from __future__ import annotations

import subprocess
import sys

import pytest

from vm_lsp.cli.serve import serve

BOUND_S = 30


def served(*options: str) -> subprocess.CompletedProcess[str]:
    """Start the server with nobody on the other side."""
    command = [sys.executable, *options, "-m", "vm_lsp", "serve"]
    return subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=BOUND_S, check=False
    )


def test_a_client_that_goes_without_a_word_gives_exit_code_1_and_an_empty_stdout() -> None:
    done = served()
    assert (done.returncode, done.stdout) == (1, "")


def test_what_only_other_commands_need_is_not_imported_on_the_way() -> None:
    imported = {line.rpartition("|")[2].strip() for line in served("-X", "importtime").stderr.splitlines()}
    assert "vm_lsp.lsp.server" in imported
    assert not imported & {"typer", "rich", "sqlalchemy", "sqlmodel", "pydantic", "quickjs"}


def test_the_flag_that_clients_add_by_themselves_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str | None] = []
    monkeypatch.setattr("vm_lsp.lsp.server.serve", lambda url: asked.append(url) or 0)
    assert serve(["--stdio", "--database-url", "sqlite:///mine.db"]) == 0
    assert asked == ["sqlite:///mine.db"]


def test_the_environment_names_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str | None] = []
    monkeypatch.setattr("vm_lsp.lsp.server.serve", lambda url: asked.append(url) or 0)
    monkeypatch.setenv("VM_LSP_DATABASE_URL", "sqlite:///env.db")
    serve()
    monkeypatch.delenv("VM_LSP_DATABASE_URL")
    serve()
    assert asked == ["sqlite:///env.db", None]


def test_an_unknown_option_exits_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        serve(["--nonsense"])
    assert ended.value.code == 2
    assert "--nonsense" in capsys.readouterr().err
