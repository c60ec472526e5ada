import * as vscode from "vscode";
import { showFailure } from "../server/failures";

/** Registers a command; what goes wrong is told to the person, with what can be done about it. */
export function command(id: string, action: (...args: unknown[]) => Promise<void> | void): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (...args: unknown[]) => {
    try {
      await action(...args);
    } catch (reason) {
      void showFailure(reason);
    }
  });
}

/** Says something in passing, where nobody has to answer. */
export function mention(text: string): void {
  vscode.window.setStatusBarMessage(text, 5000);
}
