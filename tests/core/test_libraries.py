"""Libraries of the template: files and packages that run once as global scripts, before everything else."""

from __future__ import annotations

import json

import pytest

from tests.core.bench import Bench
from vm_lsp.errors import StartupFailedError

UMD = """\
(function (root, make) {
  typeof exports === 'object' && typeof module !== 'undefined' ? module.exports = make() : root.NAME = make();
})(this, function () { 'use strict'; return { version: 'NAME' }; });
"""


def package(bench: Bench, name: str, manifest: dict[str, object], **files: str) -> None:
    """Install a package; `__` in the name of a file stands for a dot."""
    folder = bench.folder / "node_modules" / name
    folder.mkdir(parents=True)
    (folder / "package.json").write_text(json.dumps({"name": name, **manifest}))
    for file, text in files.items():
        (folder / file.replace("__", ".")).write_text(text)


def libraries(bench: Bench, *names: str) -> None:
    (bench.folder / "vm-lsp.toml").write_text(f"libraries = {json.dumps(names)}")


def umd(name: str) -> str:
    return UMD.replace("NAME", name)


@pytest.mark.parametrize(
    ("manifest", "files", "left"),
    [
        ({}, {"index__js": umd("index")}, "index"),
        ({"main": "./main.js"}, {"main__js": umd("main"), "index__js": umd("index")}, "main"),
        ({"main": "main"}, {"main__js": umd("main")}, "main"),
        ({"main": "m.js", "unpkg": "u.js"}, {"m__js": "exports.x = 1", "u__js": umd("unpkg")}, "unpkg"),
        ({"main": "m.js", "jsdelivr": "j.js"}, {"m__js": "exports.x = 1", "j__js": umd("jsdelivr")}, "jsdelivr"),
        ({"main": "m.js", "browser": "b.js"}, {"m__js": "exports.x = 1", "b__js": umd("browser")}, "browser"),
        ({"main": "m.js", "browser": {"fs": False}}, {"m__js": umd("main")}, "main"),
        ({"type": "module", "module": "e.js", "unpkg": "u.js"}, {"e__js": "export {}", "u__js": umd("u")}, "u"),
    ],
)
async def test_a_package_is_the_script_it_has_for_pages(
    bench: Bench, manifest: dict[str, object], files: dict[str, str], left: str
) -> None:
    package(bench, "kit", manifest, **files)
    libraries(bench, "kit")
    assert await bench.preview(f"{left}.version") == f"'{left}'"


async def test_a_file_of_a_package_is_a_library_too(bench: Bench) -> None:
    package(bench, "@our/kit", {"main": "gone.js"}, plugin__js=umd("plugin"))
    libraries(bench, "@our/kit/plugin", "@our/kit/plugin.js")
    assert await bench.preview("plugin.version") == "'plugin'"


async def test_a_file_of_the_workspace_goes_before_a_package(bench: Bench) -> None:
    package(bench, "kit.js", {}, index__js=umd("installed"))
    (bench.folder / "kit.js").write_text(umd("own"))
    libraries(bench, "kit.js")
    assert await bench.preview("[typeof own, typeof installed]") == "[ 'object', 'undefined' ]"


async def test_what_a_library_takes_for_a_page_is_node_for_what_comes_after(bench: Bench) -> None:
    package(
        bench, "kit", {}, index__js="var seen = [typeof require, typeof module, typeof exports, typeof self].join()"
    )
    libraries(bench, "kit")
    assert await bench.preview("seen") == "'undefined,undefined,undefined,object'"
    assert await bench.preview("[typeof require, typeof module, typeof exports].join()") == "'function,object,object'"


@pytest.mark.parametrize(
    ("manifest", "files", "words"),
    [
        ({"main": "m.js"}, {"m__js": "module.exports = 1"}, "for `require` only. .* const myKit = require"),
        ({"main": "m.js"}, {"m__js": "exports.a = 1"}, "for `require` only"),
        ({"main": "m.mjs"}, {"m__mjs": "export default 1"}, r"ECMAScript modules. .* import \* as myKit from 'my-kit'"),
        ({"type": "module", "main": "m.js"}, {"m__js": "const a=1;export{a}"}, "ECMAScript modules"),
        ({"exports": {"import": "./m.mjs"}}, {"m__mjs": "export default 1"}, "no script that runs by itself"),
    ],
)
async def test_a_package_that_has_none_says_what_to_write_instead(
    bench: Bench, manifest: dict[str, object], files: dict[str, str], words: str
) -> None:
    package(bench, "my-kit", manifest, **files)
    libraries(bench, "my-kit")
    with pytest.raises(StartupFailedError, match=words) as failed:
        await bench.run("1")
    assert failed.value.details == {"library": "my-kit"}


async def test_what_is_written_instead_works(bench: Bench) -> None:
    package(bench, "my-kit", {"main": "m.js"}, m__js="exports.a = 1")
    package(bench, "esm", {"exports": "./m.mjs"}, m__mjs="export const b = 2")
    (bench.folder / "start.js").write_text("const myKit = require('my-kit')\nimport * as esm from 'esm'")
    (bench.folder / "vm-lsp.toml").write_text('startupFiles = ["start.js"]')
    assert await bench.preview("[myKit.a, esm.b]") == "[ 1, 2 ]"


async def test_a_library_that_is_not_there_is_named_and_the_next_run_starts_anew(bench: Bench) -> None:
    libraries(bench, "kit")
    with pytest.raises(StartupFailedError, match=r"no file kit and no package node_modules/kit\. Install it"):
        await bench.run("1")
    package(bench, "kit", {}, index__js=umd("kit"))
    assert await bench.preview("kit.version") == "'kit'"


async def test_a_library_outside_the_workspace_is_not_read(
    bench: Bench, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "index.js").write_text("var leaked = 1")
    installed = bench.folder / "node_modules"
    installed.mkdir()
    (installed / "kit").symlink_to(outside)
    libraries(bench, "kit")
    with pytest.raises(StartupFailedError, match="out of the workspace"):
        await bench.run("1")


async def test_a_library_in_typescript_runs_without_its_types(bench: Bench) -> None:
    (bench.folder / "lib.ts").write_text("interface A {}\nvar typed: A = { a: 1 } as A")
    libraries(bench, "lib.ts")
    assert await bench.preview("typed") == "{ a: 1 }"
