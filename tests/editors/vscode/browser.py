"""The browser that shows a workbench."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, Playwright, sync_playwright

from tests.editors.install.vscode import CHROMIUM

_FLAGS: Final = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
MILLISECONDS: Final = 20_000  # until what a step waits for is there


@dataclass(frozen=True)
class Size:
    """A window in CSS pixels, and how many of the screen's pixels each is."""

    width: int = 1280
    height: int = 800
    scale: float = 1


@dataclass
class _Driver:
    """The one Playwright of this process, running while browsers are open: it keeps the thread's event loop."""

    _playwright: Playwright | None = None
    _browsers: int = 0

    def enter(self) -> Playwright:
        self._playwright = self._playwright or sync_playwright().start()
        self._browsers += 1
        return self._playwright

    def leave(self) -> None:
        self._browsers -= 1
        if self._playwright and not self._browsers:
            self._playwright.stop()
            self._playwright = None


_DRIVER: Final = _Driver()


@dataclass(frozen=True)
class Browser:
    """A headless Chromium with one page."""

    page: Page
    _chromium: Chromium

    @classmethod
    def start(cls, size: Size) -> Browser:
        """Start one with an empty page."""
        playwright = _DRIVER.enter()
        try:
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_FLAGS))
            context = chromium.new_context(
                viewport={"width": size.width, "height": size.height},
                device_scale_factor=size.scale,
                permissions=["clipboard-read", "clipboard-write"],
            )
            context.set_default_timeout(MILLISECONDS)
            return cls(context.new_page(), chromium)
        except BaseException:
            _DRIVER.leave()
            raise

    def close(self) -> None:
        """End the browser."""
        self._chromium.close()
        _DRIVER.leave()
