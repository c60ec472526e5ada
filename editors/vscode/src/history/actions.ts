import * as vscode from "vscode";
import type { Execution } from "../contract";
import { Refusal, type Server } from "../server/server";
import { addressOf, SCHEME } from "./address";
import { chosenRun } from "./chosen";
import { command, mention } from "./commands";
import { labelOf, outcomeOf } from "./row";
import { headline, printOf } from "./runs";

const UNTRUSTED = "Nothing runs until you trust this workspace. Its history can be read.";

/** Registers a command about a run: it takes the run as `chosenRun` reads it. */
export type Chosen = (id: string, action: (run: Execution) => Promise<void>) => vscode.Disposable;

/** What can be done with a run of the history, wherever it is shown. */
export class RunActions {
  constructor(private readonly server: Server) {}

  /** Registers the commands. */
  register(): vscode.Disposable[] {
    return [
      this.on("vmLsp.openExecution", (run) => openRun(run)),
      this.on("vmLsp.rerunExecution", (run) => this.#runAgain(run)),
      this.on("vmLsp.rerunExecutionThen", (run) => this.#runAsThen(run)),
      this.on("vmLsp.stopExecution", (run) => this.#stop(run)),
      this.on("vmLsp.copyInput", (run) => copy(run.input, `Copied the code of run ${run.number}`)),
      this.on("vmLsp.copyExecutionValue", (run) => copyValue(run)),
      this.on("vmLsp.insertInput", (run) => insertInput(run)),
    ];
  }

  readonly on: Chosen = (id, action) =>
    command(id, async (...args) => {
      if (isLostRow(args)) {
        mention("The history was just being renewed: choose the run once more.");
        return;
      }
      const executionId = chosenRun(args[0]);
      if (executionId === undefined) await vscode.commands.executeCommand("vmLsp.searchHistory");
      else await action(await this.server.ask<Execution>("vm.history.get", { executionId }));
    });

  async #runAgain(former: Execution): Promise<void> {
    if (!vscode.workspace.isTrusted) throw new Refusal(UNTRUSTED, "UNTRUSTED_WORKSPACE");
    const fromDocument = vscode.window.activeTextEditor?.document.uri.scheme === SCHEME;
    const run = await this.server.ask<Execution>("vm.history.rerun", { executionId: former.id });
    mention(`Run ${run.number}: ${outcomeOf(run) || labelOf(run)}`);
    if (fromDocument || !isSeen(run)) await openRun(run);
  }

  /** In a session of its own, under the settings and behind the runs it had: nothing of it is kept, so it is told. */
  async #runAsThen(former: Execution): Promise<void> {
    if (!vscode.workspace.isTrusted) throw new Refusal(UNTRUSTED, "UNTRUSTED_WORKSPACE");
    const run = await this.server.ask<Execution>("vm.history.rerun", { executionId: former.id, as: "then" });
    const [was, now] = [former, run].map((one) => outcomeOf(one) || "no value");
    const said = was === now ? `as it was: ${now}` : `now ${now}, it was ${was}`;
    void vscode.window.showInformationMessage(`Run ${former.number} behind what had run before it: ${said}`);
  }

  async #stop(run: Execution): Promise<void> {
    await this.server.ask("vm.interrupt", { executionId: run.id });
  }
}

/** VS Code hands nothing over for a row it was just replacing; a command of the palette has no argument at all. */
function isLostRow(args: readonly unknown[]): boolean {
  return args.length > 0 && (args[0] ?? undefined) === undefined;
}

/** Opens a run as a read-only document, as a preview that the next one replaces. */
export async function openRun(run: Execution): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.from(addressOf(run)));
  await vscode.window.showTextDocument(document, { preview: true });
}

/** Whether the code's own file is in sight, where the results appear beside it. */
function isSeen(run: Execution): boolean {
  return vscode.window.visibleTextEditors.some(({ document }) => document.uri.toString() === run.uri);
}

async function copy(text: string, said: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  mention(said);
}

/** Copies the whole value; of a run that failed, the error. */
async function copyValue(run: Execution): Promise<void> {
  const print = printOf(run);
  if (print !== undefined) await copy(print, `Copied the value of run ${run.number}`);
  else if (run.error) await copy(headline(run.error), `Copied the error of run ${run.number}`);
  else void vscode.window.showInformationMessage(`Run ${run.number} is not over: it has no value yet.`);
}

/** Puts the code in place of what is selected in the editor a person wrote in last, else into a new document. */
async function insertInput(run: Execution): Promise<void> {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  const editor = [activeTextEditor, ...visibleTextEditors].find((one) => one && isWritable(one.document.uri));
  if (!editor) {
    const document = await vscode.workspace.openTextDocument({ language: "javascript", content: run.input });
    await vscode.window.showTextDocument(document);
    return;
  }
  const shown = await vscode.window.showTextDocument(editor.document, editor.viewColumn);
  const edited = await shown.edit((edit) => {
    for (const selection of shown.selections) edit.replace(selection, run.input);
  });
  if (!edited) void vscode.window.showWarningMessage("This editor can't be written to. Copy the code instead.");
}

function isWritable({ scheme }: vscode.Uri): boolean {
  return scheme !== SCHEME && vscode.workspace.fs.isWritableFileSystem(scheme) !== false;
}
