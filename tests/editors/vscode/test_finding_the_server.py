"""A server that is not there, is broken, or dies: one clear message with a way on, and no loop."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.editors.conftest import MakeDesk
from tests.editors.editor import Desk, eventually
from tests.editors.vscode import snippets
from tests.editors.vscode.settings import settings
from tests.editors.vscode.workbench import RUN_KEY, Workbench

pytestmark = pytest.mark.editor("vscode")

BROKEN = "exit 3\n"
WORKING = 'exec vm-lsp "$@"\n'


@pytest.fixture(scope="module")
def alone(make_desk: MakeDesk) -> Iterator[Workbench]:
    """A window of somebody who has no vm-lsp anywhere."""
    desk = make_desk("alone")
    window = Workbench.start(replace(desk, env={**desk.env, "PATH": "/usr/bin:/bin"}))
    yield window
    window.close()


@pytest.fixture(scope="module")
def wrapped(make_desk: MakeDesk) -> Iterator[Workbench]:
    """A window whose setting names a program of ours, which notes each start."""
    desk = make_desk("wrapped")
    _write_program(desk, BROKEN)
    window = Workbench.start(desk, settings(server__command=str(_program(desk))))
    yield window
    window.close()


def test_opening_a_file_asks_for_nothing(alone: Workbench) -> None:
    alone.open("first.js", "6 * 7\n")
    alone.status.item.wait_for()

    assert alone.notifications.texts() == []


def test_running_says_once_that_there_is_no_server_and_how_to_get_it(alone: Workbench) -> None:
    alone.open("first.js", "6 * 7\n")
    alone.code.press(RUN_KEY)

    message = alone.notifications.saying("not installed")
    expect(message).to_have_count(1)
    assert alone.notifications.buttons(message) == ["Install", "Copy Command", "Settings"]
    alone.notifications.press(message, "Copy Command")
    command = eventually(lambda: alone.probe.ask(snippets.CLIPBOARD), lambda text: "pip install" in text, "the command")
    assert "vm_lsp-" in command
    alone.notifications.clear()


def test_a_setting_that_names_no_program_is_said_with_the_way_to_mend_it(alone: Workbench) -> None:
    alone.probe.ask(snippets.SET, {"server.command": "/nowhere/vm-lsp"})
    alone.open("first.js", "6 * 7\n")
    alone.code.press(RUN_KEY)

    message = alone.notifications.saying("/nowhere/vm-lsp")
    expect(message).to_have_count(1)
    assert alone.notifications.buttons(message) == ["Settings"]
    alone.notifications.clear()
    alone.probe.ask(snippets.SET, {"server.command": None})


def test_the_environment_of_the_workspace_is_found_then(alone: Workbench) -> None:
    server = shutil.which("vm-lsp", path=Path(sys.executable).parent)
    assert server is not None
    programs = alone.desk.folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "vm-lsp").symlink_to(server)

    alone.open("first.js", "6 * 7\n")
    alone.run()

    eventually(alone.values, lambda seen: seen == {0: "→ 42"}, "the value")


def test_a_broken_program_gives_one_message_with_the_log_and_no_loop(wrapped: Workbench) -> None:
    wrapped.open("broken.js", "6 * 7\n")
    eventually(lambda: _starts(wrapped.desk), lambda starts: len(starts) == 1, "one try when the file was opened")
    assert wrapped.notifications.texts() == []

    wrapped.code.press(RUN_KEY)

    message = wrapped.notifications.saying("did not start")
    expect(message).to_have_count(1)
    assert wrapped.notifications.buttons(message) == ["Open Log"]
    assert len(wrapped.notifications.texts()) == 1
    assert len(_starts(wrapped.desk)) == 2
    wrapped.notifications.clear()


def test_a_server_that_dies_is_started_again_twice_and_then_no_more(wrapped: Workbench) -> None:
    _write_program(wrapped.desk, WORKING)
    wrapped.open("dies.js", "6 * 7\n")
    wrapped.run()
    eventually(wrapped.values, lambda seen: seen == {0: "→ 42"}, "the value")

    before = len(_starts(wrapped.desk))
    for death in (1, 2):
        os.kill(_starts(wrapped.desk)[-1], signal.SIGKILL)
        expect(wrapped.notifications.saying("is started again").first).to_be_visible()
        eventually(wrapped.answers, bool, "a server that answers")
        assert len(_starts(wrapped.desk)) == before + death
        wrapped.notifications.clear()
    os.kill(_starts(wrapped.desk)[-1], signal.SIGKILL)

    message = wrapped.notifications.saying("is not started again")
    expect(message).to_have_count(1)
    assert wrapped.notifications.buttons(message) == ["Open Log", "Restart Server"]
    assert len(_starts(wrapped.desk)) == before + 2


def test_the_button_of_that_message_starts_it_once_more(wrapped: Workbench) -> None:
    message = wrapped.notifications.saying("is not started again")
    wrapped.notifications.press(message, "Restart Server")
    eventually(wrapped.answers, bool, "a server that answers")

    wrapped.open("again.js", "'again'\n")
    wrapped.run()
    eventually(wrapped.values, lambda seen: seen == {0: "→ 'again'"}, "the value")


def _program(desk: Desk) -> Path:
    return desk.home / "server.sh"


def _write_program(desk: Desk, body: str) -> None:
    program = _program(desk)
    program.write_text(f"#!/bin/sh\necho $$ >> '{desk.home}/starts'\n{body}")
    program.chmod(0o755)


def _starts(desk: Desk) -> list[int]:
    """Return the process of each start, in order."""
    file = desk.home / "starts"
    return [int(line) for line in file.read_text().split()] if file.exists() else []
