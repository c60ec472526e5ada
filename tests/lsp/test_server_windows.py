"""What the editor shows: hints, hovers, diagnostics, code actions and lenses, and how they live on."""

from __future__ import annotations

from typing import Any

from lsprotocol import types

from tests.lsp.client import Editor, capabilities, span
from tests.lsp.conftest import StartEditor

FILE = """\
const x = 5;
function half(n) {
  console.log('half of', n);
  return n / 2;
}
half(x) + half(7)
'done'
"""


async def test_a_file_shows_its_values_and_output_beside_the_code(either_editor: Editor) -> None:
    uri = either_editor.open(FILE)

    await either_editor.run_file(uri)
    labels = await either_editor.labels(uri)

    assert "0:12 → 5" in labels
    assert "2:28 » half of 7 ×2" in labels
    assert "5:17 → 6" in labels
    assert "6:6 → 'done'" in labels


async def test_columns_are_the_clients_own(either_editor: Editor) -> None:
    uri = either_editor.open("const s = 'é😀'; s.boom()\n")

    execution = await either_editor.run_file(uri)
    await either_editor.until(lambda: either_editor.diagnostics.get(uri))

    (diagnostic,) = either_editor.diagnostics[uri]
    call = 20 if either_editor.encoding == "utf-8" else 17
    assert diagnostic.range.start == types.Position(0, call)
    assert execution["error"]["frames"][0]["column"] == call


async def test_a_rejection_that_nobody_took_care_of_is_a_warning_where_it_was_thrown(either_editor: Editor) -> None:
    uri = either_editor.open("const load = async () => { throw new TypeError('é😀') }\nload()\n'done'\n")

    execution = await either_editor.run_file(uri)
    await either_editor.until(lambda: either_editor.diagnostics.get(uri))

    (diagnostic,) = either_editor.diagnostics[uri]
    assert (execution["status"], execution["result"]["preview"]) == ("ok", "'done'")
    assert diagnostic.severity is types.DiagnosticSeverity.Warning
    assert diagnostic.message.startswith("Uncaught (in promise) TypeError: é😀")
    assert (diagnostic.range.start, diagnostic.range.end.line) == (types.Position(0, 33), 0)
    events = await either_editor.command("vm.history.events", {"executionId": execution["id"]})
    (told,) = [event["payload"] for event in events if event["type"] == "system"]
    assert told["error"]["frames"][0]["column"] == 33
    assert told["error"]["frames"][0]["end"]["character"] == diagnostic.range.end.character


async def test_utf_32_columns_work_too(start_editor: StartEditor) -> None:
    editor = await start_editor("utf-32")
    uri = editor.open("'é😀'; 20 + 22\n")

    execution = await editor.run(uri, 0, 6, 0, 13)

    assert execution["input"] == "20 + 22"
    assert await editor.labels(uri) == ["0:13 → 42"]


async def test_hints_are_asked_for_again_when_results_come(editor: Editor) -> None:
    uri = editor.open("1 + 1\n")

    await editor.run(uri, 0, 0)

    await editor.until(lambda: editor.refreshes > 0)
    (hint,) = await editor.hints(uri)
    assert hint.padding_left
    assert hint.tooltip is None


async def test_a_tooltip_comes_when_asked_for(editor: Editor) -> None:
    uri = editor.open("[1, 2].map(n => n * 2)\n")
    await editor.run(uri, 0, 0)
    (hint,) = await editor.hints(uri)

    resolved = await editor.inlay_hint_resolve_async(hint)

    assert isinstance(resolved.tooltip, types.MarkupContent)
    assert resolved.tooltip.value.startswith("```js\n[ 2, 4 ]\n```\n\n`Array` · ")
    assert "run 1" in resolved.tooltip.value


async def test_hints_follow_edits_go_stale_and_are_replaced(editor: Editor) -> None:
    uri = editor.open("20 + 22\n")
    await editor.run(uri, 0, 0)

    editor.edit(uri, (0, 0), (0, 0), "// above\n")
    moved = await editor.labels(uri)
    editor.edit(uri, (1, 5), (1, 7), "23")
    stale = await editor.labels(uri)
    await editor.run(uri, 1, 0)

    assert moved == ["1:7 → 42"]
    assert stale == ["1:7 ~ 42"]
    assert await editor.labels(uri) == ["1:7 → 43"]


async def test_an_edit_while_a_run_goes_on_moves_what_it_shows(editor: Editor) -> None:
    uri = editor.open("let end = Date.now() + 400; while (Date.now() < end) {}\n'late'\n")

    answer = editor.sent("vm.runFile", {"uri": uri})
    await editor.until(lambda: any(session["status"] == "busy" for session in editor.sessions))
    editor.edit(uri, (1, 0), (1, 0), "\n\n")
    await answer

    assert "3:6 → 'late'" in await editor.labels(uri)


async def test_a_hover_shows_the_whole_value(editor: Editor) -> None:
    uri = editor.open("Array.from({ length: 30 }, (_, i) => 'item ' + i)\n")
    await editor.run(uri, 0, 0)

    (label,) = await editor.labels(uri)
    hover = await editor.hover(uri, 0, 3)

    assert label == "0:49 → [ 'item 0', 'item 1', 'item 2', … ]"
    assert "'item 29'" in hover
    assert "`Array`" in hover
    assert await editor.hover(uri, 1, 0) == ""


async def test_an_exception_is_a_diagnostic_with_the_calls_that_led_there(editor: Editor) -> None:
    uri = editor.open("function f() {\n  throw new TypeError('boom');\n}\nf();\n")

    await editor.run_file(uri)
    await editor.until(lambda: editor.diagnostics.get(uri))

    (diagnostic,) = editor.diagnostics[uri]
    assert (diagnostic.source, diagnostic.code, diagnostic.message) == ("vm-lsp", "TypeError", "TypeError: boom")
    assert diagnostic.range == span(1, 8, 1, 29)
    (call,) = diagnostic.related_information or []
    assert (call.location.uri, call.location.range.start) == (uri, types.Position(3, 0))


async def test_a_diagnostic_follows_edits_and_vanishes_when_its_code_succeeds(editor: Editor) -> None:
    uri = editor.open("missing\n")
    await editor.run(uri, 0, 0)
    await editor.until(lambda: editor.diagnostics.get(uri))

    editor.edit(uri, (0, 0), (0, 0), "\n")
    await editor.until(lambda: editor.diagnostics[uri][0].range == span(1, 0, 1, 7))
    editor.edit(uri, (1, 0), (1, 0), "typeof ")
    await editor.run(uri, 1, 0)

    await editor.until(lambda: not editor.diagnostics[uri])


async def test_a_diagnostic_in_a_function_of_an_earlier_run_points_into_it(editor: Editor) -> None:
    library = editor.open("function fail() {\n  null.x;\n}\n", "library.js")
    await editor.run_file(library)
    uri = editor.open("fail()\n", "use.js")

    await editor.run(uri, 0, 0)
    await editor.until(lambda: editor.diagnostics.get(library))

    (diagnostic,) = editor.diagnostics[library]
    assert diagnostic.range.start == types.Position(1, 2)
    assert [call.location.uri for call in diagnostic.related_information or []] == [uri]


async def test_clearing_takes_everything_away(editor: Editor) -> None:
    uri = editor.open("1\nmissing\n")
    await editor.run(uri, 0, 0)
    await editor.run(uri, 1, 0)
    await editor.until(lambda: editor.diagnostics.get(uri))

    cleared = await editor.command("vm.results.clear", {"uri": uri})

    assert cleared == {"cleared": 2}
    assert await editor.labels(uri) == []
    await editor.until(lambda: not editor.diagnostics[uri])


async def test_a_document_opened_again_unchanged_has_its_results(editor: Editor) -> None:
    uri = editor.open("1 + 1\n")
    await editor.run(uri, 0, 0)

    editor.close(uri)
    editor.open("1 + 1\n")
    same = await editor.labels(uri)
    editor.close(uri)
    editor.open("1 + 2\n")

    assert same == ["0:5 → 2"]
    assert await editor.labels(uri) == []


async def test_the_value_at_a_place_is_shown_whole(editor: Editor) -> None:
    uri = editor.open("const big = 'y'.repeat(5000);\n1\n")
    await editor.run_file(uri)

    at_end = await editor.command("vm.value.show", {"uri": uri, "position": {"line": 1, "character": 0}})
    refusal = await editor.refused("vm.value.show", {"uri": uri, "position": {"line": 2, "character": 0}})

    assert at_end["value"] == {"type": "number", "preview": "1", "truncated": False, "json": 1}
    assert refusal.data["code"] == "VALIDATION_ERROR"


async def test_calls_on_one_line_stand_side_by_side_each_with_its_own_output(either_editor: Editor) -> None:
    line = "console.log('x'); console.warn('y')"
    uri = either_editor.open(f"{line}\nfor (const i of ['a', 'b', 'c']) console.log(i)\n")
    await either_editor.run_file(uri)

    labels = await either_editor.labels(uri)
    on_log = await either_editor.hover(uri, 0, line.index("log"))
    on_warn = await either_editor.hover(uri, 0, line.index("warn"))
    on_loop = await either_editor.hover(uri, 1, 2)

    assert labels == ["0:35 » x", "0:35 ⚠ y", "1:47 » c ×3"]
    assert on_log.startswith("```text\nx\n```\n\n`console.log` · ")
    assert on_warn.startswith("```text\ny\n```\n\n`console.warn` · ")
    assert on_loop.startswith("```text\na\nb\nc\n```\n\n`console.log` · printed 3 times · ")


async def test_what_was_printed_at_a_place_is_shown_as_a_string(editor: Editor) -> None:
    uri = editor.open("for (const i of [1, 2]) console.log('y'.repeat(3000))\nconsole.log(true)\n")
    await editor.run_file(uri)
    whole = "\n".join(["y" * 3000] * 2)

    long = await editor.command("vm.value.show", {"uri": uri, "position": {"line": 0, "character": 0}})
    short = await editor.command("vm.value.show", {"uri": uri, "position": {"line": 1, "character": 3}})

    assert long["value"] == {
        "type": "string",
        "preview": whole[:2048],
        "truncated": True,
        "full": whole,
        "json": whole,
    }
    assert short["value"] == {"type": "string", "preview": "true", "truncated": False, "json": "true"}


async def test_a_run_past_its_limit_leaves_stale_values_and_points_at_the_code_it_was_in(
    start_editor: StartEditor,
) -> None:
    editor = await start_editor(settings={"limits": {"cpuMs": 300}})
    uri = editor.open("const x = 5\nconsole.log(x)\n\n// and then\nfor (;;) {\n}\n")

    await editor.run_file(uri)
    await editor.until(lambda: editor.diagnostics.get(uri))

    assert await editor.labels(uri) == ["0:11 ~ 5", "1:14 » 5"]
    assert "rolled back: the session is as before this run" in await editor.hover(uri, 0, 0)
    (diagnostic,) = editor.diagnostics[uri]
    assert (diagnostic.code, diagnostic.range) == ("TimeLimitExceeded", span(4, 0, 4, 10))


async def test_a_diagnostic_hides_while_its_code_is_another_and_returns_on_undo(editor: Editor) -> None:
    uri = editor.open("missing\n")
    await editor.run(uri, 0, 0)
    await editor.until(lambda: editor.diagnostics.get(uri))

    editor.edit(uri, (0, 0), (0, 4), "her")
    await editor.until(lambda: not editor.diagnostics[uri])
    editor.edit(uri, (0, 0), (0, 3), "miss")

    await editor.until(lambda: editor.diagnostics[uri])
    assert editor.diagnostics[uri][0].range == span(0, 0, 0, 7)


async def test_settings_switch_hints_and_diagnostics_off_and_on(editor: Editor) -> None:
    uri = editor.open("1\nmissing\n")
    await editor.run(uri, 0, 0)
    await editor.run(uri, 1, 0)
    await editor.until(lambda: editor.diagnostics.get(uri))

    editor.configure({"inline": {"enabled": False}, "diagnostics": {"enabled": False}})
    await editor.until(lambda: not editor.diagnostics[uri])
    assert await editor.labels(uri) == []
    editor.configure({"inline": {"maxLength": 8}})
    await editor.until(lambda: editor.diagnostics[uri])
    assert await editor.labels(uri) == ["0:1 → 1"]


async def test_a_plain_client_gets_plain_hovers_whole_hints_and_no_notifications(start_editor: StartEditor) -> None:
    plain: Any = capabilities()
    plain.experimental, plain.text_document, plain.workspace, plain.window = None, None, None, None
    editor = await start_editor(client=plain)
    uri = editor.open("1 + 1\n")

    await editor.run(uri, 0, 0)
    (hint,) = await editor.hints(uri)

    assert isinstance(hint.tooltip, types.MarkupContent)
    assert (await editor.hover(uri, 0, 0)).startswith("2\n\nnumber · ")
    assert (editor.events, editor.sessions, editor.refreshes, editor.begun) == ([], [], 0, [])


async def test_a_stale_value_stands_behind_what_was_typed_on(editor: Editor) -> None:
    uri = editor.open("20 + 2; // sum\n")
    await editor.run(uri, 0, 0, 0, 6)

    editor.edit(uri, (0, 6), (0, 6), "2 * f(x)")
    longer = await editor.labels(uri)
    editor.edit(uri, (0, 6), (0, 14), "")

    assert longer == ["0:14 ~ 22"]
    assert await editor.labels(uri) == ["0:6 → 22"]


async def test_a_document_that_is_opened_again_is_told_its_diagnostics_again(editor: Editor) -> None:
    uri = editor.open("missing\n")
    await editor.run(uri, 0, 0)
    await editor.until(lambda: editor.diagnostics.get(uri))

    editor.close(uri)
    editor.diagnostics.clear()
    editor.open("missing\n")

    await editor.until(lambda: editor.diagnostics.get(uri))


async def test_a_client_that_shows_no_related_places_gets_them_in_the_message(start_editor: StartEditor) -> None:
    client: Any = capabilities()
    client.text_document.publish_diagnostics.related_information = None
    editor = await start_editor(client=client)
    uri = editor.open("function f() {\n  throw new Error('boom')\n}\nf()\n")

    await editor.run_file(uri)
    await editor.until(lambda: editor.diagnostics.get(uri))

    assert editor.diagnostics[uri][0].message == "Error: boom\n  called in the top level, a.js line 4"


async def test_a_name_with_a_bare_percent_sign_is_one_like_any_other(editor: Editor) -> None:
    uri = editor.open_at(editor.uri().replace("a.js", "100%.js"), "20 + 22\n")

    assert (await editor.run(uri, 0, 0))["result"]["preview"] == "42"
