import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient/node";
import { executionIn } from "./at-place";

type Offered = vscode.CodeAction | vscode.Command;

/** Puts what the history has behind the server's “Run this again”. */
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
  return [
    inHistory("Open in history", "vmLsp.openExecution", { executionId }),
    inHistory("History of this statement", "vmLsp.statementHistory"),
  ];
}

function inHistory(title: string, command: string, ...args: object[]): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.Empty.append("vm-lsp.history"));
  action.command = { title, command, arguments: args };
  return action;
}
