/** Short pieces of code, values and output: one line, cut between whole characters, with nothing unseen in them. */

const ELLIPSIS = "…";
const MUCH = 4000; // more is never shown in one line
const IN_SIGHT = 40; // how far into a line a word is seen without cutting the line's start
const BEFORE_WORD = 10;

export const NEWLINE = /\r\n|[\n\r\u2028\u2029]/;
/** Blanks, comments and a hashbang before the first code. */
const BEFORE_CODE = /^(?:\s|#![^\n\r]*|\/\/[^\n\r\u2028\u2029]*|\/\*[\s\S]*?\*\/)*/;
/** Terminal escapes (ECMA-48, control sequences). */
const COLOURS = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;
/** Controls, and the marks that turn the direction of what follows: a value must not pass for something else. */
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const LONE_SURROGATE = /[\ud800-\udfff]/gu;

const characters = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Returns the first line of `code` that is no comment, else its first line with anything in it, else "". */
export function firstCodeLine(code: string): string {
  const start = code.slice(BEFORE_CODE.exec(code)?.[0].length ?? 0);
  return firstLine(start) || firstLine(code.trimStart());
}

/**
 * Returns the first line of `code` that has one of the words in it, from a little before that; without one, its first
 * line of code.
 */
export function lineWith(code: string, words: readonly string[]): string {
  for (const line of words.length > 0 ? code.split(NEWLINE) : []) {
    const small = line.toLowerCase();
    const found = words.map((word) => small.indexOf(word)).filter((index) => index >= 0);
    if (found.length > 0) return from(line, Math.min(...found));
  }
  return firstCodeLine(code);
}

/** Returns a line from the start of what stands before an offset, as far as that leaves the offset in sight. */
function from(line: string, offset: number): string {
  if (offset <= IN_SIGHT) return oneLine(line);
  const start = characters.segment(line).containing(offset - BEFORE_WORD)?.index ?? 0;
  return ELLIPSIS + oneLine(line.slice(start));
}

function firstLine(text: string): string {
  return oneLine(text.slice(0, MUCH).split(NEWLINE, 1)[0] ?? "");
}

/** Returns `text` in one line, without colours and with escapes for what can't be seen. */
export function oneLine(text: string): string {
  return shown(text.slice(0, MUCH)).replace(/\s+/g, " ").trim();
}

/** Returns `text` without terminal colours, and with escapes for what can't be seen or turns the reading direction. */
export function shown(text: string): string {
  return text.replace(COLOURS, "").replace(LONE_SURROGATE, "\ufffd").replace(UNSEEN, escaped);
}

function escaped(character: string): string {
  const code = character.charCodeAt(0).toString(16);
  return code.length > 2 ? `\\u${code.padStart(4, "0")}` : `\\x${code.padStart(2, "0")}`;
}

/** Returns the lines of a print, each as it can be shown. */
export function linesOf(text: string): string[] {
  return text.split(NEWLINE).map(shown);
}

/** Returns `text`, shortened with an ellipsis to at most `units` UTF-16 units, between whole characters. */
export function cut(text: string, units: number): string {
  if (text.length <= units) return text;
  let end = 0;
  for (const { index, segment } of characters.segment(text)) {
    if (index + segment.length > units - ELLIPSIS.length) break;
    end = index + segment.length;
  }
  return text.slice(0, end).trimEnd() + ELLIPSIS;
}
