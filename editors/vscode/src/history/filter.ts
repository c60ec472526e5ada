/** Which runs the history view shows. */

export interface Scope {
  readonly kind: "file" | "workspace";
  readonly uri: string;
  readonly name: string;
}

export interface Filter {
  /** Words that all have to be in a run's code, value, output or error. */
  readonly search: string;
  /** Without it, runs of every file of every workspace. */
  readonly scope?: Scope;
}

export const EVERYTHING: Filter = { search: "" };

export function isFiltered(filter: Filter): boolean {
  return filter.search !== "" || filter.scope !== undefined;
}

/** Returns the filter as the keys `vm.history.list` knows. */
export function asQuery({ search, scope }: Filter): Record<string, string> {
  return {
    ...(search === "" ? {} : { search }),
    ...(scope === undefined ? {} : scope.kind === "file" ? { uri: scope.uri } : { workspaceUri: scope.uri }),
  };
}

/** Returns the filter in words, such as `“needle” in shop.js`; undefined where everything is shown. */
export function inWords({ search, scope }: Filter): string | undefined {
  const words = search === "" ? "" : `“${search}”`;
  const place = scope === undefined ? "" : scope.kind === "file" ? scope.name : `the workspace ${scope.name}`;
  if (words && place) return `${words} in ${place}`;
  return words || (place && `Only ${place}`) || undefined;
}
