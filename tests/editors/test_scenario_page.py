from __future__ import annotations

import pytest

from tests.editors.roster import ROSTER
from tests.editors.scenarios import Scenario, scenarios
from tests.editors.steps import knows
from tests.editors.table import table


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario.name)
def test_each_sentence_of_a_scenario_is_a_step(scenario: Scenario) -> None:
    assert [sentence for sentence in scenario.steps if not knows(sentence)] == []


def test_there_are_twelve_scenarios_with_names_of_their_own() -> None:
    assert len({scenario.name for scenario in scenarios()}) == 12


def test_the_table_tells_what_works_what_does_not_and_why() -> None:
    why = "it has no way to hover"
    outcomes = {ROSTER[0].name: {"stop": "works"}, ROSTER[1].name: {"stop": why, "clear": why, "error": "fails"}}

    lines = table(outcomes).splitlines()

    row = {
        line.split("|")[1].strip(): [cell.strip() for cell in line.split("|")[2:-1]] for line in lines if "|" in line
    }
    titles = {scenario.name: scenario.title for scenario in scenarios()}
    assert row[titles["stop"]][:3] == ["✓", "no (1)", "not tried"]
    assert row[titles["clear"]][1] == "no (1)"
    assert row[titles["error"]][1] == "fails"
    assert lines[-1] == f"1. {ROSTER[1].title}: {why}"
