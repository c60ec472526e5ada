import type { ChildProcessWithoutNullStreams } from "node:child_process";
import type * as vscode from "vscode";
import { ErrorCodes, type LanguageClient, type Middleware, State } from "vscode-languageclient/node";
import type { ExecutionEvent, Session } from "../contract";
import { makeClient } from "./client";
import type { Program } from "./locate";
import { awaitExit, ending, startProcess } from "./process";
import { asRefusal, messageOf } from "./refusals";
import { Refusal } from "./server";

const LEAVE_MS = 4000;
const GREETING_MS = 30_000;
// What vscode-jsonrpc answers for a connection that is gone: its state tells only a moment later.
const GONE: ReadonlySet<unknown> = new Set([ErrorCodes.PendingResponseRejected, ErrorCodes.ConnectionInactive]);

/** Who hears what a connection has to say. */
export interface Listener {
  events(events: readonly ExecutionEvent[]): void;
  session(session: Session): void;
  /** The server ended although nobody asked it to; returns what whoever waits for an answer is told. */
  died(connection: Connection, how: string): Refusal;
}

/** One process of the server and its client, from start to end; a restart is another connection. */
export class Connection {
  #greeted = false;
  #closing = false;
  readonly #ended: Promise<Refusal>;

  private constructor(
    readonly program: Program,
    private readonly child: ChildProcessWithoutNullStreams,
    readonly client: LanguageClient,
    listener: Listener,
  ) {
    this.#ended = new Promise((resolve) => {
      client.onDidChangeState(({ newState }) => {
        if (newState === State.Stopped) void this.#end(listener).then(resolve);
      });
    });
    client.onNotification("vm/executionEvents", (told: { events: ExecutionEvent[] }) => {
      listener.events(told.events);
    });
    client.onNotification("vm/sessionStatus", (session: Session) => {
      listener.session(session);
    });
  }

  /**
   * Starts the server and greets it.
   *
   * @throws Refusal where it does not start.
   */
  static async open(
    program: Program,
    folder: string,
    middleware: Middleware,
    log: vscode.LogOutputChannel,
    listener: Listener,
  ): Promise<Connection> {
    log.info(`Starting ${[program.command, ...program.args].join(" ")}`);
    const child = await startProcess(program, folder, (line) => {
      log.info(`server: ${line}`);
    });
    const connection = new Connection(program, child, makeClient(child, middleware, log), listener);
    await connection.#greet();
    return connection;
  }

  /** The version the server said it has. */
  get version(): string | undefined {
    return this.client.initializeResult?.serverInfo?.version;
  }

  /** @throws Refusal where the server refuses, or ends before it has answered. */
  async request<Answer>(method: string, params: unknown): Promise<Answer> {
    try {
      return await this.client.sendRequest<Answer>(method, params);
    } catch (reason) {
      if (GONE.has((reason as { code?: unknown }).code)) throw await this.#ended;
      throw asRefusal(reason);
    }
  }

  async notify(method: string, params: unknown): Promise<void> {
    await this.client.sendNotification(method, params);
  }

  /** Ends the server in order, by force where it does not leave. */
  async close(): Promise<void> {
    this.#closing = true;
    await this.client.dispose(LEAVE_MS);
    await awaitExit(this.child, LEAVE_MS);
  }

  async #greet(): Promise<void> {
    const impatience = setTimeout(() => this.child.kill("SIGKILL"), GREETING_MS);
    try {
      await this.client.start();
      this.#greeted = true;
    } catch (reason) {
      this.child.kill();
      await awaitExit(this.child);
      const message = `vm-lsp's server (${this.program.command}) did not start: it ended ${ending(this.child)}.`;
      throw new Refusal(message, "SERVER_ENDED", { reason: messageOf(reason) });
    } finally {
      clearTimeout(impatience);
    }
  }

  async #end(listener: Listener): Promise<Refusal> {
    await awaitExit(this.child);
    if (this.#greeted && !this.#closing) return listener.died(this, ending(this.child));
    return new Refusal("vm-lsp's server was stopped before it answered.", "CANCELLED");
  }
}
