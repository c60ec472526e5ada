from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.editors.desks import desk_at
from tests.editors.editor import Desk
from tests.editors.outcomes import OUTCOMES
from tests.editors.roster import asked_for

_HERE = Path(__file__).parent

# What drives the editors is installed only where somebody asks for them; the scenarios are skipped with the reason.
collect_ignore = [] if asked_for() else ["emacs", "helix", "neovim", "vscode"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs an editor that nobody asked for, and give the others more time."""
    for item in items:
        if _HERE not in item.path.parents:
            continue
        for needed in item.iter_markers("editor"):
            item.add_marker(pytest.mark.timeout(240))
            if needed.args[0] not in asked_for():
                item.add_marker(pytest.mark.skip(reason=f"starts {needed.args[0]}: run `make test-editors`"))


def pytest_sessionfinish() -> None:
    """Keep what the scenarios came to, for the README's table."""
    OUTCOMES.write()


MakeDesk = Callable[[str], Desk]


@pytest.fixture(scope="session")
def make_desk(tmp_path_factory: pytest.TempPathFactory) -> MakeDesk:
    """Return a maker of desks, each with a folder, a home and a database of its own."""

    def make(name: str) -> Desk:
        return desk_at(tmp_path_factory.mktemp(name))

    return make


@pytest.fixture
def desk(make_desk: MakeDesk, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """A desk for one test."""
    yield make_desk(request.node.originalname)
