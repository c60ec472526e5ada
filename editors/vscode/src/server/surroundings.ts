import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { homedir } from "node:os";
import * as vscode from "vscode";
import type { Surroundings } from "./locate";

/** Whether programs are named as on Windows. */
export const WINDOWS = process.platform === "win32";

/** What finding the server depends on, as it is now. */
export function surroundings(context: vscode.ExtensionContext): Surroundings {
  const settings = vscode.workspace.getConfiguration("vmLsp.server");
  return {
    setting: { command: settings.get("command", "").trim(), args: settings.get<string[]>("args", []) },
    searchPath: process.env["PATH"] ?? "",
    home: homedir(),
    folders: trustedFolders(),
    environment: environmentOf(context),
    windows: WINDOWS,
    isProgram,
  };
}

/** The virtual environment this extension may install the server into. */
export function environmentOf(context: vscode.ExtensionContext): string {
  return vscode.Uri.joinPath(context.globalStorageUri, "server").fsPath;
}


export async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false; // there is none, or none that we may start, which comes to the same
  }
}

function trustedFolders(): string[] {
  const folders = vscode.workspace.isTrusted ? (vscode.workspace.workspaceFolders ?? []) : [];
  return folders.filter((folder) => folder.uri.scheme === "file").map((folder) => folder.uri.fsPath);
}
