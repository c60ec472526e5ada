import type { ChildProcess } from "node:child_process";
import * as vscode from "vscode";
import {
  type ClientCapabilities,
  CloseAction,
  type DocumentSelector,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  type Middleware,
  RevealOutputChannelOn,
  type StaticFeature,
} from "vscode-languageclient/node";
import { LANGUAGES, SCHEMES } from "../run/runnable";
import { SECTION, forServer } from "./settings";

export const SELECTOR: DocumentSelector & vscode.DocumentFilter[] = SCHEMES.flatMap((scheme) =>
  LANGUAGES.map((language) => ({ scheme, language })),
);

const ABILITIES = { executionEvents: true, sessionStatus: true, runOnHover: true };

/** A language client that only logs: what a person should know is told in one place, once. */
class SilentClient extends LanguageClient {
  constructor(
    child: ChildProcess,
    options: LanguageClientOptions,
    private readonly log: vscode.LogOutputChannel,
  ) {
    super(SECTION, "vm-lsp", () => Promise.resolve(child), options);
  }

  override debug(message: string, data?: unknown): void {
    this.log.debug(message, ...given(data));
  }

  override info(message: string, data?: unknown): void {
    this.log.info(message, ...given(data));
  }

  override warn(message: string, data?: unknown): void {
    this.log.warn(message, ...given(data));
  }

  override error(message: string, data?: unknown): void {
    this.log.error(message, ...given(data));
  }

  /** Where the start failed, the base class stops what never ran, and nobody would hear of its refusal. */
  override async stop(timeout?: number): Promise<void> {
    try {
      await super.stop(timeout);
    } catch (reason) {
      this.log.warn(`The client did not stop in order: ${String(reason)}`);
    }
  }
}

/** Makes a client, not yet started, that speaks with `child`; it lives no longer than that process. */
export function makeClient(child: ChildProcess, middleware: Middleware, log: vscode.LogOutputChannel): LanguageClient {
  const client = new SilentClient(child, options(middleware, log), log);
  client.registerFeature(DECLARATION);
  return client;
}

function options(middleware: Middleware, log: vscode.LogOutputChannel): LanguageClientOptions {
  return {
    documentSelector: SELECTOR,
    diagnosticCollectionName: "vm-lsp",
    initializationOptions,
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    middleware,
    initializationFailedHandler: () => false,
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => ({ action: CloseAction.DoNotRestart, handled: true }),
    },
  };
}

function initializationOptions(): object {
  const settings = forServer(vscode.workspace.getConfiguration().get(SECTION));
  return { ...settings, trust: { supported: true, trusted: vscode.workspace.isTrusted } };
}

const DECLARATION: StaticFeature = {
  fillClientCapabilities(capabilities: ClientCapabilities) {
    const others = capabilities.experimental as object | undefined;
    capabilities.experimental = { ...others, vmLsp: ABILITIES };
  },
  initialize() {
    // Nothing of the server's answer matters here.
  },
  getState: () => ({ kind: "static" }),
  clear() {
    // Nothing was registered.
  },
};

function given(data: unknown): unknown[] {
  return data === undefined || data === null ? [] : [data];
}
