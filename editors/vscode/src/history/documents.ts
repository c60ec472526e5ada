import * as vscode from "vscode";
import type { ExecutionEvent } from "../contract";
import { Refusal, type Server } from "../server/server";
import { SCHEME } from "./address";
import { Calendar } from "./calendar";
import { RunRecord } from "./record";
import { apology, type Report, reportOf } from "./report";
import { Soon } from "./soon";

const REFRESH = 250; // milliseconds

/** An open run: what it was when it was last read, and the next reading. */
interface OpenRun {
  record?: RunRecord;
  report: Report;
  readonly soon: Soon;
}

/** Shows runs as read-only documents; one that is still going is read again as it goes on. */
export class RunDocuments implements vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #open = new Map<string, OpenRun>();
  readonly #calendar = new Calendar();
  readonly #disposables: vscode.Disposable[];

  constructor(private readonly server: Server) {
    this.#disposables = [
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.languages.registerDocumentLinkProvider({ scheme: SCHEME }, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#forget(uri);
      }),
      server.onEvents((events) => {
        this.#goOn(events);
      }),
      server.onSession(() => {
        this.#goOn();
      }),
    ];
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const key = uri.toString();
    const open = this.#open.get(key) ?? this.#opened(uri);
    this.#open.set(key, open);
    try {
      await this.#read(uri, open);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      open.report = apology(error.message);
    }
    return open.report.text;
  }

  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    const links = this.#open.get(document.uri.toString())?.report.links ?? [];
    return links.map(({ line, start, end, place }) => {
      const argument = encodeURIComponent(JSON.stringify([place]));
      const target = vscode.Uri.parse(`command:vmLsp.openPlace?${argument}`);
      const link = new vscode.DocumentLink(new vscode.Range(line, start, line, end), target);
      link.tooltip = "Go to this place";
      return link;
    });
  }

  dispose(): void {
    for (const { soon } of this.#open.values()) soon.dispose();
    vscode.Disposable.from(...this.#disposables).dispose();
    this.#changed.dispose();
  }

  async #read(uri: vscode.Uri, open: OpenRun): Promise<void> {
    const ask = this.server.ask.bind(this.server);
    if (open.record) await open.record.readOn();
    else open.record = await RunRecord.read(ask, uri.query);
    const { execution, events, cut } = open.record;
    open.report = reportOf(execution, events, { calendar: this.#calendar, cut });
  }

  #opened(uri: vscode.Uri): OpenRun {
    const soon = new Soon(REFRESH, () => {
      this.#changed.fire(uri);
    });
    return { report: apology("It is not read yet."), soon };
  }

  /** Reads again the open runs that go on: those with new events, or all of them. */
  #goOn(events?: readonly ExecutionEvent[]): void {
    const ids = events && new Set(events.map((event) => event.executionId));
    for (const { record, soon } of this.#open.values()) {
      if (record?.going && (ids?.has(record.execution.id) ?? true)) soon.call();
    }
  }

  #forget(uri: vscode.Uri): void {
    this.#open.get(uri.toString())?.soon.dispose();
    this.#open.delete(uri.toString());
  }
}
