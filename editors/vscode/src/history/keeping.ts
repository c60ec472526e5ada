import * as vscode from "vscode";
import type { Execution, Forgotten, HistoryPage } from "../contract";
import type { Server } from "../server/server";
import { command, mention } from "./commands";
import { asQuery, type Filter, inWords } from "./filter";
import type { Chosen } from "./actions";
import { labelOf } from "./row";
import type { HistoryView } from "./view";

const MOST = 500; // runs that one page of the server has

/** What stays and what goes: pins, and deleting one run or all that the view shows. */
export class Keeping {
  constructor(
    private readonly server: Server,
    private readonly view: HistoryView,
  ) {}

  /** Registers the commands; `on` makes one of a run that was chosen somewhere. */
  register(on: Chosen): vscode.Disposable[] {
    return [
      on("vmLsp.pinExecution", (run) => this.#pin(run, true)),
      on("vmLsp.unpinExecution", (run) => this.#pin(run, false)),
      on("vmLsp.deleteExecution", (run) => this.#deleteOne(run)),
      command("vmLsp.deleteHistory", () => this.#deleteShown()),
    ];
  }

  async #pin(run: Execution, pinned: boolean): Promise<void> {
    await this.server.ask("vm.history.pin", { executionId: run.id, pinned });
    mention(pinned ? `Run ${run.number} is pinned: it stays, whatever is pruned` : `Run ${run.number} is not pinned any more`);
    await this.view.refresh();
  }

  async #deleteOne(run: Execution): Promise<void> {
    const pin = run.pinned === true ? " It is pinned." : "";
    if (!(await agreed(`Delete run ${run.number}?`, `${labelOf(run)}\n\nIts code, output and value are gone for good.${pin}`))) return;
    await this.server.ask<Forgotten>("vm.history.delete", { executionId: run.id });
    mention(`Deleted run ${run.number}`);
    await this.view.show(this.view.filter);
  }

  async #deleteShown(): Promise<void> {
    const { filter } = this.view;
    const count = await this.#count(filter);
    if (count === 0) {
      void vscode.window.showInformationMessage("The history view shows no runs that could be deleted.");
      return;
    }
    const which = inWords(filter) ?? "The whole history, of every workspace";
    const many = filter.scope && count > MOST ? `more than ${MOST} runs` : runs(count);
    if (!(await agreed(`Delete ${many}?`, `${which}\n\nTheir code, output and values are gone for good, pinned ones too.`))) return;
    const deleted = await this.#delete(filter);
    mention(`Deleted ${runs(deleted)}`);
    await this.view.show(filter);
  }

  /** Deletes exactly what the filter lets through: at once where the server can, else run by run. */
  async #delete(filter: Filter): Promise<number> {
    const whole = wholesale(filter);
    if (whole) return (await this.server.ask<Forgotten>("vm.history.delete", whole)).executions;
    let deleted = 0;
    for (let page = await this.#page(filter); page.items.length > 0; page = await this.#page(filter)) {
      for (const { id } of page.items) await this.server.ask("vm.history.delete", { executionId: id });
      deleted += page.items.length;
    }
    return deleted;
  }

  /** How many would be deleted; of a file or a statement at most one more than a page has. */
  async #count(filter: Filter): Promise<number> {
    const whole = wholesale(filter);
    if (whole) return (await this.server.ask<Forgotten>("vm.history.delete", { ...whole, dryRun: true })).executions;
    const { items, nextCursor } = await this.#page(filter);
    return items.length + (nextCursor === undefined ? 0 : 1);
  }

  #page(filter: Filter): Promise<HistoryPage> {
    return this.server.ask<HistoryPage>("vm.history.list", { ...asQuery(filter), limit: MOST });
  }
}

/** Returns the filter as `vm.history.delete` takes it, where it does. */
function wholesale({ search, scope }: Filter): object | undefined {
  if (scope === undefined) return search === "" ? { all: true } : { search };
  return scope.kind === "workspace" && search === "" ? { workspaceUri: scope.uri } : undefined;
}

function runs(count: number): string {
  return count === 1 ? "1 run" : `${count} runs`;
}

async function agreed(question: string, detail: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, "Delete")) === "Delete";
}
