import type { Position } from "../contract";

/** A stretch of a line that leads somewhere. */
export interface Lead {
  readonly start: number;
  readonly end: number;
  readonly uri: string;
  readonly position: Position;
}

/** How places are printed, and where they lead when clicked: exactly there, whatever folder the name is short for. */
export class Places {
  readonly #uris = new Map<string, string>();

  constructor(
    /** A document's name for a person: relative to its workspace folder where it has one. */
    private readonly nameOf: (uri: string) => string,
    private readonly most = 1000,
  ) {}

  /** A place as `name:line:column`, counted from 1. */
  print(uri: string, { line, character }: Position): string {
    const name = this.nameOf(uri);
    this.#uris.delete(name);
    this.#uris.set(name, uri);
    for (const oldest of this.#uris.keys()) {
      if (this.#uris.size <= this.most) break;
      this.#uris.delete(oldest);
    }
    return `${name}:${line + 1}:${character + 1}`;
  }

  /** Where a printed line leads: a frame, or the head of a run. */
  leads(line: string): Lead[] {
    const [, before = "", row, column] =
      /^( {4}at .+):(\d+):(\d+)\)?$/.exec(line) ?? /^(── run \S+ · .+?)(?::(\d+))?(?: · .*)?$/.exec(line) ?? [];
    const start = possibleStarts(before).find((place) => this.#uris.has(before.slice(place)));
    const uri = start === undefined ? undefined : this.#uris.get(before.slice(start));
    if (start === undefined || uri === undefined) return [];
    const end = [before, row, column].filter((part) => part !== undefined).join(":").length;
    return [{ start, end, uri, position: { line: Number(row ?? 1) - 1, character: Number(column ?? 1) - 1 } }];
  }
}

/** Where a name may begin in `    at function (name`, `    at name` or `── run 3 · name`: each may have brackets in it. */
function possibleStarts(before: string): number[] {
  return [...before.matchAll(/ {4}at | \(| · /g)].map((found) => found.index + found[0].length);
}
