import * as vscode from "vscode";
import type { Server } from "../server/server";
import { command } from "./commands";
import type { Filter } from "./filter";
import { statementScope } from "./past";
import { SearchBox } from "./search";
import type { HistoryView } from "./view";

/** Registers what opens the search box, and the key that completes in it; there is one box at a time. */
export function registerSearching(server: Server, view: HistoryView): vscode.Disposable[] {
  let open: SearchBox | undefined;
  const search = (filter: Filter): void => {
    const box = new SearchBox(server, async (found) => {
      await view.focus();
      await view.show(found);
    });
    open?.close();
    open = box;
    box.onDidClose(() => {
      if (open === box) open = undefined;
    });
    box.open(filter);
  };
  return [
    command("vmLsp.searchHistory", (words) => {
      search({ search: typeof words === "string" ? words : view.filter.search });
    }),
    command("vmLsp.statementHistory", () => {
      search({ search: "", scope: statementScope() });
    }),
    vscode.commands.registerCommand("vmLsp.completeSearch", () => {
      open?.complete();
    }),
  ];
}
