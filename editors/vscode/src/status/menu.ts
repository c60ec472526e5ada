import * as vscode from "vscode";
import type { Sessions } from "../run/sessions";
import type { VmServer } from "../server/vm-server";

interface Choice extends vscode.QuickPickItem {
  readonly command?: string;
}

/** The menu behind the status bar item: what makes sense now comes first. */
export async function sessionMenu(server: VmServer, sessions: Sessions): Promise<void> {
  const chosen = await vscode.window.showQuickPick<Choice>(choices(server, sessions), {
    title: "VM Session",
    placeHolder: "What should happen?",
  });
  if (chosen?.command !== undefined) await vscode.commands.executeCommand(chosen.command);
}

function choices(server: VmServer, sessions: Sessions): Choice[] {
  const { isTrusted } = vscode.workspace;
  return [
    ...when(sessions.busy.length > 0, choice("$(debug-stop) Stop", "vmLsp.interrupt", "the session stays as before the run")),
    ...when(server.life === "missing", choice("$(cloud-download) Install Server", "vmLsp.installServer", "into this extension's own folder")),
    ...when(!isTrusted, choice("$(workspace-untrusted) Manage Workspace Trust", "workbench.trust.manage", "nothing runs until then")),
    ...when(isTrusted, choice("$(debug-restart) Restart Session", "vmLsp.restartSession", "nothing is defined in the new one")),
    choice("$(clear-all) Clear Results", "vmLsp.clearResults"),
    { label: "", kind: vscode.QuickPickItemKind.Separator },
    choice("$(history) Browse History", "vmLsp.showHistory"),
    choice("$(output) Show Output", "vmLsp.showOutput"),
    { label: "", kind: vscode.QuickPickItemKind.Separator },
    choice("$(output) Show Server Log", "vmLsp.showLog"),
    choice("$(refresh) Restart Server", "vmLsp.restartServer", server.life === "failed" ? "it is not running" : ""),
    choice("$(gear) Settings", "vmLsp.openSettings"),
  ];
}

function choice(label: string, command: string, description = ""): Choice {
  return { label, command, description };
}

function when(condition: boolean, one: Choice): Choice[] {
  return condition ? [one] : [];
}
