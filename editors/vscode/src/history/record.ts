import type { Execution, ExecutionEvent } from "../contract";
import type { Ask } from "./listing";
import { isGoing } from "./runs";

const PAGE = 500;
/** More is not shown in one document: it is output of a loop then, and its end stands in the execution itself. */
export const MOST_EVENTS = 5000;

/** One run with all that happened in it, read page by page; it can be read on while the run goes. */
export class RunRecord {
  #events: ExecutionEvent[] = [];

  private constructor(
    private readonly ask: Ask,
    private current: Execution,
  ) {}

  /** Reads a run from the history. */
  static async read(ask: Ask, executionId: string): Promise<RunRecord> {
    const record = new RunRecord(ask, await ask<Execution>("vm.history.get", { executionId }));
    await record.#readEvents();
    return record;
  }

  /** Reads what came since. It may be called while it reads: nothing is there twice, and what is over stays over. */
  async readOn(): Promise<void> {
    const run = await this.ask<Execution>("vm.history.get", { executionId: this.current.id });
    if (this.going) this.current = run;
    await this.#readEvents();
  }

  get execution(): Execution {
    return this.current;
  }

  get events(): readonly ExecutionEvent[] {
    return this.#events;
  }

  get going(): boolean {
    return isGoing(this.current);
  }

  /** Whether there may be events that were left out. */
  get cut(): boolean {
    return this.#events.length >= MOST_EVENTS;
  }

  async #readEvents(): Promise<void> {
    while (!this.cut) {
      const limit = Math.min(PAGE, MOST_EVENTS - this.#events.length);
      const argument = { executionId: this.current.id, afterSeq: this.#lastSeq(), limit };
      const page = await this.ask<readonly ExecutionEvent[]>("vm.history.events", argument);
      const last = this.#lastSeq();
      this.#events.push(...page.filter((event) => event.seq > last));
      if (page.length < limit) return;
    }
  }

  #lastSeq(): number {
    return this.#events.at(-1)?.seq ?? 0;
  }
}
