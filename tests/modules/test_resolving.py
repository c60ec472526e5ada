"""Which file a specifier means."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from vm_lsp.errors import InvalidPathError, MissingModuleError
from vm_lsp.modules.resolving import Asking, Request, Resolution
from vm_lsp.settings import Resolver


class Workspace:
    """A folder with files, and what its modules mean by their specifiers."""

    def __init__(self, folder: Path, **settings: object) -> None:
        self.folder = folder
        self._resolution = Resolution(folder, Resolver.model_validate(settings))

    def file(self, name: str, content: object = "") -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return path

    def resolve(self, specifier: str, referrer: str = "main.js", asking: Asking = Asking.IMPORT) -> str:
        found = self._resolution.resolve(Request(specifier, self.folder / referrer, asking))
        return found.relative_to(self.folder.resolve()).as_posix()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    folder = tmp_path / "workspace"
    folder.mkdir()
    return Workspace(folder)


@pytest.mark.parametrize(
    ("files", "specifier", "found"),
    [
        (["a.js"], "./a.js", "a.js"),
        (["a.js"], "./a", "a.js"),
        (["a.mjs", "a.cjs"], "./a", "a.mjs"),
        (["a.json"], "./a", "a.json"),
        (["a.b.js"], "./a.b", "a.b.js"),
        (["a.js", "a/index.js"], "./a", "a.js"),
        (["a.js", "a/index.js"], "./a/", "a/index.js"),
        (["a/index.mjs"], "./a", "a/index.mjs"),
        (["index.js"], ".", "index.js"),
        (["lib/b.js"], "/lib/b", "lib/b.js"),
        (["lib/b.js"], "lib/b", "lib/b.js"),
        (["a b/ö.js"], "./a b/ö", "a b/ö.js"),
    ],
)
def test_a_path_means_a_file_its_extensions_then_the_index_of_a_folder(
    workspace: Workspace, files: list[str], specifier: str, found: str
) -> None:
    for name in files:
        workspace.file(name)

    assert workspace.resolve(specifier) == found


def test_a_relative_path_starts_at_the_file_that_names_it(workspace: Workspace) -> None:
    workspace.file("lib/a.js")

    assert workspace.resolve("../lib/a", "test/deep.js") == "lib/a.js"


def test_a_file_uri_means_its_file(workspace: Workspace) -> None:
    path = workspace.file("a b.js")

    assert workspace.resolve(path.as_uri()) == "a b.js"


def test_the_nearest_installed_package_is_meant(workspace: Workspace) -> None:
    workspace.file("node_modules/p/index.js")
    workspace.file("app/node_modules/p/index.js")

    assert workspace.resolve("p", "app/src/a.js") == "app/node_modules/p/index.js"
    assert workspace.resolve("p", "a.js") == "node_modules/p/index.js"


@pytest.mark.parametrize(
    ("manifest", "specifier", "found"),
    [
        ({"main": "lib/x.js"}, "p", "lib/x.js"),
        ({"main": "lib/x"}, "p", "lib/x.js"),
        ({"main": "lib"}, "p", "lib/index.js"),
        ({"main": "gone.js"}, "p", "index.js"),
        ({}, "p/lib/x", "lib/x.js"),
        ({"exports": "./lib/x.js"}, "p", "lib/x.js"),
        ({"exports": {"import": "./m.mjs", "default": "./index.js"}}, "p", "m.mjs"),
        ({"exports": {"require": "./index.js", "import": "./m.mjs"}}, "p", "m.mjs"),
        ({"exports": {"node": "./gone.js", "default": "./m.mjs"}}, "p", "m.mjs"),
        ({"exports": {".": {"import": {"types": "./t.d.ts", "default": "./m.mjs"}}}}, "p", "m.mjs"),
        ({"exports": {".": ["./m.mjs", "./index.js"]}}, "p", "m.mjs"),
        ({"exports": {"./x": "./lib/x.js"}}, "p/x", "lib/x.js"),
        ({"exports": {"./*": "./lib/*.js"}}, "p/x", "lib/x.js"),
        ({"exports": {"./*": "./lib/*", "./deep/*": "./lib/*.js"}}, "p/deep/x", "lib/x.js"),
        ({"exports": {"./*.js": "./lib/*.js"}}, "p/x.js", "lib/x.js"),
    ],
)
def test_a_package_says_what_its_names_mean(
    workspace: Workspace, manifest: dict[str, object], specifier: str, found: str
) -> None:
    for name in ("index.js", "m.mjs", "lib/x.js", "lib/index.js"):
        workspace.file(f"node_modules/p/{name}")
    workspace.file("node_modules/p/package.json", manifest)

    assert workspace.resolve(specifier) == f"node_modules/p/{found}"


def test_a_package_answers_import_and_require_apart(workspace: Workspace) -> None:
    workspace.file("node_modules/@s/p/package.json", {"exports": {"import": "./m.js", "require": "./c.js"}})
    workspace.file("node_modules/@s/p/m.js")
    workspace.file("node_modules/@s/p/c.js")

    assert workspace.resolve("@s/p") == "node_modules/@s/p/m.js"
    assert workspace.resolve("@s/p", asking=Asking.REQUIRE) == "node_modules/@s/p/c.js"


def test_a_package_may_use_its_own_name_and_its_imports(workspace: Workspace) -> None:
    workspace.file(
        "package.json",
        {"name": "me", "exports": {"./x": "./src/x.js"}, "imports": {"#y": "./src/y.js", "#z/*": "./src/*.js"}},
    )
    workspace.file("src/x.js")
    workspace.file("src/y.js")

    assert workspace.resolve("me/x", "src/a.js") == "src/x.js"
    assert workspace.resolve("#y", "src/a.js") == "src/y.js"
    assert workspace.resolve("#z/x", "src/a.js") == "src/x.js"


def test_a_bare_name_that_is_no_package_is_looked_for_in_the_roots(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, roots=("src", "."))
    workspace.file("src/tools.js")
    workspace.file("tools.js")

    assert workspace.resolve("tools", "deep/a.js") == "src/tools.js"


def test_extensions_are_tried_in_the_order_of_the_setting(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, extensions=(".cjs", ".js"))
    workspace.file("a.js")
    workspace.file("a.cjs")

    assert workspace.resolve("./a") == "a.cjs"


@pytest.mark.parametrize("specifier", ["../outside.js", "./link.js", "./linked/outside.js", "file:///etc/hostname"])
def test_nothing_outside_the_workspace_is_found(workspace: Workspace, specifier: str) -> None:
    outside = workspace.folder.parent / "outside.js"
    outside.write_text("")
    (workspace.folder / "link.js").symlink_to(outside)
    (workspace.folder / "linked").symlink_to(outside.parent)

    with pytest.raises(InvalidPathError, match="leads out of the workspace"):
        workspace.resolve(specifier)


def test_a_manifest_outside_the_workspace_is_not_read(workspace: Workspace) -> None:
    outside = workspace.folder.parent / "elsewhere.json"
    outside.write_text('{"main": "x.js"}')
    workspace.file("node_modules/p/x.js")
    (workspace.folder / "node_modules/p/package.json").symlink_to(outside)

    with pytest.raises(InvalidPathError, match="leads out of the workspace"):
        workspace.resolve("p")


def test_a_link_inside_the_workspace_is_followed(workspace: Workspace) -> None:
    target = workspace.file("packages/p/index.js")
    (workspace.folder / "node_modules").mkdir()
    (workspace.folder / "node_modules/p").symlink_to(target.parent)

    assert workspace.resolve("p") == "packages/p/index.js"


def test_a_package_above_the_workspace_is_not_used(workspace: Workspace) -> None:
    above = workspace.folder.parent / "node_modules/p"
    above.mkdir(parents=True)
    (above / "index.js").write_text("")

    with pytest.raises(MissingModuleError):
        workspace.resolve("p")


def test_a_package_can_not_lead_out_of_its_folder(workspace: Workspace) -> None:
    workspace.file("node_modules/p/package.json", {"exports": "./../../main.js"})
    workspace.file("main.js")

    with pytest.raises(InvalidPathError, match="out of its folder"):
        workspace.resolve("p")


@pytest.mark.parametrize(
    ("files", "specifier", "found"),
    [
        (["a.ts"], "./a.ts", "a.ts"),
        (["a.ts"], "./a", "a.ts"),
        (["a.js", "a.ts"], "./a", "a.ts"),
        (["a.js"], "./a", "a.js"),
        (["a.mts", "a.cts"], "./a", "a.mts"),
        (["a/index.ts"], "./a", "a/index.ts"),
        (["a.ts"], "./a.js", "a.ts"),
        (["a.js", "a.ts"], "./a.js", "a.js"),
        (["a.mts"], "./a.mjs", "a.mts"),
        (["lib/a.ts"], "lib/a", "lib/a.ts"),
    ],
)
def test_from_typescript_a_path_means_typescript_first(
    workspace: Workspace, files: list[str], specifier: str, found: str
) -> None:
    for name in files:
        workspace.file(name)
    assert workspace.resolve(specifier, "main.ts") == found


def test_from_javascript_typescript_has_to_be_named_or_set(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, extensions=(".js", ".ts"))
    workspace.file("a.ts")
    assert [workspace.resolve("./a"), workspace.resolve("./a.ts")] == ["a.ts", "a.ts"]
    with pytest.raises(MissingModuleError):
        Workspace(tmp_path).resolve("./a")


def test_absolute_specifiers_can_be_switched_off(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, allowAbsoluteRepoImports=False)
    workspace.file("a.js")

    with pytest.raises(InvalidPathError, match=r"resolver\.allowAbsoluteRepoImports"):
        workspace.resolve("/a.js")


def test_a_missing_module_names_what_was_tried(workspace: Workspace) -> None:
    with pytest.raises(MissingModuleError) as missing:
        workspace.resolve("./gone", "src/a.js")

    assert str(missing.value) == (
        "Cannot find module './gone' from src/a.js."
        " Tried src/gone, src/gone.js, src/gone.mjs, src/gone.cjs, src/gone.json."
    )


def test_what_a_package_does_not_export_is_missing(workspace: Workspace) -> None:
    workspace.file("node_modules/p/package.json", {"name": "p", "exports": {"./x": "./x.js"}})
    workspace.file("node_modules/p/secret.js")

    with pytest.raises(MissingModuleError, match=r"The package p does not export \./secret\.js for `import`"):
        workspace.resolve("p/secret.js")


def test_a_broken_manifest_is_named(workspace: Workspace) -> None:
    workspace.file("node_modules/p/package.json", "{ not json")

    with pytest.raises(MissingModuleError, match=r"package\.json can't be read"):
        workspace.resolve("p")


def test_a_manifest_that_changes_is_read_anew_whatever_its_age(workspace: Workspace) -> None:
    for name in ("a.js", "b.js"):
        workspace.file(f"node_modules/p/{name}")
    manifest = workspace.file("node_modules/p/package.json", {"main": "a.js"})
    for main in ("a.js", "b.js", "a.js"):
        workspace.file("node_modules/p/package.json", {"main": main})
        assert workspace.resolve("p") == f"node_modules/p/{main}"
        os.utime(manifest, (1, 1))  # an old file, of the same size
        assert workspace.resolve("p") == workspace.resolve("p") == f"node_modules/p/{main}"
