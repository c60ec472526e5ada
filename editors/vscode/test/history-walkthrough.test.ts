import assert from "node:assert/strict";
import { test } from "node:test";
import { Milestones } from "../src/walkthrough/milestones";
import { isScratch, linesOfStep, SCRATCH, STEPS } from "../src/walkthrough/scratch";
import { aRun } from "./history-runs";

const cancelled = { name: "Cancelled", message: "Stopped.", frames: [] };

/** Returns the code of a step in the scratch file. */
function codeOf(text: string, step: (typeof STEPS)[number]): string {
  const { start, end } = linesOfStep(text, step);
  return text.split("\n").slice(start, end).join("\n");
}

test("each step that runs something has its code in the scratch file", () => {
  assert.equal(codeOf(SCRATCH, "run"), "'hello'.toUpperCase()");
  assert.equal(codeOf(SCRATCH, "change"), "const double = 21 * 2");
  assert.equal(codeOf(SCRATCH, "stop"), "for (let round = 0; ; round++) {}");
  assert.match(codeOf(SCRATCH, "error"), /^const city.*\ncity\(.*\)$/);
});

test("the scratch file is known by its first line, also when it was changed", () => {
  assert.ok(isScratch(`${SCRATCH}\nmore`));
  assert.equal(isScratch("const mine = 1"), false);
});

test("a step whose heading was deleted is at the top", () => {
  assert.deepEqual(linesOfStep("mine", "stop"), { start: 0, end: 0 });
});

test("a step at the end of the text ends there", () => {
  assert.deepEqual(linesOfStep("// 3. Stop a loop\nfor (;;) {}", "stop"), { start: 1, end: 2 });
});

test("the first run that ends well is the first milestone", () => {
  assert.deepEqual(new Milestones().reachedBy(aRun()), ["ran"]);
});

test("other code at the same place is a change, the same code is none", () => {
  const milestones = new Milestones();
  milestones.reachedBy(aRun({ input: "21 * 2" }));
  assert.deepEqual(milestones.reachedBy(aRun({ input: "21 * 2" })), ["ran"]);
  assert.deepEqual(milestones.reachedBy(aRun({ input: "21 * 3" })), ["ran", "changed"]);
});

test("other code at another place is no change", () => {
  const milestones = new Milestones();
  milestones.reachedBy(aRun({ input: "1" }));
  const range = { start: { line: 9, character: 0 }, end: { line: 9, character: 1 } };
  assert.deepEqual(milestones.reachedBy(aRun({ input: "2", range })), ["ran"]);
});

test("a stop counts where a person stopped what ran", () => {
  const reached = (differently: Parameters<typeof aRun>[0]) =>
    new Milestones().reachedBy(aRun({ status: "cancelled", result: null, error: cancelled, ...differently }));
  assert.deepEqual(reached({}), ["stopped"]);
  assert.deepEqual(reached({ startedAt: null }), []);
  assert.deepEqual(reached({ error: { ...cancelled, name: "ServerDied" } }), []);
});

test("an error counts, a time limit does not", () => {
  assert.deepEqual(new Milestones().reachedBy(aRun({ status: "error" })), ["failed"]);
  assert.deepEqual(new Milestones().reachedBy(aRun({ status: "timeout" })), []);
});

test("each step has a heading of its own", () => {
  assert.equal(new Set(STEPS.map((step) => linesOfStep(SCRATCH, step).start)).size, STEPS.length);
});
