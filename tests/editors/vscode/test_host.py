"""The same seen from inside the extension host, through the API that other extensions use."""

from __future__ import annotations

import json

import pytest

from tests.editors.editor import Place, Problem, eventually
from tests.editors.install.places import REPOSITORY
from tests.editors.vscode import snippets
from tests.editors.vscode.workbench import Workbench

pytestmark = pytest.mark.editor("vscode")

CODE = "const total = 40 + 2\nconsole.log('🙂', total)\n/* 🙂 */ null.name\n"


@pytest.fixture
def ran(workbench: Workbench) -> Workbench:
    """The window with a file that has a value, output and an error."""
    workbench.open("host.js", CODE)
    workbench.run_file()
    eventually(workbench.problems, bool, "the error")
    return workbench


def test_hints_are_there_for_other_extensions(ran: Workbench) -> None:
    assert ran.probe.ask(snippets.HINTS) == [{"line": 0, "label": "→ 42"}, {"line": 1, "label": "» 🙂 42"}]


def test_a_problem_has_its_exact_place_behind_characters_of_two_units(ran: Workbench) -> None:
    problem = Problem(Place(2, 8), Place(2, 17), "TypeError: cannot read property 'name' of null")

    assert ran.problems() == [problem]


def test_code_actions_are_offered_at_a_result_only(ran: Workbench) -> None:
    ours = {"Insert the value as a comment", "Show the whole value", "Open in history"}
    assert ours <= set(ran.probe.ask(snippets.CODE_ACTIONS, 0))

    ran.clear()
    eventually(ran.values, lambda seen: not seen, "no values")
    assert not ours & set(ran.probe.ask(snippets.CODE_ACTIONS, 0))


def test_every_command_of_the_package_is_there(ran: Workbench) -> None:
    package = json.loads((REPOSITORY / "editors/vscode/package.json").read_text(encoding="utf-8"))
    contributed = {one["command"] for one in package["contributes"]["commands"]}

    assert contributed <= set(ran.probe.ask(snippets.COMMANDS))


def test_nothing_runs_because_a_file_is_opened_edited_hovered_or_saved(ran: Workbench) -> None:
    before = ran.newest_run()["id"]
    ran.open("quiet.js", "globalThis.ran = true\n")
    ran.replace(Place(0, 0), Place(0, 0), "// ")
    ran.code.press("Control+s")
    ran.probe.ask(snippets.HOVER, 0)

    assert ran.newest_run()["id"] == before
