"""The bar below: how the session stands."""

from __future__ import annotations

import re
from typing import Final

from playwright.sync_api import Locator, Page

_BUSY: Final = re.compile(r"running|busy|\d s\b", re.IGNORECASE)


class StatusBar:
    """Reads our item and clicks it."""

    def __init__(self, page: Page) -> None:
        self.item: Locator = page.locator(".statusbar-item[id^='vm-lsp.vm-lsp']").first

    def text(self) -> str:
        """Return what our item says; nothing where it is not shown."""
        return self.item.inner_text() if self.item.is_visible() else ""

    def busy(self) -> bool:
        """Return whether it says that something runs."""
        return bool(_BUSY.search(self.text()))
