import * as vscode from "vscode";
import type { CodeAction, Command, WorkspaceEdit } from "vscode-languageclient/node";
import { Refusal } from "../server/server";
import type { VmServer } from "../server/vm-server";
import type { Position } from "../contract";

/** What the server offers to do with the result at a place. */
export interface AtPlace {
  readonly insert?: WorkspaceEdit;
  readonly executionId?: string;
}

/** Asks what can be done at a place. @throws Refusal where the server refuses. */
export async function offeredAt(server: VmServer, uri: string, { line, character }: Position): Promise<AtPlace> {
  const position = { line, character };
  const actions = await server.request<(CodeAction | Command)[] | null>("textDocument/codeAction", {
    textDocument: { uri },
    range: { start: position, end: position },
    context: { diagnostics: [], only: ["vm-lsp"] },
  });
  return (actions ?? []).reduce<AtPlace>((known, action) => ({ ...known, ...read(action) }), {});
}

/** Puts the result at a place beside its code as a comment. @throws Refusal where there is none. */
export async function insertAt(server: VmServer, uri: string, position: Position): Promise<void> {
  const { insert } = await offeredAt(server, uri, position);
  if (insert === undefined) throw new Refusal("There is no value here. Run the code first.", "VALIDATION_ERROR");
  const { client } = await server.connected();
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(insert);
  await vscode.workspace.applyEdit(edit);
}

function read(action: CodeAction | Command): AtPlace {
  if (!("kind" in action)) return {};
  if (action.kind === "vm-lsp.insert" && action.edit !== undefined) return { insert: action.edit };
  const executionId = executionIn(action.command?.arguments);
  return action.kind === "vm-lsp.rerun" && executionId !== undefined ? { executionId } : {};
}

/** The execution that a command's argument names. */
export function executionIn(argument: readonly unknown[] | undefined): string | undefined {
  const id = (argument?.[0] as { executionId?: unknown } | undefined)?.executionId;
  return typeof id === "string" ? id : undefined;
}
