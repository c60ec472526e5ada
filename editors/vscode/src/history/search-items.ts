import * as vscode from "vscode";
import type { Completion, Execution, SearchFault } from "../contract";
import { Calendar } from "./calendar";
import type { Filter } from "./filter";
import { hasFilters, pointedAt } from "./grammar";
import { descriptionOf, iconOf, labelOf } from "./row";
import { askedFor, fileNameOf } from "./runs";

/** A row of the search box: a run, something that could be typed, or neither. */
export interface SearchItem extends vscode.QuickPickItem {
  readonly run?: Execution;
  readonly completion?: Completion;
}

export interface RunButton extends vscode.QuickInputButton {
  readonly command: string;
}

const BUTTONS: readonly RunButton[] = [
  { command: "vmLsp.openExecution", iconPath: new vscode.ThemeIcon("go-to-file"), tooltip: "Open" },
  { command: "vmLsp.rerunExecution", iconPath: new vscode.ThemeIcon("run"), tooltip: "Run again" },
  { command: "vmLsp.insertInput", iconPath: new vscode.ThemeIcon("insert"), tooltip: "Insert the code at the cursor" },
  { command: "vmLsp.copyInput", iconPath: new vscode.ThemeIcon("copy"), tooltip: "Copy the code" },
];

/** Shows what was found in the view. */
export const KEEP: SearchItem = { label: "$(list-filter) Show these in the history view", alwaysShow: true };

const calendar = new Calendar();

/** Returns a run's row, shown whatever its label is: the server has found it, perhaps by its output. */
export function runItem(run: Execution, search: string): SearchItem {
  const { name, colour } = iconOf(run);
  const asked = askedFor(run);
  const when = `${calendar.titleOf(calendar.dayOf(asked), new Date())}, ${calendar.timeOf(asked)}`;
  return {
    run,
    label: labelOf(run, search),
    description: descriptionOf(run),
    detail: `${fileNameOf(run)} · ${when}`,
    iconPath: new vscode.ThemeIcon(name, new vscode.ThemeColor(colour)),
    buttons: vscode.workspace.isTrusted ? BUTTONS : BUTTONS.filter(({ command }) => command !== "vmLsp.rerunExecution"),
    alwaysShow: true,
  };
}

/** Returns the row of something that could be typed. */
export function completionItem(completion: Completion): SearchItem {
  const { label, detail } = completion;
  return { completion, label, description: detail, iconPath: new vscode.ThemeIcon("filter"), alwaysShow: true };
}

/** Returns the row that says which part of a search can't be read. */
export function faultItem(search: string, fault: SearchFault, message: string): SearchItem {
  return { label: `$(error) ${pointedAt(search, fault)}`, detail: message, alwaysShow: true };
}

/** Returns the row that says why nothing could be read. */
export function failureItem(message: string): SearchItem {
  return { label: "$(error) The history could not be read", detail: message, alwaysShow: true };
}

/** Returns the row that stands alone where nothing was found. */
export function nothingItem({ search, scope }: Filter): SearchItem {
  const found = search ? `No run ${hasFilters(search) ? "fits" : "has"} “${search}”` : "Nothing has run yet";
  return { label: scope && !search ? `Nothing has run in ${scope.name} yet` : found, alwaysShow: true };
}

export function separator(label = ""): SearchItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
