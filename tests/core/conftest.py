from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from tests.core.bench import Bench
from vm_lsp.settings import Settings

Open = Callable[..., Coroutine[Any, Any, Bench]]


@pytest.fixture
async def open_bench(tmp_path: Path) -> AsyncIterator[Open]:
    """Open a core with given settings or parts on a workspace folder; all are closed at the end."""
    benches: list[Bench] = []

    async def open_it(settings: dict[str, Any] | None = None, **parts: Any) -> Bench:
        bench = Bench(tmp_path, Settings.model_validate(settings or {}), **parts)
        await bench.core.open()
        benches.append(bench)
        return bench

    yield open_it
    for bench in benches:
        await bench.core.close()


@pytest.fixture
async def bench(open_bench: Open) -> Bench:
    return await open_bench()
