"""Options that several commands share, and arguments that are checked before anything starts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, NoReturn

import typer

from vm_lsp.cli.serve import DATABASE_VARIABLE
from vm_lsp.execution.model import Json

DatabaseUrl = Annotated[
    str | None,
    typer.Option(
        "--database-url", metavar="URL", envvar=DATABASE_VARIABLE, help="Where the history is kept: a SQLAlchemy URL."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]


def parsed_args(text: str | None) -> Json:
    """Return what ``--args`` says. Raises `typer.BadParameter` where it is no JSON (RFC 8259: no NaN either)."""
    if text is None:
        return None
    try:
        value: Json = json.loads(text, parse_constant=_refuse)
    except ValueError as broken:
        raise typer.BadParameter(f"--args must be JSON, for example '{{\"a\": 1}}': {broken}.") from broken
    return value


def parsed_env(pairs: Sequence[str]) -> Mapping[str, str] | None:
    """Return what the ``--env`` options say. Raises `typer.BadParameter` for one that is not ``K=V``."""
    env = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not (name and sign):
            raise typer.BadParameter(f"--env takes NAME=VALUE, not {pair!r}.")
        env[name] = value
    return env or None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
