import { delimiter, isAbsolute, join } from "node:path";
import { Refusal } from "./server";

/** Where the server was found; this decides what is suggested when it is too old. */
export type Origin = "setting" | "path" | "workspace" | "installed";

/** What to start. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly origin: Origin;
}

/** All that finding the server depends on. */
export interface Surroundings {
  /** `vmLsp.server.command` and `vmLsp.server.args`. */
  readonly setting: { readonly command: string; readonly args: readonly string[] };
  readonly searchPath: string;
  readonly home: string;
  /** Only those of a trusted workspace: a cloned repository must not start programs. */
  readonly folders: readonly string[];
  /** The environment that this extension installs the server into. */
  readonly environment: string;
  readonly windows: boolean;
  isProgram(path: string): Promise<boolean>;
}

const NAME = "vm-lsp";
const NOT_INSTALLED =
  "vm-lsp's server is not installed. “Install” puts the one that came with this extension into a folder of its own; it needs Python 3.11 or newer.";

/**
 * Finds the server: the setting, else the PATH, else the workspace's `.venv`, else what was installed from here.
 * Commands in `refused` are passed over: they have shown to be too old.
 *
 * @throws Refusal where there is none, or where the setting names one that isn't there.
 */
export async function locate(around: Surroundings, refused: ReadonlySet<string> = new Set()): Promise<Program> {
  if (around.setting.command !== "") return fromSetting(around);
  for (const [origin, path] of candidates(around)) {
    if (!refused.has(path) && (await around.isProgram(path))) return { command: path, args: ["serve"], origin };
  }
  throw new Refusal(NOT_INSTALLED, "SERVER_NOT_FOUND");
}

/** Where a virtual environment has its programs. */
export function programIn(environment: string, name: string, windows: boolean): string {
  return windows ? join(environment, "Scripts", `${name}.exe`) : join(environment, "bin", name);
}

/** The places of a program on the search path; relative entries are left out, since they depend on a folder. */
export function onPath(searchPath: string, name: string, windows: boolean): string[] {
  const file = windows ? `${name}.exe` : name;
  return searchPath
    .split(delimiter)
    .filter((folder) => isAbsolute(folder))
    .map((folder) => join(folder, file));
}

async function fromSetting(around: Surroundings): Promise<Program> {
  const named = around.setting.command.replace(/^~(?=[/\\]|$)/, around.home);
  const paths = isAbsolute(named) ? [named] : /[/\\]/.test(named) ? [] : onPath(around.searchPath, named, around.windows);
  for (const command of paths) {
    if (await around.isProgram(command)) return { command, args: [...around.setting.args, "serve"], origin: "setting" };
  }
  const wanted = "Give an absolute path, or the name of a program on the PATH.";
  throw new Refusal(
    `The setting vmLsp.server.command names “${around.setting.command}”, which is no program here. ${wanted}`,
    "SERVER_SETTING_WRONG",
  );
}

function* candidates(around: Surroundings): Generator<[Origin, string]> {
  for (const path of onPath(around.searchPath, NAME, around.windows)) yield ["path", path];
  for (const folder of around.folders) yield ["workspace", programIn(join(folder, ".venv"), NAME, around.windows)];
  yield ["installed", programIn(around.environment, NAME, around.windows)];
}
