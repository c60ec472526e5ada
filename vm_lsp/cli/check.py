"""`vm-lsp check`: scripts whose comments say what comes of each statement, carried out and compared."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from vm_lsp.cli.looks import DIM, FAILURE, VALUE, output_console
from vm_lsp.cli.opening import opened_core, unkept
from vm_lsp.cli.options import AsJson
from vm_lsp.cli.places import shown_path
from vm_lsp.cli.printable import printable
from vm_lsp.cli.run import print_document
from vm_lsp.cli.running import EXIT_CTRL_C, EXIT_FAILED, EXIT_OK
from vm_lsp.cli.workspace import folder_of
from vm_lsp.core import Core, SessionTarget
from vm_lsp.errors import FileMissingError
from vm_lsp.execution.model import ExecutionRequest
from vm_lsp.exporting.checking import Checked, Difference, Ran, check
from vm_lsp.exporting.comments import Says
from vm_lsp.exporting.updating import updated

NOTHING = {Says.VALUE: "no value: it threw", Says.PRINTS: "nothing", Says.THROWS: "nothing thrown"}


@dataclass(frozen=True, slots=True)
class _Source:
    """A file to check, by its absolute path, and its workspace."""

    path: Path
    folder: Path
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a file came to."""

    file: Path
    held: int
    differences: tuple[Difference, ...]
    updated: bool


def check_command(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="JavaScript with `// => value` comments.")],
    update: Annotated[bool, typer.Option("--update", help="Rewrite the comments that don't hold, in place.")] = False,
    as_json: AsJson = False,
) -> None:
    """Run each FILE and report every value, output and error that differs from its comments as WAS and NOW.

    Comments behind a statement: `// => value`, `// prints text`, `// throws TypeError: message`; `…` is anything.
    """
    sources = [_read(file) for file in files]  # all of them before anything runs
    try:
        reports = asyncio.run(_check_all(sources, update))
    except KeyboardInterrupt:
        raise typer.Exit(EXIT_CTRL_C) from None
    if as_json:
        print_document({"files": [_json(report) for report in reports]})
    else:
        _show(reports)
    failed = any(report.differences and not report.updated for report in reports)
    raise typer.Exit(EXIT_FAILED if failed else EXIT_OK)


def _read(file: Path) -> _Source:
    try:
        return _Source(file.resolve(), folder_of(file), file.read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError) as unreadable:
        raise FileMissingError(f"{file} can't be read: {unreadable}.") from unreadable


async def _check_all(sources: Sequence[_Source], update: bool) -> list[Report]:
    return [await _check(source, update) for source in sources]


async def _check(source: _Source, update: bool) -> Report:
    uri = source.path.as_uri()
    async with opened_core(unkept(), source.folder) as core:
        checked = await check(source.text, uri, lambda request: _run(core, request), lambda: _fresh(core, uri))
    differences = tuple(difference for one in checked for difference in one.differences)
    new = updated(source.text, checked) if update and differences else source.text
    if new != source.text:
        await asyncio.to_thread(source.path.write_bytes, new.encode("utf-8", "backslashreplace"))
    return Report(source.path, _held(checked), differences, new != source.text)


async def _run(core: Core, request: ExecutionRequest) -> Ran:
    execution = await core.execute(request)
    return Ran(execution, await core.history.events(execution.id))


async def _fresh(core: Core, uri: str) -> None:
    await core.restart_session(SessionTarget(uri))


def _held(checked: Sequence[Checked]) -> int:
    wrong = {(d.line, d.says) for one in checked for d in one.differences}
    return sum((expected.line, expected.says) not in wrong for one in checked for expected in one.expected)


def _show(reports: Sequence[Report]) -> None:
    console = output_console()
    for report in reports:
        for difference in report.differences:
            place = f"{shown_path(report.file)}:{difference.line + 1}"
            console.print(Text(f"{place}  {difference.says}", style=DIM), soft_wrap=True)
            for label, told, style in (("WAS", difference.was, VALUE), ("NOW", difference.now, FAILURE)):
                words = NOTHING[difference.says] if told is None else printable(told)
                hung = words.replace("\n", "\n       ")
                console.print(Text.assemble(f"  {label}  ", (hung, DIM if told is None else style)), soft_wrap=True)
        console.print(_summary(report), soft_wrap=True)


def _summary(report: Report) -> Text:
    name = shown_path(report.file)
    holds = f"{report.held} hold{'s' if report.held == 1 else ''}"
    if not report.differences:
        return Text.assemble(("✓ ", "green"), f"{name}: {holds}")
    differ = f"{len(report.differences)} differ{'s' if len(report.differences) == 1 else ''}"
    did = ", rewritten" if report.updated else ""
    return Text.assemble(("✗ ", "red"), f"{name}: {differ}{did}, {holds}")


def _json(report: Report) -> dict[str, Any]:
    return {
        "file": str(report.file),
        "held": report.held,
        "updated": report.updated,
        "differences": [
            {"line": one.line, "says": one.says.value, "was": one.was, "now": one.now} for one in report.differences
        ],
    }
