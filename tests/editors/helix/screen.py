"""Reads what Helix has drawn: its code, what stands beside it, what is underlined, its status line."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tests.editors.editor import Place

_GUTTER: Final = re.compile(r"^(?:●| ) +(\d+)  ?")
_WIDTH: Final = 7  # of the gutter: a sign, the line's number and two blanks
_HINT: Final = re.compile(r" [→~»⚠✖■] ")
_ENTRY: Final = re.compile("(Insert|Show|Run|Stop|Clear|Restart) ")  # how one of our code actions begins
_TAB: Final = 2  # columns, as Helix has it for JavaScript
_SPINNER: Final = re.compile(r"[⠁-⣿]")
_STATUS: Final = re.compile(r"^ (NOR|INS|SEL) ")


@dataclass(frozen=True)
class Drawn:
    """The screen: its `rows`, and for each the columns that are underlined."""

    rows: Sequence[str]
    underlined: Sequence[Sequence[int]]

    @property
    def status(self) -> str:
        """The status line, or nothing while a popup covers it."""
        return next((row for row in self.rows if _STATUS.match(row)), "")

    @property
    def busy(self) -> bool:
        """Whether the status line shows that a server is at work."""
        return _SPINNER.search(self.status) is not None

    def shows(self, words: str) -> bool:
        """Whether these words are somewhere on it."""
        return any(words in row for row in self.rows)

    def entries(self, title: str) -> list[str]:
        """Return the entries of the menu that has `title`, down to that."""
        place = next(((number, row.index(title)) for number, row in enumerate(self.rows) if title in row), None)
        if place is None:
            return []
        above = itertools.takewhile(_ENTRY.match, (row[place[1] :] for row in reversed(self.rows[: place[0] + 1])))
        return [entry.split("  ")[0].rstrip() for entry in above][::-1]

    def hints(self, text: str) -> dict[int, str]:
        """Return what is drawn in or behind the lines of `text` that does not belong to them."""
        found = {}
        for line, code in enumerate(text.split("\n")):
            row = self._code_row(line)
            if row is not None and (hint := _inserted(row, code.expandtabs(_TAB))):
                found[line] = hint
        return found

    def marked(self) -> tuple[Place, Place] | None:
        """Return the first underlined stretch of code, where there is one."""
        for row, columns in zip(self.rows, self.underlined, strict=True):
            number = _GUTTER.match(row)
            if number and columns:
                line = int(number[1]) - 1
                return Place(line, columns[0] - _WIDTH), Place(line, columns[-1] + 1 - _WIDTH)
        return None

    def _code_row(self, line: int) -> str | None:
        for row in self.rows:
            number = _GUTTER.match(row)
            if number and int(number[1]) == line + 1:
                return row[_WIDTH:]
        return None


def _inserted(row: str, code: str) -> str:
    """Return the first hint in a row; two blanks and a diagnostic may follow the code."""
    for sign in _HINT.finditer(row):
        before = row[: sign.start()]
        if not code.startswith(before.rstrip()):
            return ""
        behind = code[len(before) :]
        end = row.find(behind, sign.end()) if behind else len(row)
        if end > 0:
            return row[sign.start() : end].strip().split("  ")[0]
    return ""
