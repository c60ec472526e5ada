from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.editors.conftest import MakeDesk
from tests.editors.editor import Place, eventually
from tests.editors.helix.helix import Helix

pytestmark = pytest.mark.editor("helix")


@pytest.fixture(scope="module")
def helix(make_desk: MakeDesk) -> Iterator[Helix]:
    started = Helix.start(make_desk("helix-more"))
    yield started
    started.close()


def test_a_selection_of_several_lines_is_run_by_the_key(helix: Helix) -> None:
    helix.open("lines.js", "const a = 1\nconst b = 2\nconst c = 3\n")
    helix.move(Place(0, 0))
    helix.run_lines(2)
    eventually(helix.values, lambda seen: seen == {0: "→ 1", 1: "→ 2"}, "the values of two lines")


def test_a_file_may_have_any_name(helix: Helix) -> None:
    helix.open("größe & maß.js", "'run'\n")
    helix.run_file()
    eventually(helix.values, lambda seen: seen == {0: "→ 'run'"}, "the value")


def test_what_is_not_saved_runs(helix: Helix) -> None:
    helix.open("unsaved.js", "let kept = 1\n")
    helix.replace(Place(0, 11), Place(0, 12), "2")
    helix.run_file()
    eventually(helix.values, lambda seen: seen == {0: "→ 2"}, "the value of what is in the buffer")


def test_the_history_of_a_file_opens_in_a_buffer(helix: Helix) -> None:
    helix.open("shown.js", "'shown ' + 'here'\n")
    helix.run_file()
    eventually(helix.values, lambda seen: seen == {0: "→ 'shown here'"}, "the value")
    assert "'shown here'" in helix.history()
