import { programIn } from "./locate";

/** One program with its arguments. */
export type Command = readonly [string, ...string[]];

/** The Pythons to try, newest first; the oldest that will do is 3.11. */
export const PYTHONS = ["python3.14", "python3.13", "python3.12", "python3.11", "python3", "python"] as const;

/** Exits with 0 where a Python is new enough to run the server. */
export const CHECK = ["-c", "import sys, venv; sys.exit(sys.version_info < (3, 11))"] as const;

/** What installs the bundled server into an environment of its own, in order. */
export function installation(python: string, environment: string, wheel: string, windows: boolean): Command[] {
  const own = programIn(environment, "python", windows);
  return [
    [python, "-m", "venv", "--clear", environment],
    [own, "-m", "pip", "install", "--disable-pip-version-check", wheel],
  ];
}

/** The same as one line for a shell. */
export function shellLine(commands: readonly Command[], windows: boolean): string {
  const quote = windows ? quoteForPowerShell : quoteForSh;
  const lines = commands.map((command) => (windows ? "& " : "") + command.map(quote).join(" "));
  return lines.join(windows ? "; " : " && ");
}

function quoteForSh(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function quoteForPowerShell(word: string): string {
  return `'${word.replaceAll("'", "''")}'`;
}
