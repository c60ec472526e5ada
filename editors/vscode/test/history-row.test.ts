import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Calendar } from "../src/history/calendar";
import { descriptionOf, highlights, iconOf, labelOf, outcomeOf, tooltipOf } from "../src/history/row";
import { fileNameOf, folderOf } from "../src/history/runs";
import { aRun } from "./history-runs";

const utc = new Calendar("UTC");

describe("a row", () => {
  test("says the first line of code, the value and the duration", () => {
    const run = aRun({ input: "// the answer\n6 * 7" });
    assert.equal(labelOf(run), "6 * 7");
    assert.equal(descriptionOf(run), "→ 42 · 12.3 ms");
  });

  test("of a declaration says how long it took and no `undefined`", () => {
    assert.equal(descriptionOf(aRun({ result: { type: "undefined", preview: "undefined", truncated: false } })), "12.3 ms");
  });

  test("of a long value in many lines has its beginning in one", () => {
    const preview = `[\n${"  'planet',\n".repeat(100)}]`;
    const text = outcomeOf(aRun({ result: { type: "Array", preview, truncated: true } }));
    assert.match(text, /^→ \[ 'planet', 'planet'/);
    assert.ok(text.length <= 62 && text.endsWith("…"), text);
  });

  test("of an error says it", () => {
    const error = { name: "TypeError", message: "no\nname", frames: [] };
    assert.equal(outcomeOf(aRun({ status: "error", result: null, error })), "TypeError: no name");
  });

  test("of an error without a message says its name", () => {
    assert.equal(outcomeOf(aRun({ status: "error", result: null, error: { name: "Error", message: "", frames: [] } })), "Error");
  });

  test("of a run that is not over says so in place of a duration", () => {
    const run = aRun({ status: "running", result: null, metrics: { wallMs: null } });
    assert.equal(descriptionOf(run), "running");
    assert.equal(descriptionOf({ ...run, status: "queued" }), "waiting for its turn");
  });

  test("of a stopped run says that it was stopped", () => {
    const error = { name: "Cancelled", message: "Stopped.", frames: [] };
    assert.equal(outcomeOf(aRun({ status: "cancelled", result: null, error })), "stopped");
    assert.equal(outcomeOf(aRun({ status: "timeout", result: null, error })), "stopped by the time limit");
  });

  test("of no code has something to click on", () => {
    assert.equal(labelOf(aRun({ input: "\n" })), "(nothing)");
  });

  test("of a pinned run has a pin in the colour of its state", () => {
    const pinned = iconOf(aRun({ status: "error", pinned: true }));
    assert.deepEqual(pinned, { name: "pinned", colour: iconOf(aRun({ status: "error" })).colour });
  });

  test("has its own icon for each state", () => {
    const states = ["queued", "running", "ok", "error", "timeout", "cancelled"] as const;
    assert.equal(new Set(states.map((status) => iconOf(aRun({ status })).name)).size, states.length);
  });
});

describe("the words searched for", () => {
  test("choose the line that is shown", () => {
    const run = aRun({ input: "const shop = {}\nshop.price = 6\nshop" });
    assert.equal(labelOf(run, "PRICE"), "shop.price = 6");
    assert.equal(labelOf(run, "only in output"), "const shop = {}");
    assert.equal(labelOf(run, "  "), "const shop = {}");
  });

  test("are in sight also far behind in a line", () => {
    const label = labelOf(aRun({ input: `${"'🙂', ".repeat(40)}needle, ${"x, ".repeat(40)}` }), "needle", 20);
    assert.match(label, /^….*needle.*…$/u);
    assert.doesNotMatch(label, /[\ud800-\udfff]/u);
  });

  test("are highlighted in the order they stand in", () => {
    assert.deepEqual(highlights("price * Count", "COUNT price"), [[0, 5], [8, 13]]);
  });

  test("that are elsewhere, in output or value, highlight nothing", () => {
    assert.deepEqual(highlights("6 * 7", "haystack"), []);
  });

  test("are not looked for where small letters move the others", () => {
    assert.deepEqual(highlights("İ price", "price"), []);
  });
});

describe("a tooltip", () => {
  test("has the number, the state, the code and the value", () => {
    const text = tooltipOf(aRun(), utc);
    assert.equal(
      text,
      "**Run 1** · ok · 12.3 ms · 2026-11-23 09:06:12\n\n---\n\n```js\n6 * 7\n```\n\n---\n\n```js\n→ 42\n```",
    );
  });

  test("fences code that has fences in it", () => {
    assert.match(tooltipOf(aRun({ input: "`````js`" }), utc), /``````js\n`````js`\n``````/);
  });

  test("of long code stays short", () => {
    const text = tooltipOf(aRun({ input: "x()\n".repeat(5000) }), utc);
    assert.ok(text.split("\n").length < 40, text);
    assert.match(text, /x\(\)\n…\n```/);
  });
});

describe("a run's file", () => {
  test("has its name and its folder in the workspace", () => {
    assert.equal(fileNameOf(aRun()), "shop.js");
    assert.equal(folderOf(aRun()), "src");
    assert.equal(folderOf(aRun({ path: "shop.js" })), "");
  });

  test("outside of a workspace has the folder it is in", () => {
    const run = aRun({ path: null, uri: "file:///tmp/my%20things/a%23b.js" });
    assert.equal(fileNameOf(run), "a#b.js");
    assert.equal(folderOf(run), "my things");
  });

  test("may have no place at all", () => {
    assert.equal(fileNameOf(aRun({ path: null, uri: "untitled:Untitled-1" })), "Untitled-1");
    assert.equal(fileNameOf(aRun({ path: null, uri: null })), "no file");
    assert.equal(folderOf(aRun({ path: null, uri: "untitled:Untitled-1" })), "");
  });

  test("with a percent sign that encodes nothing keeps its name", () => {
    assert.equal(fileNameOf(aRun({ path: null, uri: "untitled:100%" })), "100%");
  });
});
