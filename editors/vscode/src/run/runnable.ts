import { Refusal } from "../server/server";

/** What a command needs to know of a document. */
export interface Described {
  readonly scheme: string;
  readonly languageId: string;
}

export const LANGUAGES: readonly string[] = ["javascript", "javascriptreact", "typescript", "typescriptreact"];
/** Cells of notebooks belong to their notebooks' own kernels; output, histories and diffs can't be run. */
export const SCHEMES: readonly string[] = ["file", "untitled", "vscode-remote"];

export function isRunnable(document: Described): boolean {
  return LANGUAGES.includes(document.languageId) && SCHEMES.includes(document.scheme);
}

/** @throws Refusal where a document is none that this extension runs; its message says what to do instead. */
export function demandRunnable(document: Described): void {
  if (document.scheme === "vscode-notebook-cell") {
    throw new Refusal("A notebook's cell runs in its notebook. Open a JavaScript file to run code with vm-lsp.", "VALIDATION_ERROR");
  }
  if (!SCHEMES.includes(document.scheme)) {
    throw new Refusal("This document is only shown, not edited, here. Copy the code into a JavaScript file to run it.", "VALIDATION_ERROR");
  }
  if (!LANGUAGES.includes(document.languageId)) {
    throw new Refusal("vm-lsp runs JavaScript; this document's language is another. Change it with “Change Language Mode”.", "VALIDATION_ERROR");
  }
}
