"""Single notes as rich text: a value, a line of output; folded where they are long."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from vm_lsp.cli.looks import ARROW, DIM, LEVELS, VALUE
from vm_lsp.cli.places import shown_uri
from vm_lsp.cli.printable import printable, printable_colours
from vm_lsp.execution.model import Console, Statement, System, Value

MOST_LINES = 12
"""How many lines of one value or one output are printed; the history keeps all."""

FIRST, LAST = 6, 2
"""How many outputs of one line of code are printed where there are more: a loop's beginning and its end."""

_SIGNS = (ARROW, *(sign for sign, _ in LEVELS.values()))
_LEAD = re.compile(rf" *(?:{'|'.join(map(re.escape, _SIGNS))})? *")
"""What a line of a remark begins with before its own text."""


def value_remark(notes: Sequence[Value | Statement]) -> Text:
    """Return the values of the statements that end on one line, in order."""
    previews = " · ".join(printable(note.preview) for note in notes)
    return Text.assemble((ARROW, DIM), (_hung(previews, len(ARROW)), VALUE))


def output_remark(output: Console) -> Text:
    """Return what one console call printed, behind the sign of its level."""
    sign, style = LEVELS.get(output.level, LEVELS["log"])
    return Text.assemble((sign, style or DIM), printable_colours(_hung(output.text, len(sign)), style))


def output_remarks(outputs: Sequence[Console]) -> list[Text]:
    """Return the outputs of one line of code; of more than `FIRST` + `LAST` the middle is only counted."""
    left_out = len(outputs) - FIRST - LAST
    if left_out <= 1:
        return [output_remark(output) for output in outputs]
    return [
        *(output_remark(output) for output in outputs[:FIRST]),
        Text(f"  … {left_out} more", style=DIM),
        *(output_remark(output) for output in outputs[-LAST:]),
    ]


def elsewhere_remark(output: Console) -> Text:
    """Return output of another file, followed by where its call stands."""
    remark = output_remark(output)
    if output.uri is None or output.line is None:
        return remark
    return Text.assemble(remark, (f"  ({shown_uri(output.uri)}:{output.line + 1})", DIM))


def system_remark(said: System) -> Text:
    """Return what the server says about the run, with the place where it speaks of one."""
    remark = Text(printable(said.message), style=DIM)
    if said.error is None or not said.error.frames:
        return remark
    first = said.error.frames[0]
    return Text.assemble(remark, (f"  ({shown_uri(first.uri)}:{first.line + 1})", DIM))


def folded(remark: Text, width: int) -> list[Text]:
    """Break a remark into lines of at most `width` cells, and of those keep `MOST_LINES`.

    A line breaks at a space, and goes on under its text; a word is cut only where it is longer than a line.
    """
    lines = [part for line in remark.split("\n", allow_blank=True) for part in _wrapped(line, width)]
    if len(lines) <= MOST_LINES:
        return lines
    return [*lines[: MOST_LINES - 1], Text(f"… {len(lines) - MOST_LINES + 1} more lines", style=DIM)]


def _hung(text: str, indent: int) -> str:
    return text.replace("\n", "\n" + " " * indent)


def _wrapped(line: Text, width: int) -> list[Text]:
    line = _trimmed(line)
    lead = _LEAD.match(line.plain)
    hang = min(lead.end() if lead else 0, width // 2)
    first, *rest = line.divide(list(_breaks(line.plain, width, hang)))
    return [_trimmed(first), *(_trimmed(Text(" " * hang) + part) for part in rest)]


def _breaks(plain: str, width: int, hang: int) -> Iterator[int]:
    """Yield where the second line begins, the third, and so on; all but the first have `hang` cells less."""
    start, room, least = 0, width, hang
    while (end := _fitting(plain, start, room)) < len(plain):
        space = plain.rfind(" ", start + least, end + 1)
        start = end if space < 0 else space + 1
        yield start
        room, least = width - hang, 1


def _fitting(plain: str, start: int, room: int) -> int:
    """Return the end of the longest piece from `start` on that takes at most `room` cells, and at least one sign."""
    used = 0
    for index in range(start, len(plain)):
        used += cell_len(plain[index])
        if used > room:
            return max(index, start + 1)
    return len(plain)


def _trimmed(line: Text) -> Text:
    line.rstrip()
    return line
