import * as vscode from "vscode";
import type { Position, Value } from "../contract";
import { Refusal } from "../server/server";
import type { VmServer } from "../server/vm-server";
import type { Keeping, Kept } from "./keeping";

const SCHEME = "vm-value";
/** A language of its own: coloured as JavaScript is, and no other extension looks for mistakes in it. */
const LANGUAGE = "vm-value";

/** Shows whole values as read-only documents beside the code. */
export class Values implements vscode.TextDocumentContentProvider {
  constructor(
    private readonly server: VmServer,
    private readonly keeping: Keeping,
  ) {}

  register(): vscode.Disposable {
    return vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.keeping.find(uri.query)?.text ?? "// This value is no longer kept here; the history has it.\n";
  }

  /** Opens the value at a place, or of an execution, as `vm.value.show` takes it. @throws Refusal where there is none. */
  async show(argument: { uri: string; position: Position } | { executionId: string }): Promise<void> {
    const { value } = await this.server.ask<{ value: Value }>("vm.value.show", argument);
    await this.open(this.keeping.keep(keptOf(value, titleOf(argument))));
  }

  /** Opens a result that is kept. @throws Refusal where it is no more. */
  async open(key: string): Promise<void> {
    const kept = this.#kept(key);
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${kept.title}`, query: key });
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, kept.language === "js" ? LANGUAGE : "plaintext");
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
  }

  /** Copies a result that is kept. @throws Refusal where it is no more. */
  async copy(key: string): Promise<void> {
    await vscode.env.clipboard.writeText(this.#kept(key).text);
    vscode.window.setStatusBarMessage("$(copy) Copied", 2000);
  }

  #kept(key: string): Kept {
    const kept = this.keeping.find(key);
    if (kept === undefined) throw new Refusal("This value is no longer kept here; the history has it.", "VALIDATION_ERROR");
    return kept;
  }
}

/** A value with all of it that there is. */
function keptOf(value: Value, title: string): Kept {
  const cut = value.truncated && value.full === undefined ? "\n// … and more, which was too long to keep" : "";
  const isText = value.type === "string" && !/^['"`]/.test(value.preview);
  return { text: (value.full ?? value.preview) + cut, language: isText ? "text" : "js", title };
}

function titleOf(argument: { uri: string; position: Position } | { executionId: string }): string {
  if ("executionId" in argument) return `Value of run ${argument.executionId.slice(0, 8)}`;
  const name = argument.uri.slice(argument.uri.lastIndexOf("/") + 1);
  return `Value at ${decodeURIComponent(name)} line ${argument.position.line + 1}`;
}
