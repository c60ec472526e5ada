import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient/node";
import { executionIn } from "./at-place";

type Offered = vscode.CodeAction | vscode.Command;

/** Puts “Open in history” behind the server's “Run this again”. */
export function codeActionMiddleware(): Pick<Middleware, "provideCodeActions"> {
  return {
    provideCodeActions: async (document, range, context, token, next) => {
      const actions = await next(document, range, context, token);
      return actions?.flatMap((action) => [action, ...alsoInHistory(action)]);
    },
  };
}

function alsoInHistory(action: Offered): Offered[] {
  const command = "kind" in action ? action.command : undefined;
  if (command?.command !== "vm.history.rerun") return [];
  const executionId = executionIn(command.arguments as unknown[] | undefined);
  if (executionId === undefined) return [];
  const open = new vscode.CodeAction("Open in history", vscode.CodeActionKind.Empty.append("vm-lsp.history"));
  open.command = { title: open.title, command: "vmLsp.openExecution", arguments: [{ executionId }] };
  return [open];
}
