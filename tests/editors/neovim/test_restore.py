"""Sessions rebuilt from the history."""

from __future__ import annotations

from tests.editors.editor import Place, eventually
from tests.editors.neovim.neovim import Neovim


def _told(neovim: Neovim, command: str) -> str:
    neovim.call("keep_notifications")
    neovim.command(command)
    return str(eventually(neovim.notifications, bool, "what came of it")[-1])


def test_the_last_session_is_restored_by_running_again_what_it_ran(neovim: Neovim) -> None:
    neovim.open("kept.js", "var kept = 40\nkept + 2\n")
    neovim.restart()
    neovim.run()
    neovim.ran()
    neovim.restart()

    assert _told(neovim, "VmRestore") == "vm-lsp: The session is restored: 1 run replayed."
    neovim.move(Place(1, 0))
    neovim.run()
    eventually(neovim.values, lambda seen: seen.get(1) == "→ 42", "what the former session had")


def test_a_session_in_which_something_has_run_is_replaced_only_where_that_is_said(neovim: Neovim) -> None:
    neovim.open("replaced.js", "var replaced = 1\n")
    neovim.restart()
    neovim.run()
    neovim.ran()
    neovim.restart()
    neovim.run()
    neovim.ran(2)

    assert "`:VmRestore!`" in _told(neovim, "VmRestore")
    assert _told(neovim, "VmRestore!") == "vm-lsp: The session is restored: 1 run replayed."


def test_the_first_run_that_goes_another_way_is_said(neovim: Neovim) -> None:
    neovim.open("other.js", "Math.random()\n'never again'\n")
    neovim.restart()
    neovim.run()
    neovim.ran()
    neovim.move(Place(1, 0))
    neovim.run()
    neovim.ran(2)
    neovim.restart()

    told = _told(neovim, "VmRestore")
    assert told.startswith("vm-lsp: 1 of 2 runs replayed: run 1 (other.js:1) was `0.") and "and is now `0." in told
