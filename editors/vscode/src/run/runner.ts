import * as vscode from "vscode";
import type { Execution } from "../contract";
import { Refusal } from "../server/server";
import type { VmServer } from "../server/vm-server";
import { askAboutNow, inOrder, selectionArgument } from "./requests";
import { type Described, demandRunnable } from "./runnable";

/** Runs what is in editors: editor state becomes one command's argument, and the rest is the server's. */
export class Runner {
  constructor(private readonly server: VmServer) {}

  /**
   * Runs each selection, or the statement at each cursor, from top to bottom, until one fails.
   *
   * @throws Refusal where the document can't be run, or the server refuses.
   */
  async runSelections(): Promise<void> {
    const editor = activeEditor();
    for (const selection of inOrder(editor.selections)) {
      const execution = await this.#ask("vm.executeSelection", () =>
        selectionArgument(editor.document.uri.toString(), editor.document.version, stillThere(editor, selection)),
      );
      if (execution.status !== "ok") return;
    }
  }

  /** Runs a piece of a document as a lens or link names it. @throws Refusal as above. */
  async runRange(uri: string, range: vscode.Range): Promise<void> {
    await this.#ask("vm.executeSelection", () => selectionArgument(uri, versionOf(uri) ?? 0, range));
  }

  /** Runs the buffer in front, or the file at `uri`. @throws Refusal as above. */
  async runFile(uri?: vscode.Uri): Promise<void> {
    const document = uri === undefined ? activeEditor().document : openDocument(uri.toString());
    if (document !== undefined) demandRunnable(described(document));
    const name = (document?.uri ?? uri)?.toString();
    if (name === undefined) return;
    await this.#ask("vm.runFile", () => withVersion({ uri: name }));
  }

  /** Runs a stored execution's code again. @throws Refusal where it is gone, or can't run. */
  async rerun(executionId: string): Promise<void> {
    await this.#ask("vm.history.rerun", () => ({ executionId }));
  }

  #ask(command: string, makeArgument: () => object): Promise<Execution> {
    demandTrust();
    return askAboutNow((argument) => this.server.ask<Execution>(command, argument), makeArgument);
  }
}

/** The editor in front, if what it shows can be run. @throws Refusal that says what to do instead. */
export function activeEditor(): vscode.TextEditor {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) throw new Refusal("Open a JavaScript file first.", "VALIDATION_ERROR");
  demandRunnable(described(editor.document));
  return editor;
}

/** Adds the version of an open document to an argument, so that the server runs what the person sees. */
export function withVersion<Named extends { readonly uri: string }>(argument: Named): Named & { version?: number } {
  const version = versionOf(argument.uri);
  return version === undefined ? argument : { ...argument, version };
}

function versionOf(uri: string): number | undefined {
  return openDocument(uri)?.version;
}

function openDocument(uri: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
}

/** A document as the rules about what runs know it. */
export function described({ uri, languageId }: vscode.TextDocument): Described {
  return { scheme: uri.scheme, languageId };
}

/** The selection as it was; where the document has shrunk, what is left of it. */
function stillThere(editor: vscode.TextEditor, selection: vscode.Range): vscode.Range {
  return editor.document.validateRange(selection);
}

function demandTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw new Refusal("Nothing runs in a workspace that is not trusted.", "UNTRUSTED_WORKSPACE");
}
