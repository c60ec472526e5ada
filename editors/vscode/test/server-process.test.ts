import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { describe, test } from "node:test";
import { installation, shellLine } from "../src/server/install-plan";
import { awaitExit, ending, startProcess } from "../src/server/process";
import type { Refusal } from "../src/server/server";

function node(code: string) {
  return { command: process.execPath, args: ["-e", code], origin: "path" } as const;
}

describe("the server's process", () => {
  test("that can't be started is a refusal that names it", async () => {
    const program = { command: "/nowhere/vm-lsp", args: [], origin: "path" } as const;
    const start = startProcess(program, tmpdir(), () => undefined);
    await assert.rejects(start, (reason: Refusal) => reason.message.includes("/nowhere/vm-lsp"));
  });

  test("has its log told line by line", async () => {
    const lines: string[] = [];
    const child = await startProcess(node("console.error('one\\ntwo')"), tmpdir(), (line) => lines.push(line));
    await awaitExit(child);
    assert.deepEqual(lines, ["one", "two"]);
  });

  test("that stays is ended by force, and how it ended can be told", async () => {
    const child = await startProcess(node("process.on('SIGTERM', () => 0); setInterval(() => 0, 1000)"), tmpdir(), () => undefined);
    await awaitExit(child, 50);
    assert.equal(ending(child), "by SIGKILL");
  });

  test("that left by itself tells its exit code", async () => {
    const child = await startProcess(node("process.exit(7)"), tmpdir(), () => undefined);
    await awaitExit(child);
    assert.equal(ending(child), "with exit code 7");
  });
});

describe("installing the server", () => {
  const commands = installation("/usr/bin/python3", "/my storage/server", "/ext/server/vm_lsp.whl", false);

  test("makes an environment, then installs the bundled wheel with that environment's own Python", () => {
    assert.deepEqual(commands[0], ["/usr/bin/python3", "-m", "venv", "--clear", "/my storage/server"]);
    const [python, ...args] = commands[1] ?? [];
    assert.equal(python, "/my storage/server/bin/python");
    assert.equal(args.at(-1), "/ext/server/vm_lsp.whl");
  });

  test("is one line in a shell, quoted where need be", () => {
    assert.match(shellLine(commands, false), /^\/usr\/bin\/python3 -m venv --clear '\/my storage\/server' && '\/my storage/);
  });

  test("survives quotes in a path", () => {
    assert.equal(shellLine([["a'b"]], false), String.raw`'a'\''b'`);
    assert.equal(shellLine([["a'b"]], true), "& 'a''b'");
  });
});
