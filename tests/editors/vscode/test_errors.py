"""An error at its place, its frames, and what was printed before it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.editors.editor import eventually
from tests.editors.vscode import snippets
from tests.editors.vscode.workbench import Workbench

pytestmark = pytest.mark.editor("vscode")

CODE = """const rank = person => person.office.rank

console.log('before it fails')
rank({ name: 'Ada' })
"""
MESSAGE = "TypeError: cannot read property 'rank' of undefined"


@pytest.fixture(scope="module")
def failed(workbench: Workbench) -> Workbench:
    """The window with a file that has failed."""
    workbench.open("office.js", CODE)
    workbench.run_file()
    workbench.code.squiggles.first.wait_for()
    return workbench


def test_a_wave_is_drawn_under_the_exact_place(failed: Workbench) -> None:
    wave = failed.code.squiggles.first.bounding_box()
    place = failed.code.line(0).get_by_text("office").bounding_box()

    assert wave is not None
    assert place is not None
    assert wave["x"] < place["x"] < wave["x"] + wave["width"]
    assert abs(wave["y"] - place["y"]) <= place["height"]


def test_hovering_over_it_says_what_happened_and_who_called(failed: Workbench) -> None:
    card = failed.code.hover(failed.code.line(0).get_by_text("office"))

    expect(card).to_contain_text(MESSAGE)
    expect(card.get_by_text("office.js(4, 1): called in the top level")).to_be_visible()


def test_the_problems_lead_to_each_frame(failed: Workbench) -> None:
    rows = failed.panels.problems()
    expect(rows.filter(has_text=MESSAGE)).to_be_visible()

    rows.filter(has_text=re.compile(r"called|<main>|Ln 4")).first.dblclick()

    eventually(lambda: failed.probe.ask(snippets.CURSOR), lambda line: line == 3, "the cursor in the caller's line")
    failed.panels.close()


def test_the_output_has_what_was_printed_and_frames_to_click(failed: Workbench) -> None:
    failed.quick.run("vmLsp.showOutput")
    lines = failed.panels.output()
    expect(lines.filter(has_text="before it fails".replace(" ", "\u00a0"))).to_be_visible()

    failed.page.keyboard.down("Control")
    lines.get_by_text("office.js:1:24").first.click(modifiers=["Control"])
    failed.page.keyboard.up("Control")

    eventually(lambda: failed.probe.ask(snippets.CURSOR), lambda line: line == 0, "the cursor where it failed")
    failed.panels.close()


def test_running_it_mended_takes_the_wave_away(failed: Workbench) -> None:
    failed.open("office.js", CODE.replace("{ name: 'Ada' }", "{ office: { rank: 1 } }"))
    failed.run_file()

    eventually(failed.values, lambda seen: seen.get(3) == "→ 1", "the value in place of the error")
    expect(failed.code.squiggles).to_have_count(0)
