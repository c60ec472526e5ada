import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Deaths } from "../src/server/deaths";
import { asRefusal } from "../src/server/refusals";
import { Refusal } from "../src/server/server";
import { answersForServer, forServer } from "../src/server/settings";
import { isOlder } from "../src/server/version";

describe("versions", () => {
  for (const [version, older] of [
    ["0.1.0", false],
    ["0.1", false],
    ["0.1.1", false],
    ["0.10.0", false],
    ["1.0.0rc1", false],
    ["0.0.9", true],
    ["0.0.10.dev1", true],
    ["unknown", true],
  ] as const) {
    test(`${version} is ${older ? "" : "not "}older than 0.1.0`, () => {
      assert.equal(isOlder(version, "0.1.0"), older);
    });
  }

  test("a server that tells none is too old", () => {
    assert.equal(isOlder(undefined, "0.1.0"), true);
  });
});

describe("a server that dies", () => {
  test("is given up with its third death in three minutes", () => {
    const deaths = new Deaths();
    assert.deepEqual([0, 60_000, 120_000].map((moment) => deaths.tooMany(moment)), [false, false, true]);
  });

  test("now and then is started again each time", () => {
    const deaths = new Deaths();
    assert.deepEqual([0, 100_000, 200_000, 300_000].map((moment) => deaths.tooMany(moment)), [false, false, false, false]);
  });

  test("begins with a clean slate when somebody restarts it", () => {
    const deaths = new Deaths();
    deaths.tooMany(0);
    deaths.tooMany(1);
    deaths.forget();
    assert.equal(deaths.tooMany(2), false);
  });
});

describe("settings for the server", () => {
  test("are plain, without what only the extension knows", () => {
    const section = { limits: { cpuMs: 10 }, server: { command: "x" }, history: { databaseUrl: null } };
    assert.deepEqual(forServer(section), { limits: { cpuMs: 10 }, history: { databaseUrl: null } });
  });

  test("are empty where there are none", () => {
    assert.deepEqual(forServer(undefined), {});
  });

  test("leave answers about other sections as they are", () => {
    const answers = answersForServer([{ section: "editor" }, { section: "vmLsp" }], [{ server: 1 }, { server: 1 }]);
    assert.deepEqual(answers, [{ server: 1 }, {}]);
  });
});

describe("failures", () => {
  test("of the server keep its words and the contract's code", () => {
    const refusal = asRefusal(Object.assign(new Error("Busy."), { data: { code: "SESSION_BUSY", details: { queued: 32 } } }));
    assert.deepEqual([refusal.message, refusal.code, refusal.details], ["Busy.", "SESSION_BUSY", { queued: 32 }]);
  });

  test("that are refusals already stay the same, so that they are told once", () => {
    const refusal = new Refusal("No.", "INTERNAL");
    assert.equal(asRefusal(refusal), refusal);
  });

  test("of any other kind are internal", () => {
    assert.equal(asRefusal(new Error("what")).code, "INTERNAL");
    assert.match(asRefusal("odd").message, /odd/);
  });
});
