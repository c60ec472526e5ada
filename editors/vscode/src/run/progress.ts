import * as vscode from "vscode";
import type { Middleware, ProgressToken } from "vscode-languageclient/node";
import type { VmServer } from "../server/vm-server";

/** Typed as a flag, but VS Code writes a text on the button where it is given one, instead of “Cancel”. */
const STOP = "Stop" as unknown as true;

type Shown = Parameters<NonNullable<Middleware["handleWorkDoneProgress"]>>[1];

interface Showing {
  report(message: string): void;
  end(): void;
}

/**
 * Shows the server's progress as a notification with a button that stops the run.
 *
 * The language client itself shows progress in the status bar only, where it can't be cancelled.
 */
export function progressMiddleware(server: VmServer): Pick<Middleware, "handleWorkDoneProgress"> {
  const showings = new Map<ProgressToken, Showing>();
  return {
    handleWorkDoneProgress: (token, shown, next) => {
      if (shown.kind === "begin") showings.set(token, show(server, token, shown));
      else if (shown.kind === "report") showings.get(token)?.report(shown.message ?? "");
      else {
        showings.get(token)?.end();
        showings.delete(token);
        next(token, shown); // the client lets its own part of it go
      }
    },
  };
}

function show(server: VmServer, token: ProgressToken, begin: Extract<Shown, { kind: "begin" }>): Showing {
  const over = new vscode.EventEmitter<void>();
  let report: (message: string) => void = () => undefined;
  const options = { location: vscode.ProgressLocation.Notification, title: begin.title, cancellable: begin.cancellable === true && STOP };
  void vscode.window.withProgress(options, (progress, cancel) => {
    report = (message) => {
      progress.report({ message });
    };
    report(begin.message ?? "");
    cancel.onCancellationRequested(() => void server.tell("window/workDoneProgress/cancel", { token }));
    return new Promise<void>((resolve) => over.event(resolve));
  });
  return {
    report: (message) => {
      report(message);
    },
    end: () => {
      over.fire();
      over.dispose();
    },
  };
}
