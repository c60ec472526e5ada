import * as vscode from "vscode";
import type { Execution } from "../contract";
import { Refusal, type Server } from "../server/server";
import type { Chosen } from "./actions";
import { command } from "./commands";
import { asSearch } from "./filter";
import { isObject } from "./objects";
import type { HistoryView } from "./view";

/** What can be made of runs: a file that can be checked, one for people, one for programs. */
const FORMATS = [
  { format: "js", language: "javascript", label: "$(file-code) JavaScript", description: "with its values as // => comments; `vm-lsp check` compares them" },
  { format: "markdown", language: "markdown", label: "$(markdown) Markdown", description: "for people" },
  { format: "jsonl", language: "jsonl", label: "$(json) JSON Lines", description: "for programs" },
] as const;

interface Choice extends vscode.QuickPickItem {
  readonly what?: object;
  readonly as?: (typeof FORMATS)[number];
}

/** Exports a run, its session, or what the view shows, into a new document. */
export class Exporting {
  constructor(
    private readonly server: Server,
    private readonly view: HistoryView,
  ) {}

  /** Registers the commands; `on` makes one of a run that was chosen somewhere. */
  register(on: Chosen): vscode.Disposable[] {
    return [on("vmLsp.exportExecution", (run) => this.#exportRun(run)), command("vmLsp.exportHistory", () => this.#exportShown())];
  }

  async #exportRun(run: Execution): Promise<void> {
    const choices = [
      ...choicesOf(`Run ${run.number}`, { executionId: run.id }),
      ...choicesOf("Its whole session", { sessionId: run.sessionId }),
    ];
    await this.#export(choices, "Export");
  }

  async #exportShown(): Promise<void> {
    const search = asSearch(this.view.filter);
    if (search === undefined) throw new Refusal("Search for something first: the whole history is too much for one file.", "VALIDATION_ERROR");
    await this.#export(choicesOf(search, { search }), "Export what the history view shows");
  }

  async #export(choices: readonly Choice[], title: string): Promise<void> {
    const choice = await vscode.window.showQuickPick(choices, { title, placeHolder: "As what?" });
    if (!choice?.what || !choice.as) return;
    const { format, language } = choice.as;
    const answer = await this.server.ask<unknown>("vm.history.export", { ...choice.what, format });
    const document = await vscode.workspace.openTextDocument({ language, content: textOf(answer) });
    await vscode.window.showTextDocument(document);
  }
}

function choicesOf(title: string, what: object): Choice[] {
  const head: Choice = { label: title, kind: vscode.QuickPickItemKind.Separator };
  return [head, ...FORMATS.map((as) => ({ label: as.label, description: as.description, what, as }))];
}

function textOf(answer: unknown): string {
  if (isObject(answer) && typeof answer["text"] === "string") return answer["text"];
  throw new TypeError("vm.history.export answered no text.");
}
