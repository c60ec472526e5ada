import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Keeping } from "../src/results/keeping";
import { LINK_COMMANDS, linksOf, row } from "../src/results/links";
import { plainFacts, readMarkup } from "../src/results/markup";

describe("the server's Markdown", () => {
  test("is a result and the facts about it", () => {
    const [shown] = readMarkup("```js\n[ 1,\n  2 ]\n```\n\n`Array` · 12 ms · run 3");
    assert.deepEqual(shown, { language: "js", text: "[ 1,\n  2 ]", facts: "`Array` · 12 ms · run 3" });
  });

  test("may hold several results", () => {
    const both = readMarkup("```js\n42\n```\n\n`number`\n\n---\n\n```text\nhello\n```\n\n`console.log`");
    assert.deepEqual(both.map(({ text }) => text), ["42", "hello"]);
  });

  test("may hold fences in a result: a longer one is around them", () => {
    const [shown, ...more] = readMarkup("````js\n'```'\n```js\n---\n````\n\n`string`");
    assert.equal(shown?.text, "'```'\n```js\n---");
    assert.deepEqual(more, []);
  });

  test("without a result is nothing", () => {
    assert.deepEqual(readMarkup("just words"), []);
    assert.deepEqual(readMarkup("```js\nnever closed"), []);
  });
});

describe("facts", () => {
  test("are words, also where a class is named like a link", () => {
    const facts = plainFacts("`[x](command:evil)` · 3 ms · <b>");
    assert.equal(facts, String.raw`\[x\]\(command\:evil\) · 3 ms · \<b\>`);
  });

  test("keep what a number needs", () => {
    assert.equal(plainFacts("`number` · 12.5 ms · run 3"), String.raw`number · 12\.5 ms · run 3`);
  });
});

describe("links", () => {
  const place = { uri: "file:///a(b).js", line: 3, character: 7 };

  test("of a value are all there are", () => {
    const titles = linksOf({ key: "1", executionId: "e", valued: true, place }).map(({ title }) => title);
    assert.deepEqual(titles, ["Copy", "Insert as comment", "Open whole value", "Open in history", "Run again"]);
  });

  test("of output offer no comment", () => {
    const titles = linksOf({ key: "1", executionId: "e", valued: false, place }).map(({ title }) => title);
    assert.deepEqual(titles, ["Copy", "Open whole value", "Open in history", "Run again"]);
  });

  test("of a run that is not known leave the history out", () => {
    const titles = linksOf({ key: "1", valued: true, place }).map(({ title }) => title);
    assert.deepEqual(titles, ["Copy", "Insert as comment", "Open whole value"]);
  });

  test("carry out commands that Markdown is allowed, and no others", () => {
    for (const { command } of linksOf({ key: "1", executionId: "e", valued: true, place })) {
      assert.ok((LINK_COMMANDS as readonly string[]).includes(command), command);
    }
  });

  test("are written so that no URI breaks the Markdown, and read back whole", () => {
    const text = row([{ title: "Go", command: "vmLsp.runRange", argument: place }]);
    const argument = /^\[Go\]\(command:vmLsp\.runRange\?([^()\s]*)\)$/.exec(text)?.[1];
    assert.deepEqual(JSON.parse(decodeURIComponent(argument ?? "")), [place]);
  });
});

describe("texts of results", () => {
  test("are kept under a key, the oldest making room", () => {
    const keeping = new Keeping(2);
    const [first, second, third] = ["a", "b", "c"].map((text) => keeping.keep({ text, language: "js", title: text }));
    assert.equal(keeping.find(first ?? ""), undefined);
    assert.deepEqual([second, third].map((key) => keeping.find(key ?? "")?.text), ["b", "c"]);
  });
});
