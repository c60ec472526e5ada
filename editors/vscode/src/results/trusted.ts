import * as vscode from "vscode";
import { LINK_COMMANDS, type Link, row } from "./links";

/** Markdown in which our links work, and no others do. What is given must be safe: nobody else's Markdown. */
export function trusted(markdown: string): vscode.MarkdownString {
  const text = new vscode.MarkdownString(markdown);
  text.isTrusted = { enabledCommands: LINK_COMMANDS };
  return text;
}

/** A row of links as Markdown of its own. */
export function trustedRow(links: readonly Link[]): vscode.MarkdownString {
  return trusted(row(links));
}
