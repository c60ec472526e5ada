"""Every command of ``vm-lsp`` under one typer app, and every way it can end as an exit code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.text import Text

from vm_lsp import __version__
from vm_lsp.cli.check import check_command
from vm_lsp.cli.doctor import doctor_command
from vm_lsp.cli.history import history
from vm_lsp.cli.history_copy import backup_command
from vm_lsp.cli.history_export import export_command
from vm_lsp.cli.history_keeping import delete_command, pin_command, prune_command
from vm_lsp.cli.history_show import show_command
from vm_lsp.cli.history_verify import verify_command
from vm_lsp.cli.log import DEBUG_VARIABLE, debugging, direct_log
from vm_lsp.cli.looks import error_console, print_message
from vm_lsp.cli.printable import printable
from vm_lsp.cli.run import eval_command, run_command
from vm_lsp.cli.running import EXIT_CTRL_C, EXIT_OURS, AbandonedError
from vm_lsp.cli.serve import serve
from vm_lsp.cli.tour import tour_command
from vm_lsp.errors import VmError

app = typer.Typer(
    name="vm-lsp",
    help="A persistent JavaScript session beside your code.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("run")(run_command)
app.command("eval")(eval_command)
app.command("tour")(tour_command)
history.command("backup")(backup_command)
app.command("check")(check_command)
history.command("show")(show_command)
history.command("export")(export_command)
history.command("verify")(verify_command)
history.command("delete")(delete_command)
history.command("pin")(pin_command)
history.command("prune")(prune_command)
app.add_typer(history, name="history")
app.command("doctor")(doctor_command)


@app.command("serve")
def serve_command() -> None:
    """Speak LSP over stdio: what an editor starts."""
    raise typer.Exit(serve())  # `app.main` goes there directly; this one is for the list of commands


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"vm-lsp {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """A persistent JavaScript session beside your code."""


def invoke(args: Sequence[str]) -> int:
    """Run one command and return its exit code; a failure of ours is one sentence on stderr."""
    direct_log()
    try:
        app(list(args), prog_name="vm-lsp")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else EXIT_OURS
    except AbandonedError:
        return EXIT_CTRL_C
    except VmError as failed:
        return _failed(failed.message)
    except Exception as defect:
        if debugging():
            raise
        return _failed(f"a defect of ours: {type(defect).__name__}: {defect}. {DEBUG_VARIABLE}=1 shows where.")
    return 0


def _failed(message: str) -> int:
    print_message(error_console(), Text(f"vm-lsp: {printable(message)}"))
    return EXIT_OURS
