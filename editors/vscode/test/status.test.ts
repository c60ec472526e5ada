import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Session } from "../src/contract";
import { lookOf, type Seen } from "../src/status/look";
import { Stopwatch } from "../src/status/stopwatch";

const ready: Session = { id: "s", status: "ready", createdAt: "2026-01-01T00:00:00Z", executionCount: 2 };

function look(seen: Partial<Seen>) {
  return lookOf({ life: "on", session: undefined, busyMs: undefined, trusted: true, ...seen });
}

describe("the status bar", () => {
  test("is cold until something ran", () => {
    assert.equal(look({}).text, "$(vm-outline) VM");
    assert.match(look({ session: { ...ready, status: "closed" } }).tooltip, /Cold/);
  });

  test("spins while the server or the session starts", () => {
    assert.match(look({ life: "starting" }).text, /spin/);
    assert.match(look({ session: { ...ready, status: "starting" } }).text, /spin/);
  });

  test("says how much ran in a session that is ready", () => {
    assert.match(look({ session: ready }).tooltip, /Ready: 2 runs/);
    assert.match(look({ session: { ...ready, executionCount: 1 } }).tooltip, /Ready: 1 run /);
  });

  test("counts the seconds of a run", () => {
    const busy = { ...ready, status: "busy" } as const;
    assert.equal(look({ session: busy, busyMs: 4200 }).text, "$(loading~spin) VM 4 s");
    assert.equal(look({ session: busy, busyMs: 75_000 }).text, "$(loading~spin) VM 1 min 15 s");
  });

  test("stays calm while a run is too short to be worth a word", () => {
    assert.equal(look({ session: { ...ready, status: "busy" } }).text, "$(vm-active) VM");
  });

  test("says why a session crashed, in the theme's colour", () => {
    const crashed = look({ session: { ...ready, status: "crashed", lastError: "out of memory" } });
    assert.equal(crashed.colour, "warning");
    assert.match(crashed.tooltip, /out of memory.*The next run starts a new session/);
  });

  test("is red where the server does not run, and not where there is none yet", () => {
    assert.equal(look({ life: "failed", session: ready }).colour, "error");
    assert.equal(look({ life: "missing" }).colour, undefined);
  });

  test("says first that nothing runs without trust", () => {
    assert.match(look({ trusted: false, session: ready }).tooltip, /not trusted/);
  });
});

describe("a run's time", () => {
  function watch() {
    const clock = { now: 0 };
    return { clock, stopwatch: new Stopwatch(300, () => clock.now) };
  }
  const busy: Session = { ...ready, status: "busy" };

  test("shows after 300 ms, and then changes every second", () => {
    const { clock, stopwatch } = watch();
    stopwatch.note(busy);
    clock.now = 200;
    assert.equal(stopwatch.busyMs(busy), undefined);
    assert.equal(stopwatch.nextLookMs(busy), 100);
    clock.now = 300;
    assert.equal(stopwatch.busyMs(busy), 300);
    assert.equal(stopwatch.nextLookMs(busy), 700);
    clock.now = 1250;
    assert.equal(stopwatch.nextLookMs(busy), 750);
  });

  test("goes on while the server only repeats that it is busy", () => {
    const { clock, stopwatch } = watch();
    stopwatch.note(busy);
    clock.now = 1000;
    stopwatch.note(busy);
    assert.equal(stopwatch.busyMs(busy), 1000);
  });

  test("ends with the run", () => {
    const { clock, stopwatch } = watch();
    stopwatch.note(busy);
    clock.now = 1000;
    stopwatch.note(ready);
    assert.equal(stopwatch.busyMs(ready), undefined);
    assert.equal(stopwatch.nextLookMs(ready), undefined);
  });
});
