import * as vscode from "vscode";
import type { Position, Range } from "../contract";
import type { Runner } from "../run/runner";
import { activeEditor } from "../run/runner";
import type { Commands } from "../run/commands";
import type { VmServer } from "../server/vm-server";
import { insertAt } from "./at-place";
import { toRange } from "./lenses";
import type { Values } from "./values";

/** What can be done with results: at the cursor, and from the links of a hint or hover. */
export function resultCommands(server: VmServer, values: Values, runner: Runner): Commands {
  return {
    "vmLsp.showValue": () => values.show(cursor()),
    "vmLsp.insertResult": () => insertAt(server, cursor().uri, cursor().position),
    "vmLsp.clearResults": () => clear(server, vscode.window.activeTextEditor?.document.uri),
    "vmLsp.clearAllResults": () => clear(server),
    "vmLsp.copyResult": ({ key }: { key: string }) => values.copy(key),
    "vmLsp.openResult": ({ key }: { key: string }) => values.open(key),
    "vmLsp.insertResultAt": ({ uri, ...position }: { uri: string } & Position) => insertAt(server, uri, position),
    "vmLsp.rerun": ({ executionId }: { executionId: string }) => runner.rerun(executionId),
    "vmLsp.runRange": ({ uri, range }: { uri: string; range: Range }) => runner.runRange(uri, toRange(range)),
  };
}

function cursor(): { uri: string; position: Position } {
  const { document, selection } = activeEditor();
  const { line, character } = selection.active;
  return { uri: document.uri.toString(), position: { line, character } };
}

async function clear(server: VmServer, uri?: vscode.Uri): Promise<void> {
  if (server.life !== "on") return; // then nothing is shown
  await server.ask("vm.results.clear", uri === undefined ? {} : { uri: uri.toString() });
}
