"""``python -m tests.editors.vscode.pictures``: photograph VS Code's real workbench into docs/pictures."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import ViewportSize, expect

from tests.editors.desks import desk_at
from tests.editors.editor import Place, eventually
from tests.editors.install.places import REPOSITORY
from tests.editors.sample import SAMPLE
from tests.editors.vscode import snippets
from tests.editors.vscode.browser import Size
from tests.editors.vscode.settings import DARK, LIGHT, settings
from tests.editors.vscode.workbench import Workbench

FOLDER: Final = REPOSITORY / "docs" / "pictures"
_SIZE: Final = Size(1000, 560, 2)
_TALLER: Final = ViewportSize(width=1180, height=640)
_PLAIN: Final = {
    "breadcrumbs.enabled": False,
    "editor.hover.above": False,
    "editor.occurrencesHighlight": "off",
    "editor.renderLineHighlight": "none",
    "editor.stickyScroll.enabled": False,
    "workbench.layoutControl.enabled": False,
}
_ERROR_LINE: Final = SAMPLE.split("\n").index("const rank = person => person.office.rank")


def main() -> int:
    """Take every picture and say where it is."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for look, theme in (("dark", DARK), ("light", LIGHT)):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
            workbench = Workbench.start(desk_at(Path(home)), {**settings(theme), **_PLAIN}, _SIZE)
            try:
                _take_all(workbench, look)
            finally:
                workbench.close()
    return 0


def _take_all(workbench: Workbench, look: str) -> None:
    workbench.open("crew.js", SAMPLE)
    workbench.probe.ask(snippets.RUN_COMMAND, "workbench.action.closeSidebar")
    workbench.run_file()
    eventually(workbench.values, lambda seen: len(seen) == 6, "the values")
    expect(workbench.code.squiggles.first).to_be_visible()
    workbench.move(Place(SAMPLE.count("\n"), 0))
    _take(workbench, f"vscode-{look}")
    wrong = workbench.code.line(_ERROR_LINE).get_by_text("office")
    expect(workbench.code.hover(wrong).first).to_contain_text("called in")
    _take(workbench, f"vscode-error-{look}")
    workbench.page.mouse.move(0, 0)
    for code in ("lengths.map(length => length ** 2)", "crew.toSorted().at(-1)"):
        place = Place(_ERROR_LINE - 2, 0)
        workbench.replace(place, place, f"{code}\n")
        workbench.move(place)
        workbench.run()
    workbench.page.set_viewport_size(_TALLER)
    workbench.history.show()
    workbench.history.rows.nth(4).click()
    eventually(workbench.text, lambda text: text.startswith("// Run "), "a run in front")
    _take(workbench, f"vscode-history-{look}")


def _take(workbench: Workbench, name: str) -> None:
    path = FOLDER / f"{name}.png"
    workbench.page.screenshot(path=path, animations="disabled", caret="hide")
    print(path.relative_to(REPOSITORY))


if __name__ == "__main__":
    sys.exit(main())
