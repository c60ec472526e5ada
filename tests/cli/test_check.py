"""`vm-lsp check`, and `vm-lsp history export` that writes what it reads."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Vm


def write(folder: Path, text: str, name: str = "examples.js") -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return name


def test_a_file_whose_comments_hold_exits_with_0_and_counts_them(folder: Path, vm: Vm) -> None:
    write(folder, "export const rate = 3\n", "rate.js")
    told = vm(
        "check", write(folder, "import { rate } from './rate.js'\nrate * 2 // => 6\nconsole.log(1) // prints 1\n")
    )
    assert (told.code, told.out, told.err) == (0, "✓ examples.js: 2 hold\n", "")


def test_every_difference_is_told_as_was_and_now_with_its_line(folder: Path, vm: Vm) -> None:
    one = write(folder, "1 + 1; // => 3\n\n[1,\n 2] // => [ 1, 2 ]\nnull.x\n")
    told = vm("check", one, write(folder, "1 // => 1\n", "good.js"))
    assert told.code == 1
    assert told.out.splitlines() == [
        "examples.js:1  =>",
        "  WAS  3",
        "  NOW  2",
        "examples.js:5  throws",
        "  WAS  nothing thrown",
        "  NOW  TypeError: cannot read property 'x' of null",
        "✗ examples.js: 2 differ, 1 holds",
        "✓ good.js: 1 holds",
    ]


def test_check_json_has_each_file(folder: Path, vm: Vm) -> None:
    told = vm("check", write(folder, "1 // => 2\n// prints x\n"), "--json")
    assert told.code == 1
    [report] = told.json["files"]
    assert (report["held"], report["updated"]) == (0, False)
    assert report["differences"] == [
        {"line": 0, "says": "=>", "was": "2", "now": "1"},
        {"line": 1, "says": "prints", "was": "x", "now": None},
    ]


def test_an_update_rewrites_the_file_in_place(folder: Path, vm: Vm) -> None:
    name = write(folder, "// kept\n({ a: 'x'.repeat(60), b: 'y'.repeat(60) }) // => old\n'same' // => 'same'\n")
    told = vm("check", "--update", name)
    assert told.code == 0
    assert told.out == "examples.js:2  =>\n" + told.out.partition("\n")[2]
    assert "1 differs, rewritten, 1 holds" in told.out
    text = (folder / name).read_text()
    assert text.startswith(
        f"// kept\n({{ a: 'x'.repeat(60), b: 'y'.repeat(60) }}) // => {{\n//      a: '{'x' * 60}',\n"
    )
    assert vm("check", name).code == 0


def test_a_file_that_is_not_there_is_bad_usage_and_nothing_runs(folder: Path, vm: Vm) -> None:
    told = vm("check", write(folder, "1 // => 2\n"), "nowhere.js")
    assert (told.code, told.out) == (2, "")
    assert "nowhere.js" in told.err
    assert vm("check").code == 2


def test_what_is_exported_is_checked(folder: Path, vm: Vm) -> None:
    write(folder, "const list = [1, 2]\nlist.map(n => n * 2)\nconsole.log('a\\nb')\nlist.no.such\n", "app.js")
    vm("run", "app.js")
    vm("eval", "6 * 7")

    told = vm("history", "export", "--search", "kind:run_file", "-o", "story.js")

    assert (told.code, told.out) == (0, "")
    assert "1 run written to story.js" in told.err
    assert "list.map(n => n * 2)\n// => [ 2, 4 ]\n" in (folder / "story.js").read_text()
    assert vm("check", "story.js").out == "✓ story.js: 4 hold\n"
    assert vm("history", "export", "--search", "kind:repl").out.endswith("6 * 7\n// => 42\n")
    assert vm("history", "export").code == 2
    assert vm("history", "export", "--search", "since:never").code == 2


def test_the_name_of_the_file_decides_the_format(folder: Path, vm: Vm) -> None:
    run = vm("eval", "6 * 7", "--json").json
    vm("history", "export", run["id"][:8], "-o", "one.md")
    vm("history", "export", "--session", run["sessionId"], "-o", "one.jsonl")
    assert "```js\n6 * 7\n// => 42\n```" in (folder / "one.md").read_text()
    assert '"preview":"42"' in (folder / "one.jsonl").read_text()
