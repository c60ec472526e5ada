import * as vscode from "vscode";
import type { Execution, ExecutionEvent } from "../contract";
import { SCHEME } from "../history/address";
import { isGoing } from "../history/runs";
import { Refusal, type Server } from "../server/server";
import { type Milestone, Milestones } from "./milestones";

const ALL: readonly Milestone[] = ["ran", "changed", "stopped", "failed", "found"];

/**
 * Sets the context keys that complete the walkthrough's steps, once a person has truly done them. When all are done it
 * asks nothing any more, now and in later windows.
 */
export class Progress implements vscode.Disposable {
  readonly #milestones = new Milestones();
  readonly #ended = new Set<string>();
  readonly #listening: vscode.Disposable;
  #todo: ReadonlySet<Milestone>;

  constructor(
    private readonly server: Server,
    private readonly memory: vscode.Memento,
  ) {
    const done = ALL.filter((milestone) => memory.get(keyOf(milestone)) === true);
    this.#todo = new Set(ALL.filter((milestone) => !done.includes(milestone)));
    this.#listening = vscode.Disposable.from(
      server.onEvents((events) => void this.#hear(events)),
      server.onSession(() => void this.#look()),
      vscode.workspace.onDidOpenTextDocument(({ uri }) => {
        if (uri.scheme === SCHEME) void this.#reach(["found"]);
      }),
    );
  }

  dispose(): void {
    this.#listening.dispose();
  }

  /** Completes the steps that were done before the walkthrough was open. */
  async showDone(): Promise<void> {
    for (const milestone of ALL.filter((one) => !this.#todo.has(one))) await complete(milestone);
  }

  async #hear(events: readonly ExecutionEvent[]): Promise<void> {
    if (this.#todo.size === 0) return;
    for (const event of events) {
      if (event.type === "value" || event.type === "exception") this.#ended.add(event.executionId);
    }
    await this.#look();
  }

  /** Looks at the runs that ended; one whose end is not written yet is looked at when its session is ready again. */
  async #look(): Promise<void> {
    for (const executionId of [...this.#ended]) {
      this.#ended.delete(executionId);
      const run = await this.#read(executionId);
      if (run && isGoing(run)) this.#ended.add(executionId);
      else if (run) await this.#reach(this.#milestones.reachedBy(run));
    }
  }

  /** A run that can't be read leaves its step open, which is all there is to say about it. */
  async #read(executionId: string): Promise<Execution | undefined> {
    try {
      return await this.server.ask<Execution>("vm.history.get", { executionId });
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  }

  async #reach(milestones: readonly Milestone[]): Promise<void> {
    for (const milestone of milestones.filter((one) => this.#todo.has(one))) {
      this.#todo = new Set([...this.#todo].filter((one) => one !== milestone));
      await complete(milestone);
      await this.memory.update(keyOf(milestone), true);
    }
  }
}

function keyOf(milestone: Milestone): string {
  return `vmLsp.walkthrough.${milestone}`;
}

/** Only a key that turns true while VS Code knows the walkthrough completes a step; one that was true already never does. */
async function complete(milestone: Milestone): Promise<void> {
  await vscode.commands.executeCommand("setContext", keyOf(milestone), true);
  await vscode.commands.executeCommand("setContext", keyOf(milestone), false);
}
