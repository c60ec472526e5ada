"""The history: its view in the side bar, and its search box."""

from __future__ import annotations

import re
from typing import Final

from playwright.sync_api import Locator, Page

from tests.editors.editor import eventually
from tests.editors.vscode.context_menu import choose_from_menu
from tests.editors.vscode.quick_input import QuickInput

_ROOM: Final = 16  # characters
# The tree is drawn anew a moment after a run: a row that is replaced under the mouse is not pressed.
_QUIET: Final = """(tree, milliseconds) => new Promise(resolve => {
  const over = () => { watching.disconnect(); resolve() }
  let timer = setTimeout(over, milliseconds)
  const watching = new MutationObserver(() => {
    clearTimeout(timer)
    timer = setTimeout(over, milliseconds)
  })
  watching.observe(tree, { subtree: true, childList: true, characterData: true })
})"""
_QUIET_FOR: Final = 700  # milliseconds: longer than the view waits before it reads again


class HistoryView:
    """Searches, reads and presses what is offered for each run."""

    def __init__(self, page: Page, quick: QuickInput) -> None:
        self._page = page
        self._quick = quick

    @property
    def rows(self) -> Locator:
        """The rows of the tree: days, files and runs."""
        return self._page.locator(".part.sidebar .monaco-list-row")

    def show(self) -> None:
        """Open the view."""
        self._quick.run("vmLsp.showHistory")
        self.rows.first.wait_for()
        self._page.locator(".part.sidebar").evaluate(_QUIET, _QUIET_FOR)

    def run_row(self, code: str) -> Locator:
        """Return the newest run of the tree whose code begins like that: there is room for its beginning only."""
        label = self._page.locator(".label-name", has_text=re.compile(f"^{re.escape(code[:_ROOM])}"))
        return self.rows.filter(has=label).first

    def press(self, row: Locator, button: str) -> None:
        """Press a row's button, which shows when the mouse is over it."""
        label = row.locator(f".action-label[aria-label='{button}']")

        def hovered() -> bool:
            row.hover()
            return label.is_visible()

        eventually(hovered, bool, "the button")  # a new run moves the rows away under the mouse
        label.click()

    def choose(self, row: Locator, item: str) -> None:
        """Choose from a row's context menu."""
        row.click(button="right")
        choose_from_menu(self._page, item)

    def search(self, words: str) -> list[str]:
        """Type into the search box, which stays open, and return the code of each run it shows now."""
        if not self._quick.box.is_visible():
            self._quick.choose("vmLsp.searchHistory")
            self._quick.box.get_by_placeholder("Search the history").wait_for()
        self._quick.type(words)
        return self._quick.labels.all_inner_texts()

    def rerun_first(self) -> None:
        """Press the button of the first run in the search box."""
        first = self._quick.rows.first
        first.hover()
        first.locator(".action-label[aria-label='Run again']").click()
        self._quick.box.wait_for(state="hidden")
