/** Counts how often a server died of late, so that one that always dies is not started for ever. */
export class Deaths {
  #moments: number[] = [];

  constructor(
    private readonly most = 3,
    private readonly withinMs = 3 * 60_000,
  ) {}

  /** Notes a death, and returns whether it is one too many. */
  tooMany(now = Date.now()): boolean {
    this.#moments = [...this.#moments.filter((moment) => now - moment < this.withinMs), now];
    return this.#moments.length >= this.most;
  }

  /** Begins to count anew: somebody wants it started again. */
  forget(): void {
    this.#moments = [];
  }
}
