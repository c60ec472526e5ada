"""The README's table of what works in which editor, made from the scenarios' outcomes.

``python -m tests.editors.table`` writes it; with ``--check`` it says where the README tells something else, and fails.
"""

from __future__ import annotations

import sys
from typing import Final

from tests.editors.install.places import REPOSITORY
from tests.editors.outcomes import read
from tests.editors.roster import ROSTER
from tests.editors.scenarios import scenarios

_README: Final = REPOSITORY / "README.md"
_BEGIN: Final = "<!-- What works where: made by `python -m tests.editors.table`. -->\n"
_END: Final = "<!-- End of what works where. -->\n"


def table(outcomes: dict[str, dict[str, str]]) -> str:
    """Return the table as Markdown; why an editor does not offer something stands below it."""
    notes: list[str] = []
    rows = [[scenario.title, *_cells(scenario.name, outcomes, notes)] for scenario in scenarios()]
    head = ["", *(entry.title for entry in ROSTER)]
    lines = [head, ["---", *([":---:"] * len(ROSTER))], *rows]
    below = "".join(f"\n{number}. {note}" for number, note in enumerate(notes, 1))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + ("\n" + below if below else "") + "\n"


def _cells(scenario: str, outcomes: dict[str, dict[str, str]], notes: list[str]) -> list[str]:
    return [_cell(entry.title, outcomes.get(entry.name, {}).get(scenario, "not tried"), notes) for entry in ROSTER]


def _cell(editor: str, outcome: str, notes: list[str]) -> str:
    if outcome in ("works", "fails", "not tried"):
        return {"works": "✓"}.get(outcome, outcome)
    note = f"{editor}: {outcome}"
    if note not in notes:
        notes.append(note)
    return f"no ({notes.index(note) + 1})"


def _replaced(readme: str, made: str) -> str:
    start, end = readme.index(_BEGIN) + len(_BEGIN), readme.index(_END)
    return f"{readme[:start]}\n{made}\n{readme[end:]}"


def main(arguments: list[str]) -> int:
    """Write the table, or check it."""
    readme = _README.read_text(encoding="utf-8")
    wanted = _replaced(readme, table(read()))
    if arguments == ["--check"]:
        if readme == wanted:
            return 0
        print("The README's table is not what the scenarios came to. It should read:\n", file=sys.stderr)
        print(table(read()), file=sys.stderr)
        return 1
    _README.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
