/** The section that both sides read; `server` in it is for this extension only, and the server would complain of it. */
export const SECTION = "vmLsp";

const OWN_KEYS = new Set(["server"]);

/** The settings as the server takes them, as plain JSON. */
export function forServer(section: unknown): Record<string, unknown> {
  if (typeof section !== "object" || section === null) return {};
  const plain = JSON.parse(JSON.stringify(section)) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(plain).filter(([key]) => !OWN_KEYS.has(key)));
}

/** Answers of `workspace/configuration`, ours without what the server does not know. */
export function answersForServer(
  items: readonly { section?: string | null }[],
  answers: readonly unknown[],
): unknown[] {
  return answers.map((answer, place) => (items[place]?.section === SECTION ? forServer(answer) : answer));
}
