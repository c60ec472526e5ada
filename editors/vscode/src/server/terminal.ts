import { type ChildProcess, spawn } from "node:child_process";
import { homedir } from "node:os";
import * as vscode from "vscode";
import type { Command } from "./install-plan";

/**
 * Runs commands one after the other in a terminal that shows, and returns whether all went well.
 *
 * Not as a task, which needs a trusted folder; and the terminal stays open, so that a failure can be read.
 */
export async function runInTerminal(name: string, commands: readonly Command[]): Promise<boolean> {
  const console = new Console(commands);
  const terminal = vscode.window.createTerminal({ name, pty: console, iconPath: new vscode.ThemeIcon("cloud-download") });
  terminal.show(true);
  return console.finished;
}

class Console implements vscode.Pseudoterminal {
  readonly #written = new vscode.EventEmitter<string>();
  readonly onDidWrite = this.#written.event;
  readonly finished: Promise<boolean>;
  #finish: (well: boolean) => void = () => undefined;
  #child: ChildProcess | undefined;
  #closed = false;

  constructor(private readonly commands: readonly Command[]) {
    this.finished = new Promise((resolve) => (this.#finish = resolve));
  }

  open(): void {
    void this.#runAll();
  }

  close(): void {
    this.#closed = true;
    this.#child?.kill();
    this.#finish(false);
  }

  async #runAll(): Promise<void> {
    for (const command of this.commands) {
      this.#write(`\x1b[1m> ${command.join(" ")}\x1b[0m\n`);
      const exitCode = await this.#run(command);
      if (exitCode !== 0 || this.#closed) {
        this.#write(`\n\x1b[31mThis failed (exit code ${exitCode}).\x1b[0m\n`);
        this.#finish(false);
        return;
      }
    }
    this.#write("\n\x1b[32mDone. You can close this terminal.\x1b[0m\n");
    this.#finish(true);
  }

  #run([program, ...args]: Command): Promise<number> {
    return new Promise((resolve) => {
      const child = spawn(program, args, { cwd: homedir(), windowsHide: true });
      this.#child = child;
      const write = (text: unknown) => {
        this.#write(String(text));
      };
      child.stdout.on("data", write);
      child.stderr.on("data", write);
      child.on("error", (reason) => {
        this.#write(`${reason.message}\n`);
        resolve(-1);
      });
      child.on("close", (exitCode) => {
        resolve(exitCode ?? -1);
      });
    });
  }

  #write(text: string): void {
    this.#written.fire(text.replaceAll(/\r?\n/g, "\r\n"));
  }
}
