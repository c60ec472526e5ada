import type * as vscode from "vscode";
import type { Server } from "../server/server";
import { RunActions } from "./actions";
import { command } from "./commands";
import { RunDocuments } from "./documents";
import { registerFiltering } from "./filtering";
import { openPlace } from "./places";
import { SearchBox } from "./search";
import { HistoryView } from "./view";

/** Shows what has run: a tree, a search box, and each run as a document. */
export function registerHistory(context: vscode.ExtensionContext, server: Server): void {
  const view = new HistoryView(server);
  const search = command("vmLsp.searchHistory", (words) => {
    const box = new SearchBox(server, async (filter) => {
      await view.focus();
      await view.show(filter);
    });
    box.open(typeof words === "string" ? words : view.filter.search);
    return Promise.resolve();
  });
  context.subscriptions.push(
    view,
    search,
    new RunDocuments(server),
    command("vmLsp.openPlace", openPlace),
    ...registerFiltering(view),
    ...new RunActions(server).register(),
  );
}
