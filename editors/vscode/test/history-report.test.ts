import assert from "node:assert/strict";
import { test } from "node:test";
import type { Execution, ExecutionEvent } from "../src/contract";
import { addressOf } from "../src/history/address";
import { Calendar } from "../src/history/calendar";
import { apology, type Report, reportOf } from "../src/history/report";
import { aRun, eventsOf } from "./history-runs";

const SHOP = "file:///home/ada/shop/src/shop.js";
const options = { calendar: new Calendar("Africa/Johannesburg"), cut: false };

function report(run: Execution, events: readonly ExecutionEvent[] = []): Report {
  return reportOf(run, events, options);
}

/** Returns what stands below the last title. */
function happened(of: Report): string[] {
  const lines = of.text.split("\n");
  return lines.slice(lines.findIndex((line) => line.startsWith("// ── Output")) + 2, -1);
}

function linked(of: Report): string[] {
  const lines = of.text.split("\n");
  return of.links.map(({ line, start, end, place }) => {
    return `${lines[line]?.slice(start, end) ?? ""} leads to ${place.line}:${place.column}`;
  });
}

const failing = (error: Execution["error"]) => aRun({ status: "error", result: null, error: error ?? null });

test("the document of a run: has a head, the code as it ran, and what happened", () => {
  const events = eventsOf(
    "run-1",
    { type: "input_echo", payload: { text: "6 * 7" } },
    { type: "console", payload: { level: "log", text: "hello", uri: SHOP, line: 9, column: 2 } },
    { type: "value", payload: { type: "number", preview: "42", truncated: false } },
  );
  assert.equal(
    report(aRun(), events).text,
    [
      "// Run 1 · shop.js · ok",
      "//",
      "// when     Monday 23 November 2026, 11:06:12 GMT+2",
      "// where    src/shop.js:3:1",
      "// took     12.3 ms, 9.1 ms of processor time",
      "// session  87153f02",
      "",
      "// ── Code ".padEnd(72, "─"),
      "",
      "6 * 7",
      "",
      "// ── Output and values ".padEnd(72, "─"),
      "//",
      "// shop.js:10:3  » hello",
      "//               → 42",
      "",
    ].join("\n"),
  );
});

test("the document of a run: leads from its places to the source", () => {
  const events = eventsOf("run-1", { type: "console", payload: { level: "log", text: "x", uri: SHOP, line: 9, column: 2 } });
  assert.deepEqual(linked(report(aRun(), events)), ["src/shop.js:3:1 leads to 2:0", "shop.js:10:3 leads to 9:2"]);
});

test("the document of a run: aligns places and the further lines of a text", () => {
  const range = { start: { line: 2, character: 0 }, end: { line: 2, character: 5 } };
  const events = eventsOf(
    "run-1",
    { type: "statement", payload: { range, names: ["price"], type: "number", preview: "6" } },
    { type: "console", payload: { level: "warn", text: "one\ntwo", uri: SHOP, line: 99, column: 9 } },
    { type: "system", payload: { level: "info", message: "noted" } },
  );
  const run = aRun({ result: { type: "Array", preview: "[", full: "[\n  1\n]", truncated: false } });
  assert.deepEqual(happened(report(run, events)), [
    "// shop.js:3:1     → price = 6",
    "// shop.js:100:10  ⚠ one",
    "//                   two",
    "//                 · noted",
    "//                 → [",
    "//                     1",
    "//                   ]",
  ]);
});

test("the document of a run: a place too long to align with moves nothing else", () => {
  const uri = `file:///w/${"long-".repeat(10)}name.js`;
  const events = eventsOf(
    "run-1",
    { type: "console", payload: { level: "log", text: "far", uri, line: 0, column: 0 } },
    { type: "console", payload: { level: "log", text: "near", uri: SHOP, line: 0, column: 0 } },
  );
  assert.equal(happened(report(aRun(), events))[1], "// shop.js:1:1  » near");
});

test("the document of a run: shows an error with its frames and causes, each with its link", () => {
  const frame = { function: "rank", uri: SHOP, line: 0, column: 23 };
  const cause = { name: "RangeError", message: "too far", frames: [] };
  const run = failing({ name: "TypeError", message: "no rank", frames: [frame, { ...frame, function: "" }], cause });
  const found = report(run);
  assert.deepEqual(happened(found), [
    "// shop.js:1:24  ✖ TypeError: no rank",
    "//                     at rank (shop.js:1:24)",
    "//                     at shop.js:1:24",
    "//                 caused by RangeError: too far",
  ]);
  assert.equal(linked(found).filter((link) => link === "shop.js:1:24 leads to 0:23").length, 3);
});

test("the document of a run: shows an error without frames, and a native frame without a place", () => {
  assert.deepEqual(happened(report(failing({ name: "SyntaxError", message: "odd", frames: [] }))), ["// ✖ SyntaxError: odd"]);
  const native = failing({ name: "Error", message: "", frames: [{ function: "map" }, {}] });
  assert.deepEqual(happened(report(native)), ["// ✖ Error", "//       at map", "//       at (unknown)"]);
});

test("the document of a run: shows what was thrown where its message is not all of it", () => {
  const thrown = { type: "Object", preview: "{", full: "{\n  a: 1\n}", truncated: false };
  const lines = happened(report(failing({ name: "Uncaught", message: "{ a: 1 }", frames: [], thrown })));
  assert.deepEqual(lines, ["// ✖ Uncaught: { a: 1 }", "//       {", "//         a: 1", "//       }"]);
  const same = { type: "string", preview: "'x'", truncated: false };
  assert.deepEqual(happened(report(failing({ name: "Uncaught", message: "'x'", frames: [], thrown: same }))), ["// ✖ Uncaught: 'x'"]);
});

test("the document of a run: ends where errors cause each other", () => {
  const one: { name: string; message: string; frames: []; cause?: Execution["error"] } = { name: "E", message: "", frames: [] };
  one.cause = one as NonNullable<Execution["error"]>;
  assert.equal(happened(report(failing(one as NonNullable<Execution["error"]>))).length, 8);
});

test("the document of a run: says that a stopped run was stopped and rolled back", () => {
  const error = { name: "Cancelled", message: "Stopped. The session is exactly as it was.", frames: [] };
  const found = report(aRun({ status: "cancelled", result: null, error, rolledBack: true }));
  assert.match(found.text, /^\/\/ Run 1 · shop\.js · stopped\n/);
  assert.match(found.text, /\n\/\/ after {4}rolled back: the session is as it was before this run\n/);
  assert.deepEqual(happened(found), ["// ■ Stopped. The session is exactly as it was."]);
});

test("the document of a run: of a run that goes on says so and no duration", () => {
  const run = aRun({ status: "running", result: null, metrics: { wallMs: null } });
  assert.deepEqual(happened(report(run)), ["// It is running …"]);
  assert.doesNotMatch(report(run).text, /took/);
  assert.deepEqual(happened(report({ ...run, status: "queued", startedAt: null })), ["// It waits for its turn."]);
});

test("the document of a run: says where output was left out", () => {
  const events = eventsOf("run-1", { type: "console", payload: { level: "log", text: "x" } });
  const lines = happened(reportOf(aRun(), events, { ...options, cut: true }));
  assert.deepEqual(lines, ["// » x", "// … more than is shown here …", "// → 42"]);
});

test("the document of a run: nothing that was printed ends a comment or turns its direction", () => {
  const text = "a\u2028alert(1)\u202e\u0007\rb";
  const events = eventsOf("run-1", { type: "console", payload: { level: "log", text } });
  const lines = happened(report(aRun(), events));
  assert.deepEqual(lines, ["// » a", "//   alert(1)\\u202e\\x07", "//   b", "// → 42"]);
});

test("the document of a run: of an empty run of a file without a place is whole too", () => {
  const run = aRun({ input: "", path: null, uri: null, range: null, kind: "run_file", metrics: null, result: null });
  assert.match(report(run).text, /where {4}no file, the whole file\n.*never ran/);
  assert.deepEqual(happened(report(run)), []);
});

test("the document of a run: keeps the code as it is, whatever ends its lines", () => {
  assert.match(report(aRun({ input: "a\r\n\n  b  \n\n" })).text, /\n\na\n\n {2}b {2}\n\n/);
});

test("an apology is a comment in every line", () => {
  assert.equal(apology("Gone.\nRun it again.").text, "// This run can't be shown.\n//\n// Gone.\n// Run it again.\n");
});

test("a run's tab says number, file and state, its folder when", () => {
  const { path, query } = addressOf(aRun({ number: 12 }), options.calendar);
  assert.equal(path, "/2026-11-23 11.06.12/#12 shop.js · ok.js");
  assert.equal(query, "run-1");
});

test("a run's tab says no state that will change", () => {
  assert.match(addressOf(aRun({ status: "running" })).path, /#1 shop\.js · run\.js$/);
});
