import * as vscode from "vscode";
import type { Execution } from "../contract";
import type { VmServer } from "../server/vm-server";
import { Places } from "./places";
import { Scroll } from "./scroll";
import { Transcript } from "./transcript";

const LANGUAGE = "vm-output";

/** The output channel “VM”: console output as it comes, values, and errors whose frames can be clicked. */
export function outputChannel(context: vscode.ExtensionContext, server: VmServer): vscode.OutputChannel {
  const channel = vscode.window.createOutputChannel("VM", LANGUAGE);
  const places = new Places(nameOf);
  const transcript = new Transcript(new Scroll(channel), places, (executionId) => lookUp(server, executionId));
  context.subscriptions.push(
    channel,
    server.onEvents((events) => void transcript.take(events)),
    vscode.languages.registerDocumentLinkProvider({ language: LANGUAGE }, { provideDocumentLinks: (document) => links(document, places) }),
  );
  return channel;
}

async function lookUp(server: VmServer, executionId: string): Promise<Execution | undefined> {
  try {
    return await server.ask<Execution>("vm.history.get", { executionId });
  } catch {
    return undefined; // its output counts, and is shown under its id
  }
}

function nameOf(uri: string): string {
  const parsed = vscode.Uri.parse(uri);
  return parsed.scheme === "untitled" ? parsed.path : vscode.workspace.asRelativePath(parsed);
}

function links(document: vscode.TextDocument, places: Places): vscode.DocumentLink[] {
  const lines = Array.from({ length: document.lineCount }, (_, line) => document.lineAt(line));
  return lines.flatMap((line) =>
    places.leads(line.text).map((lead) => {
      const range = new vscode.Range(line.lineNumber, lead.start, line.lineNumber, lead.end);
      const fragment = `L${lead.position.line + 1},${lead.position.character + 1}`;
      return new vscode.DocumentLink(range, vscode.Uri.parse(lead.uri).with({ fragment }));
    }),
  );
}
