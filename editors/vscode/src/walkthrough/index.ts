import * as vscode from "vscode";
import type { Server } from "../server/server";
import { Progress } from "./progress";
import { isScratch, linesOfStep, SCRATCH, type Step, STEPS } from "./scratch";

const WALKTHROUGH = "vm-lsp.vm-lsp#start";

/** Offers the five steps of Get Started, and the scratch file they happen in. */
export function registerWalkthrough(context: vscode.ExtensionContext, server: Server): void {
  const progress = new Progress(server, context.globalState);
  context.subscriptions.push(
    progress,
    vscode.commands.registerCommand("vmLsp.openScratch", async (step: unknown) => {
      await openScratch(step);
      await progress.showDone();
    }),
    vscode.commands.registerCommand("vmLsp.getStarted", async () => {
      await vscode.commands.executeCommand("workbench.action.openWalkthrough", WALKTHROUGH, false);
      await progress.showDone();
    }),
  );
}

/** Opens the scratch file, or the one that is open already, with the cursor on a step's code. */
async function openScratch(step: unknown): Promise<void> {
  const document = vscode.workspace.textDocuments.find(isOpenScratch) ?? (await newScratch());
  const wanted = STEPS.find((known) => known === step) ?? "run";
  const viewColumn = columnOf(document);
  const editor = await vscode.window.showTextDocument(document, { viewColumn, preview: false });
  place(editor, wanted);
}

function isOpenScratch(document: vscode.TextDocument): boolean {
  return document.isUntitled && isScratch(document.getText());
}

function newScratch(): Thenable<vscode.TextDocument> {
  return vscode.workspace.openTextDocument({ language: "javascript", content: SCRATCH });
}

/** Where it stands already; beside the walkthrough, which stays in sight; else in front. */
function columnOf(document: vscode.TextDocument): vscode.ViewColumn {
  const { all, activeTabGroup } = vscode.window.tabGroups;
  const holds = (tab: vscode.Tab) =>
    tab.input instanceof vscode.TabInputText && tab.input.uri.toString() === document.uri.toString();
  const group = all.find(({ tabs }) => tabs.some(holds));
  if (group) return group.viewColumn;
  const inFront = activeTabGroup.activeTab;
  const other = inFront !== undefined && !(inFront.input instanceof vscode.TabInputText);
  return other ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
}

/** The step about errors takes two lines, which are selected. */
function place(editor: vscode.TextEditor, step: Step): void {
  const { start, end } = linesOfStep(editor.document.getText(), step);
  const head = new vscode.Position(start, 0);
  const tail = end - start > 1 ? editor.document.lineAt(end - 1).range.end : head;
  editor.selection = new vscode.Selection(head, tail);
  editor.revealRange(new vscode.Range(head, tail), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
