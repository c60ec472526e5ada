/** Where lines go: an output channel. */
export interface Sink {
  append(text: string): void;
  replace(text: string): void;
}

/** Writes lines, and keeps only the last of them: an output channel by itself would keep all for ever. */
export class Scroll {
  #lines: string[] = [];

  constructor(
    private readonly sink: Sink,
    private readonly most = 5000,
  ) {}

  write(lines: readonly string[]): void {
    if (lines.length === 0) return;
    for (const line of lines) this.#lines.push(line);
    if (this.#lines.length <= this.most * 2) this.sink.append(`${lines.join("\n")}\n`);
    else this.#shorten();
  }

  #shorten(): void {
    this.#lines = ["… what came before is in the history", ...this.#lines.slice(-this.most)];
    this.sink.replace(`${this.#lines.join("\n")}\n`);
  }
}
