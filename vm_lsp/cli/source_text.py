"""A source text as lines to print, and where a UTF-16 column of it comes to stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vm_lsp.cli.printable import printable

TAB = 4
_LINE_END = re.compile(r"\r\n|\r|\n")  # LSP 3.17, "Text Documents"


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line: as it stands in the text, and as it is printed, with tabs widened and controls made visible."""

    raw: str
    shown: str

    def column(self, utf16: int) -> int:
        """Return the index in `shown` of the UTF-16 column `utf16` of `raw`; past the end, the end."""
        seen = index = 0
        for character in self.raw:
            if seen >= utf16:
                return index
            seen += 2 if ord(character) > 0xFFFF else 1
            index += TAB - index % TAB if character == "\t" else 1
        return index


def source_lines(text: str, indent: int = 0) -> tuple[SourceLine, ...]:
    """Split `text`; the first line is moved right by `indent` columns, where a selection starts inside a line."""
    lines = _LINE_END.split(" " * indent + text)
    if len(lines) > 1 and not lines[-1]:
        lines.pop()
    return tuple(SourceLine(line, _widened(printable(line))) for line in lines)


def _widened(line: str) -> str:
    return line.expandtabs(TAB)
