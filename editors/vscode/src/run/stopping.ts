import * as vscode from "vscode";
import type { Outcome, Session } from "../contract";
import type { VmServer } from "../server/vm-server";
import { toldOf } from "./outcomes";
import type { Sessions } from "./sessions";

const GLANCE_MS = 4000;

/** Stops and restarts sessions: that of the editor in front, else the one the person means. */
export class Stopping {
  constructor(
    private readonly server: VmServer,
    private readonly sessions: Sessions,
  ) {}

  /** Stops what runs, and says what that came to. @throws Refusal where the server refuses. */
  async stop(): Promise<void> {
    if (this.server.life !== "on") {
      tell("idle");
      return;
    }
    const target = await this.#busySession();
    if (target === undefined) return;
    await this.interrupt(target);
  }

  /** Stops what an argument of `vm.interrupt` names. @throws Refusal where the server refuses. */
  async interrupt(argument: object): Promise<void> {
    const { outcome } = await this.server.ask<{ outcome: Outcome }>("vm.interrupt", argument);
    tell(outcome);
  }

  /** Gives the folder of the editor in front a new session. @throws Refusal where it can't be started. */
  async restart(): Promise<void> {
    const argument = await this.#sessionToRestart();
    if (argument === undefined) return;
    await this.server.ask<Session>("vm.session.restart", argument);
    vscode.window.setStatusBarMessage("$(debug-restart) The session is new: nothing is defined in it.", GLANCE_MS);
  }

  async #busySession(): Promise<object | undefined> {
    const { busy } = this.sessions;
    const own = busy.find((session) => session === this.sessions.of(folderInFront()));
    if (own !== undefined) return { sessionId: own.id };
    if (busy.length <= 1) return busy[0] ? { sessionId: busy[0].id } : {};
    const chosen = await pick(busy, "Which session should stop?");
    return chosen && { sessionId: chosen.id };
  }

  async #sessionToRestart(): Promise<object | undefined> {
    const document = vscode.window.activeTextEditor?.document;
    if (document !== undefined && ["file", "untitled", "vscode-remote"].includes(document.uri.scheme)) {
      return { uri: document.uri.toString() };
    }
    const folders = vscode.workspace.workspaceFolders ?? [];
    if (folders.length === 1 && folders[0] !== undefined) return { uri: folders[0].uri.toString() };
    const chosen = await pick(this.sessions.all, "Which session should be restarted?");
    return chosen && { sessionId: chosen.id };
  }
}

/** The workspace folder of the document in front. */
export function folderInFront(): string | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri && vscode.workspace.getWorkspaceFolder(uri)?.uri.toString();
}

async function pick(sessions: readonly Session[], placeHolder: string): Promise<Session | undefined> {
  const items = sessions.map((session) => ({
    label: session.workspaceUri ? vscode.workspace.asRelativePath(vscode.Uri.parse(session.workspaceUri)) : "Scratch",
    description: `${session.status} · ${session.executionCount} runs`,
    session,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.session;
}

function tell(outcome: Outcome): void {
  const { text, quiet } = toldOf(outcome);
  if (quiet) vscode.window.setStatusBarMessage(`$(debug-stop) ${text}`, GLANCE_MS);
  else void vscode.window.showWarningMessage(text);
}
