/** One result as the server's Markdown tells it: what is shown, and the facts below it. */
export interface Shown {
  readonly language: string;
  readonly text: string;
  readonly facts: string;
}

/**
 * Reads the server's Markdown: blocks in fences, each with a line of facts, a rule between two results.
 *
 * The server makes its fences longer than any run of backquotes in what they hold, so nothing inside can end one.
 */
export function readMarkup(markdown: string): Shown[] {
  const lines = markdown.split("\n");
  const found: Shown[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const opening = /^(`{3,})(\w*)$/.exec(lines[at] ?? "");
    if (opening?.[1] === undefined) continue;
    const end = lines.indexOf(opening[1], at + 1);
    if (end < 0) break;
    found.push({ language: opening[2] ?? "", text: lines.slice(at + 1, end).join("\n"), facts: factsAfter(lines, end) });
    at = end;
  }
  return found;
}

/** Facts as plain words, to be shown where links work: a class may have any name, also one that looks like a link. */
export function plainFacts(facts: string): string {
  return facts.replaceAll("`", "").replaceAll(/[\\*_{}[\]()#+\-!<>~|&$:/.]/g, String.raw`\$&`);
}

function factsAfter(lines: readonly string[], fence: number): string {
  return lines.slice(fence + 1).find((line) => line.trim() !== "") ?? "";
}
