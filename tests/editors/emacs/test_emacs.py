from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.editors.conftest import MakeDesk
from tests.editors.editor import Place, eventually
from tests.editors.emacs.emacs import Emacs
from tests.editors.emacs.emacsclient import EmacsError
from tests.editors.install.places import REPOSITORY, program

pytestmark = pytest.mark.editor("emacs")

_SOURCE = REPOSITORY / "editors" / "emacs" / "vm-lsp.el"
_LINT = """
(progn (require 'checkdoc)
       (setq byte-compile-dest-file-function (lambda (_) "{compiled}"))
       (byte-compile-file "{source}")
       (checkdoc-file "{source}"))
"""


@pytest.fixture(scope="module")
def emacs(make_desk: MakeDesk) -> Iterator[Emacs]:
    started = Emacs.start(make_desk("emacs-more"))
    yield started
    started.close()


def test_neither_the_compiler_nor_checkdoc_has_a_word_to_say(tmp_path: Path) -> None:
    lint = _LINT.format(source=_SOURCE, compiled=tmp_path / "vm-lsp.elc")
    said = subprocess.run(
        [program("emacs", "emacs-nox"), "-Q", "--batch", "--eval", lint], capture_output=True, text=True, check=True
    )
    assert "vm-lsp.el:" not in said.stderr


def test_it_is_one_file_that_is_quickly_read() -> None:
    assert len(_SOURCE.read_text(encoding="utf-8").splitlines()) < 250


def test_a_value_is_drawn_beside_the_code(emacs: Emacs) -> None:
    emacs.open("drawn.js", "6 * 7\n")
    emacs.run()
    eventually(emacs.drawn, lambda lines: any("6 * 7 → 42" in line for line in lines), "the value on the screen")


def test_a_file_may_have_any_name(emacs: Emacs) -> None:
    emacs.open("größe & maß.js", "'run'\n")
    emacs.run_file()
    eventually(emacs.values, lambda seen: seen == {0: "→ 'run'"}, "the value")


def test_an_error_is_told_and_its_frames_are_listed(emacs: Emacs) -> None:
    emacs.open("frames.js", "const rank = person => person.office.rank\nrank({})\n")
    emacs.run_file()
    eventually(emacs.message, lambda said: said.startswith("TypeError: cannot read property"), "the error told")
    problem = eventually(emacs.problems, bool, "a problem")[0]
    emacs.move(problem.start)
    assert "called in the top level" in emacs.frames()


def test_a_stop_says_what_came_of_it(emacs: Emacs) -> None:
    emacs.open("stop.js", "for (;;) {}\n")
    emacs.run()
    emacs.stop()
    eventually(emacs.message, lambda said: "exactly as it was before" in said, "what came of it")
    emacs.stop()
    eventually(emacs.message, lambda said: said == "Nothing is running", "that nothing runs")


def test_a_place_without_a_value_says_so(emacs: Emacs) -> None:
    emacs.open("nothing.js", "1\n")
    with pytest.raises(EmacsError, match="There is no value here"):
        emacs.whole_value()


def test_json_is_left_alone(emacs: Emacs) -> None:
    emacs.visit("data.json", "{}\n")
    assert not emacs.attached()


def test_the_session_outlives_an_edit_that_is_not_saved(emacs: Emacs) -> None:
    emacs.open("unsaved.js", "let kept = 1\n")
    emacs.replace(Place(0, 11), Place(0, 12), "2")
    emacs.run_file()
    eventually(emacs.values, lambda seen: seen == {0: "→ 2"}, "the value of what is in the buffer")
