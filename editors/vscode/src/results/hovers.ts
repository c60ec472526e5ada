import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient/node";
import type { VmServer } from "../server/vm-server";
import { offeredAt } from "./at-place";
import type { Keeping } from "./keeping";
import { linksOf } from "./links";
import { readMarkup } from "./markup";
import { trustedRow } from "./trusted";

/** Gives hovers of results the row of links that their hints have. */
export function hoverMiddleware(server: VmServer, keeping: Keeping): Pick<Middleware, "provideHover"> {
  return {
    provideHover: async (document, position, token, next) => {
      const hover = await next(document, position, token);
      const [shown] = hover ? readMarkup(textOf(hover)) : [];
      if (!hover || shown === undefined || token.isCancellationRequested) return hover;
      const uri = document.uri.toString();
      const { insert, executionId } = await offeredAt(server, uri, position);
      const links = linksOf({
        key: keeping.keep({ ...shown, title: `Line ${position.line + 1}` }),
        ...(executionId === undefined ? {} : { executionId }),
        valued: insert !== undefined,
        place: { uri, line: position.line, character: position.character },
      });
      hover.contents.push(trustedRow(links));
      return hover;
    },
  };
}

function textOf(hover: vscode.Hover): string {
  const [content] = hover.contents;
  return content instanceof vscode.MarkdownString ? content.value : "";
}
