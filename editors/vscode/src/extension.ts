import * as vscode from "vscode";
import { registerHistory } from "./history";
import { outputChannel } from "./output/channel";
import { codeActionMiddleware } from "./results/code-actions";
import { resultCommands } from "./results/commands";
import { hintMiddleware } from "./results/hints";
import { hoverMiddleware } from "./results/hovers";
import { Keeping } from "./results/keeping";
import { RunOnHover, lensMiddleware } from "./results/lenses";
import { Values } from "./results/values";
import { register, runCommands } from "./run/commands";
import { progressMiddleware } from "./run/progress";
import { isRunnable } from "./run/runnable";
import { Runner, described } from "./run/runner";
import { serverCommandMiddleware } from "./run/server-commands";
import { Sessions } from "./run/sessions";
import { Stopping } from "./run/stopping";
import { SELECTOR } from "./server/client";
import { serverCommands } from "./server/commands";
import { configurationMiddleware } from "./server/configuration";
import { showFailure } from "./server/failures";
import { Installer } from "./server/installer";
import { locate } from "./server/locate";
import { surroundings } from "./server/surroundings";
import { VmServer } from "./server/vm-server";
import { StatusItem } from "./status/item";
import { sessionMenu } from "./status/menu";
import { registerWalkthrough } from "./walkthrough";

let server: VmServer | undefined;

/** Composes the extension. Nothing here asks anything of anybody: who only opens a file sees no message. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("VM Server Log", { log: true });
  server = new VmServer({
    find: (refused) => locate(surroundings(context), refused),
    folder: context.extensionPath,
    log,
    report: (refusal) => void showFailure(refusal),
  });
  context.subscriptions.push(log, server);
  build(context, server, log);
  registerHistory(context, server);
  registerWalkthrough(context, server);
  startWhenUseful(context, server);
}

/** Ends the server in order; VS Code waits for it. */
export async function deactivate(): Promise<void> {
  await server?.close();
}

function build(context: vscode.ExtensionContext, server: VmServer, log: vscode.LogOutputChannel): void {
  const keeping = new Keeping();
  const sessions = new Sessions();
  const runner = new Runner(server);
  const stopping = new Stopping(server, sessions);
  const values = new Values(server, keeping);
  const output = outputChannel(context, server);
  server.use({
    ...hintMiddleware(keeping),
    ...hoverMiddleware(server, keeping),
    ...codeActionMiddleware(),
    ...lensMiddleware(),
    ...progressMiddleware(server),
    ...serverCommandMiddleware(server, { runner, stopping, values }),
    ...configurationMiddleware(),
  });
  context.subscriptions.push(
    new StatusItem(server, sessions),
    values.register(),
    vscode.languages.registerHoverProvider(SELECTOR, new RunOnHover(server)),
    ...register({
      ...runCommands(runner, stopping),
      ...resultCommands(server, values, runner),
      ...serverCommands(server, new Installer(context), log),
      "vmLsp.sessionMenu": () => sessionMenu(server, sessions),
      "vmLsp.showOutput": () => {
        output.show(true);
      },
    }),
  );
}

/** Starts the server once there is something it could be asked about; if it can't, that is told when somebody asks. */
function startWhenUseful(context: vscode.ExtensionContext, server: VmServer): void {
  const start = () => {
    const useful = vscode.workspace.textDocuments.some((document) => isRunnable(described(document)));
    if (useful) server.connected().catch(() => undefined); // it is in the log
  };
  const startFirst = () => {
    if (server.life === "off") start();
  };
  context.subscriptions.push(
    vscode.workspace.onDidOpenTextDocument(startFirst),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      void server.tell("vm/trustChanged", { trusted: true });
      start(); // the workspace may have a server of its own, which may be started now
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("vmLsp.server")) void offerRestart(server, start);
    }),
  );
  startFirst();
}

/** Another server was named: where one runs, whether it may go is the person's decision. */
async function offerRestart(server: VmServer, start: () => void): Promise<void> {
  if (server.life !== "on") {
    start();
    return;
  }
  const restart = "Restart Server";
  const chosen = await vscode.window.showInformationMessage("The server you named is used from its next start.", restart);
  if (chosen === restart) await vscode.commands.executeCommand("vmLsp.restartServer");
}
