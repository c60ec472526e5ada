import * as vscode from "vscode";
import type { Server } from "../server/server";
import { Refusal } from "../server/server";
import { isObject } from "./objects";

const UNTRUSTED = "Nothing runs until you trust this workspace. Its history can be read.";

/**
 * Rebuilds the session of the file in front, or of the folder, by running again what it ran, and says where that ended.
 *
 * @throws Refusal where nothing can run, or there is nothing to restore.
 */
export async function restoreSession(server: Server): Promise<void> {
  if (!vscode.workspace.isTrusted) throw new Refusal(UNTRUSTED, "UNTRUSTED_WORKSPACE");
  const uri = (vscode.window.activeTextEditor?.document.uri ?? vscode.workspace.workspaceFolders?.[0]?.uri)?.toString();
  if (uri === undefined) throw new Refusal("Open a JavaScript file first: its session is the one to restore.", "VALIDATION_ERROR");
  const answer = await server.ask<unknown>("vm.session.restore", { uri });
  void vscode.window.showInformationMessage(messageOf(answer));
}

function messageOf(answer: unknown): string {
  if (isObject(answer) && typeof answer["message"] === "string") return answer["message"];
  return "The session is restored.";
}
