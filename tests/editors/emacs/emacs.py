"""Emacs in a terminal, with the init file of ``editors/others.md``: keys go in, its buffers are read."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any, Final

from tests.editors.editor import Desk, Place, Problem, eventually
from tests.editors.emacs.emacsclient import EmacsError, evaluate
from tests.editors.install.places import program
from tests.editors.page import snippet
from tests.editors.terminal import Terminal

_READING: Final = Path(__file__).with_name("reading.el")
_VALUE_BUFFER: Final = "*vm-lsp value*"

# Keys as a terminal sends them: C-c is the third control character.
_RUN, _RUN_FILE, _STOP, _RESTART = "\x03\x03", "\x03\x06", "\x03\x0b", "\x03\x1a"
_CLEAR, _VALUE, _INSERT, _HISTORY, _FRAMES = "\x03\x0c", "\x03\x16", "\x03\t", "\x03\x08", "\x03\x05"
_FIND_FILE, _EMPTY, _KILL, _ARGUMENT, _GIVE_UP, _ENTER = "\x18\x06", "\x01\x0b", "\x17", "\x15", "\x07", "\r"


class Emacs:
    """Emacs with Eglot and `vm-lsp.el`."""

    title = "Emacs 30 (eglot)"

    def __init__(self, desk: Desk, terminal: Terminal, sockets: Path) -> None:
        self._desk = desk
        self._terminal = terminal
        self._sockets = sockets
        self._file = desk.folder

    @classmethod
    def start(cls, desk: Desk) -> Emacs:
        """Start it as a person does who copied the page's lines."""
        init = desk.home / ".emacs.d" / "init.el"
        init.parent.mkdir()
        init.write_text(snippet("elisp"), encoding="utf-8")
        sockets = Path(tempfile.mkdtemp(prefix="vm-lsp-"))  # a socket's path has to be short
        listen = f'(progn (load "{_READING}" nil t) (setq server-socket-dir "{sockets}") (server-start))'
        command: list[str | Path] = [program("emacs", "emacs-nox"), "--no-splash", "--eval", listen]
        terminal = Terminal(command, desk.folder, desk.env)
        with terminal.ended_on_failure():
            eventually((sockets / "server").exists, bool, "Emacs to listen")
        return cls(desk, terminal, sockets)

    # --- what a person does ------------------------------------------------------------------------------------------

    def open(self, name: str, text: str) -> None:
        self.visit(name, text)
        eventually(self.attached, bool, "vm-lsp to be attached")

    def visit(self, name: str, text: str) -> None:
        """Open a file of whatever kind."""
        self._file = self._desk.folder / name
        self._file.write_text(text, encoding="utf-8")
        self._press(f"{_FIND_FILE}{_EMPTY}{self._file}{_ENTER}")

    def select(self, start: Place, end: Place) -> None:
        self._is(f"(progn (goto-char {_position(start)}) (push-mark nil t t) (goto-char {_position(end)}))")

    def move(self, place: Place) -> None:
        self._is(f"(progn (deactivate-mark) (goto-char {_position(place)}))")

    def replace(self, start: Place, end: Place, text: str) -> None:
        self.select(start, end)
        self._press(_KILL + text.replace("\n", _ENTER))

    def run(self) -> None:
        self._press(_RUN)

    def run_file(self) -> None:
        self._press(_RUN_FILE)

    def stop(self) -> None:
        """Stop what a person sees running: what was only asked for would never run."""
        if self.running():
            busy = '(length (vm-lsp--ask "vm.session.list" :status "busy"))'
            eventually(lambda: self._read(busy), bool, "the session to be busy")
        self._press(_STOP)

    def restart(self) -> None:
        self._press(_RESTART)

    def clear(self) -> None:
        self._press(_CLEAR)

    def insert_result(self) -> None:
        self._press(_INSERT)

    def find(self, words: str) -> list[str]:
        """Leave the choice open, as a person does who looks at what is offered."""
        if self._choosing():
            self._terminal.type(_GIVE_UP)
            eventually(self._choosing, lambda choosing: not choosing, "the choice to be given up")
        self._is("(progn (message nil) t)")
        self._terminal.type(f"{_ARGUMENT}{_HISTORY}{words}{_ENTER}")
        eventually(lambda: self._choosing() or self._says("No runs"), bool, "runs to choose from, or none")
        if not self._choosing():
            return []
        self._terminal.type("?")
        return eventually(self._offered, bool, "the runs to be listed")

    def run_found(self) -> None:
        """Choose the first, run it again from its own buffer, and go back."""
        self._terminal.type(_ENTER)
        eventually(lambda: self._is("(derived-mode-p 'vm-lsp-run-mode)"), bool, "the run to be shown")
        self._press("r")
        self._press("q")

    def close(self) -> None:
        self._terminal.type(_GIVE_UP)
        evaluate(self._sockets / "server", "(progn (run-at-time 0 nil (lambda () (kill-emacs))) t)")
        self._terminal.close()
        shutil.rmtree(self._sockets, ignore_errors=True)  # Emacs takes it away itself, where it ended by itself

    # --- what a person sees ------------------------------------------------------------------------------------------

    def text(self) -> str:
        text: str = self._read("(buffer-substring-no-properties (point-min) (point-max))")
        return text

    def running(self) -> bool:
        return self._is('(string-search "VM:busy" (format-mode-line mode-line-format))')

    def whole_value(self) -> str:
        self._press(_VALUE)
        text: str = self._read("(buffer-string)", _VALUE_BUFFER)
        self._press("q")
        return text

    def values(self) -> dict[int, str]:
        found: dict[int, str] = {}
        for line, label in self._read("(reading-hints)"):
            found[line] = f"{found.get(line, '')}{label}"
        return {line: label.strip() for line, label in found.items()}

    def problems(self) -> list[Problem]:
        return [
            Problem(Place(*one["start"]), Place(*one["end"]), one["message"], one["frames"])
            for one in self._read("(reading-problems)")
        ]

    def attached(self) -> bool:
        """Return whether our mode is on in the buffer in front."""
        return self._is("(bound-and-true-p vm-lsp-mode)")

    def message(self) -> str:
        """Return what the echo area says."""
        said: str = evaluate(self._sockets / "server", '(or (current-message) "")')
        return said

    def frames(self) -> str:
        """Return what is listed for the problem at the cursor."""
        self._press(_FRAMES)
        listed: str = self._read("(buffer-string)", "*xref*")
        self._press("q")
        return listed

    def drawn(self) -> list[str]:
        """Return the lines of the screen."""
        return self._terminal.lines()

    # --- how ---------------------------------------------------------------------------------------------------------

    def _press(self, keys: str) -> None:
        """Press keys in the window in front, and return when what they do is done.

        Raises:
            EmacsError: Emacs says that it can't be done.
        """
        if problem := evaluate(self._sockets / "server", f"(reading-press {_literal(keys)})"):
            raise EmacsError(problem)

    def _read(self, expression: str, buffer: str | None = None) -> Any:
        """Return the value of an expression in the file's buffer."""
        place = f"(get-buffer {_literal(buffer)})" if buffer else f"(find-buffer-visiting {_literal(str(self._file))})"
        return evaluate(self._sockets / "server", f"(with-current-buffer {place} {expression})")

    def _is(self, expression: str) -> bool:
        """Do or ask something in the buffer in front."""
        inner = f"(with-current-buffer (window-buffer) {expression})"
        return bool(evaluate(self._sockets / "server", f"(if {inner} t :false)"))

    def _choosing(self) -> bool:
        return self._is("(active-minibuffer-window)")

    def _says(self, words: str) -> bool:
        return self._is(f'(string-search {_literal(words)} (or (current-message) ""))')

    def _offered(self) -> list[str]:
        """Return the runs listed to choose from."""
        list_ = 'if-let* ((buffer (get-buffer "*Completions*")))'
        text = evaluate(self._sockets / "server", f'({list_} (with-current-buffer buffer (buffer-string)) "")')
        return [line for line in text.splitlines() if "  #" in line]


def _position(place: Place) -> str:
    return f"(reading-point {place.line} {place.column})"


def _literal(text: str) -> str:
    """Return a text as Emacs Lisp writes it; of its control characters JSON escapes all, and Lisp reads them so."""
    return json.dumps(text, ensure_ascii=False)
