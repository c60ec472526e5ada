"""The box on top: the command palette, pickers and questions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator, Page, TimeoutError

from tests.editors.editor import eventually
from tests.editors.install.places import REPOSITORY

_PATIENCE = 2000  # milliseconds for the palette
_PACKAGE = REPOSITORY / "editors" / "vscode" / "package.json"


class QuickInput:
    """Chooses commands and answers by typing."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.box: Locator = page.locator(".quick-input-widget")
        self._input = self.box.locator("input[type=text]:visible, textarea:visible").first

    @property
    def rows(self) -> Locator:
        """What can be chosen now."""
        return self.box.locator(".quick-input-list .monaco-list-row")

    def run(self, command: str) -> None:
        """Choose one of our commands in the palette, which then closes."""
        self.choose(command)
        self.box.wait_for(state="hidden")

    def choose(self, command: str) -> None:
        """Choose one of our commands in the palette, by the title its package gives it."""
        title = palette_title(command)
        self._open_palette()
        self.type(f">{title}")
        self.rows.filter(has=self._page.get_by_text(title, exact=True)).first.click()

    def type(self, text: str) -> None:
        """Put a text into the box."""
        self._input.wait_for()
        self._input.fill(text)

    def value(self) -> str:
        """Return what is typed."""
        return self._input.input_value()

    @property
    def dialog(self) -> Locator:
        """The question in the middle of the window."""
        return self._page.locator(".monaco-dialog-box")

    def answer(self, button: str) -> None:
        """Press a button of that question."""
        self.dialog.get_by_role("button", name=button, exact=True).click()
        self.dialog.wait_for(state="hidden")

    def offered(self, command: str) -> bool:
        """Return whether the palette has one of our commands now."""
        title = palette_title(command)
        self._open_palette()
        self.type(f">{title}")
        self.rows.first.wait_for()
        found = any(row.startswith(title) for row in self.rows.all_inner_texts())
        self._page.keyboard.press("Escape")
        self.box.wait_for(state="hidden")
        return found

    @property
    def labels(self) -> Locator:
        """What the rows are called, without what they say below that."""
        return self.rows.locator(".quick-input-list-row:first-child .label-name")

    def pick_last(self, text: str) -> None:
        """Choose the last row, which has this text: going up from the first leads there."""
        self._page.keyboard.press("ArrowUp")
        self.rows.and_(self._page.locator(".focused")).filter(has_text=text).wait_for()
        self._page.keyboard.press("Enter")
        self.box.wait_for(state="hidden")

    def pick(self, text: str) -> None:
        """Choose the first row with a text."""
        self.rows.filter(has_text=text).first.click()

    def pick_called(self, label: str) -> None:
        """Choose the row that is called exactly that."""
        self.rows.filter(has=self._page.locator(".label-name").get_by_text(label, exact=True)).first.click()

    def _open_palette(self) -> None:
        """Press the palette's key, again where it came while the window moved its focus."""
        eventually(self._palette_opens, bool, "the command palette")

    def _palette_opens(self) -> bool:
        self._page.keyboard.press("F1")
        try:
            self._input.wait_for(timeout=_PATIENCE)
        except TimeoutError:
            return False
        return True


def palette_title(command: str) -> str:
    """Return what the palette shows for a command of our package."""
    contributed: list[Mapping[str, Any]] = json.loads(_PACKAGE.read_text(encoding="utf-8"))["contributes"]["commands"]
    (found,) = (one for one in contributed if one["command"] == command)
    return f"{found['category']}: {found['title']}"
