import type { Middleware } from "vscode-languageclient/node";
import { answersForServer } from "./settings";

/** Keeps from the server what only this extension knows. */
export function configurationMiddleware(): Pick<Middleware, "workspace"> {
  return {
    workspace: {
      configuration: async (params, token, next) => {
        const answers = await next(params, token);
        return Array.isArray(answers) ? answersForServer(params.items, answers) : answers;
      },
    },
  };
}
