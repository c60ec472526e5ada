"""Values beside the code, by mouse and keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.editors.editor import Place, eventually
from tests.editors.vscode import snippets
from tests.editors.vscode.context_menu import choose_from_menu
from tests.editors.vscode.workbench import RUN_KEY, Workbench

pytestmark = pytest.mark.editor("vscode")

CODE = "const planets = ['Mercury', 'Venus', 'Earth', 'Mars', 'Jupiter', 'Saturn']\nplanets.length\n"
SHORT = "→ [ 'Mercury', 'Venus', 'Earth', 'Mar…"
LINKS = ("Copy", "Insert as comment", "Open whole value", "Open in history", "Run again")


@pytest.fixture
def ran(workbench: Workbench) -> Workbench:
    """The window with a file that has run."""
    workbench.open("planets.js", CODE)
    workbench.run_file()
    eventually(workbench.values, lambda seen: seen.get(1) == "→ 6", "the file's values")
    return workbench


def test_a_double_click_selects_a_word_and_the_key_runs_it(workbench: Workbench) -> None:
    workbench.open("answer.js", "const answer = 6 * 7\n// the\nanswer // to everything\n")
    workbench.move(Place(0, 3))
    workbench.run()
    eventually(workbench.values, lambda seen: seen.get(0) == "→ 42", "the statement's value")

    workbench.code.line(2).get_by_text("answer").dblclick()
    eventually(lambda: workbench.probe.ask(snippets.SELECTED), lambda text: text == "answer", "the word selected")
    workbench.page.keyboard.press(RUN_KEY)

    eventually(workbench.values, lambda seen: seen == {0: "→ 42", 2: "→ 42"}, "both values")


def test_a_hint_is_cut_and_its_card_has_the_whole_with_everything_one_can_do(ran: Workbench) -> None:
    assert ran.values()[0].startswith("→ [ 'Mercury', 'Venus'")
    assert ran.values()[0].endswith("… ]")

    card = ran.code.hover(ran.code.hint("→ [ 'Mercury'"))

    expect(card).to_contain_text("'Saturn'")
    expect(card).to_contain_text(re.compile(r"Array · \d.* ms · run \d+"))
    for title in LINKS:
        expect(card.get_by_role("link", name=title)).to_be_visible()


def test_the_card_copies_the_value(ran: Workbench) -> None:
    ran.code.hover(ran.code.hint("→ 6")).get_by_role("link", name="Copy").click()

    eventually(lambda: ran.probe.ask(snippets.CLIPBOARD), lambda text: text == "6", "the value in the clipboard")


def test_the_card_inserts_the_value_beside_its_code(ran: Workbench) -> None:
    ran.code.hover(ran.code.hint("→ 6")).get_by_role("link", name="Insert as comment").click()

    eventually(ran.text, lambda text: "planets.length // → 6\n" in text, "the value as a comment")


def test_the_card_opens_the_whole_value_as_a_document_nobody_can_change(ran: Workbench) -> None:
    ran.code.hover(ran.code.hint("→ [ 'Mercury'")).get_by_role("link", name="Open whole value").click()

    eventually(ran.text, lambda text: "'Saturn'" in text and "const" not in text, "the value in front")
    ran.code.press("x")
    assert "x" not in ran.text()


def test_the_card_leads_to_the_run_in_the_history(ran: Workbench) -> None:
    ran.code.hover(ran.code.hint("→ 6")).get_by_role("link", name="Open in history").click()

    eventually(ran.text, lambda text: text.startswith("// Run ") and "planets.length" in text, "the run in front")


def test_the_card_runs_it_again(ran: Workbench) -> None:
    before = ran.newest_run()

    ran.code.hover(ran.code.hint("→ 6")).get_by_role("link", name="Run again").click()

    again = eventually(ran.newest_run, lambda run: run["id"] != before["id"], "another run")
    assert again["input"] == before["input"]


def test_hovering_over_the_code_shows_the_same(ran: Workbench) -> None:
    card = ran.code.hover(ran.code.line(1).get_by_text("length"))

    expect(card.get_by_role("link", name="Open whole value")).to_be_visible()
    expect(card).to_contain_text(re.compile(r"number · .* · run \d+"))


def test_the_code_actions_at_a_result_are_offered_by_the_light_bulbs_key(ran: Workbench) -> None:
    ran.move(Place(1, 2))
    ran.code.press("Control+.")

    menu = ran.page.locator(".action-widget")
    for title in ("Insert the value as a comment", "Show the whole value", "Open in history"):
        expect(menu.get_by_text(title)).to_be_visible()
    ran.page.keyboard.press("Escape")


def test_the_buttons_of_the_title_and_the_menu_of_the_code_run_it_too(workbench: Workbench) -> None:
    workbench.open("title.js", "'from the title'\n")
    workbench.page.get_by_role("button", name="Run File").first.click()
    eventually(workbench.values, lambda seen: seen == {0: "→ 'from the title'"}, "the file's value")

    workbench.open("menu.js", "'from the menu'\n")
    workbench.code.line(0).click(button="right", position={"x": 30, "y": 8})
    choose_from_menu(workbench.page, "Run Selection or Statement")
    eventually(workbench.values, lambda seen: seen == {0: "→ 'from the menu'"}, "the statement's value")


def test_an_edited_statement_says_that_its_value_is_stale(ran: Workbench) -> None:
    ran.replace(Place(1, 0), Place(1, 7), "crew")

    eventually(ran.values, lambda seen: seen.get(1) == "~ 6", "a stale value")
    assert ran.values()[0].startswith("→")
