"""Arguments are checked before anything starts."""

from __future__ import annotations

import pytest
import typer

from vm_lsp.cli.options import parsed_args, parsed_env


def test_args_are_json() -> None:
    assert parsed_args('{"a": [1, null]}') == {"a": [1, None]}
    assert parsed_args(None) is None


@pytest.mark.parametrize("text", ["{a: 1}", "", "NaN", "[Infinity]"])
def test_args_that_are_no_json_are_refused(text: str) -> None:
    with pytest.raises(typer.BadParameter, match="--args must be JSON"):
        parsed_args(text)


def test_env_is_names_and_values() -> None:
    assert parsed_env(["A=1", "B=x=y", "C="]) == {"A": "1", "B": "x=y", "C": ""}
    assert parsed_env([]) is None


@pytest.mark.parametrize("pair", ["A", "=1", ""])
def test_env_without_a_name_is_refused(pair: str) -> None:
    with pytest.raises(typer.BadParameter, match="NAME=VALUE"):
        parsed_env([pair])
