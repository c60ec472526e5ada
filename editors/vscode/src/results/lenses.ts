import * as vscode from "vscode";
import type { CodeLens, Middleware } from "vscode-languageclient/node";
import type { Range } from "../contract";
import type { VmServer } from "../server/vm-server";
import { trustedRow } from "./trusted";

/** Takes the lenses that only a hover should show out of those that are drawn. */
export function lensMiddleware(): Pick<Middleware, "provideCodeLenses"> {
  return {
    provideCodeLenses: async (document, token, next) => {
      const lenses = await next(document, token);
      return lenses?.filter((lens) => !isForHover((lens as { data?: unknown }).data));
    },
  };
}

/** Offers to run the top-level statement under the mouse, where the settings want that. */
export class RunOnHover implements vscode.HoverProvider {
  constructor(private readonly server: VmServer) {}

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    if (!vscode.workspace.isTrusted || this.server.life !== "on" || !isWanted()) return undefined;
    const uri = document.uri.toString();
    const lenses = await this.server.request<CodeLens[] | null>("textDocument/codeLens", { textDocument: { uri } });
    const range = (lenses ?? []).filter((lens) => isForHover(lens.data)).map(rangeOf).find((one) => one?.contains(position));
    if (range === undefined) return undefined;
    const link = { title: "▶ Run", command: "vmLsp.runRange", argument: { uri, range: plainRange(range) } };
    return new vscode.Hover(trustedRow([link]), range);
  }
}

function isWanted(): boolean {
  const settings = vscode.workspace.getConfiguration("vmLsp.codeLens");
  return settings.get<boolean>("enabled") === true && settings.get<string>("statements") === "hover";
}

function isForHover(data: unknown): boolean {
  return (data as { onHover?: unknown } | undefined)?.onHover === true;
}

/** The statement of a lens: its own range is only the line it is drawn above. */
function rangeOf(lens: CodeLens): vscode.Range | undefined {
  const [argument] = (lens.command?.arguments ?? []) as { range?: Range }[];
  return argument?.range && toRange(argument.range);
}

export function toRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

function plainRange({ start, end }: vscode.Range): Range {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}
