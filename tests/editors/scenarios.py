"""Reads ``scenarios.md``: one heading, one file and one list of steps for each scenario."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_PAGE = Path(__file__).with_name("scenarios.md")
_SCENARIO = re.compile(
    r"^## (?P<name>[\w-]+): (?P<title>[^\n]+)\n+```js\n(?P<code>.*?)```\n+(?P<steps>(?:- [^\n]+\n)+)",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Scenario:
    """What a person does with a file; `steps` are sentences of ``steps.py``."""

    name: str
    title: str
    code: str
    steps: tuple[str, ...]


def scenarios() -> list[Scenario]:
    """Return them in the page's order."""
    page = _PAGE.read_text(encoding="utf-8")
    found = [
        Scenario(one["name"], one["title"], one["code"], tuple(line[2:] for line in one["steps"].splitlines()))
        for one in _SCENARIO.finditer(page)
    ]
    if len(found) != page.count("\n## "):
        raise ValueError(f"{_PAGE.name} has a scenario without a file or without steps.")
    return found
