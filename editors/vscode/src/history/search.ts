import * as vscode from "vscode";
import type { Completion, HistoryPage, SearchFault } from "../contract";
import { Refusal, type Server } from "../server/server";
import { asQuery, type Filter } from "./filter";
import { completed, faultIn, isBegun } from "./grammar";
import {
  completionItem,
  failureItem,
  faultItem,
  KEEP,
  nothingItem,
  type RunButton,
  runItem,
  type SearchItem,
  separator,
} from "./search-items";
import { Soon } from "./soon";

const PAUSE = 120; // milliseconds after a key
const MOST = 50;
const OFFERED = 6; // completions above the runs
const CONTEXT = "vmLsp.searching"; // while it holds, Tab takes a completion

/** What a search comes to: runs, what could be typed on, and what is wrong with it. */
interface Found {
  readonly runs: readonly SearchItem[];
  readonly completions: readonly SearchItem[];
  readonly trouble?: SearchItem;
}

/** The search box: runs as one types, from the newest, and what could be typed. */
export class SearchBox {
  readonly #pick = vscode.window.createQuickPick<SearchItem>();
  readonly #soon = new Soon(PAUSE, () => this.#search());
  readonly #over = new vscode.EventEmitter<void>();
  readonly onDidClose = this.#over.event;
  #scope: Filter["scope"];

  /** @param keep shows the runs found in the history view. */
  constructor(
    private readonly server: Server,
    private readonly keep: (filter: Filter) => Promise<void>,
  ) {
    const pick = this.#pick;
    // Not in the API's types, and ignored where unknown: the newest run stays first, whatever its label.
    Object.assign(pick, { sortByLabel: false });
    pick.onDidChangeValue(() => {
      this.#renew();
    });
    pick.onDidTriggerItemButton(({ item, button }) => {
      this.#press(item, button as RunButton);
    });
    pick.onDidAccept(() => {
      this.#accept(pick.activeItems[0]);
    });
    pick.onDidHide(() => {
      this.close();
    });
  }

  /** Opens the box with a search in it, among the runs of a scope. */
  open({ search, scope }: Filter): void {
    this.#scope = scope;
    this.#pick.placeholder = 'Search the history: words, "phrases", -not, filters such as file: since:2d (Tab completes)';
    if (scope) this.#pick.title = `History of ${scope.kind === "statement" ? "the statement at " : ""}${scope.name}`;
    this.#pick.value = search;
    this.#pick.show();
    void vscode.commands.executeCommand("setContext", CONTEXT, true);
    this.#renew();
  }

  /** Takes the completion that is chosen, else the first. */
  complete(): void {
    const { activeItems, items } = this.#pick;
    this.#take(activeItems[0]?.completion ?? items.find(({ completion }) => completion)?.completion);
  }

  get #filter(): Filter {
    const search = this.#pick.value.trim();
    return this.#scope ? { search, scope: this.#scope } : { search };
  }

  #renew(): void {
    this.#pick.busy = true;
    this.#soon.call();
  }

  async #search(): Promise<void> {
    const typed = this.#pick.value;
    const [found, completions] = await Promise.all([this.#found(this.#filter), this.#completions(typed)]);
    const rows = await this.#rows({ ...found, completions: completions.map(completionItem) }, typed);
    if (typed !== this.#pick.value) return; // typed on: the next search has begun
    this.#pick.items = rows;
    const [first] = found.runs;
    if (first) this.#pick.activeItems = [first];
    this.#pick.busy = false;
  }

  async #found(filter: Filter): Promise<Pick<Found, "runs" | "trouble"> & { readonly fault?: SearchFault }> {
    try {
      const page = await this.server.ask<HistoryPage>("vm.history.list", { ...asQuery(filter), limit: MOST });
      return { runs: page.items.map((run) => runItem(run, filter.search)) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const fault = faultIn(error.details);
      if (fault === undefined) return { runs: [], trouble: failureItem(error.message) };
      return { runs: [], fault, trouble: faultItem(filter.search, fault, error.message) };
    }
  }

  /** Begun terms are completed above the runs, others below; of a wrong value those are offered that would be right. */
  async #rows(found: Found & { readonly fault?: SearchFault }, typed: string): Promise<SearchItem[]> {
    const { runs, completions, fault, trouble } = found;
    if (trouble) {
      if (completions.length > 0 && fault) return [...completions];
      return [trouble, ...(fault ? await this.#corrections(typed, fault) : [])];
    }
    const begun = isBegun(typed) ? completions.slice(0, OFFERED) : [];
    const above = begun.length > 0 ? [...begun, separator("Runs")] : [];
    const below = isBegun(typed) ? [] : [separator("Narrow it down"), ...completions];
    if (runs.length === 0) return [...above, nothingItem(this.#filter), ...below];
    return [...above, ...runs, ...below, separator(), KEEP];
  }

  /** Returns what could stand in place of the wrong part. */
  async #corrections(typed: string, { start, end, hint }: SearchFault): Promise<SearchItem[]> {
    const right = await this.#completions(typed, start);
    const meant = right.filter(({ label }) => hint.includes(` ${label}?`));
    return [...new Set([...meant, ...right])].map((completion) => completionItem({ ...completion, end: Math.max(completion.end, end) }));
  }

  async #completions(search: string, cursor = search.length): Promise<readonly Completion[]> {
    try {
      return (await this.server.ask<{ items: readonly Completion[] }>("vm.history.complete", { search, cursor })).items;
    } catch (error) {
      if (error instanceof Refusal) return []; // the list itself says what is wrong
      throw error;
    }
  }

  #press({ run }: SearchItem, button: RunButton): void {
    this.#pick.hide();
    if (run) void vscode.commands.executeCommand(button.command, run.id);
  }

  #accept(item: SearchItem | undefined): void {
    if (item?.completion) {
      this.#take(item.completion);
      return;
    }
    if (item?.run) void vscode.commands.executeCommand("vmLsp.openExecution", item.run.id);
    else if (item === KEEP) void this.keep(this.#filter);
    else return;
    this.#pick.hide();
  }

  /** Puts a completion into the search; setting a value tells nobody that it changed. */
  #take(completion: Completion | undefined): void {
    if (completion === undefined) return;
    this.#pick.value = completed(this.#pick.value, completion);
    this.#renew();
  }

  close(): void {
    void vscode.commands.executeCommand("setContext", CONTEXT, false);
    this.#over.fire();
    this.#over.dispose();
    this.#soon.dispose();
    this.#pick.dispose();
  }
}
