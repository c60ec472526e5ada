import type { Session } from "../contract";

/** Since when sessions are busy. */
export class Stopwatch {
  readonly #since = new Map<string, number>();

  constructor(
    /** A run that is over by then is not worth a flicker. */
    readonly patienceMs = 300,
    private readonly now: () => number = Date.now,
  ) {}

  note(session: Session): void {
    if (session.status !== "busy") this.#since.delete(session.id);
    else if (!this.#since.has(session.id)) this.#since.set(session.id, this.now());
  }

  clear(): void {
    this.#since.clear();
  }

  /** For how long a session has been busy, once that is long enough to be worth showing. */
  busyMs(session: Session | undefined): number | undefined {
    const since = session && this.#since.get(session.id);
    if (since === undefined) return undefined;
    const elapsed = this.now() - since;
    return elapsed < this.patienceMs ? undefined : elapsed;
  }

  /** Until when to look again: undefined where nothing is busy. */
  nextLookMs(session: Session | undefined): number | undefined {
    const since = session && this.#since.get(session.id);
    if (since === undefined) return undefined;
    const elapsed = this.now() - since;
    return elapsed < this.patienceMs ? this.patienceMs - elapsed : 1000 - (elapsed % 1000);
  }
}
