import type { Execution, ExecutionEvent } from "../contract";
import { headLine, linesOf, plainHeadLine } from "./lines";
import type { Places } from "./places";
import type { Scroll } from "./scroll";

type Known = Execution | undefined;

const MOST_RUNS = 50;

/** Writes down what runs say, as it comes, each under a line that names it. */
export class Transcript {
  readonly #runs = new Map<string, Promise<Known>>();
  #current: string | undefined;
  #written: Promise<void> = Promise.resolve();

  constructor(
    private readonly scroll: Scroll,
    private readonly places: Places,
    /** Tells what a run is of, or undefined where that can't be known. */
    private readonly lookUp: (executionId: string) => Promise<Known>,
  ) {}

  /** Takes events in the order they came in, and returns when they are written. */
  take(events: readonly ExecutionEvent[]): Promise<void> {
    for (const { executionId } of events) this.#know(executionId);
    this.#written = this.#written.then(async () => {
      for (const event of events) await this.#write(event);
    });
    return this.#written;
  }

  async #write(event: ExecutionEvent): Promise<void> {
    const run = await this.#runs.get(event.executionId);
    if (this.#current !== event.executionId) {
      const head = run ? headLine(run, this.places) : plainHeadLine(event.executionId);
      this.scroll.write([...(this.#current === undefined ? [] : [""]), head]);
      this.#current = event.executionId;
    }
    this.scroll.write(linesOf(event, run, this.places));
  }

  #know(executionId: string): void {
    if (this.#runs.has(executionId)) return;
    this.#runs.set(executionId, this.lookUp(executionId));
    for (const oldest of this.#runs.keys()) {
      if (this.#runs.size <= MOST_RUNS) break;
      this.#runs.delete(oldest);
    }
  }
}
