import type * as vscode from "vscode";
import type { ExecutionEvent, Session } from "../contract";

/** What the rest of the extension knows of the server: ask it, and hear from it. */
export interface Server {
  /**
   * Carries out a command of the server (`vm.…`), starting the server where it is not running yet.
   *
   * @throws Refusal where the server refuses or there is no server; its message is for the person.
   */
  ask<Answer>(command: string, argument: object): Promise<Answer>;

  /** Events of all runs, in order, as they happen. */
  readonly onEvents: vscode.Event<readonly ExecutionEvent[]>;

  /** A session's state changed. */
  readonly onSession: vscode.Event<Session>;
}

/** The server said no, or is not there; `code` is the contract's, such as `SESSION_BUSY`. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly code: string,
    readonly details?: unknown,
  ) {
    super(message);
    this.name = "Refusal";
  }
}
