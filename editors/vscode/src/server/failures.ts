import * as vscode from "vscode";
import { asRefusal } from "./refusals";
import type { Refusal } from "./server";

/** What a message offers: a title, and what it does. */
type Offer = readonly [title: string, command: string, ...args: unknown[]];

const LOG: Offer = ["Open Log", "vmLsp.showLog"];
const RESTART: Offer = ["Restart Server", "vmLsp.restartServer"];
const INSTALL: Offer = ["Install", "vmLsp.installServer"];
const COPY: Offer = ["Copy Command", "vmLsp.copyInstallCommand"];
const SETTINGS: Offer = ["Settings", "workbench.action.openSettings", "vmLsp.server"];

const OFFERS: Readonly<Record<string, readonly Offer[]>> = {
  SERVER_NOT_FOUND: [INSTALL, COPY, SETTINGS],
  SERVER_SETTING_WRONG: [SETTINGS],
  SERVER_TOO_OLD: [INSTALL, LOG, RESTART],
  SERVER_ENDED: [LOG],
  SERVER_KEEPS_ENDING: [LOG, RESTART],
  PYTHON_NOT_FOUND: [SETTINGS],
  INSTALL_FAILED: [INSTALL, COPY],
  UNTRUSTED_WORKSPACE: [["Manage Trust", "workbench.trust.manage"]],
  SESSION_BUSY: [["Stop", "vmLsp.interrupt"]],
  STARTUP_FAILED: [LOG],
  PERSISTENCE_FAILED: [LOG],
  WORKER_FAILED: [LOG],
  INTERNAL: [LOG],
};

/** What the person did themselves, or sees already. */
const SILENT: ReadonlySet<string> = new Set(["CANCELLED"]);

const told = new WeakSet<Refusal>();

/** Tells the person why something failed, with what can be done about it; the same failure once, whoever meets it. */
export async function showFailure(reason: unknown): Promise<void> {
  const refusal = asRefusal(reason);
  if (told.has(refusal) || SILENT.has(refusal.code)) return;
  told.add(refusal);
  const offers = OFFERS[refusal.code] ?? [];
  const chosen = await show(refusal)(refusal.message, ...offers.map(([title]) => title));
  const offer = offers.find(([title]) => title === chosen);
  if (offer !== undefined) await vscode.commands.executeCommand(offer[1], ...offer.slice(2));
}

/** What is in the person's own hands is a warning; the rest is an error. */
function show(refusal: Refusal): typeof vscode.window.showErrorMessage {
  const own = ["VALIDATION_ERROR", "UNTRUSTED_WORKSPACE", "SESSION_BUSY", "STALE_DOCUMENT", "SERVER_NOT_FOUND"];
  return own.includes(refusal.code) ? vscode.window.showWarningMessage : vscode.window.showErrorMessage;
}
