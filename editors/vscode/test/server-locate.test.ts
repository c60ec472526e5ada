import assert from "node:assert/strict";
import { delimiter } from "node:path";
import { describe, test } from "node:test";
import { type Surroundings, locate, onPath } from "../src/server/locate";
import type { Refusal } from "../src/server/server";

const HERE: Surroundings = {
  setting: { command: "", args: [] },
  searchPath: ["/usr/bin", "/opt/tools"].join(delimiter),
  home: "/home/me",
  folders: ["/home/me/shop"],
  environment: "/storage/server",
  windows: false,
  isProgram: () => Promise.resolve(false),
};

function having(programs: readonly string[], other: Partial<Surroundings> = {}): Surroundings {
  return { ...HERE, isProgram: (path) => Promise.resolve(programs.includes(path)), ...other };
}

const EVERYWHERE = ["/usr/bin/vm-lsp", "/home/me/shop/.venv/bin/vm-lsp", "/storage/server/bin/vm-lsp"];

describe("finding the server", () => {
  test("one on the PATH comes first", async () => {
    const found = await locate(having(EVERYWHERE));
    assert.deepEqual(found, { command: "/usr/bin/vm-lsp", args: ["serve"], origin: "path" });
  });

  test("else the workspace's .venv, else what was installed from here", async () => {
    assert.equal((await locate(having(EVERYWHERE.slice(1)))).origin, "workspace");
    assert.equal((await locate(having(EVERYWHERE.slice(2)))).origin, "installed");
  });

  test("a workspace that is not trusted starts no program of its own", async () => {
    const found = await locate(having(EVERYWHERE.slice(1), { folders: [] }));
    assert.equal(found.command, "/storage/server/bin/vm-lsp");
  });

  test("one that has shown to be too old is passed over", async () => {
    const found = await locate(having(EVERYWHERE), new Set(["/usr/bin/vm-lsp"]));
    assert.equal(found.origin, "workspace");
  });

  test("without any, it says so", async () => {
    await assert.rejects(locate(HERE), (reason: Refusal) => reason.code === "SERVER_NOT_FOUND");
  });

  test("relative folders on the PATH count for nothing: they would be the workspace's", () => {
    assert.deepEqual(onPath([".", "bin", "/usr/bin"].join(delimiter), "vm-lsp", false), ["/usr/bin/vm-lsp"]);
  });
});

describe("the setting", () => {
  test("wins over everything, with its arguments before `serve`", async () => {
    const setting = { command: "/opt/python", args: ["-m", "vm_lsp"] };
    const found = await locate(having([...EVERYWHERE, "/opt/python"], { setting }));
    assert.deepEqual(found, { command: "/opt/python", args: ["-m", "vm_lsp", "serve"], origin: "setting" });
  });

  test("may begin with ~", async () => {
    const found = await locate(having(["/home/me/bin/vm"], { setting: { command: "~/bin/vm", args: [] } }));
    assert.equal(found.command, "/home/me/bin/vm");
  });

  test("may be a name on the PATH", async () => {
    const found = await locate(having(["/opt/tools/vm"], { setting: { command: "vm", args: [] } }));
    assert.equal(found.command, "/opt/tools/vm");
  });

  for (const command of ["/nowhere/vm", "bin/vm", "./vm", "no-such-name"]) {
    test(`is never replaced by another in silence: ${command}`, async () => {
      const wrong = having([...EVERYWHERE, "bin/vm"], { setting: { command, args: [] } });
      await assert.rejects(locate(wrong), (reason: Refusal) => reason.message.includes(command));
    });
  }
});
