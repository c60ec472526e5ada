from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.editors.conftest import MakeDesk
from tests.editors.editor import Editor, NotOfferedError
from tests.editors.outcomes import OUTCOMES
from tests.editors.roster import ROSTER, Entry
from tests.editors.scenarios import Scenario, scenarios
from tests.editors.steps import carry_out

_EDITORS = [pytest.param(entry, id=entry.name, marks=pytest.mark.editor(entry.name)) for entry in ROSTER]
_SCENARIOS = [pytest.param(scenario, id=scenario.name) for scenario in scenarios()]


@pytest.fixture(scope="module", params=_EDITORS)
def started(request: pytest.FixtureRequest, make_desk: MakeDesk) -> Iterator[tuple[Entry, Editor]]:
    """One running editor for all scenarios."""
    entry: Entry = request.param
    editor = entry.start(make_desk(entry.name))
    yield entry, editor
    editor.close()


@pytest.mark.parametrize("scenario", _SCENARIOS)
def test_a_scenario_in_an_editor(started: tuple[Entry, Editor], scenario: Scenario) -> None:
    entry, editor = started
    OUTCOMES.note(entry.name, scenario.name, "fails")
    editor.open(f"{scenario.name}.js", scenario.code)
    try:
        for sentence in scenario.steps:
            carry_out(sentence, editor)
    except NotOfferedError as why:
        OUTCOMES.note(entry.name, scenario.name, str(why))
        pytest.skip(f"{entry.title}: {why}")
    OUTCOMES.note(entry.name, scenario.name, "works")
