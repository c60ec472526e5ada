import type { Execution } from "../contract";

/** What a person has done of the walkthrough, told from what ran. */
export type Milestone = "ran" | "changed" | "stopped" | "failed" | "found";

const MOST_PLACES = 200;

/** Finds milestones in runs that are over. */
export class Milestones {
  /** What ran without an error, by file and line. */
  readonly #inputs = new Map<string, string>();

  /** Returns the milestones that a run reached. */
  reachedBy(run: Execution): Milestone[] {
    if (run.status === "error") return ["failed"];
    if (run.status === "cancelled") return run.error?.name === "Cancelled" && run.startedAt ? ["stopped"] : [];
    if (run.status !== "ok") return [];
    return this.#isChanged(run) ? ["ran", "changed"] : ["ran"];
  }

  /** Whether other code has run at this place before. */
  #isChanged(run: Execution): boolean {
    const place = `${run.uri ?? ""}:${String(run.range?.start.line)}`;
    const former = this.#inputs.get(place);
    this.#inputs.set(place, run.input);
    const [oldest] = this.#inputs.keys();
    if (this.#inputs.size > MOST_PLACES && oldest !== undefined) this.#inputs.delete(oldest);
    return former !== undefined && former !== run.input;
  }
}
