"""A run that goes on, perhaps in another server, followed through the history to its end."""

from __future__ import annotations

import asyncio

from vm_lsp.cli.looks import DIM, output_console, print_message
from vm_lsp.cli.remarks import output_remark, value_remark
from vm_lsp.cli.summary import summary
from vm_lsp.core import Core
from vm_lsp.execution.model import Console, Event, Execution, Statement, System

EVERY_S = 0.3  # what its server writes comes in batches, some of them a second apart
AT_ONCE = 500  # events


async def follow(core: Core, execution_id: str) -> Execution:
    """Print what a run says while it says it, beginning with what it has said; return it when it is over.

    Raises:
        ExecutionNotFoundError: there is no such run, or it was deleted meanwhile.
    """
    seen = 0
    while True:
        run = await core.history.get(execution_id)  # before its events: those of a run that is over are all there
        while events := await core.history.events(execution_id, seen, AT_ONCE):
            seen = events[-1].seq
            for event in events:
                _print(event)
        if run.status.final:
            print_message(output_console(), summary(run, None))
            return run
        await asyncio.sleep(EVERY_S)


def _print(event: Event) -> None:
    console = output_console()
    match event.payload:
        case Console() as output:
            console.print(output_remark(output), soft_wrap=True)
        case Statement() as statement:
            console.print(value_remark([statement]), soft_wrap=True)
        case System() as system:
            console.print(f"{system.level}: {system.message}", style=DIM, soft_wrap=True)
