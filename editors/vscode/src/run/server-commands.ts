import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient/node";
import type { Position, Range } from "../contract";
import { toRange } from "../results/lenses";
import type { Values } from "../results/values";
import { showFailure } from "../server/failures";
import type { VmServer } from "../server/vm-server";
import type { Commands } from "./commands";
import type { Runner } from "./runner";
import type { Stopping } from "./stopping";

type Shown = { uri: string; position: Position } | { executionId: string };

/** Leads the server's own commands, which lenses and code actions carry, the way our commands go. */
export function serverCommandMiddleware(
  server: VmServer,
  parts: { runner: Runner; stopping: Stopping; values: Values },
): Pick<Middleware, "executeCommand"> {
  const ways = waysOf(parts);
  return {
    executeCommand: async (command, args: unknown[]) => {
      const argument = (args[0] ?? {});
      try {
        return await (ways[command] ?? ((given: object) => server.ask(command, given)))(argument);
      } catch (reason) {
        void showFailure(reason);
        return undefined;
      }
    },
  };
}

function waysOf({ runner, stopping, values }: { runner: Runner; stopping: Stopping; values: Values }): Commands {
  return {
    "vm.executeSelection": ({ uri, range }: { uri: string; range: Range }) => runner.runRange(uri, toRange(range)),
    "vm.runFile": ({ uri }: { uri: string }) => runner.runFile(vscode.Uri.parse(uri)),
    "vm.history.rerun": ({ executionId }: { executionId: string }) => runner.rerun(executionId),
    "vm.interrupt": (argument: object) => stopping.interrupt(argument),
    "vm.value.show": (argument: Shown) => values.show(withoutOpen(argument)),
  };
}

/** The server would open a file of its own. */
function withoutOpen(argument: Shown): Shown {
  return "executionId" in argument
    ? { executionId: argument.executionId }
    : { uri: argument.uri, position: argument.position };
}
