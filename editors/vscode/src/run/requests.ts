import type { Position, Range } from "../contract";
import { Refusal } from "../server/server";

/** An argument of `vm.executeSelection`. */
export interface SelectionArgument {
  readonly uri: string;
  readonly range: Range;
  readonly version: number;
}

/** The editor's selections as a person thinks of them: from top to bottom, each statement once. */
export function inOrder<Selected extends Range>(selections: readonly Selected[]): Selected[] {
  const sorted = selections.toSorted((one, other) => compare(one.start, other.start) || compare(one.end, other.end));
  return sorted.filter((one, place) => place === 0 || !same(one, sorted[place - 1]));
}

export function selectionArgument(uri: string, version: number, { start, end }: Range): SelectionArgument {
  return { uri, version, range: { start: plain(start), end: plain(end) } };
}

/**
 * Asks, and once more where the document changed on the way: `makeArgument` then tells how it is by now.
 *
 * @throws Refusal as `ask` does.
 */
export async function askAboutNow<Answer>(
  ask: (argument: object) => Promise<Answer>,
  makeArgument: () => object,
): Promise<Answer> {
  try {
    return await ask(makeArgument());
  } catch (reason) {
    if (!(reason instanceof Refusal) || reason.code !== "STALE_DOCUMENT") throw reason;
    return ask(makeArgument());
  }
}

/** Editors' positions are objects of classes: the server takes just these two keys. */
export function plain({ line, character }: Position): Position {
  return { line, character };
}

function compare(one: Position, other: Position): number {
  return one.line - other.line || one.character - other.character;
}

function same(one: Range, other: Range | undefined): boolean {
  return other !== undefined && compare(one.start, other.start) === 0 && compare(one.end, other.end) === 0;
}
