"""An editor of today: what it can do, what it heard, and waiting for that with a bound."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from cattrs import Converter
from lsprotocol import converters, types
from pygls.exceptions import JsonRpcException
from pygls.protocol.json_rpc import JsonRPCNotification
from pytest_lsp import LanguageClient

SECONDS = 15.0
LEAVE_SECONDS = 15.0
WHOLE = types.Range(types.Position(0, 0), types.Position(100_000, 0))


def capabilities(encoding: str = "utf-16") -> types.ClientCapabilities:
    """Return what VS Code and Neovim of today declare, as far as it matters here."""
    return types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind(encoding)]),
        workspace=types.WorkspaceClientCapabilities(
            apply_edit=True,
            configuration=True,
            workspace_folders=True,
            execute_command=types.ExecuteCommandClientCapabilities(),
            inlay_hint=types.InlayHintWorkspaceClientCapabilities(refresh_support=True),
            code_lens=types.CodeLensWorkspaceClientCapabilities(refresh_support=True),
            did_change_configuration=types.DidChangeConfigurationClientCapabilities(dynamic_registration=True),
        ),
        text_document=types.TextDocumentClientCapabilities(
            synchronization=types.TextDocumentSyncClientCapabilities(),
            hover=types.HoverClientCapabilities(content_format=[types.MarkupKind.Markdown]),
            inlay_hint=types.InlayHintClientCapabilities(
                resolve_support=types.ClientInlayHintResolveOptions(properties=["tooltip"])
            ),
            code_action=types.CodeActionClientCapabilities(),
            code_lens=types.CodeLensClientCapabilities(),
            publish_diagnostics=types.PublishDiagnosticsClientCapabilities(
                related_information=True, version_support=True
            ),
        ),
        window=types.WindowClientCapabilities(
            work_done_progress=True, show_document=types.ShowDocumentClientCapabilities(support=True)
        ),
        experimental={"vmLsp": {"executionEvents": True, "sessionStatus": True, "runOnHover": True}},
    )


class Editor(LanguageClient):
    """A client with one workspace folder, `folder`, that remembers all it hears."""

    def __init__(self, folder: Path) -> None:
        super().__init__(converter_factory=_converter)
        self.folder = folder
        self.events: list[dict[str, Any]] = []
        self.sessions: list[dict[str, Any]] = []
        self.questions: list[types.ShowMessageRequestParams] = []
        self.chooses = ""  # what the person answers to each
        self.refreshes = 0
        self.lens_refreshes = 0
        self.encoding = ""
        self.registrations: list[str] = []
        self.begun: list[types.ProgressToken] = []
        self.ended: list[types.ProgressToken] = []
        self.said: list[tuple[types.ProgressToken, str]] = []
        self._news = asyncio.Event()
        self._versions: dict[str, int] = {}
        _listen(self)

    # --- beginning and end --------------------------------------------------------------------------------------------

    async def start(self, env: dict[str, str]) -> None:
        await self.start_io(sys.executable, "-m", "vm_lsp", "serve", env=env)

    async def initialize_as(
        self,
        encoding: str = "utf-16",
        options: object = None,
        client: types.ClientCapabilities | None = None,
        name: str = "a test",
    ) -> types.InitializeResult:
        folder = types.WorkspaceFolder(uri=self.folder.as_uri(), name=self.folder.name)
        params = types.InitializeParams(
            capabilities=client or capabilities(encoding),
            workspace_folders=[folder],
            initialization_options=options,
            client_info=types.ClientInfo(name),
        )
        result = await asyncio.wait_for(self.initialize_session(params), SECONDS)
        self.encoding = str(result.capabilities.position_encoding)
        return result

    async def leave(self) -> int:
        """Shut the server down within a bound and return its exit code."""
        if self.exit_code is None and self.capabilities is not None:
            with suppress(TimeoutError, JsonRpcException, RuntimeError):
                await asyncio.wait_for(self.shutdown_async(None), LEAVE_SECONDS)
            self.exit(None)
        return await self.gone()

    async def gone(self) -> int:
        """Wait for the server to end, kill it when it does not, and return its exit code."""
        assert self._server is not None
        try:
            await asyncio.wait_for(self._server.wait(), LEAVE_SECONDS)
        except TimeoutError:
            self._server.kill()
        code = await self._server.wait()
        with suppress(TimeoutError):
            await asyncio.wait_for(self.stop(), LEAVE_SECONDS)
        return code

    @property
    def exit_code(self) -> int | None:
        return self._server.returncode if self._server else None

    @property
    def pid(self) -> int:
        assert self._server is not None
        return self._server.pid

    # --- documents ----------------------------------------------------------------------------------------------------

    def uri(self, name: str = "a.js") -> str:
        return (self.folder / name).as_uri()

    def open(self, text: str, name: str = "a.js") -> str:
        """Open a buffer and return its URI."""
        return self.open_at(self.uri(name), text)

    def open_at(self, uri: str, text: str) -> str:
        self._versions[uri] = 1
        item = types.TextDocumentItem(uri, "javascript", 1, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def edit(self, uri: str, start: tuple[int, int], end: tuple[int, int], text: str) -> int:
        """Replace a range and return the new version."""
        self._versions[uri] += 1
        change = types.TextDocumentContentChangePartial(span(*start, *end), text)
        name = types.VersionedTextDocumentIdentifier(self._versions[uri], uri)
        self.text_document_did_change(types.DidChangeTextDocumentParams(name, [change]))
        return self._versions[uri]

    def close(self, uri: str) -> None:
        self.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))

    def change_folders(self, added: Sequence[Path] = (), removed: Sequence[Path] = ()) -> None:
        """Add folders to the workspace, or take them out."""
        event = types.WorkspaceFoldersChangeEvent(
            [types.WorkspaceFolder(path.as_uri(), path.name) for path in added],
            [types.WorkspaceFolder(path.as_uri(), path.name) for path in removed],
        )
        self.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))

    def configure(self, settings: object) -> None:
        """Change the person's settings."""
        self.set_configuration({"vmLsp": settings})
        self.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))

    # --- commands -----------------------------------------------------------------------------------------------------

    async def command(self, command: str, argument: object = None, token: types.ProgressToken | None = None) -> Any:
        """Send a command and return its answer."""
        return await asyncio.wait_for(self.sent(command, argument, token), SECONDS)

    def sent(
        self, command: str, argument: object = None, token: types.ProgressToken | None = None, msg_id: Any = None
    ) -> asyncio.Future[Any]:
        """Send a command now and return what will be its answer."""
        params = types.ExecuteCommandParams(command, [argument if argument is not None else {}], token)
        return asyncio.wrap_future(self.protocol.send_request("workspace/executeCommand", params, msg_id=msg_id))

    async def refused(self, command: str, argument: object = None) -> JsonRpcException:
        """Send a command that must be refused, and return the refusal."""
        try:
            answer = await self.command(command, argument)
        except JsonRpcException as refusal:
            return refusal
        raise AssertionError(f"{command} answered {answer}")

    async def run(self, uri: str, *place: int, **more: object) -> Any:
        """Run a selection, given as four numbers, or the statement at two."""
        line, character, *end = place
        range_ = wire_span(line, character, *(end or (line, character)))
        return await self.command("vm.executeSelection", {"uri": uri, "range": range_, **more})

    async def run_file(self, uri: str, **more: object) -> Any:
        return await self.command("vm.runFile", {"uri": uri, **more})

    # --- what is seen -------------------------------------------------------------------------------------------------

    async def hints(self, uri: str) -> list[types.InlayHint]:
        params = types.InlayHintParams(types.TextDocumentIdentifier(uri), WHOLE)
        return list(await asyncio.wait_for(self.text_document_inlay_hint_async(params), SECONDS) or [])

    async def labels(self, uri: str) -> list[str]:
        """Return the hints as ``line:column label``."""
        return [f"{hint.position.line}:{hint.position.character} {hint.label}" for hint in await self.hints(uri)]

    async def hover(self, uri: str, line: int, character: int) -> str:
        params = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(line, character))
        found = await asyncio.wait_for(self.text_document_hover_async(params), SECONDS)
        assert found is None or isinstance(found.contents, types.MarkupContent)
        return found.contents.value if found else ""

    async def until(self, condition: Callable[[], object], seconds: float = SECONDS) -> None:
        """Wait until what was heard makes `condition` true."""
        deadline = asyncio.get_running_loop().time() + seconds
        while not condition():
            self._news.clear()
            left = deadline - asyncio.get_running_loop().time()
            try:
                await asyncio.wait_for(self._news.wait(), max(left, 0))
            except TimeoutError:
                raise AssertionError(f"{seconds} s passed without what was waited for") from None

    def heard(self) -> None:
        self._news.set()


def span(line: int, character: int, end_line: int, end_character: int) -> types.Range:
    return types.Range(types.Position(line, character), types.Position(end_line, end_character))


def wire_span(line: int, character: int, end_line: int, end_character: int) -> dict[str, Any]:
    return {
        "start": {"line": line, "character": character},
        "end": {"line": end_line, "character": end_character},
    }


def _converter() -> Converter:
    """Return lsprotocol's converter, mended: our own notifications stay the plain JSON they are, and code actions with
    a command are no commands.
    """
    converter = converters.get_converter()
    action_or_command: Any = types.Command | types.CodeAction
    converter.register_structure_hook(
        action_or_command,
        lambda data, _: converter.structure(data, types.CodeAction if "kind" in data else types.Command),
    )
    converter.register_structure_hook(JsonRPCNotification, lambda data, cls: cls(**data))
    return converter


def _listen(editor: Editor) -> None:
    """Remember every request and notification of the server."""

    @editor.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def diagnostics(params: types.PublishDiagnosticsParams) -> None:
        editor.diagnostics[params.uri] = params.diagnostics
        editor.heard()

    @editor.feature(types.WORKSPACE_INLAY_HINT_REFRESH)
    def refresh(_: None) -> None:
        editor.refreshes += 1
        editor.heard()

    @editor.feature(types.WORKSPACE_CODE_LENS_REFRESH)
    def lens_refresh(_: None) -> None:
        editor.lens_refreshes += 1
        editor.heard()

    @editor.feature(types.WINDOW_SHOW_MESSAGE)
    def message(params: types.ShowMessageParams) -> None:
        editor.messages.append(params)
        editor.heard()

    @editor.feature(types.WINDOW_LOG_MESSAGE)
    def log(params: types.LogMessageParams) -> None:
        editor.log_messages.append(params)

    @editor.feature(types.WINDOW_SHOW_MESSAGE_REQUEST)
    def question(params: types.ShowMessageRequestParams) -> types.MessageActionItem | None:
        editor.questions.append(params)
        editor.heard()
        return types.MessageActionItem(editor.chooses) if editor.chooses else None

    @editor.feature(types.WINDOW_SHOW_DOCUMENT)
    def show(params: types.ShowDocumentParams) -> types.ShowDocumentResult:
        editor.shown_documents.append(params)
        editor.heard()
        return types.ShowDocumentResult(success=True)

    @editor.feature(types.WORKSPACE_APPLY_EDIT)
    def apply(_: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        return types.ApplyWorkspaceEditResult(applied=True)

    @editor.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(params: types.RegistrationParams) -> None:
        editor.registrations += [one.method for one in params.registrations]
        editor.heard()

    @editor.feature(types.WORKSPACE_CONFIGURATION)
    def configuration(params: types.ConfigurationParams) -> list[Any]:
        return [editor.get_configuration(section=item.section) for item in params.items]

    @editor.feature(types.WINDOW_WORK_DONE_PROGRESS_CREATE)
    def create(params: types.WorkDoneProgressCreateParams) -> None:
        editor.progress_reports.setdefault(params.token, [])

    @editor.feature(types.PROGRESS)
    def progress(params: types.ProgressParams) -> None:
        kind, message = params.value["kind"], params.value.get("message")
        if kind != "report":
            (editor.begun if kind == "begin" else editor.ended).append(params.token)
        if message is not None:
            editor.said.append((params.token, message))
        editor.heard()

    @editor.feature("vm/executionEvents")
    def events(params: dict[str, Any]) -> None:
        editor.events += params["events"]
        editor.heard()

    @editor.feature("vm/sessionStatus")
    def session(params: dict[str, Any]) -> None:
        editor.sessions.append(params)
        editor.heard()
