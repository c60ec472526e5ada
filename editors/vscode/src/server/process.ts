import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { once } from "node:events";
import type { Program } from "./locate";
import { messageOf } from "./refusals";
import { Refusal } from "./server";

const PATIENCE_MS = 3000;

/**
 * Starts the server in `folder`, its log going to `log` line by line.
 *
 * @throws Refusal where it can't be started.
 */
export async function startProcess(
  program: Program,
  folder: string,
  log: (line: string) => void,
): Promise<ChildProcessWithoutNullStreams> {
  const child = spawn(program.command, program.args, { cwd: folder, windowsHide: true });
  try {
    await once(child, "spawn");
  } catch (reason) {
    throw new Refusal(`${program.command} can't be started: ${messageOf(reason)}`, "SERVER_ENDED");
  }
  child.on("error", (reason) => {
    log(`The server can't be signalled: ${reason.message}`);
  });
  createInterface({ input: child.stderr }).on("line", log);
  // Writing to a server that has just ended fails here too; that it ended is told by its exit.
  child.stdin.on("error", (reason) => {
    log(`The server takes no more input: ${reason.message}`);
  });
  return child;
}

/** How a process ended, for a person. */
export function ending(child: ChildProcessWithoutNullStreams): string {
  if (child.signalCode !== null) return `by ${child.signalCode}`;
  return child.exitCode === null ? "without a word" : `with exit code ${child.exitCode}`;
}

/** Waits until a process that was asked to leave is gone, and ends it where it stays. */
export async function awaitExit(child: ChildProcessWithoutNullStreams, patienceMs = PATIENCE_MS): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  const impatience = setTimeout(() => child.kill("SIGKILL"), patienceMs);
  await gone.finally(() => {
    clearTimeout(impatience);
  });
}
