from __future__ import annotations

import pytest

from tests.editors.editor import Place, eventually
from tests.editors.neovim.neovim import Neovim

_LINES = "let a = 1\nlet b = 2\n\nlet c = 3\nlet d = 4\n"


@pytest.fixture
def keyed(neovim: Neovim) -> Neovim:
    """With the keys of `keymaps = true`."""
    for mode, key, plug in (("n", "gvm", "run"), ("x", "gvm", "run"), ("n", "gvmm", "run-line")):
        neovim.command(f"{mode}map {key} <Plug>(vm-{plug})")
    return neovim


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("gvm$", "let a = 1"),
        ("gvmj", "let a = 1\nlet b = 2"),
        ("gvmip", "let a = 1\nlet b = 2"),
        ("gvmG", _LINES.removesuffix("\n")),
        ("gvmm", "let a = 1"),
        ("2gvmm", "let a = 1\nlet b = 2"),
        ("wwwgvml", "1"),
        ("fagvm`<lt>", "let "),
    ],
)
def test_the_operator_runs_what_a_motion_covers(keyed: Neovim, keys: str, text: str) -> None:
    keyed.open("motions.js", _LINES)
    keyed.command("normal! gg0m<")
    keyed.keys(keys)
    assert keyed.ran() == [text]


def test_the_cursor_stays_and_a_dot_runs_the_next_line_as_the_operator_did(keyed: Neovim) -> None:
    keyed.open("dot.js", _LINES)
    keyed.move(Place(0, 4))
    keyed.keys("gvmm")
    assert keyed.ran() == ["let a = 1"]
    assert list(keyed.nvim.current.window.cursor) == [1, 4]
    keyed.keys("j.")
    assert keyed.ran(2) == ["let a = 1", "let b = 2"]


@pytest.mark.parametrize(
    ("line", "keys", "text"),
    [
        ("/* 😀é */ '😀é'.length // ü", "f'vf.h", "'😀é'"),
        ("\tx = 'tab'; 'ü' + x // 😀", "f'vf'h", "'tab"),
        ("'e\u0301!' + '👩‍👧' + 1", "0v$", "'e\u0301!' + '👩‍👧' + 1"),
        ("'last 👩‍👧'", "$vB", None),
    ],
)
def test_characters_of_any_width_run_as_they_are_selected(
    keyed: Neovim, line: str, keys: str, text: str | None
) -> None:
    keyed.open("wide.js", line + "\n")
    keyed.move(Place(0, 0))
    keyed.keys(keys)
    selected = keyed.lua(
        "local lines = vim.fn.getregion(vim.fn.getpos('v'), vim.fn.getpos('.'), { type = vim.fn.mode() })"
        " return table.concat(lines, '\\n')"
    )
    keyed.keys("gvm")
    assert keyed.ran() == [selected.removesuffix("\n")]
    if text is not None:
        assert selected == text


def test_lines_run_whole_wherever_the_cursor_is_in_them(keyed: Neovim) -> None:
    keyed.open("linewise.js", "const café = '☕'\ncafé + '😀'\n")
    keyed.move(Place(0, 8))
    keyed.keys("Vjgvm")
    assert keyed.ran() == ["const café = '☕'\ncafé + '😀'"]
    eventually(keyed.values, lambda seen: seen.get(1) == "→ '☕😀'", "the value of the last line")


def test_a_block_runs_row_by_row_up_to_the_first_that_fails(keyed: Neovim) -> None:
    keyed.open("block.js", "xx 1 + 1 xx\nxx 2 + 2 xx\nxx nope  xx\nxx 4 + 4 xx\n")
    keyed.move(Place(0, 3))
    keyed.keys("<C-v>4l3jgvm")
    assert keyed.ran(3) == ["1 + 1", "2 + 2", "nope "]
    eventually(keyed.values, lambda seen: seen.get(1) == "→ 4", "the value of the second row")


def test_a_block_to_the_ends_of_lines_leaves_out_those_too_short(keyed: Neovim) -> None:
    keyed.open("ends.js", "// 😀 1\n\n//    'two'.length\n")
    keyed.move(Place(0, 5))
    keyed.keys("<C-v>2j$gvm")
    assert keyed.ran(2) == ["1", "'two'.length"]


def test_a_range_of_the_command_runs_these_lines(neovim: Neovim) -> None:
    neovim.open("range.js", _LINES)
    neovim.command("2,4VmRun")
    assert neovim.ran() == ["let b = 2\n\nlet c = 3"]


def test_the_lines_of_a_selection_run_by_the_command(neovim: Neovim) -> None:
    neovim.open("selected.js", _LINES)
    neovim.keys("ggVj:VmRun<CR>")
    assert neovim.ran() == ["let a = 1\nlet b = 2"]


def test_blanks_do_not_run_and_that_is_said(keyed: Neovim) -> None:
    keyed.open("blanks.js", "  \n\n1\n")
    keyed.keys("ggVjgvm")
    assert keyed.notifications() == ["vm-lsp: Nothing is selected but blanks."]


def test_a_run_is_the_buffer_as_it_is_now_also_when_it_was_just_typed(neovim: Neovim) -> None:
    neovim.open("typed.js", "1\n")
    neovim.keys("ggcc40 + 2<Esc>:VmRun<CR>")
    assert neovim.ran() == ["40 + 2"]
    eventually(neovim.values, lambda seen: seen == {0: "→ 42"}, "the value of what was typed")
