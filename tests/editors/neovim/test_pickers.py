"""The history in Telescope, which is the real one, and in fzf-lua, for which its documented interface stands in."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.editors.editor import eventually
from tests.editors.install.places import CACHE
from tests.editors.neovim.conftest import StartNeovim
from tests.editors.neovim.neovim import Neovim

_SHARED: Final = CACHE / "neovim-plugins" / "root" / "usr" / "share"
_TELESCOPE: Final = (_SHARED / "neovim-plenary", _SHARED / "neovim-telescope")
_FZF_LUA: Final = Path(__file__).parent / "stand_ins" / "fzf-lua"


def _with_runs(neovim: Neovim) -> Neovim:
    neovim.open("fruit.js", "console.log('quite sour'); 'lemon'\n")
    _run_file(neovim)
    neovim.open("more.js", "'orange'\n")
    _run_file(neovim)
    neovim.open("empty.js", "")
    return neovim


def _run_file(neovim: Neovim) -> None:
    neovim.run_file()
    eventually(neovim.running, lambda running: not running, "the run to be over")


@pytest.fixture
def telescope(start_neovim: StartNeovim) -> Neovim:
    return _with_runs(start_neovim("require('vm_lsp').setup({})", runtime=_TELESCOPE))


def _screen(neovim: Neovim) -> str:
    return "\n".join(neovim.call("screen"))


def _see(neovim: Neovim, text: str) -> str:
    return eventually(lambda: _screen(neovim), lambda screen: text in screen, f"{text} on the screen")


def _in_page(neovim: Neovim) -> str:
    eventually(
        lambda: neovim.nvim.current.buffer.name, lambda name: name.startswith("vm-lsp://history/"), "the page of a run"
    )
    return neovim.text()


def test_telescope_is_taken_where_it_is_installed_and_its_prompt_searches_in_the_server(telescope: Neovim) -> None:
    telescope.command("VmHistory")
    assert "'lemon'" in _see(telescope, "'orange'")
    telescope.nvim.input("sour")
    eventually(lambda: _screen(telescope), lambda screen: "'orange'" not in screen, "the other run to be gone")
    assert "» quite sour" in _see(telescope, "» quite sour"), "what was printed is found and previewed"
    telescope.nvim.input("<CR>")
    assert "console.log('quite sour'); 'lemon'" in _in_page(telescope)


def test_telescope_begins_with_the_words_of_the_command(telescope: Neovim) -> None:
    telescope.command("VmHistory lemon")
    _see(telescope, "fruit.js")
    eventually(lambda: _screen(telescope), lambda screen: "'orange'" not in screen, "only what was searched")


def test_a_key_in_telescope_runs_again(telescope: Neovim) -> None:
    telescope.command("VmHistory orange")
    _see(telescope, "more.js  ")
    telescope.nvim.input("<M-r>")
    eventually(lambda: telescope.lua("return vim.bo.buftype"), lambda kind: kind == "", "the picker to be closed")
    eventually(telescope.running, lambda running: not running, "the run to be over")
    telescope.command("VmHistory orange")
    eventually(lambda: _screen(telescope).count("✓ "), lambda count: count >= 2, "both runs in the list")


def test_telescope_has_an_extension_of_ours(telescope: Neovim) -> None:
    telescope.lua("require('telescope').load_extension('vm_lsp')")
    telescope.command("Telescope vm_lsp history search=lemon")
    _see(telescope, "fruit.js")


@pytest.fixture
def fzf(start_neovim: StartNeovim) -> Neovim:
    return _with_runs(start_neovim("require('vm_lsp').setup({ picker = 'fzf-lua' })", runtime=(_FZF_LUA,)))


def _shown(fzf: Neovim) -> list[str]:
    return fzf.lua("return require('fzf-lua').shown()") or []


def test_fzf_lua_is_given_rows_a_preview_and_keys(fzf: Neovim) -> None:
    fzf.command("VmHistory sour")
    rows = eventually(lambda: _shown(fzf), bool, "rows")
    assert len(rows) == 1 and "'lemon'" in rows[0]
    preview = eventually(
        lambda: fzf.lua("return require('fzf-lua').preview(1)"), lambda text: "» quite sour" in text, "its output"
    )
    assert "console.log('quite sour'); 'lemon'" in preview
    fzf.lua("require('fzf-lua').press('default', 1)")
    assert "'lemon'" in _in_page(fzf)


def test_fzf_lua_searches_again_when_something_is_typed(fzf: Neovim) -> None:
    fzf.command("VmHistory")
    eventually(lambda: _shown(fzf), lambda rows: len(rows) == 2, "both runs")
    fzf.lua("require('fzf-lua').type('orange')")
    eventually(lambda: _shown(fzf), lambda rows: len(rows) == 1 and "'orange'" in rows[0], "one run")
    fzf.lua("require('fzf-lua').press('alt-r', 1)")
    eventually(fzf.running, lambda running: not running, "the run to be over")
    fzf.lua("require('fzf-lua').type('orange')")
    eventually(lambda: _shown(fzf), lambda rows: len(rows) == 2, "the run and the one before")


def test_a_picker_that_is_not_installed_is_said_and_replaced(start_neovim: StartNeovim) -> None:
    neovim = _with_runs(start_neovim("require('vm_lsp').setup({ picker = 'telescope' })"))
    assert any("'lemon'" in row for row in neovim.find("lemon"))
    assert neovim.notifications() == [
        'vm-lsp: `picker` is "telescope", which is not installed: this is `vim.ui.select`.'
    ]


def test_tab_in_telescope_completes_the_search_and_goes_on_to_what_else_fits(telescope: Neovim) -> None:
    telescope.command("VmHistory")
    _see(telescope, "'orange'")
    telescope.nvim.input("stat<Tab>")
    _see(telescope, "> status:")
    telescope.nvim.input("o<Tab>")
    _see(telescope, "> status:ok")
    assert "'orange'" in _see(telescope, "'lemon'")


def test_telescope_marks_the_part_of_a_search_that_cannot_be_read_and_says_why(telescope: Neovim) -> None:
    telescope.command("VmHistory")
    _see(telescope, "'orange'")
    telescope.nvim.input("status:erorr")
    _see(telescope, "Did you mean error?")
    assert _marked(telescope) == "erorr"
    telescope.nvim.input("<BS>" * 12)
    _see(telescope, "Newest first")
    eventually(lambda: _marked(telescope), lambda marked: marked is None, "the mark to be gone")


def _marked(neovim: Neovim) -> str | None:
    marked: str | None = neovim.lua(
        """local namespace = vim.api.nvim_get_namespaces()["vm_lsp.history.prompt"]
        local mark = vim.api.nvim_buf_get_extmarks(0, namespace, 0, -1, { details = true })[1]
        return mark and vim.api.nvim_get_current_line():sub(mark[3] + 1, mark[4].end_col)"""
    )
    return marked


def test_fzf_lua_has_a_row_that_says_what_is_wrong_with_a_search(fzf: Neovim) -> None:
    fzf.command("VmHistory status:erorr")
    (row,) = eventually(lambda: _shown(fzf), bool, "a row")
    assert row.startswith("status:▸erorr◂: ") and row.endswith("Did you mean error?")
