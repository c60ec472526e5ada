/**
 * What the server answers and tells, as TypeScript types. JSON in camelCase, times RFC 3339 UTC, durations in
 * milliseconds; columns in UTF-16 units. Unknown fields and event types are to be ignored.
 */

export type Kind = "repl" | "run_file" | "startup";
export type Status = "queued" | "running" | "ok" | "error" | "timeout" | "cancelled";
export type SessionStatus = "starting" | "ready" | "busy" | "crashed" | "closed";
export type Outcome = "rolled_back" | "cleared" | "dequeued" | "state_lost" | "idle" | "mismatch";

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Value {
  readonly type: string;
  /** As Node's `util.inspect` prints it, at most 2 kB. */
  readonly preview: string;
  /** The same up to 64 kB, where it is longer and the whole was asked for. */
  readonly full?: string;
  readonly truncated: boolean;
  readonly json?: unknown;
  readonly names?: readonly string[];
}

/** Lines and columns count from 0. */
export interface Frame {
  readonly function?: string | null;
  readonly uri?: string | null;
  readonly line?: number | null;
  readonly column?: number | null;
}

export interface Exception {
  readonly name: string;
  readonly message: string;
  readonly stack?: string | null;
  readonly frames: readonly Frame[];
  readonly cause?: Exception;
  readonly thrown?: Value;
}

export interface Metrics {
  readonly wallMs?: number | null;
  readonly cpuMs?: number | null;
  readonly eventCount?: number | null;
  readonly outputBytes?: number | null;
  readonly heapBytes?: number | null;
}

export interface Execution {
  readonly id: string;
  readonly number: number;
  readonly sessionId: string;
  readonly kind: Kind;
  readonly status: Status;
  readonly input: string;
  readonly uri?: string | null;
  readonly path?: string | null;
  readonly range?: Range | null;
  readonly queuedAt: string;
  readonly startedAt?: string | null;
  readonly endedAt?: string | null;
  readonly result?: Value | null;
  readonly error?: Exception | null;
  readonly metrics?: Metrics | null;
  readonly rolledBack: boolean;
  /** Kept whatever the retention says. */
  readonly pinned?: boolean;
}

export interface ConsolePayload {
  readonly level: string;
  readonly text: string;
  readonly uri?: string | null;
  readonly line?: number | null;
  readonly column?: number | null;
}

export interface StatementPayload {
  readonly range: Range;
  readonly names?: readonly string[];
  readonly type: string;
  readonly preview: string;
}

interface EventHead<Type extends string, Payload> {
  readonly executionId: string;
  readonly seq: number;
  readonly ts: string;
  readonly type: Type;
  readonly payload: Payload;
}

/** One thing that happened in an execution; `seq` counts from 1 without a gap. */
export type ExecutionEvent =
  | EventHead<"input_echo", { readonly text: string }>
  | EventHead<"console", ConsolePayload>
  | EventHead<"statement", StatementPayload>
  | EventHead<"system", { readonly level: string; readonly message: string }>
  | EventHead<"value", Value>
  | EventHead<"exception", Exception>;

export interface Session {
  readonly id: string;
  readonly workspaceUri?: string | null;
  readonly status: SessionStatus;
  readonly createdAt: string;
  readonly closedAt?: string | null;
  readonly lastError?: string | null;
  readonly pid?: number | null;
  readonly executionCount: number;
}

export interface HistoryPage {
  readonly items: readonly Execution[];
  readonly nextCursor?: string;
}

/** One thing that could stand in a search: `insert` takes the place from `start` to `end`. */
export interface Completion {
  readonly label: string;
  readonly insert: string;
  readonly start: number;
  readonly end: number;
  readonly detail: string;
}

/** The `details` of a search that can't be read: which part of it, and what would be right there. */
export interface SearchFault {
  readonly key: "search";
  readonly start: number;
  readonly end: number;
  readonly hint: string;
}

/** What was deleted. */
export interface Forgotten {
  readonly executions: number;
  readonly events: number;
}

/** What came of restoring a session; without differences every run went as it had. */
export interface Restored {
  readonly session: Session;
  readonly replayed: number;
  readonly total: number;
  readonly differences: readonly { readonly former: Execution; readonly execution: Execution }[];
  /** All that in words. */
  readonly message: string;
}

/** The `data` of an inlay hint: what our own client makes links of. */
export interface HintData {
  readonly mark: number;
  readonly executionId: string;
  readonly number: number;
  /** Whether the hint shows a value, rather than output or a stop. */
  readonly valued: boolean;
}
