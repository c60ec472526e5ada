"""The panel below the code: problems and output."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Locator, Page

_PROBLEMS_KEY: Final = "Control+Shift+M"


class Panels:
    """Opens a panel and reads it."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._part = page.locator(".part.panel")

    def problems(self) -> Locator:
        """Open the problems, everything unfolded, and return the rows."""
        panel = self._part.locator(".markers-panel")
        if not panel.is_visible():
            self._page.keyboard.press(_PROBLEMS_KEY)
        panel.wait_for()
        return panel.locator(".monaco-list-row")

    def output(self) -> Locator:
        """Return the lines of the output that is open."""
        return self._part.locator(".output-view .view-line, .output-view-container .view-line")

    def close(self) -> None:
        """Close the panel, if it is open."""
        if self._part.is_visible():
            self._page.keyboard.press("Control+J")
            self._part.wait_for(state="hidden")
