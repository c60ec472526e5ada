import type { Outcome } from "../contract";

/** What a stop came to, for a person; `quiet` is worth a glance, not a message. */
export interface Told {
  readonly text: string;
  readonly quiet: boolean;
}

const TOLD: Readonly<Record<Outcome, Told>> = {
  rolled_back: { text: "Stopped. The session is exactly as before the run.", quiet: true },
  cleared: { text: "Stopped. The code had run; its pending timers are gone.", quiet: true },
  dequeued: { text: "Taken out of the queue.", quiet: true },
  idle: { text: "Nothing is running.", quiet: true },
  mismatch: { text: "That run is over; another one is running.", quiet: true },
  state_lost: { text: "Stopped, but the session had to start afresh: what it held is gone.", quiet: false },
};

export function toldOf(outcome: Outcome): Told {
  return TOLD[outcome];
}
