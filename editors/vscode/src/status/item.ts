import * as vscode from "vscode";
import type { Session } from "../contract";
import { isRunnable } from "../run/runnable";
import { described } from "../run/runner";
import type { Sessions } from "../run/sessions";
import { folderInFront } from "../run/stopping";
import type { VmServer } from "../server/vm-server";
import { type Look, lookOf } from "./look";
import { Stopwatch } from "./stopwatch";

const COLOURS = { warning: "statusBarItem.warningBackground", error: "statusBarItem.errorBackground" } as const;

/** The status bar item: how the session of the editor in front fares. */
export class StatusItem implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem("vmLsp.session", vscode.StatusBarAlignment.Right, 100);
  readonly #stopwatch = new Stopwatch();
  readonly #subscriptions: vscode.Disposable[];
  #timer: NodeJS.Timeout | undefined;
  #shown = "";

  constructor(
    private readonly server: VmServer,
    private readonly sessions: Sessions,
  ) {
    this.#item.name = "VM session";
    this.#item.command = "vmLsp.sessionMenu";
    const look = () => {
      this.#look();
    };
    this.#subscriptions = [
      server.onSession((session) => {
        this.#hear(session);
      }),
      server.onLife((life) => {
        if (life !== "on") this.#forget();
        this.#look();
      }),
      vscode.window.onDidChangeActiveTextEditor(look),
      vscode.workspace.onDidGrantWorkspaceTrust(look),
      vscode.workspace.onDidChangeWorkspaceFolders(look),
    ];
    this.#look();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const one of [this.#item, ...this.#subscriptions]) one.dispose();
  }

  #hear(session: Session): void {
    this.sessions.note(session);
    this.#stopwatch.note(session);
    this.#look();
  }

  #forget(): void {
    this.sessions.clear();
    this.#stopwatch.clear();
  }

  /** Shows the state as it is now, and looks again when time alone changes it. */
  #look(): void {
    const session = this.#session();
    const seen = { life: this.server.life, session, busyMs: this.#stopwatch.busyMs(session), trusted: vscode.workspace.isTrusted };
    this.#show(lookOf(seen));
    void vscode.commands.executeCommand("setContext", "vmLsp.busy", this.sessions.busy.length > 0);
    clearTimeout(this.#timer);
    const next = this.#stopwatch.nextLookMs(session);
    if (next !== undefined) {
      this.#timer = setTimeout(() => {
        this.#look();
      }, next);
    }
  }

  /** The session of the editor in front; where that is none of ours, whichever is busy. */
  #session(): Session | undefined {
    return isInFront() ? this.sessions.of(folderInFront()) : this.sessions.busy[0];
  }

  #show(look: Look): void {
    if (!isInFront() && this.sessions.busy.length === 0) {
      this.#item.hide();
      this.#shown = "";
      return;
    }
    const seen = JSON.stringify(look);
    if (seen === this.#shown) return;
    this.#shown = seen;
    this.#item.text = look.text;
    this.#item.tooltip = look.tooltip;
    this.#item.backgroundColor = look.colour && new vscode.ThemeColor(COLOURS[look.colour]);
    this.#item.accessibilityInformation = { label: look.tooltip };
    this.#item.show();
  }
}

function isInFront(): boolean {
  const document = vscode.window.activeTextEditor?.document;
  return document !== undefined && isRunnable(described(document));
}
