"""`vm-lsp doctor`: what works on this machine, and what to do about what doesn't."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import typer
from rich.table import Table
from rich.text import Text

from vm_lsp.cli.checks import Finding, Verdict, all_checks, perform_all
from vm_lsp.cli.looks import DIM, output_console, print_table
from vm_lsp.cli.options import AsJson, DatabaseUrl
from vm_lsp.cli.printable import printable
from vm_lsp.cli.run import print_document
from vm_lsp.cli.running import EXIT_FAILED, EXIT_OK

SIGNS = {
    Verdict.WORKS: Text("✓", style="green"),
    Verdict.LIMITED: Text("!", style="yellow"),
    Verdict.BROKEN: Text("✗", style="red"),
}


def doctor_command(as_json: AsJson = False, database_url: DatabaseUrl = None) -> None:
    """Try what vm-lsp needs on this machine; exit 1 where something needed does not work."""
    findings = asyncio.run(perform_all(all_checks(database_url)))
    if as_json:
        print_document({"findings": [finding_wire(finding) for finding in findings], "ok": healthy(findings)})
    else:
        print_table(output_console(), finding_table(findings))
    raise typer.Exit(EXIT_OK if healthy(findings) else EXIT_FAILED)


def healthy(findings: Sequence[Finding]) -> bool:
    """Whether nothing is broken."""
    return all(finding.verdict is not Verdict.BROKEN for finding in findings)


def finding_table(findings: Sequence[Finding]) -> Table:
    """Return one row for each finding: its sign, what was tried, what came of it, and what to do."""
    table = Table.grid(padding=(0, 2))
    for finding in findings:
        told = Text(printable(finding.detail))
        if finding.advice:
            told += Text(f"\n{finding.advice}", style="yellow")
        table.add_row(SIGNS[finding.verdict], Text(finding.name, style=DIM), told)
    return table


def finding_wire(finding: Finding) -> dict[str, str]:
    """Return a finding as JSON data."""
    return {
        "name": finding.name,
        "verdict": finding.verdict.value,
        "detail": finding.detail,
        "advice": finding.advice,
    }
