/** A word to click: which command it carries out, with which argument. */
export interface Link {
  readonly title: string;
  readonly command: string;
  readonly argument: object;
}

/** What is known of a result: what of it can be done depends on it. */
export interface Offered {
  /** Under which its text is kept. */
  readonly key?: string;
  readonly executionId?: string;
  /** Whether it is a value, rather than output or a stop. */
  readonly valued: boolean;
  readonly place: { readonly uri: string; readonly line: number; readonly character: number };
}

export const LINK_COMMANDS = [
  "vmLsp.copyResult",
  "vmLsp.insertResultAt",
  "vmLsp.openResult",
  "vmLsp.openExecution",
  "vmLsp.rerun",
  "vmLsp.runRange",
] as const;

/** What can be done with a result. */
export function linksOf({ key, executionId, valued, place }: Offered): Link[] {
  const links: Link[] = [];
  if (key !== undefined) links.push({ title: "Copy", command: "vmLsp.copyResult", argument: { key } });
  if (valued) links.push({ title: "Insert as comment", command: "vmLsp.insertResultAt", argument: place });
  if (key !== undefined) links.push({ title: "Open whole value", command: "vmLsp.openResult", argument: { key } });
  if (executionId !== undefined) {
    links.push({ title: "Open in history", command: "vmLsp.openExecution", argument: { executionId } });
    links.push({ title: "Run again", command: "vmLsp.rerun", argument: { executionId } });
  }
  return links;
}

/** Links in one row of Markdown. */
export function row(links: readonly Link[]): string {
  return links.map(({ title, command, argument }) => `[${title}](command:${command}?${encoded([argument])})`).join(" · ");
}

function encoded(argument: unknown): string {
  return encodeURIComponent(JSON.stringify(argument)).replaceAll("(", "%28").replaceAll(")", "%29");
}
