import type { Execution, Status } from "../contract";
import { type Calendar } from "./calendar";
import { cut, lineWith, oneLine } from "./excerpt";
import { wordsIn } from "./grammar";
import { askedFor, durationOf, headline, isGoing, printOf, stateOf } from "./runs";

/** How one run looks in the tree and in the search box. */

const CODE = 48;
/** Side bars are narrow, and the value has to be seen beside the code. */
export const NARROW = 20;
const VALUE = 60;
const TOOLTIP_CODE = 1200;
const TOOLTIP_VALUE = 800;
const TOOLTIP_LINES = 20;

/** A codicon and the theme's colour for it. */
export interface StateIcon {
  readonly name: string;
  readonly colour: string;
}

const ICONS: Readonly<Record<Status, StateIcon>> = {
  queued: { name: "clock", colour: "testing.iconQueued" },
  running: { name: "loading~spin", colour: "progressBar.background" },
  ok: { name: "pass", colour: "testing.iconPassed" },
  error: { name: "error", colour: "testing.iconFailed" },
  timeout: { name: "watch", colour: "testing.iconErrored" },
  cancelled: { name: "circle-slash", colour: "testing.iconSkipped" },
};

/** Returns the icon of a run's state; a pinned one has a pin in its colour. */
export function iconOf(run: Execution): StateIcon {
  const icon = ICONS[run.status];
  return run.pinned === true && !isGoing(run) ? { ...icon, name: "pinned" } : icon;
}

/** Returns the first line of a run's code; of what a search found, the first that has a word of it. */
export function labelOf(run: Execution, search = "", units = CODE): string {
  return cut(lineWith(run.input, wordsIn(search)), units) || "(nothing)";
}

/** Returns what came of a run in a few words: `→ 42`, `TypeError: …`, `stopped`; "" for undefined. */
export function outcomeOf(run: Execution): string {
  if (isGoing(run)) return "";
  if (run.status === "ok") return run.result && run.result.type !== "undefined" ? valueText(run.result.preview) : "";
  if (run.status === "error" && run.error) return cut(oneLine(headline(run.error)), VALUE);
  return stateOf(run);
}

function valueText(preview: string): string {
  return `→ ${cut(oneLine(preview), VALUE)}`;
}

/** Returns what stands behind a run's code: what came of it, and how long it took. */
export function descriptionOf(run: Execution): string {
  return [outcomeOf(run), durationOf(run)].filter(Boolean).join(" · ");
}

/** Returns the stretches of a label that have one of the words searched for: pairs of offsets, in order. */
export function highlights(label: string, search: string): [number, number][] {
  const words = wordsIn(search);
  const text = label.toLowerCase();
  if (text.length !== label.length) return []; // a letter whose small form has another length
  const found = words.map((word): [number, number] => [text.indexOf(word), text.indexOf(word) + word.length]);
  return found.filter(([start]) => start >= 0).sort(([one], [other]) => one - other);
}

/** Returns a run's code and value as Markdown. */
export function tooltipOf(run: Execution, calendar: Calendar): string {
  const pin = run.pinned === true ? "pinned" : "";
  const facts = [`**Run ${String(run.number)}**`, stateOf(run), isGoing(run) ? "" : durationOf(run), pin];
  const when = `${calendar.dayOf(askedFor(run))} ${calendar.secondOf(askedFor(run))}`;
  return [[...facts, when].filter(Boolean).join(" · "), fenced(run.input, "js", TOOLTIP_CODE), answer(run)]
    .filter(Boolean)
    .join("\n\n---\n\n");
}

function answer(run: Execution): string {
  if (run.error) return fenced(headline(run.error), "text", TOOLTIP_VALUE);
  const print = printOf(run);
  return print === undefined ? "" : fenced(`→ ${print}`, "js", TOOLTIP_VALUE);
}

function fenced(text: string, language: string, units: number): string {
  const lines = text.split(/\r\n|\r|\n/);
  const few = lines.slice(0, TOOLTIP_LINES).join("\n");
  const kept = lines.length > TOOLTIP_LINES ? cut(`${few}\n…`, units) : cut(few, units);
  const longest = Math.max(0, ...[...kept.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(Math.max(3, longest + 1));
  return `${fence}${language}\n${kept}\n${fence}`;
}
