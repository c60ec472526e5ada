import type { Execution, ExecutionEvent } from "../src/contract";

/** A run that ended well, with what a test says about it instead. */
export function aRun(differently: Partial<Execution> = {}): Execution {
  return {
    id: "run-1",
    number: 1,
    sessionId: "87153f02-927f-4bc3-b34c-da73d4bad8a6",
    kind: "repl",
    status: "ok",
    input: "6 * 7",
    uri: "file:///home/ada/shop/src/shop.js",
    path: "src/shop.js",
    range: { start: { line: 2, character: 0 }, end: { line: 2, character: 5 } },
    queuedAt: "2026-11-23T09:06:12.000Z",
    startedAt: "2026-11-23T09:06:12.001Z",
    endedAt: "2026-11-23T09:06:12.014Z",
    result: { type: "number", preview: "42", truncated: false },
    error: null,
    metrics: { wallMs: 12.34, cpuMs: 9.1 },
    rolledBack: false,
    ...differently,
  };
}

/** Runs named by their ids, newest first, a minute apart. */
export function runsNamed(...ids: readonly string[]): Execution[] {
  return ids.map((id, index) => aRun({ id, queuedAt: new Date(Date.UTC(2026, 10, 23, 12, -index)).toISOString() }));
}

type Told = ExecutionEvent extends infer One
  ? One extends ExecutionEvent
    ? Pick<One, "type" | "payload">
    : never
  : never;

/** Events as the server numbers them. */
export function eventsOf(executionId: string, ...told: readonly Told[]): ExecutionEvent[] {
  return told.map((one, index) => ({ executionId, seq: index + 1, ts: "2026-11-23T09:06:12.002Z", ...one }));
}
