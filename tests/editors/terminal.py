"""A terminal without a window: a program runs in it, keys go in, and what it draws can be read."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import termios
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pyte

ROWS: Final = 30
COLUMNS: Final = 120
_END_SECONDS: Final = 10.0


def _control() -> None:
    """Make the terminal the one that controls the new session: Emacs asks for /dev/tty."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class _Screen(pyte.Screen):
    """A screen that answers what a program asks of its terminal, and passes over what no xterm of its kind knows."""

    def __init__(self, master: int) -> None:
        super().__init__(COLUMNS, ROWS)
        self._master = master

    def write_process_input(self, data: str) -> None:
        os.write(self._master, data.encode())

    def report_device_status(self, mode: int, private: bool = False) -> None:
        if not private:
            super().report_device_status(mode)

    def select_graphic_rendition(self, *attrs: int, private: bool = False) -> None:
        if not private:
            super().select_graphic_rendition(*attrs)


class Terminal:
    """A program in a terminal of its own; `type` presses keys, `lines` is what is drawn."""

    def __init__(self, command: Sequence[str | Path], folder: Path, env: Mapping[str, str]) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._process = subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            env={**env, "TERM": "xterm-256color"},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=_control,
        )
        os.close(slave)
        self._screen = _Screen(self._master)
        self._stream = pyte.ByteStream(self._screen)
        self._drawing = threading.Lock()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def type(self, keys: str) -> None:
        """Press keys; what a terminal sends for them is up to the caller."""
        os.write(self._master, keys.encode())

    def lines(self) -> list[str]:
        """Return what is drawn now, row by row, without the blanks at the ends."""
        with self._drawing:
            return [line.rstrip() for line in self._screen.display]

    def underlined(self) -> list[list[int]]:
        """Return for each row the columns that are underlined now."""
        with self._drawing:
            rows = [self._screen.buffer[row] for row in range(ROWS)]
            return [[column for column in range(COLUMNS) if row[column].underscore] for row in rows]

    @contextmanager
    def ended_on_failure(self) -> Iterator[None]:
        """End the program where what is done here with it fails."""
        try:
            yield
        except BaseException:
            self._process.kill()
            self.close()
            raise

    def close(self) -> None:
        """Wait for the program to end, which was asked to; end it otherwise."""
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(_END_SECONDS)
        os.close(self._master)

    def _read(self) -> None:
        while drawn := self._some():
            with self._drawing:
                self._stream.feed(drawn)

    def _some(self) -> bytes:
        try:
            return os.read(self._master, 65536)
        except OSError:  # EIO: Linux's way to say that nobody has the other end any more
            return b""
