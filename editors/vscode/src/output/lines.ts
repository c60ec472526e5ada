import type { ConsolePayload, Exception, Execution, ExecutionEvent, Frame } from "../contract";
import type { Places } from "./places";

const LONGEST_CODE = 60;
const SIGNS: Readonly<Record<string, string>> = { warn: "⚠ ", error: "✖ " };
const ESCAPES = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;
const ENDED_BY_US: ReadonlySet<string> = new Set(["Cancelled"]);

/** The line a run begins with. */
export function headLine(execution: Execution, places: Places): string {
  const start = execution.range?.start ?? { line: 0, character: 0 };
  const place = execution.uri ? places.print(execution.uri, start) : "";
  const name = execution.kind === "run_file" ? place.replace(/:\d+:\d+$/, "") : place.replace(/:\d+$/, "");
  const code = execution.kind === "repl" ? firstLine(execution.input) : "";
  return ["──", `run ${execution.number}`, ...[name, code].filter(Boolean).flatMap((part) => ["·", part])].join(" ");
}

/** The same for a run of which nothing could be learnt. */
export function plainHeadLine(executionId: string): string {
  return `── run ${executionId.slice(0, 8)}`;
}

/** What an event has to say; values of statements only for a selection, which has no other place for them. */
export function linesOf(event: ExecutionEvent, execution: Pick<Execution, "kind"> | undefined, places: Places): string[] {
  switch (event.type) {
    case "console":
      return console(event.payload);
    case "statement":
      return execution?.kind === "run_file" ? [] : signed("→ ", event.payload.preview);
    case "value":
      return event.payload.type === "undefined" ? [] : signed("→ ", event.payload.full ?? event.payload.preview);
    case "exception":
      return exception(event.payload, places);
    case "system":
      return signed("• ", event.payload.message);
    default:
      return []; // what ran stands in the head; newer servers may tell more than we know
  }
}

function console({ level, text }: ConsolePayload): string[] {
  return signed(SIGNS[level] ?? "", text.replaceAll(ESCAPES, ""));
}

function exception(error: Exception, places: Places, lead = "✖ "): string[] {
  const said = [error.name, error.message].filter(Boolean).join(": ");
  const sign = ENDED_BY_US.has(error.name) ? "■ " : lead;
  const frames = error.frames.map((frame) => frameLine(frame, places));
  const cause = error.cause ? exception(error.cause, places, "  caused by ") : [];
  return [...signed(sign, ENDED_BY_US.has(error.name) ? error.message : said), ...frames, ...cause];
}

function frameLine({ function: name, uri, line, column }: Frame, places: Places): string {
  const place = uri ? places.print(uri, { line: line ?? 0, character: column ?? 0 }) : "native";
  return name ? `    at ${name} (${place})` : `    at ${place}`;
}

/** A text with a sign before it, further lines below the first. */
function signed(sign: string, text: string): string[] {
  const indent = " ".repeat(sign.length);
  return text.split("\n").map((line, place) => (place === 0 ? sign : indent) + line);
}

function firstLine(code: string): string {
  const [first = "", ...more] = code.trim().split("\n");
  return first.length > LONGEST_CODE || more.length > 0 ? `${first.slice(0, LONGEST_CODE).trimEnd()} …` : first;
}
