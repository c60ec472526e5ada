import assert from "node:assert/strict";
import { test } from "node:test";
import { Calendar, durationText } from "../src/history/calendar";

const kyiv = new Calendar("Europe/Kyiv");
const losAngeles = new Calendar("America/Los_Angeles");

test("the same moment is of another day beyond midnight", () => {
  const moment = new Date("2026-11-23T23:30:00Z");
  assert.equal(kyiv.dayOf(moment), "2026-11-24");
  assert.equal(losAngeles.dayOf(moment), "2026-11-23");
});

test("a minute before midnight was yesterday a minute after it", () => {
  const now = new Date("2026-11-23T22:01:00Z"); // 00:01 on the 24th
  assert.equal(kyiv.titleOf(kyiv.dayOf(new Date("2026-11-23T21:59:00Z")), now), "Yesterday");
  assert.equal(kyiv.titleOf(kyiv.dayOf(now), now), "Today");
});

test("yesterday is yesterday also across a day of 23 or 25 hours", () => {
  assert.equal(kyiv.titleOf("2026-03-29", new Date("2026-03-30T00:30:00+03:00")), "Yesterday");
  assert.equal(kyiv.titleOf("2026-10-25", new Date("2026-10-26T23:30:00+02:00")), "Yesterday");
});

test("the last day of a year is yesterday on the first of the next", () => {
  assert.equal(kyiv.titleOf("2026-12-31", new Date("2027-01-01T12:00:00Z")), "Yesterday");
});

test("older days have their date, and their year where it is another one", () => {
  const now = new Date("2026-11-23T12:00:00Z");
  assert.equal(kyiv.titleOf("2026-11-16", now), "Monday 16 November");
  assert.equal(kyiv.titleOf("2025-02-28", now), "Friday 28 February 2025");
});

test("a moment says its day, time and zone", () => {
  const moment = new Date("2026-11-23T09:06:12Z");
  assert.equal(kyiv.momentOf(moment), "Monday 23 November 2026, 11:06:12 GMT+2");
  assert.equal(kyiv.timeOf(moment), "11:06");
  assert.equal(new Calendar("UTC").momentOf(moment), "Monday 23 November 2026, 09:06:12 UTC");
});

test("midnight is 00:00, not 24:00", () => {
  assert.equal(kyiv.secondOf(new Date("2026-11-23T22:00:00Z")), "00:00:00");
});

test("durations have as many digits as matter", () => {
  const texts = [0.4821, 12.345, 99.96, 120.4, 999.4, 999.6, 1500, 75_000].map(durationText);
  assert.deepEqual(texts, ["0.482 ms", "12.3 ms", "100 ms", "120 ms", "999 ms", "1.0 s", "1.5 s", "75.0 s"]);
});
