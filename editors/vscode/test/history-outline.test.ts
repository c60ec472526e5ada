import assert from "node:assert/strict";
import { test } from "node:test";
import type { Execution } from "../src/contract";
import { Calendar } from "../src/history/calendar";
import { asQuery, inWords, isFiltered } from "../src/history/filter";
import { type DayNode, outline } from "../src/history/outline";
import { aRun } from "./history-runs";

const NOW = new Date("2026-11-23T12:00:00Z");
const options = { calendar: new Calendar("UTC"), now: NOW, key: "", oneFile: false, allOpen: false };

function at(time: string, file = "shop.js", id = time): Execution {
  return aRun({ id, queuedAt: time, uri: `file:///home/me/${file}`, path: file });
}

/** A day as text: its title, and each file with its runs. */
function drawn(days: readonly DayNode[]): string[] {
  return days.flatMap(({ title, children }) => [
    title,
    ...children.map((node) =>
      node.kind === "run" ? `  ${node.run.id}` : `  ${node.title}: ${node.children.map(({ run }) => run.id).join(" ")}`,
    ),
  ]);
}

test("nothing has no days", () => {
  assert.deepEqual(outline([], options), []);
});

test("runs are grouped by day and by file, newest first", () => {
  const runs = [
    at("2026-11-23T11:00:00Z", "shop.js", "d"),
    at("2026-11-23T10:00:00Z", "lib/cart.js", "c"),
    at("2026-11-23T00:00:00Z", "shop.js", "b"),
    at("2026-11-22T23:59:59.999Z", "shop.js", "a"),
  ];
  assert.deepEqual(drawn(outline(runs, options)), ["Today", "  shop.js: d b", "  cart.js: c", "Yesterday", "  shop.js: a"]);
});

test("files of the same name in two folders are two", () => {
  const days = outline([at("2026-11-23T11:00:00Z", "a/x.js"), at("2026-11-23T10:00:00Z", "b/x.js")], options);
  const details = days[0]?.children.map((node) => (node.kind === "file" ? node.detail : ""));
  assert.deepEqual(details, ["a", "b"]);
});

test("runs of one file need no level for it", () => {
  const runs = [at("2026-11-23T11:00:00Z", "x.js", "b"), at("2026-11-23T10:00:00Z", "x.js", "a")];
  assert.deepEqual(drawn(outline(runs, { ...options, oneFile: true })), ["Today", "  b", "  a"]);
});

test("the newest day is unfolded, a search's days all are", () => {
  const runs = [at("2026-11-20T11:00:00Z"), at("2026-11-19T10:00:00Z")];
  assert.deepEqual(outline(runs, options).map(({ open }) => open), [true, false]);
  assert.deepEqual(outline(runs, { ...options, allOpen: true }).map(({ open }) => open), [true, true]);
});

test("ids stay the same when newer runs come, and differ between searches", () => {
  const old = at("2026-11-23T10:00:00Z");
  const ids = (days: readonly DayNode[]) => days.flatMap(({ id, children }) => [id, ...children.map((node) => node.id)]);
  const before = ids(outline([old], options));
  assert.deepEqual(ids(outline([at("2026-11-23T11:00:00Z"), old], options)), before);
  assert.notDeepEqual(ids(outline([old], { ...options, key: "needle" })), before);
});

test("a filter is a query of the server, and a sentence", () => {
  const scope = { kind: "file", uri: "file:///home/me/shop.js", name: "shop.js" } as const;
  assert.deepEqual(asQuery({ search: "needle", scope }), { search: "needle", uri: "file:///home/me/shop.js" });
  assert.equal(inWords({ search: "needle", scope }), "“needle” in shop.js");
  assert.equal(inWords({ search: "", scope: { kind: "workspace", uri: "file:///work", name: "work" } }), "Only the workspace work");
  assert.deepEqual(asQuery({ search: "" }), {});
  assert.equal(inWords({ search: "" }), undefined);
  assert.equal(isFiltered({ search: "" }), false);
});
