import type { Shown } from "./markup";

/** A result's text with a name for a tab. */
export interface Kept extends Pick<Shown, "text" | "language"> {
  readonly title: string;
}

/** Keeps the texts of results that were shown last, so that their links need carry only a key. */
export class Keeping {
  readonly #kept = new Map<string, Kept>();
  #count = 0;

  constructor(private readonly most = 100) {}

  keep(result: Kept): string {
    const key = String((this.#count += 1));
    this.#kept.set(key, result);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.most) break;
      this.#kept.delete(oldest);
    }
    return key;
  }

  find(key: string): Kept | undefined {
    return this.#kept.get(key);
  }
}
