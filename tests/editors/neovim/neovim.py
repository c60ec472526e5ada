"""Neovim, driven over its RPC as a person drives it: by keys and by the plugin's own commands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pynvim  # type: ignore[import-untyped]  # it has no types

from tests.editors.editor import Desk, Place, Problem, eventually
from tests.editors.install.places import REPOSITORY, program

PLUGIN: Final = REPOSITORY / "editors" / "neovim"
_DRIVER: Final = Path(__file__).with_name("driver.lua")
_ARGUMENTS: Final = ("--embed", "--headless", "--clean", "-n")
_STARTS: Final = {
    "neovim-0.12": "vim.lsp.enable('vm_lsp')",
    "neovim-0.10": "require('vm_lsp').setup({})",
}
NAMES: Final = tuple(_STARTS)


class Neovim:
    """One Neovim with the plugin of this repository first on its runtime path."""

    def __init__(self, nvim: Any, desk: Desk, name: str) -> None:
        self.nvim = nvim
        self.desk = desk
        self.name = name
        self.title = name.replace("neovim-", "Neovim ")

    @classmethod
    def start(cls, desk: Desk, name: str, setup: str | None = None, runtime: Sequence[Path] = ()) -> Neovim:
        """Start the Neovim of that name in the desk's folder.

        `setup` is the Lua of a person's init.lua, by default the least the plugin's documentation asks for; `runtime`
        are other plugins.
        """
        folders = ",".join(str(folder) for folder in (PLUGIN, *runtime))
        environment = [f"{key}={value}" for key, value in desk.env.items()]
        starter = ["env", "-i", "-C", str(desk.folder), *environment, str(program(name, "nvim"))]
        arguments = [*starter, *_ARGUMENTS, "--cmd", f"set runtimepath^={folders}"]
        editor = cls(pynvim.attach("child", argv=arguments), desk, name)
        editor.nvim.command("set columns=160 lines=50")
        editor.lua("package.loaded.driver = dofile(...)", str(_DRIVER))
        editor.call("offer_selections")
        editor.call("keep_notifications")
        editor.call("keep_runs")
        editor.lua(_STARTS[name] if setup is None else setup)
        return editor

    # --- asking -----------------------------------------------------------------------------------------------------

    def lua(self, code: str, *arguments: object) -> Any:
        """Run Lua and return what it returns."""
        self._assert_listening()
        return self.nvim.exec_lua(code, *arguments)

    def call(self, function: str, *arguments: object) -> Any:
        """Call a function of ``driver.lua``."""
        return self.lua(f"return require('driver').{function}(...)", *arguments)

    def command(self, command: str) -> None:
        """Run an Ex command."""
        self._assert_listening()
        self.nvim.command(command)

    def keys(self, keys: str) -> None:
        """Press keys, and return when Neovim has taken them."""
        self.nvim.input(keys)
        eventually(lambda: self.nvim.api.get_mode()["blocking"], lambda blocking: not blocking, f"{keys} to be taken")
        self.nvim.eval("1")

    def ran(self, count: int = 1) -> list[str]:
        """Return the texts that ran since the start of this test, when there are so many."""
        read = "return require('driver').runs"
        texts: list[str] = eventually(lambda: self.lua(read), lambda texts: len(texts) >= count, f"{count} runs")
        return texts

    def notifications(self) -> list[str]:
        """Return what the person was told so far."""
        return [str(one["message"]) for one in self.lua("return require('driver').notifications")]

    def start_over(self) -> None:
        """Close what is open, take results away, and forget what was said and offered."""
        self.keys("<Esc>")
        self.command("silent! VmClear!")
        eventually(self.running, lambda running: not running, "what came of it")
        eventually(lambda: self.lua("return #vim.diagnostic.get()"), lambda left: left == 0, "the results to be gone")
        self.call("close_floats")
        self.command("silent! tabonly! | silent! only! | silent! %bwipeout!")
        self.call("offer_selections")
        self.call("keep_notifications")
        self.call("keep_runs")

    def _assert_listening(self) -> None:
        mode: Mapping[str, object] = self.nvim.api.get_mode()
        assert not mode["blocking"], f"{self.title} waits for a key in mode {mode['mode']}"

    # --- Editor -----------------------------------------------------------------------------------------------------

    def open(self, name: str, text: str) -> None:
        """Write a file into the workspace and open it in the only window."""
        path = self.desk.folder / name
        path.write_text(text, encoding="utf-8")
        self.command("silent! only!")
        self.command(f"edit! {path}")
        eventually(lambda: self.call("attached"), bool, f"vm-lsp to be attached to {name}")

    def text(self) -> str:
        """Return the text of the buffer in front, without the end of its last line."""
        return "\n".join(self.nvim.current.buffer[:])

    def select(self, start: Place, end: Place) -> None:
        """Select characters from `start` up to `end`."""
        self.move(start)
        self.keys("v")
        self._put_cursor(Place(end.line, end.column - 1))

    def move(self, place: Place) -> None:
        """Put the cursor on a place."""
        self.keys("<Esc>")
        self._put_cursor(place)

    def _put_cursor(self, place: Place) -> None:
        line = self.nvim.current.buffer[place.line]
        self.nvim.current.window.cursor = (place.line + 1, len(line[: place.column].encode()))

    def replace(self, start: Place, end: Place, text: str) -> None:
        """Change the text between two places by typing."""
        self.select(start, end)
        self.nvim.command("set paste")
        self.keys("c")
        self.nvim.input(text.replace("<", "<lt>"))
        self.keys("<Esc>")
        self.nvim.command("set nopaste")

    def run(self) -> None:
        """Run the selection by its map, or the statement at the cursor by the command."""
        if self.nvim.api.get_mode()["mode"] in ("v", "V", "\x16"):
            self.lua("vim.keymap.set('x', '<F5>', '<Plug>(vm-run)')")
            self.keys("<F5>")
        else:
            self.command("VmRun")

    def run_file(self) -> None:
        """Run the file."""
        self.command("VmRunFile")

    def running(self) -> bool:
        """Return whether a command waits for its answer."""
        return bool(self.call("running"))

    def stop(self) -> None:
        """Stop what runs."""
        self.command("VmStop")

    def restart(self) -> None:
        """Restart the session and wait for the new one."""
        self.command("VmRestart")
        eventually(self.running, lambda running: not running, "the session to be restarted")

    def clear(self) -> None:
        """Take results away."""
        self.command("VmClear")

    def insert_result(self) -> None:
        """Put the result at the cursor beside the code."""
        self.command("VmInsert")

    def whole_value(self) -> str:
        """Return what the float of `:VmValue` shows."""
        self.command("VmValue")
        shown = eventually(lambda: self.call("float"), bool, "a float with the value")
        self.call("close_floats")
        return str(shown)

    def values(self) -> dict[int, str]:
        """Return what is drawn beside the lines of the window in front."""
        return {seen["line"]: seen["text"] for seen in self.call("values")}

    def problems(self) -> list[Problem]:
        """Return our diagnostics of the buffer in front."""
        lines = self.nvim.current.buffer[:]
        return [
            Problem(_place(lines, seen["start"]), _place(lines, seen["finish"]), seen["message"], seen["leads_to"])
            for seen in self.call("problems")
        ]

    def find(self, words: str) -> list[str]:
        """Search the history, and return the rows it offers."""
        self.call("offer_selections")
        self.command(f"VmHistory {words}")
        return list(eventually(lambda: self.call("rows"), lambda rows: rows is not None, "the history to answer"))

    def run_found(self) -> None:
        """Open the first run that is offered, and press the key that runs it again."""
        self.call("choose", 1)
        eventually(lambda: self.nvim.current.buffer.options["buftype"], lambda kind: kind == "nofile", "the run's page")
        self.keys("r")
        self.keys("q")

    def close(self) -> None:
        """Quit, and wait for its end."""
        try:
            self.nvim.command("qall!")
        except EOFError:
            pass  # the way it answers to a quit
        finally:
            self.nvim.close()


def _place(lines: Sequence[str], position: Sequence[int]) -> Place:
    line, column = position
    return Place(line, len(lines[line].encode()[:column].decode()))
