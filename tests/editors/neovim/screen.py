"""Neovim's screen as it tells an attached user interface to draw it (`:help ui-linegrid`), as HTML."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

COLUMN_PX: Final = 8.43  # of DejaVu Sans Mono at 14 px
_DONE: Final = "screen_is_drawn"


@dataclass
class Screen:
    """A grid of cells, each a text and the number of its highlight."""

    columns: int
    rows: int
    cells: list[list[tuple[str, int]]] = field(init=False)
    highlights: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    colours: tuple[int, int] = (0, 0xFFFFFF)  # foreground and background where a highlight names none

    def __post_init__(self) -> None:
        """Begin empty."""
        self._clear()

    def attach(self, nvim: Any) -> None:
        """Have Neovim draw here from now on."""
        nvim.ui_attach(self.columns, self.rows, rgb=True, ext_linegrid=True)

    def update(self, nvim: Any) -> None:
        """Take all that Neovim has drawn by now."""
        nvim.command("redraw!")
        nvim.exec_lua(f"vim.rpcnotify({nvim.channel_id}, '{_DONE}')")
        while (message := nvim.next_message())[1] != _DONE:
            if message[1] == "redraw":
                self._redraw(message[2])

    def _redraw(self, batches: Iterable[Sequence[Any]]) -> None:
        takes: dict[str, Callable[..., object]] = {
            "default_colors_set": lambda fg, bg, *_: setattr(self, "colours", (fg, bg)),
            "hl_attr_define": lambda number, rgb, *_: self.highlights.__setitem__(number, rgb),
            "grid_line": self._line,
            "grid_clear": lambda _: self._clear(),
            "grid_scroll": self._scroll,
        }
        for name, *calls in batches:
            for call in calls if name in takes else ():
                takes[name](*call)

    def _clear(self) -> None:
        self.cells = [[(" ", 0)] * self.columns for _ in range(self.rows)]

    def _line(self, _: int, row: int, column: int, cells: Iterable[Sequence[Any]], *__: object) -> None:
        number = 0
        for text, *more in cells:
            number = more[0] if more else number
            for _ in range(more[1] if len(more) > 1 else 1):
                self.cells[row][column] = (text, number)
                column += 1

    def _scroll(self, _: int, top: int, bottom: int, left: int, right: int, rows: int, __: int) -> None:
        kept = range(top, bottom - rows) if rows > 0 else range(bottom - 1, top - rows - 1, -1)
        for row in kept:
            self.cells[row][left:right] = self.cells[row + rows][left:right]

    # --- as HTML ----------------------------------------------------------------------------------------------------

    def page(self) -> str:
        """Return a page with the screen in its element ``#screen``."""
        foreground, background = map(_colour, self.colours)
        rows = "".join(f"<div>{self._row(row)}</div>" for row in self.cells)
        return f"""<!doctype html><meta charset="utf-8"><style>
            body {{ margin: 0; background: transparent; }}
            #screen {{ display: inline-block; padding: 16px 20px; border-radius: 10px; white-space: pre;
                font: 14px/20px 'DejaVu Sans Mono', monospace; color: {foreground}; background: {background}; }}
            #screen div {{ height: 20px; width: {self.columns * COLUMN_PX:.2f}px; overflow: hidden; }}
            #screen span {{ display: inline-block; height: 20px; vertical-align: top; }}
        </style><div id="screen">{rows}</div>"""

    def _row(self, cells: Sequence[tuple[str, int]]) -> str:
        spans: list[tuple[str, int, int]] = []
        for text, number in cells:
            if spans and spans[-1][1] == number:
                before, _, width = spans.pop()
                spans.append((before + text, number, width + 1))
            else:
                spans.append((text, number, 1))
        return "".join(self._span(*span) for span in spans)

    def _span(self, text: str, number: int, width: int) -> str:
        style = f"width:{width * COLUMN_PX:.2f}px;{self._style(self.highlights.get(number, {}))}"
        return f'<span style="{style}">{html.escape(text)}</span>'

    def _style(self, highlight: Mapping[str, Any]) -> str:
        foreground = highlight.get("foreground", self.colours[0])
        background = highlight.get("background", self.colours[1])
        if highlight.get("reverse"):
            foreground, background = background, foreground
        styles = [f"color:{_colour(foreground)}", f"background:{_colour(background)}"]
        styles += ["font-weight:bold"] if highlight.get("bold") else []
        styles += ["font-style:italic"] if highlight.get("italic") else []
        if line := {"undercurl": "wavy", "underline": "solid"}.get(
            next(filter(highlight.get, ("undercurl", "underline")), "")
        ):
            styles.append(f"text-decoration:underline {line} {_colour(highlight.get('special', foreground))}")
            styles.append("text-underline-offset:3px")
        return ";".join(styles)


def _colour(rgb: int) -> str:
    return f"#{rgb:06x}"
