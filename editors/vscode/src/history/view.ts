import * as vscode from "vscode";
import type { ExecutionEvent } from "../contract";
import { Refusal, type Server } from "../server/server";
import { Calendar } from "./calendar";
import { EVERYTHING, type Filter, inWords, isFiltered, isOneFile, nameOf } from "./filter";
import { itemOf } from "./items";
import { Listing } from "./listing";
import { type ActionNode, type HistoryNode, outline } from "./outline";
import { Soon } from "./soon";

export const VIEW = "vmLsp.history";
const REFRESH = 300; // milliseconds

const MORE: ActionNode = {
  kind: "action",
  id: "more",
  title: "Show more…",
  icon: "ellipsis",
  command: "vmLsp.moreHistory",
};
const RETRY: ActionNode = {
  kind: "action",
  id: "retry",
  title: "Try again",
  icon: "refresh",
  command: "vmLsp.refreshHistory",
};
const LOG: ActionNode = { kind: "action", id: "log", title: "Show the log", icon: "output", command: "vmLsp.showLog" };
const ALL: ActionNode = {
  kind: "action",
  id: "all",
  title: "Show all runs",
  icon: "clear-all",
  command: "vmLsp.clearHistoryFilter",
};

/** Things of the editor and our own alike. */
interface Disposes {
  dispose(): unknown;
}

/** The tree view: what it shows, and when it is read again. It reads nothing while nobody sees it. */
export class HistoryView implements vscode.TreeDataProvider<HistoryNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #listing: Listing;
  readonly #calendar = new Calendar();
  readonly #view: vscode.TreeView<HistoryNode>;
  readonly #soon = new Soon(REFRESH, () => this.refresh());
  readonly #disposables: readonly Disposes[];
  #wanted = EVERYTHING;
  /** The day that is called today in the tree. */
  #day = "";
  #read = false;
  #outdated = false;
  #failure: string | undefined;

  constructor(server: Server) {
    this.#listing = new Listing(server.ask.bind(server));
    this.#view = vscode.window.createTreeView(VIEW, { treeDataProvider: this, showCollapseAll: true });
    this.#disposables = [
      this.#view,
      this.#changed,
      this.#soon,
      this.#view.onDidChangeVisibility(() => {
        this.#catchUp();
      }),
      vscode.window.onDidChangeWindowState(() => {
        if (this.#day !== this.#today()) this.#changed.fire(undefined);
      }),
      server.onEvents((events) => {
        if (events.some(isTerminal)) this.#outdate();
      }),
      server.onSession(() => {
        this.#outdate();
      }),
    ];
  }

  get filter(): Filter {
    return this.#wanted;
  }

  getTreeItem(node: HistoryNode): vscode.TreeItem {
    return itemOf(node, this.#calendar, this.#wanted.search);
  }

  async getChildren(node?: HistoryNode): Promise<HistoryNode[]> {
    if (node) return "children" in node ? [...node.children] : [];
    if (!this.#read) await this.#start();
    return this.#roots();
  }

  /** Shows the runs a filter lets through, from the newest. */
  async show(filter: Filter): Promise<void> {
    this.#wanted = filter;
    this.#read = false;
    await this.#busy(() => this.#start());
    this.#changed.fire(undefined);
  }

  /** Reads what is new. While VS Code replaces rows, their buttons work for none of them: it does so only if need be. */
  async refresh(): Promise<void> {
    this.#outdated = false;
    const before = this.#fingerprint();
    await this.#busy(() => this.#reading(() => this.#listing.renew()));
    if (this.#fingerprint() !== before) this.#changed.fire(undefined);
  }

  /** Reads older runs. */
  async more(): Promise<void> {
    await this.#busy(() => this.#reading(() => this.#listing.more()));
    this.#changed.fire(undefined);
  }

  /** Brings the view to the front. */
  async focus(): Promise<void> {
    await vscode.commands.executeCommand(`${VIEW}.focus`);
  }

  dispose(): void {
    for (const one of this.#disposables) one.dispose();
  }

  async #start(): Promise<void> {
    this.#read = true;
    await this.#reading(() => this.#listing.start(this.#wanted));
  }

  async #reading(read: () => Promise<void>): Promise<void> {
    try {
      await read();
      this.#failure = undefined;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#failure = error.message;
    }
    this.#view.message = this.#message();
    await this.#tellContext();
  }

  /** Tells what `when` clauses ask: an empty history has its welcome only when it is known to be empty. */
  async #tellContext(): Promise<void> {
    const empty = this.#failure === undefined && this.#listing.runs.length === 0;
    await vscode.commands.executeCommand("setContext", `${VIEW}.filtered`, isFiltered(this.#wanted));
    await vscode.commands.executeCommand("setContext", `${VIEW}.empty`, empty);
  }

  /** Shows the view's own progress bar meanwhile. */
  async #busy(work: () => Promise<void>): Promise<void> {
    await vscode.window.withProgress({ location: { viewId: VIEW } }, work);
  }

  /** Without a message, an empty tree shows the view's welcome. */
  #message(): string {
    if (this.#failure !== undefined) return `The history could not be read. ${this.#failure}`;
    const words = inWords(this.#wanted);
    if (words === undefined) return "";
    const { runs, hasMore } = this.#listing;
    if (runs.length === 0) return `Nothing found: ${words}.`;
    return `${words} · ${runs.length}${hasMore ? "+" : ""} ${runs.length === 1 ? "run" : "runs"}`;
  }

  #roots(): HistoryNode[] {
    if (this.#failure !== undefined) return [RETRY, LOG];
    const { runs, hasMore } = this.#listing;
    this.#day = this.#today();
    if (runs.length === 0) return isFiltered(this.#wanted) ? [ALL] : [];
    const { search, scope } = this.#wanted;
    const days = outline(runs, {
      calendar: this.#calendar,
      now: new Date(),
      key: `${search}|${nameOf(scope)}`,
      oneFile: isOneFile(scope),
      allOpen: search !== "",
    });
    return hasMore ? [...days, MORE] : days;
  }

  /** Differs whenever the rows do. */
  #fingerprint(): string {
    const { runs, hasMore } = this.#listing;
    return JSON.stringify([this.#failure, hasMore, runs.map(({ id, status, pinned }) => [id, status, pinned])]);
  }

  #today(): string {
    return this.#calendar.dayOf(new Date());
  }

  #outdate(): void {
    this.#outdated = true;
    this.#catchUp();
  }

  #catchUp(): void {
    if (this.#outdated && this.#read && this.#view.visible) this.#soon.call();
  }
}

function isTerminal({ type }: ExecutionEvent): boolean {
  return type === "value" || type === "exception";
}
