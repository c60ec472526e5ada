"""Scripts that import files of their workspace: through the server, which alone reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.core.bench import Bench
from tests.core.conftest import Open
from vm_lsp.execution.model import Execution, Outcome, Status


def write(bench: Bench, name: str, text: str) -> Path:
    path = bench.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def value(execution: Execution) -> str:
    assert execution.result is not None, execution.error
    return execution.result.preview


async def test_a_script_imports_files_and_packages_of_its_workspace(bench: Bench) -> None:
    write(bench, "lib/tax.js", "export const tax = n => n * 0.2")
    write(bench, "node_modules/left/package.json", '{"main": "left.js"}')
    write(bench, "node_modules/left/left.js", "module.exports = (text, n) => text.padStart(n)")

    execution = await bench.run("import { tax } from './lib/tax'\nimport left from 'left'\nleft(String(tax(10)), 3)")

    assert value(execution) == "'  2'"


async def test_a_changed_file_is_what_the_next_run_imports(bench: Bench) -> None:
    write(bench, "rate.js", "export const rate = 1")
    first = await bench.run("import { rate } from './rate.js'; rate")
    write(bench, "rate.js", "export const rate = 2")

    assert [value(first), value(await bench.run("import { rate } from './rate.js'; rate"))] == ["1", "2"]


async def test_an_open_buffer_goes_before_its_file(bench: Bench) -> None:
    path = write(bench, "draft.js", "export const text = 'saved'")
    buffers = {path.as_uri(): "export const text = 'not saved yet'"}
    bench.core.read_buffers(buffers.get)

    assert value(await bench.run("import { text } from './draft.js'; text")) == "'not saved yet'"


@pytest.mark.parametrize("specifier", ["../outside.js", "./link.js"])
async def test_what_lies_outside_the_workspace_is_an_exception(open_bench: Open, specifier: str) -> None:
    bench = await open_bench()
    outside = bench.folder.parent / "outside.js"
    outside.write_text("export default 1")
    (bench.folder / "link.js").symlink_to(outside)

    execution = await bench.run(f"import x from '{specifier}'")

    assert execution.error is not None
    assert "leads out of the workspace" in execution.error.message
    assert await bench.preview(f"try {{ require('{specifier}') }} catch (error) {{ error.code }}") == "'INVALID_PATH'"


async def test_a_missing_module_is_an_exception_at_its_specifier(bench: Bench) -> None:
    write(bench, "here.js", "export default 1")

    execution = await bench.run("import x from './here'\nimport y from './gone'")

    assert execution.status is Status.ERROR
    assert execution.error is not None
    assert "Cannot find module './gone' from a.js. Tried gone, gone.js" in execution.error.message
    (frame,) = execution.error.frames
    assert (frame.line, frame.column) == (1, 14)


async def test_stopping_inside_an_imported_module_rolls_back_what_was_imported(bench: Bench) -> None:
    write(bench, "endless.js", "globalThis.begun = true; console.log('on'); export const x = 1; for (;;) {}")
    await bench.run("let before = 'kept'")
    run = await bench.begin_and_print("import { x } from './endless.js'")

    assert (await bench.stop()).outcome is Outcome.ROLLED_BACK
    assert (await run).rolled_back
    assert await bench.preview("[before, typeof begun]") == "[ 'kept', 'undefined' ]"
    write(bench, "endless.js", "export const x = 2")
    assert await bench.preview("import { x } from './endless.js'; x") == "2"


async def test_a_document_outside_of_every_folder_imports_nothing(bench: Bench) -> None:
    execution = await bench.run("import x from './a.js'", uri="untitled:Untitled-1")

    assert execution.error is not None
    assert "in no workspace folder" in execution.error.message


async def test_import_and_export_can_be_switched_off(open_bench: Open) -> None:
    bench = await open_bench({"runtime": {"esm": False}})

    execution = await bench.run("import './a.js'")

    assert execution.error is not None
    assert (execution.error.name, "runtime.esm" in execution.error.message) == ("SyntaxError", True)
