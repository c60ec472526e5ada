"""``python -m tests.editors.neovim.pictures``: draw Neovim's real screen, dark and light, into docs/pictures."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, sync_playwright

from tests.editors.desks import desk_at
from tests.editors.editor import Desk, eventually
from tests.editors.install.places import REPOSITORY
from tests.editors.neovim.neovim import Neovim
from tests.editors.neovim.screen import Screen
from tests.editors.sample import SAMPLE

FOLDER: Final = REPOSITORY / "docs" / "pictures"
_CHROMIUM: Final = {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox", "--disable-gpu"]}
_COLUMNS: Final = 102
_LOOKS: Final = r"""
    vim.cmd("set number signcolumn=yes cursorline laststatus=2 cmdheight=0 shortmess+=F fillchars=eob:\\ ")
    vim.o.statusline = " %f %= %{v:lua.require'vm_lsp'.statusline()}   %l:%c "
    vim.diagnostic.config({ virtual_lines = { current_line = true, format = function(it) return it.message end } })
"""


def main() -> int:
    """Draw every picture and say where it is."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        pages = [page for look in ("dark", "light") for page in _pages(desk_at(Path(home) / look), look)]
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:  # only now: it and Neovim's RPC want the thread's event loop for themselves
        browser = playwright.chromium.launch(**_CHROMIUM)  # type: ignore[arg-type]  # options are of mixed types
        for name, page in pages:
            _save(browser, name, page)
        browser.close()
    return 0


def _pages(desk: Desk, look: str) -> Iterator[tuple[str, str]]:
    """Return the name and the HTML of each picture in one look."""
    neovim = Neovim.start(desk, "neovim-0.12", "require('vm_lsp').setup({ hints = 'virtual_text' })")
    try:
        neovim.lua(_LOOKS)
        neovim.command(f"set background={look}")
        _run_file(neovim)
        yield f"neovim-{look}", _screen(neovim, rows=14)
        _open_history(neovim)
        yield f"neovim-history-{look}", _screen(neovim, rows=28)
    finally:
        neovim.close()


def _screen(neovim: Neovim, rows: int) -> str:
    screen = Screen(_COLUMNS, rows)
    screen.attach(neovim.nvim)
    screen.update(neovim.nvim)
    neovim.nvim.ui_detach()
    return screen.page()


def _run_file(neovim: Neovim) -> None:
    neovim.command(f"set columns={_COLUMNS} lines=14")
    neovim.open("crew.js", SAMPLE)
    neovim.run_file()
    neovim.ran()
    eventually(neovim.values, lambda seen: len(seen) == 6, "the values")
    eventually(neovim.problems, bool, "the error")
    neovim.move(neovim.problems()[0].start)
    eventually(lambda: neovim.lua("return require('vm_lsp').statusline()"), lambda text: "ready" in text, "the session")


def _open_history(neovim: Neovim) -> None:
    neovim.find("crew")
    neovim.command("set lines=28")
    neovim.call("choose", 1)
    eventually(lambda: neovim.lua("return vim.bo.buftype"), lambda kind: kind == "nofile", "the page of the run")
    neovim.command("only")


def _save(browser: Browser, name: str, html: str) -> None:
    page = browser.new_page(device_scale_factor=2, viewport={"width": 1000, "height": 900})
    page.set_content(html)
    path = FOLDER / f"{name}.png"
    page.locator("#screen").screenshot(path=path, omit_background=True)
    page.close()
    print(path.relative_to(REPOSITORY))


if __name__ == "__main__":
    sys.exit(main())
