import type { ConsolePayload, Exception, Execution, ExecutionEvent, Frame, StatementPayload } from "../contract";
import { linesOf, shown } from "./excerpt";
import { headline, nameIn, printOf } from "./runs";
import type { Linked, Piece, Place } from "./sheet";

/** What happened in a run as rows: where, a sign, and lines of text. */
export interface Happening {
  readonly where?: Linked;
  readonly sign: string;
  readonly lines: readonly (readonly Piece[])[];
}

const SIGNS: Readonly<Record<string, string>> = { warn: "⚠", error: "✖" };
const MOST_CAUSES = 8;

/** Returns the rows of a run's events, and last what came of it, in order. */
export function happenings(run: Execution, events: readonly ExecutionEvent[]): Happening[] {
  const rows = events.map((event) => rowOf(run, event)).filter((row) => row !== undefined);
  if (run.error) return [...rows, failure(run.error)];
  const print = run.status === "ok" ? printOf(run) : undefined;
  return print === undefined ? rows : [...rows, { sign: "→", lines: plain(print) }];
}

/** Terminal events are left out: the run itself holds the same, and more of it. */
function rowOf(run: Execution, event: ExecutionEvent): Happening | undefined {
  switch (event.type) {
    case "console":
      return output(event.payload);
    case "statement":
      return statement(run, event.payload);
    case "system":
      return { sign: "·", lines: plain(event.payload.message) };
    default:
      return undefined;
  }
}

function output(payload: ConsolePayload): Happening {
  return { ...at(linkTo(payload)), sign: SIGNS[payload.level] ?? "»", lines: plain(payload.text) };
}

/** A declaration of one name says which; of several, the value has the names in it. */
function statement(run: Execution, { range, names, preview }: StatementPayload): Happening {
  const { line, character: column } = range.start;
  const [name] = names ?? [];
  const text = names?.length === 1 && name !== undefined ? `${name} = ${preview}` : preview;
  return { ...at(linkTo({ uri: run.uri ?? null, line, column })), sign: "→", lines: plain(text) };
}

function failure(error: Exception): Happening {
  return { ...at(placeOf(error)), sign: isStop(error) ? "■" : "✖", lines: story(error) };
}

/** Whether it stands for a stop: its message says all then. An error of a script may have that name, and frames. */
function isStop({ name, message, frames }: Exception): boolean {
  return name === "Cancelled" && message !== "" && frames.length === 0;
}

/** Returns an error with its frames, and the errors that caused it. */
function story(error: Exception): Piece[][] {
  const lines: Piece[][] = [];
  let cause: Exception | undefined = error;
  for (let depth = 0; cause !== undefined && depth < MOST_CAUSES; depth++) {
    const [first = "", ...rest] = linesOf(isStop(cause) ? cause.message : headline(cause));
    lines.push([depth === 0 ? first : `caused by ${first}`], ...rest.map((line) => [line]));
    lines.push(...cause.frames.map(frameLine), ...thrown(cause));
    cause = cause.cause;
  }
  return lines;
}

function frameLine(frame: Frame): Piece[] {
  const link = linkTo(frame);
  const name = shown(frame.function ?? "");
  if (!link) return [`    at ${name || "(unknown)"}`];
  return name ? [`    at ${name} (`, link, ")"] : ["    at ", link];
}

/** A thrown value that is no error, where its message does not show it all. */
function thrown({ thrown: value, message }: Exception): Piece[][] {
  const print = value && (value.full ?? value.preview);
  return print === undefined || print === message ? [] : plain(print).map(([line = ""]) => ["    ", line]);
}

function placeOf(error: Exception): Linked | undefined {
  return error.frames.map(linkTo).find((link) => link !== undefined);
}

/** Returns `shop.js:2:1`, counted from 1 as people do, with what it leads to. */
export function linkTo({ uri, line, column }: Partial<Nullable<Place>>): Linked | undefined {
  if (typeof uri !== "string" || typeof line !== "number") return undefined;
  const place = { uri, line, column: column ?? 0 };
  return { text: `${shown(nameIn(uri))}:${line + 1}:${place.column + 1}`, place };
}

type Nullable<Of> = { [Key in keyof Of]: Of[Key] | null };

function at(where: Linked | undefined): { where?: Linked } {
  return where ? { where } : {};
}

function plain(text: string): string[][] {
  return linesOf(text).map((line) => [line]);
}
