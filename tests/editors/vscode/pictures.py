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
_SIZE: Final = Size(1000, 420, 2)
_WITH_CARD: Final = ViewportSize(width=1000, height=470)
_WITH_HISTORY: Final = ViewportSize(width=1180, height=560)
_PLAIN: Final = {
    "breadcrumbs.enabled": False,
    "editor.hover.above": False,
    "editor.lightbulb.enabled": "off",
    "editor.occurrencesHighlight": "off",
    "editor.renderLineHighlight": "none",
    "editor.stickyScroll.enabled": False,
    "workbench.layoutControl.enabled": False,
}
_ERROR_LINE: Final = SAMPLE.split("\n").index("const rank = person => person.office.rank")
_STOCK: Final = """\
const stock = { ink: 5, pens: 2, paper: 9 }
for (const item in stock) {
  if (stock[item] < 4) console.warn('reorder', item)
}
Math.min(...Object.values(stock))
"""


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
    _take_values(workbench, f"vscode-{look}")
    _take_error(workbench, f"vscode-error-{look}")
    _take_history(workbench, f"vscode-history-{look}")


def _take_values(workbench: Workbench, name: str) -> None:
    workbench.open("crew.js", SAMPLE)
    workbench.probe.ask(snippets.RUN_COMMAND, "workbench.action.closeSidebar")
    workbench.run_file()
    eventually(workbench.values, lambda seen: len(seen) == 6, "the values")
    expect(workbench.code.squiggles.first).to_be_visible()
    workbench.move(Place(SAMPLE.count("\n"), 0))
    _take(workbench, name)


def _take_error(workbench: Workbench, name: str) -> None:
    workbench.page.set_viewport_size(_WITH_CARD)
    wrong = workbench.code.line(_ERROR_LINE).get_by_text("office")
    expect(workbench.code.hover(wrong).first).to_contain_text("called in")
    _take(workbench, name)
    workbench.page.mouse.move(0, 0)


def _take_history(workbench: Workbench, name: str) -> None:
    """Take the history of two files, with the run of the second one opened."""
    workbench.page.set_viewport_size(_WITH_HISTORY)
    for code in ("lengths.toSorted()", "crew.at(-1)"):
        place = Place(_ERROR_LINE - 2, 0)
        workbench.replace(place, place, f"{code}\n")
        workbench.move(place)
        workbench.run()
    workbench.open("stock.js", _STOCK)
    workbench.run_file()
    eventually(workbench.values, lambda seen: len(seen) == 3, "the values")
    workbench.history.show()
    _widen_sidebar(workbench, 440)
    workbench.history.choose(workbench.history.run_row("crew.at"), "Pin Run")
    expect(workbench.history.rows.locator(".codicon-pinned").first).to_be_visible()
    workbench.history.run_row("const stock").click()
    eventually(workbench.text, lambda text: text.startswith("// Run "), "a run in front")
    workbench.page.mouse.move(0, 0)
    _take(workbench, name)


def _widen_sidebar(workbench: Workbench, right: int) -> None:
    """Drag the side bar's edge to `right`."""
    box = workbench.page.locator(".part.sidebar").bounding_box()
    assert box is not None
    mouse = workbench.page.mouse
    mouse.move(box["x"] + box["width"] + 1, box["y"] + 200)
    mouse.down()
    mouse.move(right, box["y"] + 200, steps=5)
    mouse.up()


def _take(workbench: Workbench, name: str) -> None:
    workbench.probe.ask(snippets.RUN_COMMAND, "notifications.clearAll")
    path = FOLDER / f"{name}.png"
    workbench.page.screenshot(path=path, animations="disabled", caret="hide")
    print(path.relative_to(REPOSITORY))


if __name__ == "__main__":
    sys.exit(main())
