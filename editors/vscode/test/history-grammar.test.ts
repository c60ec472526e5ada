import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { asQuery, asSearch, inWords } from "../src/history/filter";
import { completed, faultIn, hasFilters, isBegun, pointedAt, wordsIn } from "../src/history/grammar";
import { highlights } from "../src/history/row";

const statement = {
  kind: "statement",
  uri: "file:///w/cart.js",
  name: "cart.js:3",
  range: { start: { line: 2, character: 0 }, end: { line: 2, character: 0 } },
} as const;

describe("the words of a search", () => {
  test("are those that code is read for: no filters, nothing that must not be there", () => {
    assert.deepEqual(wordsIn('Total "out of" -vat status:error file:"my cart.js" code:price'), ["total", "out", "of", "price"]);
  });

  test("are whole where they end in a star or have a quotation mark in them", () => {
    assert.deepEqual(wordsIn('plan* "say \\"hi\\""'), ["plan", "say", '"hi"']);
  });

  test("leave signs of code alone", () => {
    assert.deepEqual(wordsIn("a -> b --x -1"), ["a", "->", "b", "--x", "-1"]);
  });

  test("are marked in a label, filters are not", () => {
    assert.deepEqual(highlights("status(total)", "status:ok total"), [[7, 12]]);
  });
});

describe("a search", () => {
  test("has filters where something has a name or must not be there", () => {
    assert.deepEqual(["total", "a -> b", "status:ok", "-vat"].map(hasFilters), [false, false, true, true]);
  });

  test("is begun until a blank ends the term", () => {
    assert.deepEqual(["", "st", "status:", "status:ok "].map(isBegun), [false, true, true, false]);
  });

  test("takes a completion in its place, ready for the next term where that is whole", () => {
    const place = { detail: "", start: 6, end: 8 };
    assert.equal(completed("total st", { ...place, label: "status:", insert: "status:" }), "total status:");
    assert.equal(completed("total ok more", { ...place, label: "error", insert: "error" }), "total error more");
    assert.equal(completed("total ok", { ...place, label: "error", insert: "error" }), "total error ");
  });

  test("that can't be read shows where", () => {
    const fault = faultIn({ key: "search", start: 7, end: 12, hint: "Did you mean error?" });
    assert.ok(fault);
    assert.equal(pointedAt("status:erorr x", fault), "status:▸erorr◂ x");
    assert.equal(faultIn({ key: "limit" }), undefined);
  });
});

describe("a filter of the view", () => {
  test("asks for a statement by its document and range", () => {
    assert.deepEqual(asQuery({ search: "", scope: statement }), { uri: statement.uri, range: statement.range });
    assert.equal(inWords({ search: "", scope: statement }), "Only the statement at cart.js:3");
  });

  test("is one search where a search can say it", () => {
    const file = { kind: "file", uri: "file:///w/cart.js", name: "cart.js" } as const;
    assert.equal(asSearch({ search: "total", scope: file }), 'file:"cart.js" total');
    assert.equal(asSearch({ search: "", scope: statement }), undefined);
    assert.equal(asSearch({ search: "" }), undefined);
  });
});
