import * as vscode from "vscode";
import { SCHEME } from "./address";
import { isObject } from "./objects";

/**
 * Returns the id of the run that a command's argument names: an id, `{executionId}`, a row of the tree, or the URI of
 * an open run; without an argument, the run in the editor in front.
 */
export function chosenRun(argument: unknown): string | undefined {
  if (typeof argument === "string") return argument;
  if (argument instanceof vscode.Uri) return ofUri(argument);
  if (isObject(argument)) return idIn(argument);
  const front = vscode.window.activeTextEditor?.document.uri;
  return front && ofUri(front);
}

function ofUri(uri: vscode.Uri): string | undefined {
  return uri.scheme === SCHEME ? uri.query : undefined;
}

function idIn(argument: Record<string, unknown>): string | undefined {
  const { executionId, run } = argument;
  if (typeof executionId === "string") return executionId;
  return isObject(run) && typeof run["id"] === "string" ? run["id"] : undefined;
}
