from __future__ import annotations

from tests.editors.editor import Place, eventually
from tests.editors.neovim.neovim import Neovim

_ERROR = "const rank = person => '😀' + person.office.rank\nconst ask = () => rank({})\n\nask()\n"


def _fail(neovim: Neovim, name: str = "fails.js") -> None:
    neovim.open(name, _ERROR)
    neovim.run_file()
    neovim.ran()


def test_an_error_is_a_diagnostic_at_its_exact_place(neovim: Neovim) -> None:
    _fail(neovim)
    problem = eventually(neovim.problems, bool, "a problem")[0]
    column = _ERROR.index("person.office.rank")
    assert (problem.start, problem.end) == (Place(0, column), Place(0, column + len("person.office.rank")))
    assert set(problem.leads_to) == {1, 3}


def test_an_error_is_said_once_and_a_run_that_goes_well_says_nothing(neovim: Neovim) -> None:
    neovim.open("well.js", "1 + 1\nconsole.log('out')\nconsole.error('err')\n")
    neovim.run_file()
    neovim.ran()
    assert neovim.notifications() == []
    _fail(neovim)
    eventually(neovim.problems, bool, "a problem")
    assert neovim.notifications() == ["vm-lsp: TypeError: cannot read property 'rank' of undefined"]


def test_a_long_error_is_said_in_one_line_that_asks_for_no_key(neovim: Neovim) -> None:
    neovim.open("long.js", "throw new Error(`${'word '.repeat(100)}\\nand more`)\n")
    neovim.run()
    neovim.ran()
    [told] = neovim.notifications()
    assert told.endswith("…") and "\n" not in told and len(told) < 160


def test_the_frames_of_an_error_are_walked_in_the_quickfix_list(neovim: Neovim) -> None:
    _fail(neovim, "walk.js")
    neovim.command("VmFrames")
    entries = neovim.lua("return vim.fn.getqflist()")
    assert [(entry["lnum"], entry["text"]) for entry in entries] == [
        (1, "TypeError: cannot read property 'rank' of undefined, in rank"),
        (2, "called in ask"),
        (4, "called at the top level"),
    ]
    neovim.command("wincmd p | cfirst")
    before = _ERROR[: _ERROR.index("person.office.rank")]
    assert list(neovim.nvim.current.window.cursor) == [1, len(before.encode())]
    neovim.command("cnext")
    assert neovim.nvim.current.window.cursor[0] == 2
    neovim.command("cclose")


def test_stopping_is_said_once_and_the_session_is_as_it_was(neovim: Neovim) -> None:
    neovim.open("loop.js", "let kept = 1\nfor (;;) {}\n")
    neovim.run()
    neovim.ran()
    neovim.move(Place(1, 0))
    neovim.run()
    eventually(
        lambda: neovim.lua("return require('vm_lsp').statusline()"), lambda text: "busy" in text, "a busy session"
    )
    neovim.stop()
    neovim.ran(2)
    assert neovim.notifications() == ["vm-lsp: Stopped. The session is exactly as it was before the run."]
    eventually(neovim.values, lambda seen: seen.get(1) == "■ stopped", "the stop beside the loop")


def test_stopping_where_nothing_runs_says_so(neovim: Neovim) -> None:
    neovim.open("idle.js", "1\n")
    neovim.stop()
    assert eventually(neovim.notifications, bool, "a word") == ["vm-lsp: Nothing was running."]
