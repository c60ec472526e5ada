"""VS Code as a person uses it: a workbench in a real browser, with mouse, keyboard and eyes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, cast

from playwright.sync_api import Page

from tests.editors.editor import Desk, Place, Problem, eventually
from tests.editors.vscode import history_view, settings, snippets
from tests.editors.vscode.browser import Browser, Size
from tests.editors.vscode.code_area import CodeArea
from tests.editors.vscode.code_server import CodeServer
from tests.editors.vscode.notifications import Notifications
from tests.editors.vscode.panels import Panels
from tests.editors.vscode.probe import Probe
from tests.editors.vscode.quick_input import QuickInput
from tests.editors.vscode.status_bar import StatusBar

RUN_KEY: Final = "Control+Enter"
RUN_FILE_KEY: Final = "Control+Shift+Enter"


class Workbench:
    """A VS Code window with our extension; `probe` asks the API, everything else is the page."""

    title = "VS Code 1.139"

    def __init__(self, desk: Desk, server: CodeServer, browser: Browser) -> None:
        self.desk = desk
        self.page: Page = browser.page
        self.probe = Probe(server.port_file)
        self.code = CodeArea(self.page)
        self.quick = QuickInput(self.page)
        self.status = StatusBar(self.page)
        self.notifications = Notifications(self.page)
        self.panels = Panels(self.page)
        self.history = history_view.HistoryView(self.page, self.quick)
        self._server = server
        self._browser = browser

    @classmethod
    def start(
        cls, desk: Desk, preferences: Mapping[str, Any] | None = None, size: Size | None = None, place: str = ""
    ) -> Workbench:
        """Start one on the desk's folder, or on `place`: a query such as ``workspace=/a/file``, or ``ew=true``."""
        server = CodeServer.start(desk, dict(preferences or settings.settings()))
        browser = None
        try:
            browser = Browser.start(size or Size())
            workbench = cls(desk, server, browser)
            workbench.load(place or f"folder={desk.folder}")
        except BaseException:
            if browser:
                browser.close()
            server.close()
            raise
        return workbench

    def load(self, place: str) -> None:
        """Open a folder or workspace in the window, and return when extensions answer."""
        self._server.port_file.unlink(missing_ok=True)
        self.page.goto(f"{self._server.address}/?{place}")
        self.probe.wait()

    def close(self) -> None:
        """End the window and all it started."""
        self._browser.close()
        self._server.close()

    # --- files --------------------------------------------------------------------------------------------------

    def open(self, name: str, text: str) -> None:
        """Write a file into the workspace and open it in front, with our extension awake."""
        file = self.desk.folder / name
        file.write_text(text, encoding="utf-8", newline="")
        self.show(file)

    def show(self, file: Path) -> None:
        """Open a file alone, in front."""
        self.probe.ask(snippets.OPEN, str(file))
        self.code.editor.locator(".view-line").first.wait_for()
        self.code.focus()

    def text(self) -> str:
        """Return the text of the document in front."""
        return str(self.probe.ask(snippets.TEXT))

    # --- hands --------------------------------------------------------------------------------------------------

    def select(self, start: Place, end: Place) -> None:
        """Select with the keyboard."""
        self.code.select(start, end)

    def move(self, place: Place) -> None:
        """Put the cursor somewhere with the keyboard."""
        self.code.move(place)

    def replace(self, start: Place, end: Place, text: str) -> None:
        """Select and type."""
        self.code.replace(start, end, text)

    def run(self) -> None:
        """Press the key that runs a selection or a statement, and return when something was run."""
        self._press_and_begin(RUN_KEY)

    def run_file(self) -> None:
        """Press the key that runs the file, and return when it was run."""
        self._press_and_begin(RUN_FILE_KEY)

    def stop(self) -> None:
        """Choose the command that stops."""
        self.quick.run("vmLsp.interrupt")

    def restart(self) -> None:
        """Choose the command that restarts, and wait for the new session."""
        before = self._session()
        self.quick.run("vmLsp.restartSession")
        eventually(self._session, lambda session: session not in (before, None), "a new session")

    def clear(self) -> None:
        """Choose the command that clears."""
        self.quick.run("vmLsp.clearResults")

    def insert_result(self) -> None:
        """Choose the command that puts the result beside the code."""
        self.code.focus()
        self.quick.run("vmLsp.insertResult")

    def run_found(self) -> None:
        """Press the button on the first run of the history."""
        before = self.newest_run().get("id")
        self.history.rerun_first()
        self._await_run_after(before)

    # --- eyes ---------------------------------------------------------------------------------------------------

    def running(self) -> bool:
        """Return whether the status bar says that something runs, or something waits to."""
        return self.status.busy() or self.newest_run().get("status") in ("queued", "running")

    def values(self) -> dict[int, str]:
        """Return the hints as they are drawn."""
        return self.code.hints()

    def problems(self) -> list[Problem]:
        """Return our diagnostics as the API has them."""
        lines = self.text().split("\n")
        return [_problem(diagnostic, lines) for diagnostic in self.probe.ask(snippets.PROBLEMS)]

    def whole_value(self) -> str:
        """Choose the command that shows the value, read the document it opens, and go back."""
        before = self.front()
        self.code.focus()
        self.quick.run("vmLsp.showValue")
        eventually(self.front, lambda front: front not in (before, None), "the value in a document")
        text = self.text()
        self.probe.ask(snippets.CLOSE_FRONT)
        eventually(self.front, lambda front: front == before, "the file to be in front again")
        return text

    def find(self, words: str) -> list[str]:
        """Search in the history view."""
        return self.history.search(words)

    def front(self) -> str | None:
        """Return the URI of the document in front."""
        return cast("str | None", self.probe.ask(snippets.FRONT))

    def answers(self) -> bool:
        """Return whether a server answers."""
        return bool(self.probe.ask(snippets.ANSWERS))

    def newest_run(self) -> dict[str, Any]:
        """Return the newest execution as the server has it; empty where nothing ran."""
        found: list[dict[str, Any]] = self.probe.ask(snippets.NEWEST_RUN)
        return found[0] if found else {}

    def _session(self) -> str | None:
        return cast("str | None", self.probe.ask(snippets.SESSION))

    def _press_and_begin(self, key: str) -> None:
        before = self.newest_run().get("id")
        self.code.press(key)
        self._await_run_after(before)

    def _await_run_after(self, before: object) -> None:
        eventually(lambda: self.newest_run().get("id"), lambda newest: newest != before, "a new run")


def _problem(diagnostic: Mapping[str, Any], lines: list[str]) -> Problem:
    start, end = (_place(position, lines) for position in diagnostic["range"])
    return Problem(start, end, diagnostic["message"], tuple(diagnostic["leadsTo"]))


def _place(position: Mapping[str, int], lines: list[str]) -> Place:
    """Turn UTF-16 units into characters of Python."""
    before = lines[position["line"]].encode("utf-16-le")[: 2 * position["character"]]
    return Place(position["line"], len(before.decode("utf-16-le")))
