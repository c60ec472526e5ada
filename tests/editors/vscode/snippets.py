"""What the probe is asked: JavaScript that runs inside the extension host."""

from __future__ import annotations

from typing import Final

EXTENSION: Final = "vm-lsp.vm-lsp"

# Nothing unsaved may be left: closing it would ask.
CLOSE_ALL: Final = """
await vscode.workspace.saveAll(false)
const open = () => vscode.window.tabGroups.all.flatMap(group => group.tabs)
for (const { input, group } of open().filter(tab => tab.isDirty && tab.input.uri?.scheme === "untitled")) {
  await vscode.window.showTextDocument(input.uri, { viewColumn: group.viewColumn })
  await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor")
}
await vscode.window.tabGroups.close(open())
"""
OPEN: Final = f"""
{CLOSE_ALL}
await vscode.window.showTextDocument(vscode.Uri.file(given), {{ preview: false }})
await vscode.extensions.getExtension("{EXTENSION}").activate()
"""
TEXT: Final = "return vscode.window.activeTextEditor?.document.getText() ?? ''"
FRONT: Final = "return vscode.window.activeTextEditor?.document.uri.toString()"
SELECTED: Final = """
const editor = vscode.window.activeTextEditor
return editor.document.getText(editor.selection)
"""
CURSOR: Final = "return vscode.window.activeTextEditor?.selection.active.line"
CLIPBOARD: Final = "return vscode.env.clipboard.readText()"
CLOSE_FRONT: Final = "await vscode.commands.executeCommand('workbench.action.closeActiveEditor')"
PROBLEMS: Final = """
return vscode.languages.getDiagnostics(vscode.window.activeTextEditor.document.uri)
  .filter(one => one.source === "vm-lsp")
  .map(one => ({
    range: [one.range.start, one.range.end],
    message: one.message,
    leadsTo: (one.relatedInformation ?? []).map(related => related.location.range.start.line),
  }))
"""
HINTS: Final = """
const { uri } = vscode.window.activeTextEditor.document
const all = new vscode.Range(0, 0, 10000, 0)
const hints = await vscode.commands.executeCommand("vscode.executeInlayHintProvider", uri, all)
return hints.map(hint => ({
  line: hint.position.line,
  label: typeof hint.label === "string" ? hint.label : hint.label.map(part => part.value).join(""),
}))
"""
COMMANDS: Final = "return (await vscode.commands.getCommands(true)).filter(id => id.startsWith('vmLsp.'))"
# Nothing that starts a server: its commands are there while one answers.
ANSWERS: Final = """
if (!(await vscode.commands.getCommands(true)).includes("vm.session.list")) return false
return Array.isArray(await vscode.commands.executeCommand("vm.session.list", {}))
"""
# The server's commands are there when it runs: before that, nothing has run.
NEWEST_RUN: Final = """
if (!(await vscode.commands.getCommands(true)).includes("vm.history.list")) return []
return (await vscode.commands.executeCommand("vm.history.list", { limit: 1 })).items
"""
SESSION: Final = """
if (!(await vscode.commands.getCommands(true)).includes("vm.session.list")) return null
const sessions = await vscode.commands.executeCommand("vm.session.list", {})
return sessions.find(session => session.status !== "closed")?.id
"""
# They may come a moment after the window.
FOLDERS: Final = """
const { workspace } = vscode
if (workspace.workspaceFolders?.length) return workspace.workspaceFolders.length
return new Promise(resolve => {
  workspace.onDidChangeWorkspaceFolders(({ added }) => resolve(added.length))
  setTimeout(() => resolve(0), given)
})
"""
NEW_UNTITLED: Final = """
await vscode.window.showTextDocument(
  await vscode.workspace.openTextDocument({ language: "javascript", content: given }))
"""
OPEN_NOTEBOOK: Final = """
const notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.file(given))
await vscode.window.showNotebookDocument(notebook)
await vscode.commands.executeCommand("notebook.cell.edit")
"""
RUN_COMMAND: Final = "await vscode.commands.executeCommand(given)"
TRUSTED: Final = "return vscode.workspace.isTrusted"
SET: Final = """
for (const [name, value] of Object.entries(given))
  await vscode.workspace.getConfiguration("vmLsp").update(name, value ?? undefined, vscode.ConfigurationTarget.Global)
"""
CODE_ACTIONS: Final = """
const { uri } = vscode.window.activeTextEditor.document
const place = new vscode.Range(given, 0, given, 0)
return (await vscode.commands.executeCommand("vscode.executeCodeActionProvider", uri, place)).map(one => one.title)
"""
HOVER: Final = """
const { uri } = vscode.window.activeTextEditor.document
await vscode.commands.executeCommand("vscode.executeHoverProvider", uri, new vscode.Position(given, 4))
"""
RUN_SERVER_COMMAND: Final = """
await vscode.commands.executeCommand(given, { uri: vscode.window.activeTextEditor.document.uri.toString() })
"""
