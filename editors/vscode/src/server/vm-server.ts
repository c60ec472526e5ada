import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient/node";
import type { ExecutionEvent, Session } from "../contract";
import { Connection } from "./connection";
import { Deaths } from "./deaths";
import type { Program } from "./locate";
import { asRefusal } from "./refusals";
import { Refusal, type Server } from "./server";
import { OLDEST, isOlder } from "./version";

/** Whether there is a server process: not yet, on its way, there; or there is none to start, or it did not start. */
export type Life = "off" | "starting" | "on" | "missing" | "failed";

/** What the server's life depends on. */
export interface Housing {
  /** @throws Refusal where there is no server; commands in `refused` are too old. */
  find(refused: ReadonlySet<string>): Promise<Program>;
  /** The folder the server starts in; it must hold nothing of a workspace, since Python imports from it. */
  readonly folder: string;
  readonly log: vscode.LogOutputChannel;
  /** Tells the person what happened without having been asked. */
  report(refusal: Refusal): void;
}

/** The one server of this window: started when it is needed, again when it dies, and not for ever. */
export class VmServer implements Server, vscode.Disposable {
  readonly #events = new vscode.EventEmitter<readonly ExecutionEvent[]>();
  readonly #sessions = new vscode.EventEmitter<Session>();
  readonly #lives = new vscode.EventEmitter<Life>();
  readonly #deaths = new Deaths();
  /** Servers that are too old by their commands, each with what to say about it. */
  readonly #tooOld = new Map<string, () => Refusal>();
  #connection: Promise<Connection> | undefined;
  #life: Life = "off";
  #middleware: Middleware = {};

  readonly onEvents = this.#events.event;
  readonly onSession = this.#sessions.event;
  readonly onLife = this.#lives.event;

  constructor(private readonly housing: Housing) {}

  get life(): Life {
    return this.#life;
  }

  /** Takes what stands between the editor and the server; before the first start. */
  use(middleware: Middleware): void {
    this.#middleware = middleware;
  }

  async ask<Answer>(command: string, argument: object): Promise<Answer> {
    return this.request<Answer>("workspace/executeCommand", { command, arguments: [argument] });
  }

  /**
   * Sends any request of the protocol, starting the server where need be.
   *
   * @throws Refusal as `ask` does.
   */
  async request<Answer>(method: string, params: unknown): Promise<Answer> {
    const connection = await this.connected();
    return connection.request<Answer>(method, params);
  }

  /** The running server, started if need be. @throws Refusal where it can't be. */
  async connected(): Promise<Connection> {
    this.#connection ??= this.#start();
    return this.#connection;
  }

  /** Tells the server something if there is one, or soon will be. */
  async tell(method: string, params: unknown): Promise<void> {
    const connection = await this.#connection?.catch(() => undefined); // that it did not start is told elsewhere
    await connection?.notify(method, params);
  }

  /** Ends the server, if there is one, and starts it. @throws Refusal where it can't be started. */
  async restart(): Promise<void> {
    await this.#stop();
    this.#deaths.forget();
    this.#tooOld.clear();
    await this.connected();
  }

  /** Ends the server for good. */
  async close(): Promise<void> {
    await this.#stop();
  }

  dispose(): void {
    for (const emitter of [this.#events, this.#sessions, this.#lives]) emitter.dispose();
  }

  async #stop(): Promise<void> {
    const former = this.#connection;
    this.#connection = undefined;
    const connection = await former?.catch(() => undefined);
    await connection?.close();
    this.#live("off");
  }

  async #start(): Promise<Connection> {
    this.#live("starting");
    try {
      const connection = await this.#open();
      this.housing.log.info(`The server is vm-lsp ${connection.version}`);
      this.#live("on");
      return connection;
    } catch (reason) {
      this.#connection = undefined; // whoever asks next tries again
      const refusal = asRefusal(reason);
      this.#live(refusal.code === "SERVER_NOT_FOUND" ? "missing" : "failed");
      this.housing.log.error(refusal.message);
      throw refusal;
    }
  }

  /** Opens the first server that is not too old. */
  async #open(): Promise<Connection> {
    for (;;) {
      const program = await this.#find();
      const connection = await this.#connect(program);
      const { version } = connection;
      if (!isOlder(version, OLDEST)) return connection;
      await connection.close();
      if (program.origin === "setting") throw oldServer(program, version);
      this.#tooOld.set(program.command, () => oldServer(program, version));
    }
  }

  /** Finds a server; where all there are have shown to be too old, that is what to say. */
  async #find(): Promise<Program> {
    try {
      return await this.housing.find(new Set(this.#tooOld.keys()));
    } catch (reason) {
      const [sayTooOld] = this.#tooOld.values();
      throw sayTooOld?.() ?? reason;
    }
  }

  #connect(program: Program): Promise<Connection> {
    return Connection.open(program, this.housing.folder, this.#middleware, this.housing.log, {
      events: (events) => {
        this.#events.fire(events);
      },
      session: (session) => {
        this.#sessions.fire(session);
      },
      died: (_, how) => this.#mourn(how),
    });
  }

  /** Starts a server that died again, unless it died too often, and tells the person. */
  #mourn(how: string): Refusal {
    this.#connection = undefined;
    const tooMany = this.#deaths.tooMany();
    const refusal = tooMany ? keepsEnding(how) : ended(how);
    this.housing.report(refusal);
    if (tooMany) this.#live("failed");
    else this.#startAgain();
    return refusal;
  }

  #startAgain(): void {
    this.connected().catch((reason: unknown) => {
      this.housing.report(asRefusal(reason));
    });
  }

  #live(life: Life): void {
    this.#life = life;
    this.#lives.fire(life);
  }
}

function oldServer(program: Program, version: string | undefined): Refusal {
  const found = version === undefined ? "tells no version" : `is version ${version}`;
  return new Refusal(
    `The server at ${program.command} ${found}; this extension needs ${OLDEST} or newer. Update it, then restart the server.`,
    "SERVER_TOO_OLD",
    { origin: program.origin },
  );
}

function ended(how: string): Refusal {
  const message = `vm-lsp's server ended ${how} and is started again. What its sessions held is gone; the history is kept.`;
  return new Refusal(message, "SERVER_ENDED");
}

function keepsEnding(how: string): Refusal {
  const message = `vm-lsp's server ended ${how}, for the third time in a few minutes, and is not started again. Its log says more.`;
  return new Refusal(message, "SERVER_KEEPS_ENDING");
}
