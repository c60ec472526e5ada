from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.editors.conftest import MakeDesk
from tests.editors.neovim.neovim import NAMES, Neovim

VERSIONS = [pytest.param(name, id=name, marks=pytest.mark.editor(name)) for name in NAMES]

StartNeovim = Callable[..., Neovim]


@pytest.fixture(scope="package", params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    """The name of each Neovim that was asked for, one after the other."""
    name: str = request.param
    return name


@pytest.fixture(scope="package")
def running(version: str, make_desk: MakeDesk) -> Iterator[Neovim]:
    """One Neovim for all tests that need nothing special of it."""
    neovim = Neovim.start(make_desk(version), version)
    yield neovim
    neovim.close()


@pytest.fixture
def neovim(running: Neovim) -> Neovim:
    """The running Neovim, with nothing open and nothing said."""
    running.start_over()
    return running


@pytest.fixture
def start_neovim(version: str, make_desk: MakeDesk) -> Iterator[StartNeovim]:
    """Start a Neovim of one's own: with Lua for its setup, other plugins, other environment variables."""
    started: list[Neovim] = []

    def start(setup: str | None = None, runtime: tuple[Path, ...] = (), env: dict[str, str] | None = None) -> Neovim:
        desk = make_desk(version)
        desk.env.update(env or {})
        started.append(Neovim.start(desk, version, setup, runtime))
        return started[-1]

    yield start
    for neovim in started:
        neovim.close()
