import * as vscode from "vscode";
import type { Execution, HistoryPage } from "../contract";
import { Refusal, type Server } from "../server/server";
import { Calendar } from "./calendar";
import { asQuery, type Filter } from "./filter";
import { descriptionOf, iconOf, labelOf } from "./row";
import { askedFor, fileNameOf } from "./runs";
import { Soon } from "./soon";

const PAUSE = 120; // milliseconds after a key
const MOST = 50;

interface RunItem extends vscode.QuickPickItem {
  readonly run?: Execution;
}

interface RunButton extends vscode.QuickInputButton {
  readonly command: string;
}

const BUTTONS: readonly RunButton[] = [
  { command: "vmLsp.openExecution", iconPath: new vscode.ThemeIcon("go-to-file"), tooltip: "Open" },
  { command: "vmLsp.rerunExecution", iconPath: new vscode.ThemeIcon("run"), tooltip: "Run again" },
  { command: "vmLsp.insertInput", iconPath: new vscode.ThemeIcon("insert"), tooltip: "Insert the code at the cursor" },
  { command: "vmLsp.copyInput", iconPath: new vscode.ThemeIcon("copy"), tooltip: "Copy the code" },
];

const KEEP: RunItem = { label: "$(list-filter) Show these in the history view", alwaysShow: true };

/** The search box: runs as one types, from the newest. */
export class SearchBox {
  readonly #pick = vscode.window.createQuickPick<RunItem>();
  readonly #soon = new Soon(PAUSE, () => this.#search());
  readonly #calendar = new Calendar();

  /** @param keep shows the runs found in the history view. */
  constructor(
    private readonly server: Server,
    private readonly keep: (filter: Filter) => Promise<void>,
  ) {
    const pick = this.#pick;
    // Not in the API's types, and ignored where unknown: the newest run stays first, whatever its label.
    Object.assign(pick, { sortByLabel: false });
    pick.placeholder = "Search the history: words in code, values, output and errors";
    pick.onDidChangeValue(() => {
      pick.busy = true;
      this.#soon.call();
    });
    pick.onDidTriggerItemButton(({ item, button }) => {
      this.#press(item, button as RunButton);
    });
    pick.onDidAccept(() => {
      this.#accept(pick.activeItems[0]);
    });
    pick.onDidHide(() => {
      this.#soon.dispose();
      pick.dispose();
    });
  }

  /** Opens the box with these words in it. */
  open(words: string): void {
    this.#pick.value = words;
    this.#pick.busy = true;
    this.#pick.show();
    this.#soon.call();
  }

  async #search(): Promise<void> {
    const filter = { search: this.#pick.value.trim() };
    const items = await this.#found(filter);
    if (filter.search !== this.#pick.value.trim()) return; // typed on: the next search has begun
    this.#pick.items = items;
    this.#pick.busy = false;
  }

  async #found(filter: Filter): Promise<RunItem[]> {
    try {
      const page = await this.server.ask<HistoryPage>("vm.history.list", { ...asQuery(filter), limit: MOST });
      if (page.items.length === 0) return [{ label: nothing(filter), alwaysShow: true }];
      return [...page.items.map((run) => this.#item(run, filter.search)), separator(), KEEP];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return [{ label: "$(error) The history could not be read", detail: error.message, alwaysShow: true }];
    }
  }

  /** Shown whatever its label is: the server has found it, perhaps by its output. */
  #item(run: Execution, search: string): RunItem {
    const { name, colour } = iconOf(run);
    const asked = askedFor(run);
    const when = `${this.#calendar.titleOf(this.#calendar.dayOf(asked), new Date())}, ${this.#calendar.timeOf(asked)}`;
    return {
      run,
      label: labelOf(run, search),
      description: descriptionOf(run),
      detail: `${fileNameOf(run)} · ${when}`,
      iconPath: new vscode.ThemeIcon(name, new vscode.ThemeColor(colour)),
      buttons: vscode.workspace.isTrusted ? BUTTONS : BUTTONS.filter(({ command }) => command !== "vmLsp.rerunExecution"),
      alwaysShow: true,
    };
  }

  #press({ run }: RunItem, button: RunButton): void {
    this.#pick.hide();
    if (run) void vscode.commands.executeCommand(button.command, run.id);
  }

  #accept(item: RunItem | undefined): void {
    if (item?.run) void vscode.commands.executeCommand("vmLsp.openExecution", item.run.id);
    else if (item === KEEP) void this.keep({ search: this.#pick.value.trim() });
    else return;
    this.#pick.hide();
  }
}

function nothing({ search }: Filter): string {
  return search ? `No run has “${search}”` : "Nothing has run yet";
}

function separator(): RunItem {
  return { label: "", kind: vscode.QuickPickItemKind.Separator };
}
