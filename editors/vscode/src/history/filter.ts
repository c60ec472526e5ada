import type { Range } from "../contract";

/** Which runs the history view shows. */

/** Where they ran; a statement is found by its text as it is now, wherever it stood then. */
export interface Scope {
  readonly kind: "file" | "workspace" | "statement";
  readonly uri: string;
  readonly name: string;
  /** Of a statement. */
  readonly range?: Range;
}

export interface Filter {
  /** What the search box takes: words, phrases and filters. */
  readonly search: string;
  /** Without it, runs of every file of every workspace. */
  readonly scope?: Scope;
}

export const EVERYTHING: Filter = { search: "" };

export function isFiltered(filter: Filter): boolean {
  return filter.search !== "" || filter.scope !== undefined;
}

/** Returns the filter as the keys `vm.history.list` knows. */
export function asQuery({ search, scope }: Filter): Record<string, string | Range> {
  return { ...(search === "" ? {} : { search }), ...(scope === undefined ? {} : asPlace(scope)) };
}

function asPlace({ kind, uri, range }: Scope): Record<string, string | Range> {
  if (kind === "workspace") return { workspaceUri: uri };
  return range === undefined ? { uri } : { uri, range };
}

/** Returns the filter in words, such as `“needle” in shop.js`; undefined where everything is shown. */
export function inWords({ search, scope }: Filter): string | undefined {
  const words = search === "" ? "" : `“${search}”`;
  const place = scope === undefined ? "" : placeIn(scope);
  if (words && place) return `${words} in ${place}`;
  return words || (place && `Only ${place}`) || undefined;
}

function placeIn({ kind, name }: Scope): string {
  if (kind === "file") return name;
  return kind === "workspace" ? `the workspace ${name}` : `the statement at ${name}`;
}

/** Whether all runs of a scope are of one file. */
export function isOneFile(scope: Scope | undefined): boolean {
  return scope !== undefined && scope.kind !== "workspace";
}

/** Returns what tells scopes apart. */
export function nameOf(scope: Scope | undefined): string {
  return scope ? `${scope.kind}|${scope.uri}|${scope.name}` : "";
}

/** Returns the filter as one search; undefined where it lets everything through, or no search says the same. */
export function asSearch({ search, scope }: Filter): string | undefined {
  if (scope === undefined) return search || undefined;
  if (scope.kind !== "file") return undefined;
  return `file:"${scope.name.replace(/["\\]/g, "\\$&")}" ${search}`.trim();
}
