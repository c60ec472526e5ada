import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type * as vscode from "vscode";
import { CHECK, type Command, PYTHONS, installation, shellLine } from "./install-plan";
import { onPath } from "./locate";
import { Refusal } from "./server";
import { runInTerminal } from "./terminal";
import { WINDOWS, environmentOf, isProgram } from "./surroundings";

const run = promisify(execFile);

/** Installs the server that came with this extension, where the person can watch it. */
export class Installer {
  constructor(private readonly context: vscode.ExtensionContext) {}

  /** @throws Refusal where there is no Python for it, or a step fails. */
  async install(): Promise<void> {
    const commands = await this.#commands(await findPython());
    if (!(await runInTerminal("Install vm-lsp's server", commands))) {
      throw new Refusal("vm-lsp's server was not installed; the terminal says why.", "INSTALL_FAILED");
    }
  }

  /** The same as a line for a terminal. @throws Refusal where the extension brought no server. */
  async shellLine(): Promise<string> {
    const python = await findPython().catch(() => "python3");
    return shellLine(await this.#commands(python), WINDOWS);
  }

  async #commands(python: string): Promise<Command[]> {
    return installation(python, environmentOf(this.context), await this.#wheel(), WINDOWS);
  }

  async #wheel(): Promise<string> {
    const folder = this.context.asAbsolutePath("server");
    const names = await readdir(folder).catch(() => []);
    const wheel = names.find((name) => name.endsWith(".whl"));
    if (wheel === undefined) throw new Refusal("This build of the extension brings no server to install.", "INSTALL_FAILED");
    return join(folder, wheel);
  }
}

/** The first Python on the PATH that is new enough. */
async function findPython(): Promise<string> {
  const searchPath = process.env["PATH"] ?? "";
  for (const path of PYTHONS.flatMap((name) => onPath(searchPath, name, WINDOWS))) {
    if ((await isProgram(path)) && (await isNewEnough(path))) return path;
  }
  const message = "vm-lsp's server needs Python 3.11 or newer with its venv module, and none was found on the PATH.";
  throw new Refusal(message, "PYTHON_NOT_FOUND");
}

async function isNewEnough(python: string): Promise<boolean> {
  try {
    await run(python, CHECK, { timeout: 10_000 });
    return true;
  } catch {
    return false; // too old, broken, or no Python at all
  }
}
