"""`vm-lsp tour`: a file of ours through the real pipeline, printed as any file is."""

from __future__ import annotations

import asyncio
from importlib.resources import files

import typer

from vm_lsp.cli.looks import DIM, output_console
from vm_lsp.cli.opening import opened_core, unkept
from vm_lsp.cli.run import show_run
from vm_lsp.cli.running import EXIT_CTRL_C, EXIT_OK, Ran
from vm_lsp.errors import InternalError
from vm_lsp.execution.model import Document, ExecutionRequest, Kind, Status

FILE = "tour.js"
DELIBERATE_ERROR = "TypeError"
DELIBERATE_PLACE = "crew.captain.name"

NEXT = """
That error was planned: {file} ends with it. Yours next:

  vm-lsp run FILE       your own file, shown the same way
  vm-lsp eval '6 * 7'   one expression
  vm-lsp history list   everything that ran
  vm-lsp doctor         what works on this machine
  vm-lsp serve          what an editor starts; the README shows how
"""


def tour_command() -> None:
    """Run the tour file and print it: values, output and one deliberate error beside the lines."""
    raise typer.Exit(asyncio.run(_tour()))


async def _tour() -> int:
    text = files("vm_lsp.cli").joinpath(FILE).read_text(encoding="utf-8")
    # As an editor's unsaved buffer: the package's folder is nobody's workspace, and its path says nothing.
    document = Document(f"untitled:{FILE}", text=text)
    async with opened_core(unkept()) as core:
        ran = await show_run(core, ExecutionRequest(Kind.RUN_FILE, document))
    if ran.exit_code == EXIT_CTRL_C:
        return EXIT_CTRL_C
    if not as_designed(ran):
        raise InternalError("The tour did not end as it was designed to: `vm-lsp doctor` may know why.")
    output_console().print(NEXT.format(file=FILE), style=DIM)
    return EXIT_OK


def as_designed(ran: Ran) -> bool:
    """Whether the run ended with the tour's deliberate error, at its place, and with nothing before it."""
    execution, error = ran.execution, ran.execution.error
    if execution.status is not Status.ERROR or error is None or not error.frames:
        return False
    line = execution.input.splitlines()[error.frames[0].line]
    return error.name == DELIBERATE_ERROR and DELIBERATE_PLACE in line
