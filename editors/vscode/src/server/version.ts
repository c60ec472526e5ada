/** The oldest server this extension works with. */
export const OLDEST = "0.1.0";

/** Whether a server's version is older than `oldest`; one that can't be read is. */
export function isOlder(version: string | undefined, oldest: string): boolean {
  const [own, wanted] = [numbers(version ?? ""), numbers(oldest)];
  if (own.length === 0) return true;
  const differs = wanted.findIndex((number, place) => number !== (own[place] ?? 0));
  return differs >= 0 && (own[differs] ?? 0) < (wanted[differs] ?? 0);
}

/** The release numbers a version begins with: `0.2.0.dev1` gives 0, 2, 0. */
function numbers(version: string): number[] {
  const release = /^\d+(\.\d+)*/.exec(version)?.[0];
  return release === undefined ? [] : release.split(".").map(Number);
}
