/** A place in a source file; lines and columns count from 0. */
export interface Place {
  readonly uri: string;
  readonly line: number;
  readonly column: number;
}

/** Part of a line that leads somewhere. */
export interface Linked {
  readonly text: string;
  readonly place: Place;
}

export type Piece = string | Linked;

/** Where a link stands in a sheet. */
export interface SheetLink {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly place: Place;
}

/** A text that is written line by line and remembers its links. */
export class Sheet {
  readonly #lines: string[] = [];
  readonly #links: SheetLink[] = [];

  /** Adds one line. */
  line(...pieces: readonly Piece[]): void {
    let text = "";
    for (const piece of pieces) {
      if (typeof piece !== "string") {
        const { place } = piece;
        this.#links.push({ line: this.#lines.length, start: text.length, end: text.length + piece.text.length, place });
      }
      text += typeof piece === "string" ? piece : piece.text;
    }
    this.#lines.push(text.trimEnd());
  }

  /** Adds lines as they are. */
  verbatim(text: string): void {
    this.#lines.push(...text.split(/\r\n|\r|\n/));
  }

  get text(): string {
    return `${this.#lines.join("\n")}\n`;
  }

  get links(): readonly SheetLink[] {
    return this.#links;
  }
}
