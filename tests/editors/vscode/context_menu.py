"""The menu that the right button of the mouse opens."""

from __future__ import annotations

from playwright.sync_api import Page


def choose_from_menu(page: Page, item: str) -> None:
    """Choose an item of the open menu, by key: just after it opened, a click counts as the end of the opening one."""
    menu = page.locator(".monaco-menu")
    menu.locator(".action-label", has_text=item).first.hover()
    menu.locator(".focused .action-label", has_text=item).wait_for()
    page.keyboard.press("Enter")
    menu.wait_for(state="hidden")
