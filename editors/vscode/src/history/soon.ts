/**
 * Does something soon after it was asked to: once for many calls that come together, and never twice at a time.
 * A call that comes while it is being done has it done again afterwards.
 */
export class Soon {
  #timer: NodeJS.Timeout | undefined;
  #busy = false;
  #again = false;

  constructor(
    private readonly milliseconds: number,
    private readonly action: () => Promise<void> | void,
  ) {}

  /** Asks for it. */
  call(): void {
    if (this.#busy) this.#again = true;
    else this.#timer ??= setTimeout(() => void this.#run(), this.milliseconds);
  }

  /** Takes back what was asked for and has not begun. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#again = false;
  }

  async #run(): Promise<void> {
    this.#timer = undefined;
    this.#busy = true;
    try {
      await this.action();
    } finally {
      this.#busy = false;
      if (this.#again) {
        this.#again = false;
        this.call();
      }
    }
  }
}
