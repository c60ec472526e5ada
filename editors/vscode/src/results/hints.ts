import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient/node";
import type { HintData } from "../contract";
import type { Keeping } from "./keeping";
import { linksOf, row } from "./links";
import { plainFacts, readMarkup } from "./markup";
import { trusted } from "./trusted";

type HintMiddleware = Pick<Middleware, "provideInlayHints" | "resolveInlayHint">;

/** Gives the tooltips of hints a row of links. */
export function hintMiddleware(keeping: Keeping): HintMiddleware {
  const documents = new WeakMap<vscode.InlayHint, vscode.Uri>();
  return {
    provideInlayHints: async (document, viewPort, token, next) => {
      const hints = await next(document, viewPort, token);
      for (const hint of hints ?? []) documents.set(hint, document.uri);
      return hints;
    },
    resolveInlayHint: async (hint, token, next) => {
      const data = dataOf(hint); // the server hands it back, but need not
      const resolved = await next(hint, token);
      const uri = documents.get(hint);
      if (resolved && uri && data) resolved.tooltip = withLinks(resolved, uri, data, keeping);
      return resolved;
    },
  };
}

function withLinks(
  hint: vscode.InlayHint,
  uri: vscode.Uri,
  data: HintData,
  keeping: Keeping,
): vscode.MarkdownString | string | undefined {
  if (!(hint.tooltip instanceof vscode.MarkdownString)) return hint.tooltip;
  const [shown] = readMarkup(hint.tooltip.value);
  if (shown === undefined) return hint.tooltip;
  const { line, character } = hint.position;
  const title = `Run ${data.number}, line ${line + 1}`;
  const links = linksOf({
    key: keeping.keep({ ...shown, title }),
    executionId: data.executionId,
    valued: data.valued,
    place: { uri: uri.toString(), line, character },
  });
  const text = trusted("").appendCodeblock(shown.text, shown.language);
  return text.appendMarkdown(`\n\n${plainFacts(shown.facts)}\n\n${row(links)}`);
}

function dataOf(hint: vscode.InlayHint): HintData | undefined {
  return "data" in hint ? (hint.data as HintData) : undefined;
}
