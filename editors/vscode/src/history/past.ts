import { plain } from "../run/requests";
import { activeEditor } from "../run/runner";
import type { Scope } from "./filter";
import { nameIn } from "./runs";

/** Returns the statement at the cursor, or those of the selection, as the history is asked about them. @throws Refusal */
export function statementScope(): Scope {
  const { document, selection } = activeEditor();
  const uri = document.uri.toString();
  const [first, last] = [selection.start.line + 1, selection.end.line + 1];
  const lines = first === last ? String(first) : `${first}–${last}`;
  return {
    kind: "statement",
    uri,
    name: `${nameIn(uri)}:${lines}`,
    range: { start: plain(selection.start), end: plain(selection.end) },
  };
}
