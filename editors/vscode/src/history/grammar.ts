import type { Completion, SearchFault } from "../contract";
import { isObject } from "./objects";

/** What the search box has to know of a search; what it means is the server's business. */

/** A term: `-`, the name of a filter, and a phrase or a word. */
const TERM = /(-(?=["_$\p{L}]))?(?:([A-Za-z]+):)?(?:"((?:[^"\\]|\\.)*)"?|(\S*))/gu;

/** Returns the words of a search that are seen in code, in small letters: no filters, and nothing that must not be. */
export function wordsIn(search: string): string[] {
  const terms = [...search.matchAll(TERM)].filter(([, not, name]) => not === undefined && (name ?? "code") === "code");
  return terms.flatMap(([, , , phrase, word = ""]) => worded(phrase, word)).filter(Boolean);
}

function worded(phrase: string | undefined, word: string): string[] {
  const text = phrase === undefined ? word.replace(/\*$/, "") : phrase.replace(/\\(["\\])/g, "$1");
  return text.toLowerCase().split(/\s+/);
}

/** Whether a search has more in it than words. */
export function hasFilters(search: string): boolean {
  return [...search.matchAll(TERM)].some(([, not, name]) => not !== undefined || name !== undefined);
}

/** Whether a term is being typed at the end of a search, rather than none yet. */
export function isBegun(search: string): boolean {
  return /\S$/.test(search);
}

/** Returns a search with a completion taken, ready for the next term where this one is complete. */
export function completed(search: string, { insert, start, end }: Completion): string {
  const rest = search.slice(end);
  const gap = insert.endsWith(":") || rest !== "" ? "" : " ";
  return search.slice(0, start) + insert + gap + rest;
}

/** Returns a search with marks around the part that can't be read. */
export function pointedAt(search: string, { start, end }: SearchFault): string {
  return `${search.slice(0, start)}▸${search.slice(start, end)}◂${search.slice(end)}`;
}

/** Returns where a search can't be read, if that is what the server's details say. */
export function faultIn(details: unknown): SearchFault | undefined {
  return isObject(details) && details["key"] === "search" && typeof details["start"] === "number"
    ? (details as unknown as SearchFault)
    : undefined;
}
