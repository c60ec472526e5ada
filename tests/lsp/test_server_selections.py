"""What a selection may be, through the whole server, for clients that count in utf-8 and in utf-16."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from lsprotocol import types

from tests.lsp.client import SECONDS, Editor, wire_span

FRONT = "\t/* e\u0301😀 */\t"
"""Six blanks and signs whose widths differ in UTF-8, UTF-16 and on the screen."""


def place_of(editor: Editor, text: str, part: str) -> tuple[int, int, int, int]:
    """Return where `part` stands in `text` for the editor: lines and columns."""
    start = text.index(part)
    return (*_position(editor, text, start), *_position(editor, text, start + len(part)))


def _position(editor: Editor, text: str, index: int) -> tuple[int, int]:
    lines = text[:index].split("\n")
    return len(lines) - 1, _width(editor, lines[-1])


def _width(editor: Editor, text: str) -> int:
    return len(text.encode()) if editor.encoding == "utf-8" else len(text.encode("utf-16-le")) // 2


async def select(editor: Editor, uri: str, text: str, part: str) -> Any:
    """Run the part of a document that says this."""
    return await editor.run(uri, *place_of(editor, text, part))


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
async def test_each_piece_of_a_module_has_a_value(either_editor: Editor, line_end: str) -> None:
    text = """\
const settings = {
  name: 'é😀', size: 2,
  twice(of) { return of * 2 },
}
function lines(of) {
  const more = of ?? 20
  if (more > 40) return 'many'
  return more + 1
}
""".replace("\n", line_end)
    editor = either_editor
    uri = editor.open(text)
    previews = {}
    for part in (
        "{\n  name: 'é😀', size: 2,\n  twice(of) { return of * 2 },\n}",
        "name: 'é😀', size: 2,",
        "twice(of) { return of * 2 }",
        "size: 2",
    ):
        previews[part] = (await select(editor, uri, text, part.replace("\n", line_end)))["result"]["preview"]
    await editor.run(editor.open("var of = 1", "b.js"), 0, 0)
    body = "const more = of ?? 20\n  if (more > 40) return 'many'\n  return more + 1".replace("\n", line_end)
    lines = await select(editor, uri, text, body)

    assert list(previews.values()) == [
        "{ name: 'é😀', size: 2, twice: [Function: twice] }",
        "{ name: 'é😀', size: 2 }",
        "{ twice: [Function: twice] }",
        "2",
    ]
    assert lines["result"]["preview"] == "2"
    shown = [label for label in await editor.labels(uri) if label[0] in "567"]
    assert shown == ["5:23 → 1", "7:17 → 2"]


async def test_the_value_stands_at_the_return_that_was_reached(either_editor: Editor) -> None:
    text = f"{FRONT}if (true) return 1\n  return 2\n"
    uri = either_editor.open(text)

    execution = await select(either_editor, uri, text, "if (true) return 1\n  return 2")

    assert execution["result"]["preview"] == "1"
    end = _width(either_editor, f"{FRONT}if (true) return 1")
    assert await either_editor.labels(uri) == [f"0:{end} → 1"]
    assert execution["resultRange"]["end"] == {"line": 0, "character": end}


async def test_several_statements_show_each_value_with_awaits_and_a_declaration_at_the_end(editor: Editor) -> None:
    uri = editor.open("const a = await 1\na + 1\nawait a + 2\nlet { b, c } = { b: 3, c: a }\n")

    execution = await editor.run(uri, 0, 0, 4, 0)
    events = await editor.command("vm.history.events", {"executionId": execution["id"]})

    told = [(one["payload"].get("names"), one["payload"]["preview"]) for one in events if one["type"] == "statement"]
    assert told == [(["a"], "1"), (None, "2"), (None, "3"), (["b", "c"], "{ b: 3, c: 1 }")]
    assert execution["result"]["preview"] == "3"  # what declares has no value of its own (ECMA-262, 14.2.2)
    assert await editor.labels(uri) == ["0:17 → 1", "1:5 → 2", "2:11 → 3", "3:29 → { b: 3, c: 1 }"]


@pytest.mark.parametrize(
    ("part", "said", "at", "instead"),
    [
        (".filter(Boolean)", "The code begins with '.'", ".", "xs.map(x => [x, 1]).filter(Boolean)"),
        ("xs.map(x => [x, 1]).", "The code ends with '.'", ".", "xs.map(x => [x, 1])"),
        (", 1]", "The ']' here has no '['", "]", "1"),
        ("map(x => [x", "The '[' here has no ']'", "[", "xs.map(x => [x, 1])"),
        (
            "yield xs",
            "'yield' has a meaning only inside of a generator function",
            "yield",
            "function* all() { yield xs }",
        ),
        ("'two w", "There is only one of the two quotes of a string", "'", "'two words'"),
        ("else { 'two", "There is only one of the two quotes", "'", "if (xs) { 5 } else { 'two words' }"),
    ],
)
async def test_a_fragment_says_what_to_select_and_offers_to_run_it(
    either_editor: Editor, part: str, said: str, at: str, instead: str
) -> None:
    editor = either_editor
    text = (
        f"var xs = [7]\n{FRONT}xs.map(x => [x, 1]).filter(Boolean)\n"
        "function* all() { yield xs }\nif (xs) { 5 } else { 'two words' }\n"
    )
    uri = editor.open(text)
    await editor.run(uri, 0, 0)
    place = place_of(editor, text, instead)

    error = (await select(editor, uri, text, part))["error"]
    await editor.until(lambda: editor.diagnostics.get(uri))

    (diagnostic,) = editor.diagnostics[uri]
    assert error["name"] == "SyntaxError"
    assert error["message"].startswith(said)
    assert error["runnable"] == wire_span(*place)
    assert (diagnostic.message, diagnostic.data) == (
        f"SyntaxError: {error['message']}",
        {"runnable": wire_span(*place)},
    )
    start, end = diagnostic.range.start, diagnostic.range.end
    assert end.character - start.character == len(at)
    (action,) = await quick_fixes(editor, uri, diagnostic.range)
    assert action.command is not None
    (argument,) = action.command.arguments or ()
    again = await editor.command(action.command.command, argument)
    assert (again["input"], again["status"]) == (instead, "ok")
    await editor.until(lambda: not editor.diagnostics[uri])


async def test_the_message_counts_columns_as_editors_show_them(editor: Editor) -> None:
    uri = editor.open("first()\n\tlet a = [1].concat(2).\n")

    error = (await editor.run(uri, 1, 1, 1, 23))["error"]

    assert error["message"].endswith(" Select 2:2\N{EN DASH}2:23.")


async def test_no_fix_is_offered_once_its_code_has_changed(editor: Editor) -> None:
    uri = editor.open("[1, 2].map(x => x)\n")
    await editor.run(uri, 0, 6, 0, 18)
    await editor.until(lambda: editor.diagnostics.get(uri))
    editor.edit(uri, (0, 1), (0, 2), "3")

    assert await quick_fixes(editor, uri, types.Range(types.Position(0, 6), types.Position(0, 7))) == []


async def test_an_error_behind_tabs_emoji_and_accents_is_underlined_exactly(either_editor: Editor) -> None:
    editor = either_editor
    for part in ("{ a: 'é😀', b: gone }", "a: 'é😀', b: gone", "'é😀'; return gone", "'é😀', gone"):
        text = f"{FRONT}{part} /* é */\n"
        uri = editor.open(text, f"{len(part)}.js")

        execution = await select(editor, uri, text, part)

        line, column, end_line, end_column = place_of(editor, text, "gone")
        (frame,) = execution["error"]["frames"]
        assert (frame["line"], frame["column"], frame["end"]) == (
            line,
            column,
            {"line": end_line, "character": end_column},
        )


async def test_a_whole_file_is_read_as_a_script_only(editor: Editor) -> None:
    uri = editor.open("{a: 1}\n")

    assert (await editor.run_file(uri))["result"]["preview"] == "1"
    assert (await editor.run(uri, 0, 0, 0, 6))["result"]["preview"] == "{ a: 1 }"


async def quick_fixes(editor: Editor, uri: str, place: types.Range) -> list[types.CodeAction]:
    context = types.CodeActionContext(diagnostics=[], only=[types.CodeActionKind.QuickFix])
    params = types.CodeActionParams(types.TextDocumentIdentifier(uri), place, context)
    found = await asyncio.wait_for(editor.text_document_code_action_async(params), SECONDS)
    return [action for action in found or [] if isinstance(action, types.CodeAction)]
