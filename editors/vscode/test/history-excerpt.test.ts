import assert from "node:assert/strict";
import { test } from "node:test";
import { cut, firstCodeLine, linesOf, oneLine } from "../src/history/excerpt";

test("the first line of code is the one below blanks, comments and a hashbang", () => {
  assert.equal(firstCodeLine("#!/usr/bin/env node\n\n// shop\n/* of\n   things */ const price = 6\nprice"), "const price = 6");
});

test("code that is only a comment shows the comment", () => {
  assert.equal(firstCodeLine("\n  // nothing to run\n"), "// nothing to run");
});

test("an unclosed comment is shown as it is", () => {
  assert.equal(firstCodeLine("/* open\nand on"), "/* open");
});

test("no code has no line", () => {
  assert.equal(firstCodeLine(" \n\t\n"), "");
});

test("a division is no comment", () => {
  assert.equal(firstCodeLine("/x/.test('x')"), "/x/.test('x')");
});

test("a print becomes one line without colours", () => {
  assert.equal(oneLine("\u001b[31mred\u001b[0m\n\t  and  blue\n"), "red and blue");
});

test("what can't be seen is written as an escape", () => {
  assert.equal(oneLine("a\u0000b\u202ec\ud800d"), "a\\x00b\\u202ec\ufffdd");
});

test("a long text is cut at its end, with an ellipsis within the size", () => {
  assert.equal(cut("abcdef", 6), "abcdef");
  assert.equal(cut("abcdefg", 6), "abcde…");
});

test("a cut never parts a surrogate pair, joined emoji or an accent from its letter", () => {
  assert.equal(cut("ab🙂cd", 4), "ab…");
  assert.equal(cut("a👩‍🚀bc", 5), "a…");
  assert.equal(cut("cafe\u0301s", 5), "caf…");
});

test("a cut leaves no blank before the ellipsis", () => {
  assert.equal(cut("one two three", 5), "one…");
});

test("a print's lines end where an editor or JavaScript would end them", () => {
  assert.deepEqual(linesOf("a\r\nb\rc\u2028d"), ["a", "b", "c", "d"]);
});
