"""The history: its tree, its search box, and a run as a document."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.editors.editor import Place, eventually
from tests.editors.vscode import snippets
from tests.editors.vscode.workbench import Workbench

pytestmark = pytest.mark.editor("vscode")

CODE = "const moons = { Earth: 1, Mars: 2, Jupiter: 95 }\nmoons.Jupiter - moons.Mars\n"
STATEMENT = "moons.Jupiter - moons.Mars"


@pytest.fixture
def ran(workbench: Workbench) -> Workbench:
    """The window with a file that has run, and its second statement once more."""
    workbench.open("moons.js", CODE)
    workbench.run_file()
    eventually(workbench.values, lambda seen: seen.get(1) == "→ 93", "the file's values")
    workbench.move(Place(1, 0))
    workbench.run()
    eventually(lambda: workbench.newest_run()["status"], lambda status: status == "ok", "the statement's run")
    return workbench


def test_the_tree_has_days_files_and_runs_with_state_value_and_duration(ran: Workbench) -> None:
    ran.history.show()

    expect(ran.history.rows.first).to_contain_text("Today")
    expect(ran.history.rows.filter(has_text="moons.js").first).to_be_visible()
    expect(ran.history.run_row(STATEMENT)).to_contain_text(re.compile(r"→ 93.* ms"))


def test_a_run_opens_as_a_document_with_its_code_what_happened_and_its_value(ran: Workbench) -> None:
    ran.history.show()
    ran.history.run_row(STATEMENT).click()

    text = eventually(ran.text, lambda seen: seen.startswith("// Run "), "the run in front")
    assert f"\n{STATEMENT}\n" in text
    assert "→ 93" in text
    ran.code.press("x")
    assert ran.text() == text


def test_a_run_is_run_again_from_the_tree(ran: Workbench) -> None:
    before = ran.newest_run()
    ran.history.show()
    ran.history.press(ran.history.run_row(STATEMENT), "Run Again")

    again = eventually(ran.newest_run, lambda run: run["id"] != before["id"], "another run")
    assert again["input"] == STATEMENT


def test_code_is_copied_and_inserted_from_the_menu_of_a_run(ran: Workbench) -> None:
    ran.history.show()
    ran.history.choose(ran.history.run_row(STATEMENT), "Copy Code")
    eventually(lambda: ran.probe.ask(snippets.CLIPBOARD), lambda text: text == STATEMENT, "the code in the clipboard")

    ran.open("empty.js", "")
    ran.history.choose(ran.history.run_row(STATEMENT), "Insert Code at Cursor")
    eventually(ran.text, lambda text: text == STATEMENT, "the code in the file")


def test_the_search_box_finds_words_in_code_and_values_and_opens_what_was_found(ran: Workbench) -> None:
    eventually(lambda: ran.find("Jupiter"), lambda found: found[:1] == [STATEMENT], "the newest run with the word")

    ran.page.keyboard.press("Enter")

    eventually(ran.text, lambda seen: seen.startswith("// Run ") and STATEMENT in seen, "the run in front")


def test_a_search_without_a_hit_says_so(ran: Workbench) -> None:
    eventually(lambda: ran.find("xylophone"), lambda found: found == ["No run has “xylophone”"], "the box to say so")

    ran.page.keyboard.press("Escape")


def test_what_was_found_can_stay_in_the_view_until_everything_is_wanted_again(ran: Workbench) -> None:
    ran.open("other.js", "'another file'\n")
    ran.run()
    eventually(lambda: ran.find("Jupiter"), lambda found: found[:1] == [STATEMENT], "the newest run with the word")
    ran.quick.pick_last("Show these in the history view")
    expect(ran.history.run_row(STATEMENT)).to_be_visible()
    expect(ran.history.run_row("'another file'")).to_have_count(0)

    ran.quick.run("vmLsp.clearHistoryFilter")
    expect(ran.history.run_row("'another file'")).to_be_visible()


def test_the_search_box_completes_filters_and_tab_takes_the_first(ran: Workbench) -> None:
    eventually(lambda: ran.find("stat"), lambda found: found[:1] == ["status:"], "the filter offered")
    ran.page.keyboard.press("Tab")
    eventually(ran.quick.value, lambda text: text == "status:", "the filter in the box")
    eventually(ran.quick.labels.all_inner_texts, lambda found: "error" in found, "the values it takes")

    ran.quick.pick_called("error")
    eventually(ran.quick.value, lambda text: text == "status:error ", "the value in the box")
    ran.page.keyboard.press("Escape")


def test_the_search_box_points_at_what_it_cannot_read_and_offers_what_would_be_right(ran: Workbench) -> None:
    shown = eventually(lambda: ran.find("moons status:erorr"), lambda found: "error" in found, "what would be right")
    assert shown[0].endswith("moons status:▸erorr◂")
    expect(ran.quick.rows.first).to_contain_text("Did you mean error?")

    ran.quick.pick_called("error")
    eventually(ran.quick.value, lambda text: text == "moons status:error ", "the right value in the box")
    ran.page.keyboard.press("Escape")


def test_a_statement_has_a_history_of_its_own(ran: Workbench) -> None:
    ran.open("moons.js", f"// moved down\n\n{CODE}")
    ran.move(Place(3, 0))
    ran.quick.choose("vmLsp.statementHistory")

    found = eventually(ran.quick.labels.all_inner_texts, lambda found: STATEMENT in found, "the statement's runs")
    assert {label for label in found if label.startswith(("const", "moons"))} <= {STATEMENT, CODE.split("\n")[0]}
    ran.page.keyboard.press("Escape")


def test_a_run_is_pinned_and_unpinned_from_its_menu(ran: Workbench) -> None:
    ran.history.show()
    ran.history.choose(ran.history.run_row(STATEMENT), "Pin Run")

    expect(ran.history.run_row(STATEMENT).locator(".codicon-pinned").first).to_be_visible()
    assert ran.newest_run()["pinned"] is True

    ran.history.choose(ran.history.run_row(STATEMENT), "Unpin Run")
    expect(ran.history.run_row(STATEMENT).locator(".custom-view-tree-node-item-icon.codicon-pinned")).to_have_count(0)


def test_a_run_is_deleted_after_a_question(ran: Workbench) -> None:
    doomed = ran.newest_run()
    ran.history.show()
    ran.history.choose(ran.history.run_row(STATEMENT), "Delete Run")
    ran.quick.answer("Cancel")
    assert ran.newest_run()["id"] == doomed["id"]

    ran.history.choose(ran.history.run_row(STATEMENT), "Delete Run")
    ran.quick.answer("Delete")
    eventually(lambda: ran.newest_run()["id"], lambda newest: newest != doomed["id"], "the run to be gone")


def test_all_that_the_view_shows_is_deleted_after_a_question_that_says_how_many(ran: Workbench) -> None:
    ran.open("doomed.js", "'doomed one'\n'doomed two'\n")
    ran.run_file()
    ran.run()
    eventually(lambda: len(ran.find("doomed")), lambda count: count >= 2, "both runs")
    ran.quick.pick_last("Show these in the history view")
    expect(ran.history.run_row("'doomed")).to_be_visible()

    ran.quick.choose("vmLsp.deleteHistory")
    expect(ran.quick.dialog).to_contain_text("Delete 2 runs?")
    ran.quick.answer("Delete")

    eventually(lambda: ran.find("doomed"), lambda found: found == ["No run has “doomed”"], "the runs to be gone")
    ran.page.keyboard.press("Escape")
    ran.quick.run("vmLsp.clearHistoryFilter")


def test_a_run_is_exported_into_a_new_document(ran: Workbench) -> None:
    ran.open("moons.js", CODE)
    ran.run_file()
    eventually(ran.values, lambda seen: seen.get(1) == "→ 93", "the file's values")
    ran.history.show()
    ran.history.choose(ran.history.run_row(CODE), "Export Run or Session")
    ran.quick.pick("JavaScript")

    text = eventually(ran.text, lambda text: "// =>" in text, "the export in front")
    assert "moons.Jupiter - moons.Mars\n// => 93" in text
    assert str(ran.front()).startswith("untitled:")
    ran.probe.ask(snippets.RUN_COMMAND, "workbench.action.revertAndCloseActiveEditor")


def test_hovering_over_a_statement_lists_its_last_values(ran: Workbench) -> None:
    ran.open("past.js", "let price = 20\nprice * 2\n")
    ran.run_file()
    eventually(ran.values, lambda seen: seen.get(1) == "→ 40", "the first value")
    ran.replace(Place(0, 12), Place(0, 14), "30")
    ran.run_file()
    eventually(ran.values, lambda seen: seen.get(1) == "→ 60 (was 40)", "the value and what it was")

    expect(ran.code.hover(ran.code.line(1).get_by_text("price").first).first).to_contain_text("Last runs: 40 → 60")
