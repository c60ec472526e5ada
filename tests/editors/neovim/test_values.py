from __future__ import annotations

import pytest

from tests.editors.editor import Place, eventually
from tests.editors.neovim.conftest import StartNeovim
from tests.editors.neovim.neovim import Neovim

_CODE = "const crew = ['Ada', 'Grace'] // two\nconsole.warn('mind')\ncrew.length\n"


def _run_file(neovim: Neovim) -> None:
    neovim.run_file()
    neovim.ran()


def test_values_are_drawn_where_their_statements_end(neovim: Neovim) -> None:
    neovim.open("drawn.js", _CODE)
    _run_file(neovim)
    eventually(neovim.values, lambda seen: len(seen) == 3, "three values")
    assert [row.rstrip() for row in neovim.call("screen")[:3]] == [
        "const crew = ['Ada', 'Grace'] → [ 'Ada', 'Grace' ] // two",
        "console.warn('mind') ⚠ mind",
        "crew.length → 2",
    ]


def test_as_virtual_text_values_stand_at_the_ends_of_lines_in_colours_of_their_own(start_neovim: StartNeovim) -> None:
    neovim = start_neovim("require('vm_lsp').setup({ hints = 'virtual_text' })")
    neovim.open("virtual.js", _CODE)
    _run_file(neovim)
    eventually(neovim.values, lambda seen: len(seen) == 3, "three values")
    first = " ".join(neovim.call("screen")[0].split())
    assert first == "const crew = ['Ada', 'Grace'] // two → [ 'Ada', 'Grace' ]"
    groups = neovim.lua(
        "local marks = vim.api.nvim_buf_get_extmarks(0, vim.api.nvim_get_namespaces()['vm_lsp.values'], 0, -1,"
        " { details = true }) return vim.tbl_map(function(mark) return mark[4].virt_text[1][2] end, marks)"
    )
    assert groups == ["VmValue", "VmWarn", "VmValue"]
    neovim.replace(Place(2, 4), Place(2, 11), "at(0)")
    eventually(neovim.values, lambda seen: str(seen.get(2)).startswith("~"), "a stale value")


def test_without_hints_a_value_is_said_once(start_neovim: StartNeovim) -> None:
    neovim = start_neovim("require('vm_lsp').setup({ hints = false })")
    neovim.open("silent.js", "6 * 7\n")
    neovim.run()
    neovim.ran()
    assert neovim.notifications() == ["vm-lsp: → 42"]
    assert neovim.values() == {}


def test_values_come_back_with_their_buffer(neovim: Neovim) -> None:
    neovim.open("back.js", "'here'\n")
    _run_file(neovim)
    eventually(neovim.values, lambda seen: seen == {0: "→ 'here'"}, "the value")
    neovim.command("set hidden | enew")
    neovim.command("buffer back.js")
    eventually(neovim.values, lambda seen: seen == {0: "→ 'here'"}, "the value again")


def test_the_float_shows_the_whole_value_and_y_copies_it(neovim: Neovim) -> None:
    neovim.open("float.js", "Array.from({ length: 40 }, (_, index) => `item ${index}`)\n")
    _run_file(neovim)
    neovim.command("VmValue")
    shown = eventually(lambda: neovim.call("float"), bool, "a float")
    assert "'item 39'" in shown
    neovim.keys("y")
    assert neovim.nvim.eval("getreg('\"')") == shown
    neovim.keys("q")
    assert neovim.call("float") is None


def test_what_is_selected_in_the_float_can_be_copied_alone(neovim: Neovim) -> None:
    neovim.open("part.js", "({ first: 'apple', second: 'pear' })\n")
    _run_file(neovim)
    neovim.command("VmValue")
    eventually(lambda: neovim.call("float"), bool, "a float")
    neovim.keys("ggfavi'y")
    assert neovim.nvim.eval("getreg('\"')") == "apple"
    neovim.keys("q")


def test_the_value_of_a_line_is_found_wherever_the_cursor_is_in_it(neovim: Neovim) -> None:
    neovim.open("anywhere.js", "    'indented' // and a comment\n")
    _run_file(neovim)
    neovim.move(Place(0, 0))
    assert neovim.whole_value() == "'indented'"


@pytest.mark.parametrize("command", ["VmValue", "VmInsert"])
def test_where_nothing_ran_there_is_no_value_and_that_is_said(neovim: Neovim, command: str) -> None:
    neovim.open("nothing.js", "1 + 1\n")
    neovim.command(command)
    told = eventually(neovim.notifications, bool, "a word about it")
    assert told == ["vm-lsp: There is no value here. Run the code first."]


def test_inserting_again_replaces_the_comment(neovim: Neovim) -> None:
    neovim.open("again.js", "6 * 7\n")
    _run_file(neovim)
    neovim.command("VmInsert")
    eventually(neovim.text, lambda text: text == "6 * 7 // → 42", "the comment")
    neovim.replace(Place(0, 4), Place(0, 5), "8")
    neovim.run()
    neovim.ran(2)
    eventually(neovim.values, lambda seen: seen == {0: "→ 48"}, "the new value")
    neovim.command("VmInsert")
    eventually(neovim.text, lambda text: text == "6 * 8 // → 48", "the new comment")
