"""What each scenario came to in each editor: kept by the tests, read for the README's table."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Final

from tests.editors.install.places import CACHE

FILE: Final = CACHE / "outcomes.json"


@dataclass
class Outcomes:
    """The outcomes of this run of the tests, by editor and scenario: ``works``, ``fails`` or why it is not offered."""

    by_editor: dict[str, dict[str, str]] = field(default_factory=dict)

    def note(self, editor: str, scenario: str, outcome: str) -> None:
        """Keep one."""
        self.by_editor.setdefault(editor, {})[scenario] = outcome

    def write(self) -> None:
        """Put them beside those that were not tried this time."""
        if self.by_editor:
            all_of_them = read()
            for editor, outcomes in self.by_editor.items():
                all_of_them.setdefault(editor, {}).update(outcomes)
            FILE.parent.mkdir(parents=True, exist_ok=True)
            FILE.write_text(json.dumps(all_of_them, indent=2, ensure_ascii=False), encoding="utf-8")


def read() -> dict[str, dict[str, str]]:
    """Return the last outcomes of every editor."""
    outcomes: dict[str, dict[str, str]] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return outcomes


OUTCOMES: Final = Outcomes()
