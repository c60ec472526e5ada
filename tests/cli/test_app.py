"""The door: a Ctrl-C that comes before anything runs is an answer, too."""

from __future__ import annotations

import pytest

from vm_lsp.cli import app


def test_ctrl_c_while_it_is_still_starting_is_130_and_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(args: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("vm_lsp.cli.commands.invoke", interrupted)
    assert app.main(["--version"]) == 130
