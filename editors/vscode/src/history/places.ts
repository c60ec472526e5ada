import * as vscode from "vscode";
import { isObject } from "./objects";
import { nameIn } from "./runs";
import type { Place } from "./sheet";

/** Opens the place a link of a run leads to, in the column beside where that is in use already. */
export async function openPlace(argument: unknown): Promise<void> {
  if (!isPlace(argument)) throw new TypeError("vmLsp.openPlace takes {uri, line, column}.");
  const uri = vscode.Uri.parse(argument.uri, true);
  const document = await opened(uri);
  if (!document) return;
  const position = document.validatePosition(new vscode.Position(argument.line, argument.column));
  const seen = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  await vscode.window.showTextDocument(document, {
    selection: new vscode.Range(position, position),
    ...(seen?.viewColumn === undefined ? {} : { viewColumn: seen.viewColumn }),
  });
}

async function opened(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return open;
  const name = nameIn(uri.toString());
  if (uri.scheme === "untitled") {
    void vscode.window.showInformationMessage(`${name} was closed without being saved. Its run still has the code.`);
    return undefined;
  }
  return vscode.workspace.openTextDocument(uri).then(undefined, () => {
    void vscode.window.showInformationMessage(`${name} is not there any more. Its run still has the code.`);
    return undefined;
  });
}

function isPlace(value: unknown): value is Place {
  if (!isObject(value)) return false;
  const { uri, line, column } = value;
  return typeof uri === "string" && typeof line === "number" && typeof column === "number";
}
