"""A machine without a server, or with one that does not work: one message that says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.editors.conftest import MakeDesk
from tests.editors.editor import Desk
from tests.editors.vscode import settings
from tests.editors.vscode.workbench import RUN_KEY, Workbench

pytestmark = pytest.mark.editor("vscode")

CODE = "20 + 22\n"


def without_server(desk: Desk) -> Desk:
    """Return the desk of a person who has not installed vm-lsp."""
    return replace(desk, env={**desk.env, "PATH": "/usr/bin:/bin"})


@pytest.fixture(scope="module")
def bare(make_desk: MakeDesk) -> Iterator[Workbench]:
    workbench = Workbench.start(without_server(make_desk("bare")))
    yield workbench
    workbench.close()


def test_opening_a_file_without_a_server_says_nothing(bare: Workbench) -> None:
    bare.open("sum.js", CODE)

    expect(bare.notifications.toasts).to_have_count(0)


def test_running_without_a_server_offers_to_install_it_once(bare: Workbench) -> None:
    bare.open("sum.js", CODE)
    bare.code.press(RUN_KEY)

    message = bare.notifications.saying("server is not installed")
    expect(message).to_be_visible()
    assert bare.notifications.buttons(message) == ["Install", "Copy Command", "Settings"]
    assert len(bare.notifications.texts()) == 1


def test_a_setting_that_names_no_program_is_said_with_the_way_to_mend_it(make_desk: MakeDesk) -> None:
    workbench = Workbench.start(make_desk("wrong"), settings.settings(server__command="/nowhere/vm-lsp"))
    try:
        workbench.open("sum.js", CODE)
        workbench.code.press(RUN_KEY)

        message = workbench.notifications.saying("/nowhere/vm-lsp")
        expect(message).to_be_visible()
        assert workbench.notifications.buttons(message) == ["Settings"]
    finally:
        workbench.close()


def test_a_server_that_ends_at_once_is_started_a_few_times_and_then_no_more(
    make_desk: MakeDesk, tmp_path: Path
) -> None:
    started = tmp_path / "started"
    program = tmp_path / "dies"
    program.write_text(f"#!/bin/sh\necho once >> '{started}'\nexit 3\n")
    program.chmod(0o755)
    workbench = Workbench.start(make_desk("dying"), settings.settings(server__command=str(program)))
    try:
        workbench.open("sum.js", CODE)
        workbench.code.press(RUN_KEY)

        expect(workbench.notifications.toasts.first).to_be_visible()
        assert len(workbench.notifications.texts()) == 1
        assert 1 <= len(started.read_text().splitlines()) <= 5
    finally:
        workbench.close()
