import * as vscode from "vscode";
import { showFailure } from "../server/failures";
import type { Runner } from "./runner";
import type { Stopping } from "./stopping";

/** What commands do, by their ids. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each knows what VS Code, or a link of ours, hands it
export type Commands = Readonly<Record<string, (argument: any) => unknown>>;

/** Registers commands; each failure is told to the person, and to nobody else. */
export function register(commands: Commands): vscode.Disposable[] {
  return Object.entries(commands).map(([id, carryOut]) =>
    vscode.commands.registerCommand(id, async (argument: unknown) => {
      try {
        return await carryOut(argument);
      } catch (reason) {
        void showFailure(reason);
        return undefined;
      }
    }),
  );
}

/** What runs and stops code. */
export function runCommands(runner: Runner, stopping: Stopping): Commands {
  return {
    "vmLsp.runSelection": () => runner.runSelections(),
    "vmLsp.runFile": (uri: unknown) => runner.runFile(uri instanceof vscode.Uri ? uri : undefined),
    "vmLsp.interrupt": () => stopping.stop(),
    "vmLsp.restartSession": () => stopping.restart(),
  };
}
