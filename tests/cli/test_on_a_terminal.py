"""What a person sees on a terminal of 80 columns, and what reaches stderr, in processes of their own."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
from pathlib import Path

from tests.cli.conftest import Vm

VM = (sys.executable, "-m", "vm_lsp")
BOUND_S = 30
COLUMNS = 80
STEERING = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Screen:
    """A terminal with one command in it; Ctrl-C is typed, so that the terminal echoes it."""

    def __init__(self, *args: str) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, COLUMNS, 0, 0))
        env = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES", "NO_COLOR")}
        self._process = subprocess.Popen(
            [*VM, *args],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**env, "TERM": "xterm"},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(theirs)
        self._told = b""

    def until(self, words: bytes) -> None:
        """Read until `words` are there."""
        while words not in self._told:
            assert self._read(), f"it ended without {words!r}"

    def type(self, keys: bytes) -> None:
        """Press `keys`."""
        os.write(self._ours, keys)

    def told(self) -> tuple[int, list[str]]:
        """Return the exit code, and the lines without colours."""
        while self._read():
            pass
        code = self._process.wait(BOUND_S)
        os.close(self._ours)
        return code, STEERING.sub("", self._told.decode()).replace("\r\n", "\n").splitlines()

    def _read(self) -> bool:
        assert select.select([self._ours], [], [], BOUND_S)[0], "it says nothing and does not end"
        try:
            told = os.read(self._ours, 65536)
        except OSError:  # Linux says EIO where everybody else has closed a terminal
            return False
        self._told += told
        return bool(told)


def test_after_the_echo_of_ctrl_c_a_new_line_begins(folder: Path) -> None:
    screen = Screen("eval", "console.log('on'); for(;;){}")
    screen.until(b"on")
    screen.type(b"\x03")
    code, lines = screen.told()
    assert code == 130
    assert lines[:2] == ["on", "^C"]
    assert lines[2].startswith("Cancelled: ")


def test_a_message_of_eval_is_broken_at_spaces(folder: Path) -> None:
    (folder / "vm-lsp.toml").write_text("[limits]\nwallMs = 300\n")
    code, lines = Screen("eval", "for(;;){}").told()
    assert code == 124
    assert len(lines) > 1
    assert max(map(len, lines)) <= COLUMNS
    assert " ".join(lines).endswith("The session is exactly as it was before this run.")


def test_a_notice_is_told_once(folder: Path) -> None:
    (folder / "vm-lsp.toml").write_text("[limits]\nwallMs = 'long'\n")
    assert [line.startswith("vm-lsp: warning: ") for line in _stderr()] == [True]


def test_the_log_is_there_for_who_asks(folder: Path) -> None:
    (folder / "vm-lsp.toml").write_text("[limits]\nwallMs = 'long'\n")
    assert any(line.startswith("WARNING vm_lsp.") for line in _stderr(VM_LSP_DEBUG="1"))


def _stderr(**env: str) -> list[str]:
    quiet = {name: value for name, value in os.environ.items() if name != "VM_LSP_DEBUG"}
    done = subprocess.run(
        [*VM, "eval", "1"], capture_output=True, text=True, env={**quiet, **env}, timeout=BOUND_S, check=True
    )
    return done.stderr.splitlines()


def test_a_deletion_is_asked_about_with_its_counts(folder: Path, vm: Vm) -> None:
    vm("eval", "20 + 22")
    for answer, code, left in ((b"n\r", 1, 1), (b"y\r", 0, 0)):
        screen = Screen("history", "delete", "--all")
        screen.until(b"[y/N]")
        screen.type(answer)
        told_code, lines = screen.told()
        assert told_code == code
        assert lines[0].startswith("1 run with ")
        assert len(vm("history", "list", "--json").json["items"]) == left
