"""A checked script with its comments brought up to date: what holds stays as it is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vm_lsp.exporting.checking import Checked
from vm_lsp.exporting.comments import Says, written
from vm_lsp.exporting.layout import Edit, edited, insertion, replacement


def updated(text: str, checked: Sequence[Checked]) -> str:
    """Return `text` with every expectation that does not hold replaced by what came of its statement."""
    return edited(text, [edit for one in checked if one.differences for edit in _edits(text, one)])


def _edits(text: str, one: Checked) -> Iterator[Edit]:
    wrong = {difference.says for difference in one.differences}
    left: list[str] = []
    for says in (Says.PRINTS, Says.VALUE, Says.THROWS):
        if says not in wrong:
            continue
        now = _now(one, says)
        old = [expected for expected in one.expected if expected.says is says]
        if not old:
            left.append(now)
        for number, expected in enumerate(old):
            yield replacement(text, expected.start, expected.end, now if number == 0 else "")
    if left:
        yield insertion(text, one.block, "\n".join(left))


def _now(one: Checked, says: Says) -> str:
    outcome = one.outcome
    if says is Says.PRINTS:
        return "\n".join(written(says, text) for text in outcome.prints)
    if says is Says.THROWS:
        return "" if outcome.throws is None else written(says, outcome.throws)
    return "" if outcome.throws is not None else written(says, outcome.value or "undefined")
