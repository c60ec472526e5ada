"""The session: what the status bar says of it, stopping it, and starting afresh."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.editors.editor import Place, eventually
from tests.editors.vscode.workbench import RUN_KEY, Workbench

pytestmark = pytest.mark.editor("vscode")


@pytest.fixture
def looping(workbench: Workbench) -> Workbench:
    """The window while a loop runs that never ends."""
    workbench.open("loop.js", "for (;;) {}\n")
    workbench.run()
    return workbench


def test_a_loop_is_stopped_with_the_button_of_its_message(looping: Workbench) -> None:
    message = looping.notifications.toasts.filter(has=looping.page.get_by_role("button", name="Stop", exact=True))
    message.wait_for()
    looping.notifications.press(message, "Stop")

    eventually(looping.values, lambda seen: seen == {0: "■ stopped"}, "the loop to be stopped")
    expect(message).to_have_count(0)


def test_the_status_bar_counts_the_seconds_and_its_menu_stops(looping: Workbench) -> None:
    expect(looping.status.item).to_contain_text(re.compile(r"[1-9]\d* ?s"))

    looping.status.item.click()
    looping.quick.pick("Stop")

    eventually(looping.values, lambda seen: seen == {0: "■ stopped"}, "the loop to be stopped")
    eventually(looping.status.busy, lambda busy: not busy, "the status bar to be calm")


def test_the_menu_of_the_status_bar_has_everything_about_the_session(workbench: Workbench) -> None:
    workbench.status.item.click()

    for words in ("Restart", "History", "Log"):
        expect(workbench.quick.rows.filter(has_text=re.compile(words, re.IGNORECASE)).first).to_be_visible()
    workbench.page.keyboard.press("Escape")


def test_a_quick_run_shows_no_message(workbench: Workbench) -> None:
    workbench.open("quick.js", "1 + 1\n")
    workbench.run()

    eventually(workbench.values, lambda seen: seen == {0: "→ 2"}, "the value")
    assert workbench.notifications.texts() == []


def test_what_is_defined_stays_until_the_session_is_restarted(workbench: Workbench) -> None:
    workbench.open("kept.js", "globalThis.kept = 'kept'\ntypeof kept\n")
    workbench.move(Place(0, 0))
    workbench.run()
    eventually(workbench.values, lambda seen: seen.get(0) == "→ 'kept'", "the value")

    workbench.restart()
    workbench.move(Place(1, 0))
    workbench.code.press(RUN_KEY)

    eventually(workbench.values, lambda seen: seen.get(1) == "→ 'undefined'", "a session without it")


def test_the_last_session_is_restored_by_running_again_what_it_ran(workbench: Workbench) -> None:
    workbench.open("kept.js", "var kept = 40\n")
    workbench.restart()
    _run_to_the_end(workbench)
    workbench.restart()
    workbench.quick.run("vmLsp.restoreSession")
    expect(workbench.notifications.saying("The session is restored: 1 run replayed.").first).to_be_visible()

    workbench.open("after.js", "kept + 2\n")
    workbench.run_file()
    eventually(workbench.values, lambda seen: seen == {0: "→ 42"}, "what the former session had")


def test_a_session_in_which_something_has_run_is_replaced_after_a_question(workbench: Workbench) -> None:
    workbench.open("replaced.js", "var replaced = 1\n")
    workbench.restart()
    _run_to_the_end(workbench)
    workbench.restart()
    _run_to_the_end(workbench)
    workbench.quick.choose("vmLsp.restoreSession")
    workbench.quick.answer("Replace Today's Session")

    expect(workbench.notifications.saying("1 run replayed").last).to_be_visible()


def _run_to_the_end(workbench: Workbench) -> None:
    workbench.run_file()
    eventually(workbench.newest_run, lambda run: run["status"] == "ok", "the run to be over")
