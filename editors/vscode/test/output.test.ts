import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Exception, Execution, ExecutionEvent } from "../src/contract";
import { headLine, linesOf } from "../src/output/lines";
import { Places } from "../src/output/places";
import { Scroll } from "../src/output/scroll";
import { Transcript } from "../src/output/transcript";

const places = () => new Places((uri) => uri.replace("file:///w/", ""));

function run(other: Partial<Execution> = {}): Execution {
  return {
    id: "e1",
    number: 3,
    sessionId: "s",
    kind: "repl",
    status: "running",
    input: "6 * 7",
    uri: "file:///w/src/a.js",
    range: { start: { line: 3, character: 0 }, end: { line: 3, character: 5 } },
    queuedAt: "2026-01-01T00:00:00Z",
    rolledBack: false,
    ...other,
  };
}

function event(type: ExecutionEvent["type"], payload: object, executionId = "e1"): ExecutionEvent {
  return { executionId, seq: 1, ts: "2026-01-01T00:00:00Z", type, payload } as ExecutionEvent;
}

class Page {
  text = "";
  append(text: string): void {
    this.text += text;
  }
  replace(text: string): void {
    this.text = text;
  }
}

describe("the head of a run", () => {
  test("names a selection by its place and first line", () => {
    assert.equal(headLine(run(), places()), "── run 3 · src/a.js:4 · 6 * 7");
    assert.equal(headLine(run({ input: "a\nb" }), places()), "── run 3 · src/a.js:4 · a …");
  });

  test("names a file by itself", () => {
    assert.equal(headLine(run({ kind: "run_file", range: null }), places()), "── run 3 · src/a.js");
  });
});

describe("what a run says", () => {
  const lines = (type: ExecutionEvent["type"], payload: object, kind: Execution["kind"] = "repl") =>
    linesOf(event(type, payload), run({ kind }), places());

  test("is console output as it is, warnings and errors with a sign, without a terminal's colours", () => {
    assert.deepEqual(lines("console", { level: "log", text: "a\nb" }), ["a", "b"]);
    assert.deepEqual(lines("console", { level: "warn", text: "a\nb" }), ["⚠ a", "  b"]);
    assert.deepEqual(lines("console", { level: "error", text: "\u001b[31mred\u001b[0m" }), ["✖ red"]);
  });

  test("is its value, whole, and no `undefined`", () => {
    assert.deepEqual(lines("value", { type: "Array", preview: "[…", full: "[ 1,\n  2 ]" }), ["→ [ 1,", "    2 ]"]);
    assert.deepEqual(lines("value", { type: "undefined", preview: "undefined" }), []);
  });

  test("is the values of statements in a selection; a file has them beside its code", () => {
    assert.deepEqual(lines("statement", { type: "number", preview: "5" }), ["→ 5"]);
    assert.deepEqual(lines("statement", { type: "number", preview: "5" }, "run_file"), []);
  });

  test("is an error with its frames and causes", () => {
    const cause: Exception = { name: "RangeError", message: "inner", frames: [] };
    const error: Exception = {
      name: "TypeError",
      message: "no",
      frames: [
        { function: "boss", uri: "file:///w/src/a.js", line: 33, column: 21 },
        { function: null, uri: "file:///w/src/a.js", line: 34, column: 17 },
        { function: "map", uri: null },
      ],
      cause,
    };
    assert.deepEqual(lines("exception", error), [
      "✖ TypeError: no",
      "    at boss (src/a.js:34:22)",
      "    at src/a.js:35:18",
      "    at map (native)",
      "  caused by RangeError: inner",
    ]);
  });

  test("is that it was stopped", () => {
    assert.deepEqual(lines("exception", { name: "Cancelled", message: "Stopped.", frames: [] }), ["■ Stopped."]);
  });

  test("is nothing where a newer server tells more than is known here", () => {
    assert.deepEqual(lines("input_echo", { text: "6 * 7" }), []);
    assert.deepEqual(lines("telepathy" as ExecutionEvent["type"], {}), []);
  });
});

describe("places in the output", () => {
  test("lead back to the document they were printed for", () => {
    const known = places();
    const line = `    at boss (${known.print("file:///w/src/my (1).js", { line: 33, character: 21 })})`;
    const [lead] = known.leads(line);
    assert.equal(line.slice(lead?.start, lead?.end), "src/my (1).js:34:22");
    assert.deepEqual([lead?.uri, lead?.position], ["file:///w/src/my (1).js", { line: 33, character: 21 }]);
  });

  test("of the top level lead there too", () => {
    const known = places();
    known.print("file:///w/a.js", { line: 0, character: 0 });
    assert.equal(known.leads("    at a.js:2:5")[0]?.position.character, 4);
  });

  test("in the head of a run lead to its code", () => {
    const known = places();
    const line = headLine(run(), known);
    const [lead] = known.leads(line);
    assert.equal(line.slice(lead?.start, lead?.end), "src/a.js:4");
    assert.deepEqual(lead?.position, { line: 3, character: 0 });
    const [file] = known.leads(headLine(run({ kind: "run_file" }), known));
    assert.deepEqual(file?.position, { line: 0, character: 0 });
  });

  test("that nobody printed lead nowhere", () => {
    assert.deepEqual(places().leads("    at boss (/etc/passwd:1:1)"), []);
    assert.deepEqual(places().leads("a.js:1:1"), []);
  });
});

describe("the output channel", () => {
  test("keeps the last lines only", () => {
    const page = new Page();
    const scroll = new Scroll(page, 3);
    for (let number = 1; number <= 7; number += 1) scroll.write([`line ${number}`]);
    assert.equal(page.text, "… what came before is in the history\nline 5\nline 6\nline 7\n");
  });

  test("has each run under its head, also where two take turns", async () => {
    const page = new Page();
    const known = new Map([["e1", run()], ["e2", run({ id: "e2", number: 9, input: "other" })]]);
    const transcript = new Transcript(new Scroll(page), places(), (id) => Promise.resolve(known.get(id)));
    await transcript.take([event("console", { level: "log", text: "one" }), event("console", { level: "log", text: "two" }, "e2")]);
    await transcript.take([event("console", { level: "log", text: "three" })]);
    const heads = ["── run 3 · src/a.js:4 · 6 * 7", "── run 9 · src/a.js:4 · other"];
    assert.equal(page.text, [heads[0], "one", "", heads[1], "two", "", heads[0], "three", ""].join("\n"));
  });

  test("keeps the order while it learns what a run is of", async () => {
    const page = new Page();
    let learn: (known: Execution) => void = () => undefined;
    const transcript = new Transcript(new Scroll(page), places(), () => new Promise((resolve) => (learn = resolve)));
    void transcript.take([event("console", { level: "log", text: "first" })]);
    const last = transcript.take([event("console", { level: "log", text: "second" })]);
    assert.equal(page.text, "");
    learn(run());
    await last;
    assert.match(page.text, /^── run 3 .*\nfirst\nsecond\n$/);
  });

  test("shows output of a run that nothing can be learnt of", async () => {
    const page = new Page();
    const transcript = new Transcript(new Scroll(page), places(), () => Promise.resolve(undefined));
    await transcript.take([event("console", { level: "log", text: "hello" }, "0123456789abcdef")]);
    assert.equal(page.text, "── run 01234567\nhello\n");
  });
});
