import * as vscode from "vscode";
import { SCHEME } from "./address";
import type { Calendar } from "./calendar";
import type { DayNode, FileNode, HistoryNode, RunNode } from "./outline";
import { descriptionOf, highlights, iconOf, labelOf, NARROW, tooltipOf } from "./row";
import { isGoing } from "./runs";

const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/** Returns how a node of the history looks in the tree. */
export function itemOf(node: HistoryNode, calendar: Calendar, search: string): vscode.TreeItem {
  const item = blank(node, calendar, search);
  item.id = node.id;
  return item;
}

function blank(node: HistoryNode, calendar: Calendar, search: string): vscode.TreeItem {
  switch (node.kind) {
    case "day":
      return dayItem(node);
    case "file":
      return fileItem(node);
    case "run":
      return runItem(node, calendar, search);
    case "action":
      return actionItem(node.title, node.icon, node.command);
  }
}

function dayItem(node: DayNode): vscode.TreeItem {
  const item = new vscode.TreeItem(node.title, node.open ? Expanded : Collapsed);
  item.contextValue = "day";
  return item;
}

/** The theme's icon of the file. The URI is none of the file's own: today's problems in it say nothing about these runs. */
function fileItem(node: FileNode): vscode.TreeItem {
  const item = new vscode.TreeItem(node.title, Expanded);
  item.description = node.detail;
  item.tooltip = node.detail ? `${node.detail}/${node.title}` : node.title;
  item.resourceUri = vscode.Uri.from({ scheme: SCHEME, path: `/${node.title}` });
  item.iconPath = vscode.ThemeIcon.File;
  item.contextValue = "file";
  return item;
}

function runItem({ run }: RunNode, calendar: Calendar, search: string): vscode.TreeItem {
  const label = labelOf(run, search, NARROW);
  const item = new vscode.TreeItem({ label, highlights: highlights(label, search) });
  const { name, colour } = iconOf(run);
  item.description = descriptionOf(run);
  item.iconPath = new vscode.ThemeIcon(name, new vscode.ThemeColor(colour));
  item.tooltip = new vscode.MarkdownString(tooltipOf(run, calendar));
  item.contextValue = isGoing(run) ? "run.going" : run.pinned === true ? "run.over.pinned" : "run.over";
  item.command = { command: "vmLsp.openExecution", title: "Open", arguments: [run.id] };
  return item;
}

function actionItem(title: string, icon: string, command: string): vscode.TreeItem {
  const item = new vscode.TreeItem(title);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.command = { command, title };
  item.contextValue = "action";
  return item;
}
