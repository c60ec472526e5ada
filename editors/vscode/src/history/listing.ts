import type { Execution, HistoryPage } from "../contract";
import { asQuery, EVERYTHING, type Filter } from "./filter";
import { isGoing } from "./runs";

/** As `Server.ask`. */
export type Ask = <Answer>(command: string, argument: object) => Promise<Answer>;

const PAGE = 50;

/**
 * The runs the view shows, newest first, as far as they were asked for. What arrives for a filter that is no longer
 * the one wanted is dropped.
 */
export class Listing {
  #filter = EVERYTHING;
  #runs: readonly Execution[] = [];
  #cursor: string | undefined;

  constructor(private readonly ask: Ask) {}

  get filter(): Filter {
    return this.#filter;
  }

  get runs(): readonly Execution[] {
    return this.#runs;
  }

  /** Whether older runs than those here can be asked for. */
  get hasMore(): boolean {
    return this.#cursor !== undefined;
  }

  /** Forgets what it has and shows the newest runs of a filter. */
  async start(filter: Filter): Promise<void> {
    this.#filter = filter;
    this.#runs = [];
    this.#cursor = undefined;
    await this.renew();
  }

  /** Adds the next older page. */
  async more(): Promise<void> {
    const [filter, cursor] = [this.#filter, this.#cursor];
    if (cursor === undefined) return;
    const page = await this.#page(filter, cursor);
    if (this.#filter !== filter || this.#cursor !== cursor) return;
    this.#runs = [...this.#runs, ...page.items];
    this.#cursor = page.nextCursor;
  }

  /** Brings what is new, and keeps the older pages that are there. */
  async renew(): Promise<void> {
    const filter = this.#filter;
    const page = await this.#page(filter);
    const older = await this.#settled(this.#olderThan(page.items));
    if (this.#filter !== filter) return;
    this.#runs = [...page.items, ...older];
    if (older.length === 0) this.#cursor = page.nextCursor;
  }

  /** Where the page does not reach what is here, there may be a gap: nothing older is kept. */
  #olderThan(newest: readonly Execution[]): readonly Execution[] {
    const last = this.#runs.findIndex((run) => run.id === newest.at(-1)?.id);
    return last < 0 ? [] : this.#runs.slice(last + 1);
  }

  /** Returns the runs with those that were going as they are now. */
  #settled(runs: readonly Execution[]): Promise<Execution[]> {
    return Promise.all(runs.map((run) => (isGoing(run) ? this.#now(run) : Promise.resolve(run))));
  }

  #now(run: Execution): Promise<Execution> {
    return this.ask<Execution>("vm.history.get", { executionId: run.id });
  }

  #page(filter: Filter, cursor?: string): Promise<HistoryPage> {
    const from = cursor === undefined ? {} : { cursor };
    return this.ask<HistoryPage>("vm.history.list", { ...asQuery(filter), ...from, limit: PAGE });
  }
}
