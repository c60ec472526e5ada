import type { Execution, ExecutionEvent } from "../contract";
import { type Calendar, durationText } from "./calendar";
import { shown } from "./excerpt";
import { type Happening, happenings, linkTo } from "./happened";
import { durationOf, fileNameOf, isGoing, stateOf } from "./runs";
import { type Linked, Sheet, type SheetLink } from "./sheet";

const WIDTH = 72;
const LONGEST_PLACE = 28;

/** A run as a document: text, and the links in it. */
export interface Report {
  readonly text: string;
  readonly links: readonly SheetLink[];
}

/** Returns a run as JavaScript: the code as it ran, and everything else about it as comments. */
export function reportOf(
  run: Execution,
  events: readonly ExecutionEvent[],
  options: { readonly calendar: Calendar; readonly cut: boolean },
): Report {
  const sheet = new Sheet();
  writeHead(sheet, run, options.calendar);
  writeTitle(sheet, "Code");
  sheet.line();
  sheet.verbatim(run.input.replace(/(\r\n|\r|\n)+$/, ""));
  sheet.line();
  writeTitle(sheet, "Output and values");
  writeRows(sheet, happenings(run, events), options.cut);
  if (isGoing(run)) writeNote(sheet, run.status === "queued" ? "It waits for its turn." : "It is running …");
  return { text: sheet.text, links: sheet.links };
}

/** Returns what stands in place of a run that can't be read. */
export function apology(message: string): Report {
  const sheet = new Sheet();
  sheet.line("// This run can't be shown.");
  sheet.line("//");
  for (const line of message.split("\n")) sheet.line("// ", shown(line));
  return { text: sheet.text, links: [] };
}

function writeHead(sheet: Sheet, run: Execution, calendar: Calendar): void {
  sheet.line(`// Run ${run.number} · ${shown(fileNameOf(run))} · ${stateOf(run)}`);
  sheet.line("//");
  sheet.line("// when     ", calendar.momentOf(new Date(run.startedAt ?? run.queuedAt)));
  sheet.line("// where    ", whereOf(run), kindOf(run));
  if (!isGoing(run)) sheet.line("// took     ", costOf(run));
  sheet.line("// session  ", run.sessionId.slice(0, 8));
  if (run.rolledBack) sheet.line("// after    ", "rolled back: the session is as it was before this run");
  sheet.line();
}

function whereOf(run: Execution): Linked | string {
  const start = run.range?.start ?? { line: 0, character: 0 };
  const link = linkTo({ uri: run.uri ?? null, line: start.line, column: start.character });
  if (!link) return "no file";
  return { ...link, text: run.path ? `${shown(run.path)}:${start.line + 1}:${start.character + 1}` : link.text };
}

function kindOf(run: Execution): string {
  if (run.kind === "startup") return ", at the start of the session";
  return run.kind === "run_file" ? ", the whole file" : "";
}

function costOf(run: Execution): string {
  const { cpuMs, wallMs } = run.metrics ?? {};
  if (typeof wallMs !== "number") return "no time: it never ran";
  return typeof cpuMs === "number" ? `${durationOf(run)}, ${durationText(cpuMs)} of processor time` : durationOf(run);
}

function writeTitle(sheet: Sheet, title: string): void {
  const head = `// ── ${title} `;
  sheet.line(head.padEnd(WIDTH, "─"));
}

function writeRows(sheet: Sheet, rows: readonly Happening[], cut: boolean): void {
  const lengths = rows.map((row) => row.where?.text.length ?? 0).filter((length) => length <= LONGEST_PLACE);
  const width = Math.max(0, ...lengths);
  sheet.line("//");
  rows.forEach((row, index) => {
    if (cut && index === rows.length - 1) writeNote(sheet, "… more than is shown here …");
    writeRow(sheet, row, width);
  });
}

/** The first line has the place and the sign; further lines stand below the text of the first. */
function writeRow(sheet: Sheet, { where, sign, lines }: Happening, width: number): void {
  const margin = width > 0 ? "  " : "";
  const gap = " ".repeat(Math.max(0, width - (where?.text.length ?? 0)));
  lines.forEach((pieces, index) => {
    if (index === 0) sheet.line("// ", where ?? "", gap, margin, `${sign} `, ...pieces);
    else sheet.line("// ", " ".repeat(width), margin, "  ", ...pieces);
  });
}

function writeNote(sheet: Sheet, note: string): void {
  sheet.line("// ", note);
}
