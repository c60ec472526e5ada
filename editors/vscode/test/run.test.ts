import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Session } from "../src/contract";
import { toldOf } from "../src/run/outcomes";
import { askAboutNow, inOrder, selectionArgument } from "../src/run/requests";
import { demandRunnable, isRunnable } from "../src/run/runnable";
import { Sessions } from "../src/run/sessions";
import { Refusal } from "../src/server/server";

function range(line: number, start: number, end = start) {
  return { start: { line, character: start }, end: { line, character: end } };
}

describe("several selections", () => {
  test("run from top to bottom, each once", () => {
    assert.deepEqual(inOrder([range(4, 0), range(1, 5, 9), range(1, 0), range(4, 0)]), [range(1, 0), range(1, 5, 9), range(4, 0)]);
  });

  test("become plain positions for the server, which takes no other keys", () => {
    const selection = Object.assign(range(1, 2, 3), { anchor: { line: 1, character: 3 } });
    assert.deepEqual(selectionArgument("file:///a.js", 7, selection), { uri: "file:///a.js", version: 7, range: range(1, 2, 3) });
  });
});

describe("a document that changed on the way", () => {
  const stale = new Refusal("It changed.", "STALE_DOCUMENT");

  test("is asked about once more, as it is by then", async () => {
    const versions: object[] = [];
    let version = 0;
    const answer = await askAboutNow(
      (argument) => (versions.push(argument), versions.length === 1 ? Promise.reject(stale) : Promise.resolve("done")),
      () => ({ version: (version += 1) }),
    );
    assert.equal(answer, "done");
    assert.deepEqual(versions, [{ version: 1 }, { version: 2 }]);
  });

  test("and changes again is a failure, not a loop", async () => {
    let asked = 0;
    const ask = () => ((asked += 1), Promise.reject(stale));
    await assert.rejects(askAboutNow(ask, () => ({})), stale);
    assert.equal(asked, 2);
  });

  test("any other refusal is final", async () => {
    let asked = 0;
    const busy = new Refusal("Busy.", "SESSION_BUSY");
    const ask = () => ((asked += 1), Promise.reject(busy));
    await assert.rejects(askAboutNow(ask, () => ({})), busy);
    assert.equal(asked, 1);
  });
});

describe("what runs", () => {
  test("is JavaScript and TypeScript in files, untitled documents and on remote machines", () => {
    for (const scheme of ["file", "untitled", "vscode-remote"]) {
      assert.equal(isRunnable({ scheme, languageId: "javascript" }), true);
      assert.equal(isRunnable({ scheme, languageId: "typescriptreact" }), true);
    }
  });

  for (const [scheme, languageId, says] of [
    ["vscode-notebook-cell", "javascript", /notebook/],
    ["output", "javascript", /only shown/],
    ["git", "javascript", /only shown/],
    ["file", "python", /Change Language Mode/],
  ] as const) {
    test(`is not ${languageId} of ${scheme}:, which is said politely`, () => {
      assert.equal(isRunnable({ scheme, languageId }), false);
      assert.throws(() => {
        demandRunnable({ scheme, languageId });
      }, says);
    });
  }
});

describe("stops", () => {
  test("make a message only where something is lost", () => {
    const loud = (["rolled_back", "cleared", "dequeued", "idle", "mismatch", "state_lost"] as const).filter((one) => !toldOf(one).quiet);
    assert.deepEqual(loud, ["state_lost"]);
  });
});

describe("sessions", () => {
  const session = (id: string, status: Session["status"], workspaceUri: string | null = "file:///w"): Session => ({
    id,
    status,
    workspaceUri,
    createdAt: "2026-01-01T00:00:00Z",
    executionCount: 0,
  });

  test("are known by their folder, however its URI is written", () => {
    const sessions = new Sessions();
    sessions.note(session("a", "ready", "file:///c%3A/my%20shop/"));
    assert.equal(sessions.of("file:///c:/my%20shop")?.id, "a");
    assert.equal(sessions.of("file:///other"), undefined);
  });

  test("outside every folder share one", () => {
    const sessions = new Sessions();
    sessions.note(session("scratch", "busy", null));
    assert.equal(sessions.of(undefined)?.id, "scratch");
  });

  test("that end late do not hide their successors", () => {
    const sessions = new Sessions();
    sessions.note(session("old", "busy"));
    sessions.note(session("new", "ready"));
    sessions.note(session("old", "closed"));
    assert.deepEqual(sessions.all.map(({ id }) => id), ["new"]);
    sessions.note(session("new", "closed"));
    assert.deepEqual(sessions.all, []);
  });

  test("tell which are busy, and are forgotten with their server", () => {
    const sessions = new Sessions();
    sessions.note(session("a", "busy"));
    sessions.note(session("b", "ready", "file:///x"));
    assert.deepEqual(sessions.busy.map(({ id }) => id), ["a"]);
    sessions.clear();
    assert.deepEqual(sessions.all, []);
  });
});
