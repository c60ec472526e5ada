from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any

import pytest

from tests.editors.conftest import MakeDesk
from tests.editors.install.places import CACHE
from tests.editors.vscode.workbench import Workbench


@pytest.fixture(scope="package")
def workbench(make_desk: MakeDesk) -> Iterator[Workbench]:
    """One window on one folder, for every test that needs no other."""
    started = Workbench.start(make_desk("workbench"))
    yield started
    started.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep a picture of the window in which a test failed."""
    report = yield
    if report.when == "call" and report.failed:
        for window in _windows(item):
            file = CACHE / "failures" / f"{item.name}.png"
            window.page.screenshot(path=file)
            report.sections.append(("picture", str(file)))
    return report


def _windows(item: pytest.Item) -> list[Workbench]:
    arguments: dict[str, Any] = getattr(item, "funcargs", {})
    return [one for one in arguments.values() if isinstance(one, Workbench)]
