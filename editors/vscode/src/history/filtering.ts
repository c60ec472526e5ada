import * as vscode from "vscode";
import { SCHEME } from "./address";
import { command } from "./commands";
import { EVERYTHING, type Scope } from "./filter";
import { isObject } from "./objects";
import { nameIn } from "./runs";
import type { HistoryView } from "./view";

/** Registers what the buttons of the view's title and its own rows do. */
export function registerFiltering(view: HistoryView): vscode.Disposable[] {
  return [
    command("vmLsp.showHistory", () => view.focus()),
    command("vmLsp.refreshHistory", () => view.refresh()),
    command("vmLsp.moreHistory", () => view.more()),
    command("vmLsp.clearHistoryFilter", () => view.show(EVERYTHING)),
    command("vmLsp.filterHistoryFile", (node) => narrow(view, fileScope(node))),
    command("vmLsp.filterHistoryWorkspace", async () => {
      await narrow(view, await workspaceScope());
    }),
  ];
}

async function narrow(view: HistoryView, scope: Scope | undefined): Promise<void> {
  if (!scope) return;
  await view.focus();
  await view.show({ search: view.filter.search, scope });
}

/** Returns the file of a row of the tree, else the one in the editor in front. */
function fileScope(node: unknown): Scope | undefined {
  if (isObject(node) && typeof node["uri"] === "string") return { kind: "file", uri: node["uri"], name: nameIn(node["uri"]) };
  const uri = vscode.window.activeTextEditor?.document.uri;
  if (uri && uri.scheme !== SCHEME) return { kind: "file", uri: uri.toString(), name: nameIn(uri.toString()) };
  void vscode.window.showInformationMessage("Open a file first: the history then shows what ran in it.");
  return undefined;
}

/** Returns the folder of the editor in front, the only one, or the one picked. */
async function workspaceScope(): Promise<Scope | undefined> {
  const { workspaceFolders = [] } = vscode.workspace;
  if (workspaceFolders.length === 0) {
    void vscode.window.showInformationMessage("No folder is open, so the history has no workspace to show.");
    return undefined;
  }
  const front = vscode.window.activeTextEditor?.document.uri;
  const [only, ...others] = workspaceFolders;
  const own = (front && vscode.workspace.getWorkspaceFolder(front)) ?? (others.length === 0 ? only : undefined);
  const folder = own ?? (await vscode.window.showWorkspaceFolderPick({ placeHolder: "Show the runs of this folder" }));
  return folder && { kind: "workspace", uri: folder.uri.toString(), name: folder.name };
}
