"""The reference in `docs/` names every command and every setting there is, and none that isn't."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from vm_lsp.lsp.commands import COMMANDS
from vm_lsp.settings import Settings

DOCS = Path(__file__).parents[2] / "docs"


def _named(page: str) -> list[str]:
    """Return the names in the first column of a table; one that begins with a dot goes on from the one before it."""
    names: list[str] = []
    for row in (DOCS / page).read_text("utf-8").splitlines():
        if row.startswith("| `"):
            for name in re.findall(r"`([^`]+)`", row.split("|")[1]):
                names.append(names[-1].rpartition(".")[0] + name if name.startswith(".") else name)
    return names


def _settings(model: BaseModel, prefix: str = "") -> Iterator[str]:
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        whole = f"{prefix}{field.alias or name}"
        if isinstance(value, BaseModel):
            yield from _settings(value, f"{whole}.")
        else:
            yield whole


def test_every_command_is_in_the_reference() -> None:
    assert sorted(_named("commands.md")) == sorted(COMMANDS)


def test_every_setting_is_in_the_reference() -> None:
    assert sorted(_named("settings.md")) == sorted(_settings(Settings()))
