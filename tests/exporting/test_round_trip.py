"""What an export writes, a check accepts: values of many kinds, output, errors, and what people write by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vm_lsp.core import Core
from vm_lsp.execution.model import Document, ExecutionRequest, Kind
from vm_lsp.execution.store import HistoryQuery
from vm_lsp.exporting.checking import Checked, Ran, check
from vm_lsp.exporting.comments import Says, fits
from vm_lsp.exporting.exports import export
from vm_lsp.exporting.formats import Format
from vm_lsp.exporting.updating import updated
from vm_lsp.settings import History, Settings

URI = "file:///desk/examples.js"

RUNS = [
    "const x = 5\nx * 2; x + 1 // why\n'it is'",
    "const x = 6 /* again */\nlet [a, b] = [1, { deep: { er: [[['x']]] } }]",
    "console.log('one\\ntwo'); console.error('%o', { a: 1 })\nfor (const i of [1, 2, 3]) console.log(i)",
    '"it\'s"; \'say "hi"\'; `both \' and "`; "a\\nb\\r\\u2028\\t\\0"',
    "new Map([[{ a: 1 }, new Set([1, 'two'])]])",
    "new Date(0)\nnew Error('boom')",
    "function late() { return [new Error('in a list\\nof two lines'), { e: new TypeError('x') }] }\nlate()",
    "Promise.resolve(4)\nawait Promise.resolve(5)\nnew Promise(() => {})",
    "'x'.repeat(5000)",
    "'y'.repeat(3000); Array.from({ length: 300 }, (_, i) => 'item ' + i)",
    "'z'.repeat(100000)",
    "const before = 1\nhoisted(before).no.such\nconst after = 2\nfunction hoisted(n) { return n }",
    "hoisted(7)",
    "throw { code: 7 }",
    "null.x // => 5\n// => 6\n//    more",
    "1 + 1 // => 3\n//    and more\n\n//    a note\n// => 4",
    "const = 5",
    "class A { #p = 1; get g() { return 1 } }\nnew A()",
    "undefined\nvoid 0",
    "setTimeout(() => console.log('later'), 5); console.log('now')",
    "10n ** 30n; Symbol('s'); /re/g; -0; NaN; [,1]; [undefined, null]",
    "label: for (;;) { break label }\nif (x) { 7 } else { 8 }",
    "// --- run of the mill\n// === session of poker\n1",
    "`a\n// --- run\n// => 5\n${x}`",
    "console.log('…', 'ends in …')\n'a … b'",
    "console.log('\\u001b[31mred\\u001b[0m', '\\r', '\\ud800')",
]


class Desk:
    """A core that keeps runs in memory, a session of it, and checks."""

    def __init__(self) -> None:
        self.core = Core(Settings(history=History(enabled=False)))

    async def ran(self, *texts: str) -> str:
        """Run texts in one fresh session, and return its id."""
        await self.fresh()
        for text in texts:
            execution = await self.core.execute(ExecutionRequest(Kind.REPL, Document(URI, text)))
        return execution.session_id

    async def run(self, request: ExecutionRequest) -> Ran:
        execution = await self.core.execute(request)
        return Ran(execution, await self.core.history.events(execution.id))

    async def fresh(self) -> None:
        from vm_lsp.core import SessionTarget

        await self.core.restart_session(SessionTarget(URI))

    async def checked(self, text: str) -> list[Checked]:
        return await check(text, URI, self.run, self.fresh)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    made = Desk()
    await made.core.open()
    yield made
    await made.core.close()


def wrong(checked: Sequence[Checked]) -> list[tuple[int, Says, str | None, str | None]]:
    return [(d.line, d.says, d.was, d.now) for one in checked for d in one.differences]


async def test_what_is_exported_holds_when_it_is_checked(desk: Desk) -> None:
    session_id = await desk.ran(*RUNS)

    script = (await export(desk.core.history, HistoryQuery(session_id=session_id), Format.JS)).text
    checked = await desk.checked(script)

    assert wrong(checked) == [], script
    held = sum(len(one.expected) for one in checked)
    assert held >= 45, script


async def test_an_export_of_an_export_is_the_same(desk: Desk) -> None:
    first_id = await desk.ran(*[text for text in RUNS if "setTimeout" not in text])
    first = (await export(desk.core.history, HistoryQuery(session_id=first_id), Format.JS)).text
    second_id = await desk.ran(first.partition("\n")[2].split("// --- run")[1])
    second = (await export(desk.core.history, HistoryQuery(session_id=second_id), Format.JS)).text
    assert wrong(await desk.checked(second)) == [], second


@given(st.lists(st.text(max_size=40), min_size=30, max_size=60))
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_text_is_told_and_read_again(texts: list[str]) -> None:
    import json

    async def told() -> None:
        desk = Desk()
        await desk.core.open()
        try:
            codes = [json.dumps(text) for text in texts]
            lines = [f"console.log({code}); ({code})\n[{code}, {{ k: {code} }}]" for code in codes]
            session_id = await desk.ran("\n".join(lines))
            script = (await export(desk.core.history, HistoryQuery(session_id=session_id), Format.JS)).text
            assert wrong(await desk.checked(script)) == []
        finally:
            await desk.core.close()

    asyncio.run(told())


async def test_what_differs_is_said_with_its_line(desk: Desk) -> None:
    checked = await desk.checked(
        "1 + 1 // => 3\nconsole.log('a')\n// prints b\n\nnull.x\n\n2 // throws Error\n// => …\n"
    )

    assert wrong(checked) == [
        (0, Says.VALUE, "3", "2"),
        (2, Says.PRINTS, "b", "a"),
        (4, Says.THROWS, None, "TypeError: cannot read property 'x' of null"),
        (6, Says.THROWS, "Error", None),
    ]


async def test_examples_go_on_behind_what_they_throw(desk: Desk) -> None:
    script = (
        "let n = 1\nn.no.such // throws TypeError: …\nn + 1 // => 2\n// === session two\ntypeof n // => 'undefined'\n"
    )
    assert wrong(await desk.checked(script)) == []


async def test_an_update_makes_it_hold_and_leaves_the_rest(desk: Desk) -> None:
    script = (
        "// An example.\nconst a = { b: [1] } // => 5\n\na.b.c.d\n\n"
        "console.log('x'); console.log('y') // prints x\n// prints z\n// prints\n\n"
        "Math.random(); // => …\n[1, 2].map(n => n * 2) /* kept */ // => [ 2, 5 ]\nthrow 5 // => 1\n"
    )

    new = updated(script, await desk.checked(script))

    assert wrong(await desk.checked(new)) == [], new
    assert updated(new, await desk.checked(new)) == new
    assert new.startswith("// An example.\nconst a = { b: [1] } // => { b: [ 1 ] }\n\na.b.c.d\n// throws TypeError: ")
    assert "Math.random(); // => …\n" in new
    assert "/* kept */ // => [ 2, 4 ]" in new


@pytest.mark.parametrize(
    ("expected", "actual", "holds"),
    [
        ("…", "anything\nat all", True),
        ("[ 1, …, 9 ]", "[ 1, 2, 3, 9 ]", True),
        ("[ 1, …, 9 ]", "[ 1, 9 ]", False),
        ("a…b…a", "aba", True),
        ("a…a", "a", False),
        ("'xxxx'", "'xx…", True),
        ("Error: x", "Error: x\n    at f (file.js:1:2)\n    at <main> (file.js:3:4)", True),
        ("x  ", "x", True),
        ("x", "y", False),
    ],
)
def test_expectations_are_compared_as_far_as_they_go(expected: str, actual: str, holds: bool) -> None:
    assert fits(expected, actual) is holds


async def test_the_other_formats_have_every_run(desk: Desk) -> None:
    import json

    session_id = await desk.ran("console.log(1); 2", "3 // ```", "nothing")
    query = HistoryQuery(session_id=session_id)

    lines = (await export(desk.core.history, query, Format.JSON_LINES)).text.splitlines()
    document = await export(desk.core.history, query, Format.MARKDOWN)

    assert [json.loads(line)["execution"]["input"] for line in lines] == ["console.log(1); 2", "3 // ```", "nothing"]
    assert [event["type"] for event in json.loads(lines[0])["events"]] == ["input_echo", "console", "value"]
    assert document.executions == 3
    assert "````js\n3 // ```\n// => 3\n````" in document.text
