"""Helix in a terminal, with the files of ``editors/helix``: keys go in, and what it draws is read."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final

from tests.editors.editor import Desk, Place, Problem, eventually
from tests.editors.helix.log import Log
from tests.editors.helix.screen import Drawn
from tests.editors.install.places import REPOSITORY, program
from tests.editors.terminal import Terminal

_CONFIGURATION: Final = REPOSITORY / "editors" / "helix"
_RUN, _RUN_FILE, _STOP, _RESTART, _CLEAR = " vr", " vf", " vs", " vR", " vc"
_WHOLE, _DRAW, _SEARCH, _AGAIN, _ACTIONS = " vw", " vv", " vh", " vy", " a"
_HISTORY: Final = " vH"
_ENTER, _ESCAPE, _DOWN = "\r", "\x1b", "\x1b[B"
_ALWAYS: Final = "Run the file"  # is in every menu
_CALLED: Final = re.compile(r"called in [^,]*,\s.*?line\s+(\d+)")
_ID: Final = re.compile(r"^\W*([0-9a-f]{8})  ")


class Helix:
    """Helix with vm-lsp as its only language server."""

    title = "Helix 25.07"

    def __init__(self, desk: Desk, terminal: Terminal, log: Log) -> None:
        self._desk = desk
        self._terminal = terminal
        self._log = log
        self._file = desk.folder
        self._selected = False
        self._found: list[str] = []

    @classmethod
    def start(cls, desk: Desk) -> Helix:
        """Start it as a person does who copied both files."""
        home = Path(desk.env["XDG_CONFIG_HOME"]) / "helix"
        home.mkdir(parents=True)
        for name in ("languages.toml", "config.toml"):
            shutil.copy(_CONFIGURATION / name, home)
        log = Log(desk.home / "helix.log")
        terminal = Terminal([program("helix", "hx"), "-vv", "--log", log.path], desk.folder, desk.env)
        helix = cls(desk, terminal, log)
        with terminal.ended_on_failure():
            eventually(helix._drawn, lambda drawn: "NOR" in drawn.status, "Helix to be drawn")
        return helix

    # --- what a person does ------------------------------------------------------------------------------------------

    def open(self, name: str, text: str) -> None:
        self._file = self._desk.folder / name
        self._file.write_text(text, encoding="utf-8")
        self._type(f":open '{self._file}'{_ENTER}")
        eventually(lambda: self._log.opened(self._file), bool, f"{name} open in the server")

    def select(self, start: Place, end: Place) -> None:
        self.move(start)
        self._type(f"v{_steps(start, Place(end.line, end.column - 1))}v")
        self._selected = True

    def move(self, place: Place) -> None:
        self._type(f"{place.line + 1}gggh{_right(place.column)}")
        self._selected = False

    def replace(self, start: Place, end: Place, text: str) -> None:
        """Paste it: Helix makes comments and indentation of lines that are typed."""
        self.select(start, end)
        self._type("c")
        self._mode("INS")
        self._type(f"\x1b[200~{text}\x1b[201~")
        eventually(self._drawn, lambda drawn: text.split("\n")[-1] in "\n".join(drawn.rows), "the text to be there")
        self._type(_ESCAPE)
        self._mode("NOR")
        self._selected = False

    def run(self) -> None:
        if self._selected:
            self._act("Run the selection")
        else:
            self._carry_out(_RUN)

    def run_lines(self, count: int) -> None:
        """Select so many lines from the cursor's on, and press the key that runs."""
        self._type("x" * count)
        self._carry_out(_RUN)

    def run_file(self) -> None:
        self._carry_out(_RUN_FILE)

    def running(self) -> bool:
        return self._drawn().busy or any(not answered for answered in self._log.commands().values())

    def stop(self) -> None:
        """Stop what a person sees running: what was only asked for would never run."""
        eventually(self._drawn, lambda drawn: drawn.busy, "the sign that something runs")
        self._carry_out(_STOP)

    def restart(self) -> None:
        self._carry_out(_RESTART)

    def clear(self) -> None:
        self._carry_out(_CLEAR)

    def insert_result(self) -> None:
        self._act("Insert the value as a comment")
        eventually(self._drawn, lambda drawn: "[+]" in drawn.status, "the edit")

    def find(self, words: str) -> list[str]:
        """Search, and have a look at the newest run found."""
        self._found = [found[1] for row in self._shell(f"{_SEARCH}{words}") if (found := _ID.match(row))]
        return ["\n".join(self._shell(f":sh vm-lsp history show {self._found[0]}"))] if self._found else []

    def run_found(self) -> None:
        self._type(_AGAIN)
        eventually(self._says, lambda said: "vm.history.rerun" in said, "the prompt")
        self._carry_out(f"{self._found[0]}{_ENTER}")

    def close(self) -> None:
        self._type(f":quit-all!{_ENTER}")
        self._terminal.close()

    # --- what a person sees ------------------------------------------------------------------------------------------

    def text(self) -> str:
        """Return the file, saved first where it is not."""
        if "[+]" in self._drawn().status:
            self._type(f":write{_ENTER}")
            eventually(self._drawn, lambda drawn: "[+]" not in drawn.status, "the file to be saved")
        return self._file.read_text(encoding="utf-8")

    def whole_value(self) -> str:
        """Open it in a buffer, read that and close it."""
        return self._read_opened(_WHOLE)

    def history(self) -> str:
        """Open the history of the file in a buffer, read that and close it."""
        return self._read_opened(_HISTORY)

    def _read_opened(self, keys: str) -> str:
        self._carry_out(keys)
        eventually(self._drawn, lambda drawn: self._file.name not in drawn.status, "another buffer in front")
        text = "\n".join(self._drawn().rows)
        self._type(f":buffer-close{_ENTER}")
        eventually(self._drawn, lambda drawn: self._file.name in drawn.status, "the file in front again")
        return text

    def values(self) -> dict[int, str]:
        """Have them drawn anew, and return them when as many lines have one as Helix was told."""
        asked = self._log.times_asked()
        self._type(_DRAW)
        eventually(self._log.times_asked, lambda times: times > asked, "Helix to ask for values")
        told = eventually(self._log.newest_hints, lambda hints: hints is not None, "values from the server")
        lines = {hint["position"]["line"] for hint in told or ()}
        text = self.text()
        return eventually(lambda: self._drawn().hints(text), lambda drawn: set(drawn) == lines, f"values in {lines}")

    def problems(self) -> list[Problem]:
        """Return the one that is underlined and what stands beside or below it."""
        drawn = self._drawn()
        marked = drawn.marked()
        if marked is None:
            return []
        # It has no related places: the calls are lines of the message, which it draws below the code.
        leads_to = tuple(int(line) - 1 for line in _CALLED.findall(" ".join(drawn.rows)))
        return [Problem(*marked, "\n".join(drawn.rows), leads_to)]

    # --- how ---------------------------------------------------------------------------------------------------------

    def _type(self, keys: str) -> None:
        self._terminal.type(keys)

    def _drawn(self) -> Drawn:
        return Drawn(self._terminal.lines(), self._terminal.underlined())

    def _carry_out(self, keys: str) -> None:
        """Press the keys of a command, and return when the server has it."""
        before = self._log.commands()
        self._type(keys)
        eventually(self._log.commands, lambda commands: len(commands) > len(before), "a command to the server")

    def _shell(self, keys: str) -> list[str]:
        """Type a shell command, and return what the popup shows of what it printed."""
        self._type(keys)
        eventually(self._says, lambda said: said.startswith(":sh") and said.endswith(keys[-8:]), "the prompt")
        self._type(_ENTER)
        eventually(self._says, lambda said: "Command run" in said, "the shell command to be over")
        rows = self._drawn().rows
        self._type(_ESCAPE)
        eventually(self._drawn, lambda drawn: drawn.rows != rows, "the popup to be closed")
        return list(rows)

    def _says(self) -> str:
        """Return the last line, where prompts and messages are."""
        return self._drawn().rows[-1]

    def _mode(self, name: str) -> None:
        eventually(self._drawn, lambda drawn: f" {name} " in drawn.status, f"mode {name}")

    def _act(self, title: str) -> None:
        """Choose from the menu of code actions, again and again until it offers that."""
        below = eventually(lambda: self._menu(title), lambda place: place is not None, f"“{title}” in the menu")
        self._type(_DOWN * (below or 0) + _ENTER)
        eventually(self._drawn, lambda drawn: not drawn.shows(_ALWAYS), "the menu to be gone")

    def _menu(self, title: str) -> int | None:
        """Open the menu; return how far below its first entry that one is, or leave it where it is not there."""
        self._type(_ACTIONS)
        eventually(self._drawn, lambda drawn: drawn.shows(_ALWAYS), "the menu")
        entries = self._drawn().entries(title)
        if entries:
            return entries.index(title)
        self._type(_ESCAPE)
        eventually(self._drawn, lambda drawn: not drawn.shows(_ALWAYS), "the menu to be gone")
        return None


def _steps(start: Place, end: Place) -> str:
    """Return the keys that extend a selection from one place to another."""
    return _right(end.column - start.column) if end.line == start.line else f"{end.line + 1}gggh{_right(end.column)}"


def _right(columns: int) -> str:
    return f"{columns}l" if columns else ""
