"""Code lenses: off by default, on the file and its statements by choice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.editors.editor import eventually
from tests.editors.vscode import snippets
from tests.editors.vscode.workbench import Workbench

pytestmark = pytest.mark.editor("vscode")

CODE = "const width = 3\n\nwidth * 2\n"


@pytest.fixture
def lenses(workbench: Workbench, request: pytest.FixtureRequest) -> Iterator[Workbench]:
    """The window with lenses switched on, and a file in which nothing has run."""
    workbench.open(f"{request.node.name}.js", CODE)
    expect(workbench.code.lenses).to_have_count(0)
    workbench.probe.ask(snippets.SET, {"codeLens.enabled": True})
    yield workbench
    workbench.probe.ask(snippets.SET, {"codeLens.enabled": None, "codeLens.statements": None})


def test_the_lens_of_the_file_runs_it(lenses: Workbench) -> None:
    lenses.code.lenses.filter(has_text="Run file").click()

    eventually(lenses.values, lambda seen: seen == {0: "→ 3", 2: "→ 6"}, "the file's values")


def test_hovering_over_a_statement_offers_to_run_it(lenses: Workbench) -> None:
    expect(lenses.code.lenses.filter(has_text="Run file")).to_be_visible()

    card = lenses.code.hover(lenses.code.line(0).get_by_text("width"))
    card.get_by_text("▶ Run", exact=True).click()

    eventually(lenses.values, lambda seen: seen.get(0) == "→ 3", "the statement's value")


def test_every_statement_has_a_lens_where_that_is_wanted(lenses: Workbench) -> None:
    lenses.probe.ask(snippets.SET, {"codeLens.statements": "always"})

    first = lenses.code.editor.locator(".codelens-decoration").filter(has_text="Run file")
    first.get_by_text("▶ Run", exact=True).click()

    eventually(lenses.values, lambda seen: seen == {0: "→ 3"}, "the first statement's value")
    expect(lenses.code.lenses.filter(has_text="Run again")).to_have_count(1)


def test_a_lens_stops_what_runs(lenses: Workbench) -> None:
    lenses.open("loop.js", "for (;;) {}\n")
    lenses.run()
    lenses.code.lenses.filter(has_text="Stop").click()

    eventually(lenses.values, lambda seen: seen == {0: "■ stopped"}, "the loop to be stopped")
