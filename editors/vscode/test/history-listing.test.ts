import assert from "node:assert/strict";
import { test } from "node:test";
import type { Execution, HistoryPage } from "../src/contract";
import { EVERYTHING } from "../src/history/filter";
import { type Ask, Listing } from "../src/history/listing";
import { aRun, runsNamed } from "./history-runs";

/** A history of runs, newest first, with pages of two; its cursors are ids. */
class Shelf {
  readonly asked: string[] = [];
  /** Where set, answers wait for it. */
  gate: Promise<void> = Promise.resolve();

  constructor(public runs: Execution[]) {}

  readonly ask: Ask = async <Answer>(command: string, argument: object): Promise<Answer> => {
    this.asked.push(command);
    const { cursor, executionId } = argument as { cursor?: string; executionId?: string };
    const answer = executionId === undefined ? this.#page(cursor) : this.runs.find(({ id }) => id === executionId);
    await this.gate;
    return answer as Answer;
  };

  #page(cursor?: string): HistoryPage {
    const start = cursor === undefined ? 0 : this.runs.findIndex(({ id }) => id === cursor) + 1;
    const items = this.runs.slice(start, start + 2);
    const last = items.at(-1)?.id;
    return start + 2 < this.runs.length && last !== undefined ? { items, nextCursor: last } : { items };
  }
}

function ids(listing: Listing): string {
  return listing.runs.map(({ id }) => id).join("");
}

test("pages are added until there is none", async () => {
  const listing = new Listing(new Shelf(runsNamed("e", "d", "c", "b", "a")).ask);
  await listing.start(EVERYTHING);
  assert.deepEqual([ids(listing), listing.hasMore], ["ed", true]);
  await listing.more();
  await listing.more();
  assert.deepEqual([ids(listing), listing.hasMore], ["edcba", false]);
});

test("an empty history has no runs and no more of them", async () => {
  const listing = new Listing(new Shelf([]).ask);
  await listing.start(EVERYTHING);
  assert.deepEqual([ids(listing), listing.hasMore], ["", false]);
});

test("what is new comes on top, and older pages stay", async () => {
  const shelf = new Shelf(runsNamed("d", "c", "b", "a"));
  const listing = new Listing(shelf.ask);
  await listing.start(EVERYTHING);
  await listing.more();
  shelf.runs = runsNamed("e", "d", "c", "b", "a");
  await listing.renew();
  assert.deepEqual([ids(listing), listing.hasMore], ["edcba", false]);
});

test("where more is new than a page holds, there is no gap", async () => {
  const shelf = new Shelf(runsNamed("b", "a"));
  const listing = new Listing(shelf.ask);
  await listing.start(EVERYTHING);
  shelf.runs = runsNamed("f", "e", "d", "c", "b", "a");
  await listing.renew();
  assert.equal(ids(listing), "fe");
  await listing.more();
  assert.equal(ids(listing), "fedc");
});

test("an old run that was going shows how it ended", async () => {
  const going = aRun({ id: "a", status: "running" });
  const shelf = new Shelf([...runsNamed("c", "b"), going]);
  const listing = new Listing(shelf.ask);
  await listing.start(EVERYTHING);
  await listing.more();
  shelf.runs = [...runsNamed("c", "b"), aRun({ id: "a", status: "cancelled" })];
  await listing.renew();
  assert.equal(listing.runs.at(-1)?.status, "cancelled");
});

test("an answer for a filter nobody wants any more is dropped", async () => {
  const shelf = new Shelf(runsNamed("b", "a"));
  const listing = new Listing(shelf.ask);
  let open = (): void => undefined;
  shelf.gate = new Promise((resolve) => (open = resolve));
  const late = listing.start({ search: "late" });
  shelf.runs = runsNamed("z");
  const wanted = listing.start({ search: "wanted" });
  open();
  await Promise.all([late, wanted]);
  assert.equal(ids(listing), "z");
});

test("two presses on “more” add one page", async () => {
  const listing = new Listing(new Shelf(runsNamed("f", "e", "d", "c", "b", "a")).ask);
  await listing.start(EVERYTHING);
  await Promise.all([listing.more(), listing.more()]);
  assert.equal(ids(listing), "fedc");
});
