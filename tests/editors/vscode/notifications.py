"""The messages in the lower corner."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


class Notifications:
    """Reads messages and presses their buttons."""

    def __init__(self, page: Page) -> None:
        self.toasts: Locator = page.locator(".notifications-toasts .notification-list-item")

    def saying(self, text: str) -> Locator:
        """Return the messages that contain a text."""
        return self.toasts.filter(has_text=text)

    def press(self, message: Locator, button: str) -> None:
        """Press a message's button."""
        message.hover()
        message.get_by_role("button", name=button, exact=True).click()

    def buttons(self, message: Locator) -> list[str]:
        """Return what can be pressed, without the icons every message has."""
        return message.locator(".notification-list-item-buttons-container .monaco-button").all_inner_texts()

    def texts(self) -> list[str]:
        """Return all messages on the screen."""
        return self.toasts.locator(".notification-list-item-message").all_inner_texts()

    def clear(self) -> None:
        """Close every message."""
        while self.toasts.count():
            self.toasts.first.hover()
            self.toasts.first.locator(".codicon-notifications-clear").click()
