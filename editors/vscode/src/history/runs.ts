import type { Exception, Execution, Status, Value } from "../contract";
import { durationText } from "./calendar";

/** What can be said of one run without an editor. */

const ENDINGS: Readonly<Record<Status, string>> = {
  queued: "waiting for its turn",
  running: "running",
  ok: "ok",
  error: "failed",
  timeout: "stopped by the time limit",
  cancelled: "stopped",
};

/** Whether the run is not over yet. */
export function isGoing(run: Execution): boolean {
  return run.status === "queued" || run.status === "running";
}

/** Returns in words how a run stands. */
export function stateOf(run: Execution): string {
  return ENDINGS[run.status];
}

/** Returns when a run was asked for, which is the order of the history. */
export function askedFor(run: Execution): Date {
  return new Date(run.queuedAt);
}

/** Returns how long a run took, or how it stands while it is not over. */
export function durationOf(run: Execution): string {
  if (isGoing(run)) return stateOf(run);
  const wall = run.metrics?.wallMs;
  return typeof wall === "number" ? durationText(wall) : "";
}

/** Returns the name of the file a run was taken from. */
export function fileNameOf(run: Execution): string {
  return baseName(run.path ?? "") || nameIn(run.uri ?? "") || "no file";
}

/** Returns the folder of a run's file, in its workspace where it has one. */
export function folderOf(run: Execution): string {
  if (typeof run.path === "string") return run.path.slice(0, Math.max(run.path.lastIndexOf("/"), 0));
  const parts = pathIn(run.uri ?? "").split("/");
  return parts.length > 2 ? (parts.at(-2) ?? "") : "";
}

/** Returns the last part of a URI's path as a person reads it. */
export function nameIn(uri: string): string {
  return baseName(pathIn(uri));
}

function pathIn(uri: string): string {
  const path = uri.replace(/^[\w+.-]+:(\/\/[^/]*)?/, "").replace(/[?#].*$/, "");
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return path; // a percent sign that stands for itself
    throw error;
  }
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Returns the longest print of a run's value; of what was thrown where that is no error. */
export function printOf(run: Execution): string | undefined {
  const value: Value | null | undefined = run.result ?? run.error?.thrown;
  return value ? (value.full ?? value.preview) : undefined;
}

/** Returns the line an error begins with. */
export function headline(error: Exception): string {
  return error.message ? `${error.name}: ${error.message}` : error.name;
}
