"""The code editor in front, as a person sees and touches it."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Locator, Page, TimeoutError

from tests.editors.editor import Place, eventually

_FRONT: Final = ".editor-group-container.active .editor-instance .monaco-editor[data-uri]"
_PATIENCE: Final = 2000  # milliseconds on one spot
_HINT: Final = "span[class*='dyn-rule']"

# A line's number stands in the margin at the line's height: code lenses take height too, so heights alone don't tell.
_READ_HINTS: Final = """(editor, hint) => {
  const numbers = new Map()
  for (const row of editor.querySelectorAll('.margin-view-overlays > div')) {
    const number = row.querySelector('.line-numbers')
    if (number) numbers.set(row.style.top, Number(number.textContent))
  }
  const hints = {}
  for (const line of editor.querySelectorAll('.view-line')) {
    const drawn = [...line.querySelectorAll(hint)].map(span => span.textContent).join('')
    if (drawn && numbers.has(line.style.top)) hints[numbers.get(line.style.top) - 1] = drawn
  }
  return hints
}"""


class CodeArea:
    """Mouse, keyboard and eyes on the editor in front."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._keys = page.keyboard

    @property
    def editor(self) -> Locator:
        """The editor in front."""
        return self._page.locator(_FRONT).first

    @property
    def squiggles(self) -> Locator:
        """The waves under what went wrong."""
        return self.editor.locator(".squiggly-error")

    @property
    def lenses(self) -> Locator:
        """The links above the code."""
        return self.editor.locator(".codelens-decoration a")

    def hint(self, text: str) -> Locator:
        """Return the hint that begins with a text."""
        return self.editor.locator(f".view-line {_HINT}").filter(has_text=text.replace(" ", "\u00a0"))

    def line(self, number: int) -> Locator:
        """Return a drawn line of a file that is not scrolled, from 0; the page has them in any order."""
        lines = self.editor.locator(".view-line")
        tops: list[float] = lines.evaluate_all("all => all.map(line => parseFloat(line.style.top))")
        return lines.nth(sorted(range(len(tops)), key=tops.__getitem__)[number])

    def focus(self) -> None:
        """Let keys go to the editor; its cursor and selection stay."""
        self.editor.locator(".native-edit-context, textarea.inputarea").first.focus()

    def move(self, place: Place) -> None:
        """Put the cursor before a place with the keyboard."""
        self.focus()
        self._keys.press("Escape")
        self._keys.press("Control+Home")
        self._press("ArrowDown", place.line)
        self._press("ArrowRight", place.column)

    def select(self, start: Place, end: Place) -> None:
        """Select the text between two places with the keyboard."""
        self.move(start)
        if end.line == start.line:
            return self._press("Shift+ArrowRight", end.column - start.column)
        self._press("Shift+ArrowDown", end.line - start.line)
        self._keys.press("Shift+Home")
        return self._press("Shift+ArrowRight", end.column)

    def replace(self, start: Place, end: Place, text: str) -> None:
        """Type over the text between two places."""
        self.select(start, end)
        if text:
            self._keys.insert_text(text)
        elif start != end:
            self._keys.press("Delete")

    def press(self, key: str) -> None:
        """Press a key in the editor."""
        self.focus()
        self._keys.press(key)

    def hints(self) -> dict[int, str]:
        """Return what is drawn beside the code, by line from 0."""
        drawn = self.editor.evaluate(_READ_HINTS, _HINT)
        return {int(line): text.replace("\u00a0", " ").strip() for line, text in drawn.items()}

    def hover(self, what: Locator) -> Locator:
        """Rest the mouse on a thing and return the card that opens; what is drawn anew meanwhile wants another try."""
        card = self._page.locator(".monaco-hover:visible")
        eventually(lambda: self._rest_on(what, card), bool, "a card beside the mouse")
        return card

    def _rest_on(self, what: Locator, card: Locator) -> bool:
        self._page.mouse.move(0, 0)
        what.hover()
        try:
            card.first.wait_for(timeout=_PATIENCE)
        except TimeoutError:
            return False
        return True

    def _press(self, key: str, times: int) -> None:
        for _ in range(times):
            self._keys.press(key)
