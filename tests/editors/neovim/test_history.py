from __future__ import annotations

import re

from tests.editors.editor import Place, eventually
from tests.editors.neovim.neovim import Neovim

_ERROR = "const rank = person => person.office.rank\nconsole.log('who?')\nrank({})\n"


def _run(neovim: Neovim, name: str, text: str) -> None:
    neovim.open(name, text)
    neovim.run_file()
    eventually(neovim.running, lambda running: not running, "the run to be over")


def _open_first(neovim: Neovim, words: str) -> list[str]:
    neovim.find(words)
    neovim.call("choose", 1)
    eventually(lambda: _kind(neovim), lambda kind: kind == "nofile", "the page of the run")
    return list(neovim.nvim.current.buffer[:])


def _kind(neovim: Neovim) -> str:
    return str(neovim.nvim.current.buffer.options["buftype"])


def test_a_row_says_how_it_went_when_where_what_and_what_came_of_it(neovim: Neovim) -> None:
    _run(neovim, "rows.js", "\n  'apple ' + 'pie'\n")
    row = neovim.find("apple")[0]
    assert re.fullmatch(r"✓  \d\d:\d\d:\d\d  rows\.js  'apple ' \+ 'pie'  → 'apple pie'", row)


def test_rows_are_newest_first_and_their_columns_stand_below_each_other(neovim: Neovim) -> None:
    _run(neovim, "first.js", "'plum one'")
    _run(neovim, "the-second.js", "throw new Error('no plum two')")
    newest, older = neovim.find("plum")[:2]
    assert newest.startswith("✗") and newest.endswith("Error: no plum two")
    assert older.startswith("✓") and older.index("'plum one'") == newest.index("throw")


def test_a_search_that_finds_nothing_says_so(neovim: Neovim) -> None:
    _run(neovim, "nothing.js", "1")
    neovim.command("VmHistory quince-and-medlar")
    told = eventually(neovim.notifications, bool, "a word about it")
    assert told == ["vm-lsp: No run has `quince-and-medlar` in its code, value, output or error."]


def test_longer_histories_are_offered_page_by_page(neovim: Neovim) -> None:
    neovim.open("many.js", "'cherry'\n")
    neovim.lua("require('vm_lsp.history.select').PAGE = 2")
    for _ in range(3):
        neovim.run()
        eventually(neovim.running, lambda running: not running, "the run to be over")
    rows = neovim.find("cherry")
    assert len(rows) == 3 and rows[-1] == "… older runs"
    neovim.call("choose", 3)
    older = eventually(lambda: neovim.call("rows"), bool, "the next page")
    neovim.lua("require('vm_lsp.history.select').PAGE = 100")
    assert len(older) == 1 and "'cherry'" in older[0]


def test_the_page_of_a_run_shows_its_code_then_what_happened_line_by_line(neovim: Neovim) -> None:
    _run(neovim, "page.js", _ERROR)
    lines = _open_first(neovim, "rank")
    assert re.fullmatch(r"// ✗ run \d+ · error · page\.js · \d\d:\d\d:\d\d · [\d.]+ m?s", lines[0])
    assert lines[2:5] == _ERROR.splitlines()
    assert lines[6:] == [
        "//    1  → [Function: rank]",
        "//    2  » who?",
        "//    1  ✗ TypeError: cannot read property 'rank' of undefined",
        "//          at rank (page.js:1:24)",
        "//          at <main> (page.js:3:1)",
    ]


def test_the_page_of_a_run_is_read_only_javascript_that_no_server_is_attached_to(neovim: Neovim) -> None:
    _run(neovim, "scratch.js", "'grape'")
    _open_first(neovim, "grape")
    options = neovim.nvim.current.buffer.options
    assert [options[name] for name in ("filetype", "modifiable", "buflisted")] == ["javascript", False, False]
    assert not neovim.call("attached")
    assert "re-run" in neovim.lua("return vim.wo.winbar")


def test_a_frame_leads_to_its_place_in_the_former_window(neovim: Neovim) -> None:
    _run(neovim, "frames.js", _ERROR)
    lines = _open_first(neovim, "rank")
    neovim.nvim.current.window.cursor = (lines.index("//          at rank (frames.js:1:24)") + 1, 0)
    neovim.keys("gf")
    eventually(lambda: neovim.nvim.current.buffer.name, lambda name: name.endswith("/frames.js"), "the file")
    assert list(neovim.nvim.current.window.cursor) == [1, 23]


def test_what_ran_is_yanked_into_the_register_asked_for(neovim: Neovim) -> None:
    _run(neovim, "yank.js", "'lemon'\n'lime'\n")
    _open_first(neovim, "lemon")
    neovim.keys('"zy')
    assert neovim.nvim.eval("getreg('z')") == "'lemon'\n'lime'\n"


def test_what_ran_is_put_below_the_cursor_of_the_former_window(neovim: Neovim) -> None:
    _run(neovim, "ran.js", "'mango'\n'melon'\n")
    neovim.open("other.js", "first\nlast\n")
    neovim.move(Place(0, 0))
    _open_first(neovim, "mango")
    neovim.keys("p")
    neovim.keys("q")
    assert neovim.text() == "first\n'mango'\n'melon'\nlast"


def test_a_run_of_a_whole_value_shows_all_of_it(neovim: Neovim) -> None:
    _run(neovim, "whole.js", "Array.from({ length: 60 }, (_, index) => `currant ${index}`)")
    assert any("'currant 59'" in line for line in _open_first(neovim, "currant"))


def test_the_list_of_neovim_itself_is_drawn_and_takes_a_number(neovim: Neovim) -> None:
    _run(neovim, "plain.js", "'fig'")
    neovim.lua("vim.ui.select = dofile(vim.env.VIMRUNTIME .. '/lua/vim/ui.lua').select")
    neovim.nvim.command("VmHistory fig")
    eventually(lambda: neovim.nvim.api.get_mode()["mode"], lambda mode: mode != "n", "a list that waits for a number")
    neovim.nvim.input("1<CR>")
    eventually(lambda: neovim.nvim.api.get_mode()["mode"], lambda mode: mode == "n", "the number to be taken")
    eventually(lambda: _kind(neovim), lambda kind: kind == "nofile", "the page of the run")


def test_a_preview_is_offered_to_those_that_draw_one(neovim: Neovim) -> None:
    _run(neovim, "preview.js", "console.log('pear'); 'tree'")
    neovim.find("pear")
    buffer = neovim.lua(
        "local offered = require('driver').offered return offered.options.preview_item(offered.items[1]).buf"
    )
    shown = eventually(
        lambda: "\n".join(neovim.nvim.buffers[buffer][:]), lambda text: "» pear" in text, "the output in the preview"
    )
    assert "console.log('pear'); 'tree'" in shown


def test_a_search_is_completed_on_the_command_line_by_the_names_and_values_of_its_filters(neovim: Neovim) -> None:
    _run(neovim, "completed.js", "1")
    assert _completed(neovim, "VmHistory sta") == ["status:"]
    assert "error" in [word.removeprefix("status:") for word in _completed(neovim, "VmHistory kiwi status:")]
    assert _completed(neovim, "VmHistory kiwi file:complet")[0].endswith("/completed.js")
    assert _completed(neovim, "VmExport mark") == ["markdown"]


def test_a_search_that_cannot_be_read_is_refused_at_its_place(neovim: Neovim) -> None:
    _run(neovim, "wrong.js", "1")
    neovim.command("VmHistory kiwi status:erorr")
    (told,) = eventually(neovim.notifications, bool, "a word about it")
    assert told.startswith("vm-lsp: kiwi status:▸erorr◂: ") and told.endswith("Did you mean error?")


def test_a_search_with_filters_that_finds_nothing_says_so(neovim: Neovim) -> None:
    _run(neovim, "filtered.js", "1")
    neovim.command("VmHistory file:filtered.js status:timeout")
    told = eventually(neovim.notifications, bool, "a word about it")
    assert told == ["vm-lsp: No run fits `file:filtered.js status:timeout`."]


def test_a_statement_has_a_history_of_its_own_wherever_it_stands_now(neovim: Neovim) -> None:
    neovim.open("past.js", "var papaya = 1\npapaya * 2\n")
    neovim.run_file()
    neovim.ran()
    neovim.move(Place(0, 0))
    neovim.keys("O// above it now<Esc>")
    neovim.move(Place(2, 0))
    rows = _past(neovim, "VmPast")
    assert len(rows) == 1 and "var papaya = 1" in rows[0]
    neovim.run()
    neovim.ran(2)
    assert len(_past(neovim, "VmPast")) == 2
    assert len(_past(neovim, "2VmPast")) == 1


def _completed(neovim: Neovim, line: str) -> list[str]:
    return list(neovim.lua("return vim.fn.getcompletion(..., 'cmdline')", line))


def _past(neovim: Neovim, command: str) -> list[str]:
    neovim.call("offer_selections")
    neovim.command(command)
    return list(eventually(lambda: neovim.call("rows"), lambda rows: rows is not None, "the history to answer"))


def test_a_run_is_pinned_on_its_page_and_shown_so_in_lists(neovim: Neovim) -> None:
    _run(neovim, "pinned.js", "'guava'")
    _open_first(neovim, "guava")
    neovim.keys("P")
    eventually(neovim.text, lambda text: "★ pinned" in text.split("\n")[0], "the pin on the page")
    neovim.keys("q")
    assert re.match(r"✓  ★  \d\d:\d\d", neovim.find("guava has:pin")[0])

    _open_first(neovim, "guava")
    neovim.keys("P")
    eventually(neovim.text, lambda text: "★" not in text, "the pin to be gone")


def test_a_run_is_deleted_on_its_page_after_a_question(neovim: Neovim) -> None:
    _run(neovim, "gone.js", "'lychee'")
    _open_first(neovim, "lychee")
    _answer(neovim, "D", "k")
    assert _kind(neovim) == "nofile", "it was not agreed"
    _answer(neovim, "D", "d")
    told = eventually(neovim.notifications, bool, "a word about it")
    assert re.fullmatch(r"vm-lsp: Run \d+ is deleted\.", told[0])
    assert _kind(neovim) == "", "the page is closed"
    assert _told(neovim, "VmHistory lychee").startswith("vm-lsp: No run has `lychee`")


def test_all_that_a_search_finds_is_forgotten_after_a_question(neovim: Neovim) -> None:
    for name in ("one.js", "two.js"):
        _run(neovim, name, "'durian'")
    assert "`:VmForget!`" in _told(neovim, "VmForget")
    assert "status:▸erorr◂" in _told(neovim, "VmForget status:erorr")
    neovim.call("keep_notifications")
    _answer(neovim, ":VmForget durian<CR>", "d")
    assert eventually(neovim.notifications, bool, "a word about it") == ["vm-lsp: 2 runs deleted."]


def _answer(neovim: Neovim, keys: str, answer: str) -> None:
    """Press keys that ask for a confirmation, which Neovim does only where somebody can see it, and answer."""
    neovim.nvim.ui_attach(160, 50, rgb=True)
    neovim.nvim.input(keys)
    eventually(lambda: neovim.nvim.api.get_mode()["mode"], lambda mode: mode == "r?", "a question")
    neovim.nvim.input(answer)
    eventually(lambda: neovim.nvim.api.get_mode()["mode"], lambda mode: mode == "n", "the answer to be taken")
    neovim.nvim.ui_detach()


def _told(neovim: Neovim, command: str) -> str:
    neovim.call("keep_notifications")
    neovim.command(command)
    return str(eventually(neovim.notifications, bool, "a word about it")[0])


def test_a_run_is_exported_from_its_page_into_a_buffer_without_a_name(neovim: Neovim) -> None:
    _run(neovim, "exported.js", "'tamarind'.length")
    _open_first(neovim, "tamarind")
    neovim.keys("E")
    rows = eventually(lambda: neovim.call("rows"), bool, "the formats")
    assert rows[1] == "Markdown, for people"
    neovim.call("choose", 1)
    text = eventually(neovim.text, lambda text: "// =>" in text, "the export")
    assert "'tamarind'.length\n// => 8" in text
    assert (neovim.nvim.current.buffer.name, neovim.lua("return vim.bo.filetype")) == ("", "javascript")


def test_the_session_and_what_a_search_finds_are_exported_by_a_command(neovim: Neovim) -> None:
    _run(neovim, "session.js", "'soursop'.length")
    neovim.command("VmExport")
    eventually(neovim.text, lambda text: "'soursop'.length\n// => 7" in text, "the session")
    neovim.command("VmExport jsonl soursop")
    text = eventually(neovim.text, lambda text: text.startswith("{"), "one run a line")
    assert '"input":"\'soursop\'.length"' in text.replace('": "', '":"')


def test_a_run_is_run_as_it_was_behind_what_had_run_before_it(neovim: Neovim) -> None:
    neovim.open("then.js", "var feijoa = 1\nfeijoa + 1\n")
    neovim.run()
    neovim.ran()
    neovim.move(Place(1, 0))
    neovim.run()
    neovim.ran(2)
    neovim.move(Place(0, 13))
    neovim.keys("r5")
    neovim.run()
    neovim.ran(3)

    _open_first(neovim, "code:feijoa code:1 value:2")
    neovim.keys("R")
    told = eventually(neovim.notifications, bool, "what came of it")
    assert re.fullmatch(r"vm-lsp: Run \d+ again, as it was: → 2", told[0])


def test_the_hover_on_a_statement_lists_its_last_values(neovim: Neovim) -> None:
    _run(neovim, "last.js", "let price = 20\nprice * 2\n")
    neovim.replace(Place(0, 12), Place(0, 14), "30")
    neovim.run_file()
    eventually(neovim.values, lambda seen: seen.get(1) == "→ 60 (was 40)", "the value and what it was")
    neovim.move(Place(1, 0))
    neovim.keys("K")
    shown = eventually(lambda: neovim.call("float"), bool, "the hover")
    assert "Last runs: `40` → `60`" in shown
