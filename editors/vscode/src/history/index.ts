import type * as vscode from "vscode";
import type { Server } from "../server/server";
import { RunActions } from "./actions";
import { command } from "./commands";
import { RunDocuments } from "./documents";
import { Exporting } from "./exporting";
import { registerFiltering } from "./filtering";
import { Keeping } from "./keeping";
import { openPlace } from "./places";
import { registerRestoring } from "./restoring";
import { registerSearching } from "./searching";
import { HistoryView } from "./view";

/** Shows what has run: a tree, a search box, and each run as a document. */
export function registerHistory(context: vscode.ExtensionContext, server: Server): void {
  const view = new HistoryView(server);
  const actions = new RunActions(server);
  context.subscriptions.push(
    view,
    ...registerSearching(server, view),
    new RunDocuments(server),
    command("vmLsp.openPlace", openPlace),
    ...registerFiltering(view),
    ...actions.register(),
    ...registerRestoring(server, actions.on),
    ...new Keeping(server, view).register(actions.on),
    ...new Exporting(server, view).register(actions.on),
  );
}
