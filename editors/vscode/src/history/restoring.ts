import * as vscode from "vscode";
import type { Execution, Restored } from "../contract";
import { asRefusal } from "../server/refusals";
import { Refusal, type Server } from "../server/server";
import { openRun, type Chosen } from "./actions";
import { command } from "./commands";

const UNTRUSTED = "Nothing runs until you trust this workspace. Its history can be read.";
const REPLACE = "Replace Today's Session";

/** What to restore: the last session of a document's workspace, or the named one. */
interface Wish {
  readonly uri: string;
  readonly sessionId?: string;
  readonly replace?: boolean;
}

/** Registers what rebuilds sessions by running again what they ran; `on` makes a command of a run chosen somewhere. */
export function registerRestoring(server: Server, on: Chosen): vscode.Disposable[] {
  return [
    command("vmLsp.restoreSession", () => restore(server, { uri: placeInFront() })),
    on("vmLsp.restoreSessionOf", (run) => restore(server, { uri: run.uri ?? placeInFront(), sessionId: run.sessionId })),
  ];
}

/** Returns the file in front, else the folder. @throws Refusal where there is neither. */
function placeInFront(): string {
  const uri = vscode.window.activeTextEditor?.document.uri ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  if (uri === undefined) throw new Refusal("Open a JavaScript file first: its session is the one to restore.", "VALIDATION_ERROR");
  return uri.toString();
}

/** Restores, after a question where that ends a session in which something has run. */
async function restore(server: Server, wish: Wish): Promise<void> {
  if (!vscode.workspace.isTrusted) throw new Refusal(UNTRUSTED, "UNTRUSTED_WORKSPACE");
  try {
    await tell(await server.ask<Restored>("vm.session.restore", wish));
  } catch (error) {
    const refusal = asRefusal(error);
    if (refusal.code !== "SESSION_BUSY" || wish.replace === true) throw error;
    const detail = "What has run in it since is not there any more. The history keeps it.";
    const question = "Something has run in today's session. Replace it by the former one?";
    const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, REPLACE);
    if (answer === REPLACE) await restore(server, { ...wish, replace: true });
  }
}

/** Says where it ended; the first run that went another way can be looked at. */
async function tell({ message, differences }: Restored): Promise<void> {
  const [first] = differences;
  if (first === undefined) {
    void vscode.window.showInformationMessage(message);
    return;
  }
  const answer = await vscode.window.showWarningMessage(message, "Open That Run", "Open It as It Was");
  const shown: Record<string, Execution> = { "Open That Run": first.execution, "Open It as It Was": first.former };
  const run = answer === undefined ? undefined : shown[answer];
  if (run) await openRun(run);
}
