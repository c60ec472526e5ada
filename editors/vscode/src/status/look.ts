import type { Session } from "../contract";
import type { Life } from "../server/vm-server";

/** What the status bar shows, in VS Code's own icons and theme colours. */
export interface Look {
  readonly text: string;
  readonly tooltip: string;
  readonly colour?: "warning" | "error";
}

/** The state of things that the status bar tells. */
export interface Seen {
  readonly life: Life;
  readonly session: Session | undefined;
  /** For how long the session has been busy; undefined where it isn't, or not long enough to be worth a word. */
  readonly busyMs: number | undefined;
  readonly trusted: boolean;
}

export function lookOf(seen: Seen): Look {
  if (!seen.trusted) return look("$(workspace-untrusted) VM", "Nothing runs in a workspace that is not trusted.");
  if (seen.life === "missing") return look("$(vm-outline) VM", "The server is not installed yet.");
  if (seen.life === "failed") return look("$(error) VM", "The server is not running.", "error");
  if (seen.busyMs !== undefined) return look(`$(loading~spin) VM ${seconds(seen.busyMs)}`, "Running.");
  if (seen.life === "starting") return look("$(loading~spin) VM", "The server is starting.");
  return ofSession(seen.session);
}

function ofSession(session: Session | undefined): Look {
  switch (session?.status) {
    case "starting":
      return look("$(loading~spin) VM", "The session is starting.");
    case "crashed":
      return look("$(warning) VM crashed", `${crash(session)} The next run starts a new session.`, "warning");
    case "ready":
    case "busy":
      return look("$(vm-active) VM", `Ready: ${runs(session.executionCount)} in this session.`);
    default:
      return look("$(vm-outline) VM", "Cold: nothing has run here yet.");
  }
}

function look(text: string, said: string, colour?: Look["colour"]): Look {
  return { text, tooltip: `${said} Click for stop, restart, history and log.`, ...(colour && { colour }) };
}

function seconds(milliseconds: number): string {
  const whole = Math.floor(milliseconds / 1000);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function crash(session: Session): string {
  return session.lastError ? `The session crashed: ${session.lastError}` : "The session crashed.";
}

function runs(count: number): string {
  return count === 1 ? "1 run" : `${count} runs`;
}
