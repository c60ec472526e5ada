import type { Execution } from "../contract";
import { Calendar } from "./calendar";
import { askedFor, fileNameOf, isGoing } from "./runs";

export const SCHEME = "vm-lsp-history";

/** The parts of the URI under which a run opens. */
export interface Address {
  readonly scheme: typeof SCHEME;
  readonly path: string;
  /** The run's id. */
  readonly query: string;
}

const STATES = { ok: "ok", error: "failed", timeout: "timed out", cancelled: "stopped" } as const;

/**
 * Returns where a run opens. The tab reads `#12 shop.js · ok.js`; the folder tells runs of the same number apart. A run
 * that is not over has no state in its title, since a title can't change.
 */
export function addressOf(run: Execution, calendar = new Calendar()): Address {
  const asked = askedFor(run);
  const folder = `${calendar.dayOf(asked)} ${calendar.secondOf(asked).replaceAll(":", ".")}`;
  const state = isGoing(run) ? "run" : STATES[run.status as keyof typeof STATES];
  const file = fileNameOf(run).replaceAll(/[/\\]/g, "∕");
  return { scheme: SCHEME, path: `/${folder}/#${run.number} ${file} · ${state}.js`, query: run.id };
}
