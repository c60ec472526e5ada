import * as vscode from "vscode";
import type { Commands } from "../run/commands";
import type { Installer } from "./installer";
import type { VmServer } from "./vm-server";

/** What concerns the server itself. */
export function serverCommands(server: VmServer, installer: Installer, log: vscode.LogOutputChannel): Commands {
  return {
    "vmLsp.showLog": () => {
      log.show();
    },
    "vmLsp.restartServer": () => server.restart(),
    "vmLsp.installServer": () => install(server, installer),
    "vmLsp.copyInstallCommand": () => copyCommand(installer),
    "vmLsp.openSettings": () => vscode.commands.executeCommand("workbench.action.openSettings", "@ext:vm-lsp.vm-lsp"),
  };
}

async function install(server: VmServer, installer: Installer): Promise<void> {
  await installer.install();
  await server.restart();
  void vscode.window.showInformationMessage("vm-lsp is ready: put the cursor on a line of JavaScript and press Ctrl+Enter (Mac: ⌘Enter).");
}

async function copyCommand(installer: Installer): Promise<void> {
  await vscode.env.clipboard.writeText(await installer.shellLine());
  const next = "Restart Server";
  const chosen = await vscode.window.showInformationMessage(
    "The command is on the clipboard. Run it in a terminal, then restart the server.",
    next,
  );
  if (chosen === next) await vscode.commands.executeCommand("vmLsp.restartServer");
}
