from __future__ import annotations

from typing import Any

import attrs
import pytest

from vm_lsp.errors import ValidationError
from vm_lsp.execution.model import WhenBusy
from vm_lsp.lsp.arguments import (
    ExecuteSelection,
    Interrupt,
    ListEvents,
    ListHistory,
    NameSession,
    Place,
    RunFile,
    ShowValue,
    Span,
)
from vm_lsp.lsp.commands import COMMANDS
from vm_lsp.lsp.strict import read

HERE = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 5}}


def test_an_argument_becomes_its_class() -> None:
    argument = read(ExecuteSelection, {"uri": "u", "range": HERE, "version": 3, "whenBusy": "reject"})

    assert argument == ExecuteSelection("u", Span(Place(0, 0), Place(0, 5)), 3, WhenBusy.REJECT)


def test_null_means_left_out_where_it_may_be() -> None:
    assert read(RunFile, {"uri": "u", "version": None, "args": None, "env": None}) == RunFile("u")


def test_args_may_be_any_json_and_keep_its_keys() -> None:
    given = {"jsonrpc": "2.0", "a": [1, None, {"b": 2.5}]}

    assert read(RunFile, {"uri": "u", "args": given}).args == given


@pytest.mark.parametrize(
    ("kind", "data", "key"),
    [
        (ExecuteSelection, {"uri": "u"}, "range"),
        (ExecuteSelection, {"range": HERE}, "uri"),
        (ExecuteSelection, {"uri": 5, "range": HERE}, "uri"),
        (ExecuteSelection, {"uri": "u", "range": HERE, "verison": 1}, "verison"),
        (ExecuteSelection, {"uri": "u", "range": HERE, "version": "1"}, "version"),
        (ExecuteSelection, {"uri": "u", "range": HERE, "version": True}, "version"),
        (ExecuteSelection, {"uri": "u", "range": HERE, "version": 1.0}, "version"),
        (ExecuteSelection, {"uri": "u", "range": HERE, "whenBusy": "later"}, "whenBusy"),
        (ExecuteSelection, {"uri": "u", "range": {"start": HERE["start"]}}, "range.end"),
        (ExecuteSelection, {"uri": "u", "range": {**HERE, "end": {"line": -1, "character": 0}}}, "range.end.line"),
        (ExecuteSelection, {"uri": "u", "range": {**HERE, "end": {"line": 0, "char": 0}}}, "range.end.char"),
        (ExecuteSelection, {"uri": "u", "range": []}, "range"),
        (RunFile, {"uri": "u", "env": {"a": 1}}, "env.a"),
        (RunFile, {"uri": "u", "env": ["a"]}, "env"),
        (RunFile, {"uri": "u", "args": {"a": [float("inf")]}}, "args.a[0]"),
        (ListHistory, {"limit": 501}, "limit"),
        (ListHistory, {"limit": 0}, "limit"),
        (ListHistory, {"kind": "repl2"}, "kind"),
        (ListHistory, {"range": HERE}, "range"),
        (ListEvents, {"executionId": "e", "afterSeq": -1}, "afterSeq"),
        (ShowValue, {"uri": "u"}, "position"),
        (ShowValue, {"executionId": "e", "open": "yes"}, "open"),
    ],
)
def test_a_bad_argument_is_refused_by_the_name_of_its_key(kind: Any, data: dict[str, Any], key: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read(kind, data)

    assert refused.value.details["key"] == key
    assert key in refused.value.message


@pytest.mark.parametrize("data", [None, [], "x", 5])
def test_an_argument_that_is_no_object_is_refused(data: object) -> None:
    with pytest.raises(ValidationError, match="must be one JSON object"):
        read(RunFile, data)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (Interrupt, {"uri": "u", "executionId": "e"}),
        (NameSession, {}),
        (NameSession, {"uri": "u", "sessionId": "s"}),
        (ShowValue, {}),
    ],
)
def test_two_names_for_one_thing_and_none_where_one_is_needed_are_refused(kind: Any, data: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        read(kind, data)


NEEDED = {"uri": "u", "range": HERE, "executionId": "e", "search": "s", "cursor": 0, "pinned": True}
"""A value for each key that some command can't do without."""

KEYS = [
    (name, head + "".join(map(str.capitalize, rest)))
    for name, command in COMMANDS.items()
    for field in attrs.fields(command.takes)
    for head, *rest in [field.name.split("_")]
    if field.type != "Any"  # which takes any JSON
]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_refuses_a_key_it_does_not_know(name: str) -> None:
    with pytest.raises(ValidationError, match="`nonsense` is unknown") as refused:
        read(COMMANDS[name].takes, {"nonsense": 1})

    assert refused.value.details == {"key": "nonsense"}


@pytest.mark.parametrize("wrong", [[], 1.5, ["x"]])
@pytest.mark.parametrize(("name", "key"), KEYS)
def test_every_key_of_every_command_refuses_a_wrong_type(name: str, key: str, wrong: object) -> None:
    kind = COMMANDS[name].takes
    needed = {one.name: one.default is attrs.NOTHING for one in attrs.fields(kind)}
    given = {one: NEEDED[one] for one in NEEDED if needed.get("execution_id" if one == "executionId" else one)}
    with pytest.raises(ValidationError) as refused:
        read(kind, {**given, key: wrong})

    assert refused.value.details == {"key": key}
