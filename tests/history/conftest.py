from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.history.places import Place, SqlitePlace, needs_postgres
from tests.history.runs import history_at
from vm_lsp.execution.model import Notice
from vm_lsp.history import History


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let what holds for every history be tried on both; a test that looks at the file is SQLite's alone."""
    if "where" in metafunc.fixturenames:
        both = ["sqlite", pytest.param("postgresql", marks=needs_postgres)]
        metafunc.parametrize("where", ["sqlite"] if "path" in metafunc.fixturenames else both, indirect=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.db"


@pytest.fixture
def where(request: pytest.FixtureRequest) -> Place:
    if request.param == "sqlite":
        return SqlitePlace(request.getfixturevalue("path"))
    postgres: Place = request.getfixturevalue("postgres")
    return postgres


@pytest.fixture
def notices() -> list[Notice]:
    return []


@pytest.fixture
async def history(where: Place, notices: list[Notice]) -> AsyncIterator[History]:
    opened = history_at(where.url, notices)
    await opened.open()
    yield opened
    await opened.close()
