from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.history.runs import history_at
from vm_lsp.execution.model import Notice
from vm_lsp.history import History


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.db"


@pytest.fixture
def notices() -> list[Notice]:
    return []


@pytest.fixture
async def history(path: Path, notices: list[Notice]) -> AsyncIterator[History]:
    opened = history_at(path, notices)
    await opened.open()
    yield opened
    await opened.close()
