import assert from "node:assert/strict";
import { mock, test } from "node:test";
import type { Execution, ExecutionEvent } from "../src/contract";
import { MOST_EVENTS, RunRecord } from "../src/history/record";
import { Soon } from "../src/history/soon";
import { aRun } from "./history-runs";

/** A server that holds one run with its events. */
class Holder {
  run: Execution = aRun({ status: "running" });
  events: ExecutionEvent[] = [];
  pages = 0;

  readonly ask = <Answer>(command: string, argument: object): Promise<Answer> => {
    const { afterSeq = 0, limit = 0 } = argument as { afterSeq?: number; limit?: number };
    if (command === "vm.history.get") return Promise.resolve(this.run as Answer);
    this.pages += 1;
    return Promise.resolve(this.events.slice(afterSeq, afterSeq + limit) as Answer);
  };

  print(count: number): void {
    for (let index = 0; index < count; index++) {
      const seq = this.events.length + 1;
      const payload = { level: "log", text: `line ${seq}` };
      this.events.push({ executionId: this.run.id, seq, ts: "2026-11-23T09:06:12Z", type: "console", payload });
    }
  }
}

test("all pages of events are read, in order", async () => {
  const holder = new Holder();
  holder.print(1200);
  const record = await RunRecord.read(holder.ask, "run-1");
  assert.deepEqual([record.events.length, record.events.at(-1)?.seq, holder.pages], [1200, 1200, 3]);
  assert.equal(record.cut, false);
});

test("reading on brings what came since, and the end", async () => {
  const holder = new Holder();
  holder.print(2);
  const record = await RunRecord.read(holder.ask, "run-1");
  assert.equal(record.going, true);
  holder.print(1);
  holder.run = aRun();
  await record.readOn();
  assert.deepEqual(record.events.map(({ seq }) => seq), [1, 2, 3]);
  assert.equal(record.going, false);
});

test("reading on twice at a time brings everything once", async () => {
  const holder = new Holder();
  const record = await RunRecord.read(holder.ask, "run-1");
  holder.print(700);
  await Promise.all([record.readOn(), record.readOn()]);
  assert.deepEqual(record.events.map(({ seq }) => seq), Array.from({ length: 700 }, (_, index) => index + 1));
});

test("a late answer does not bring a run back that is over", async () => {
  const holder = new Holder();
  const record = await RunRecord.read(holder.ask, "run-1");
  holder.run = aRun();
  await record.readOn();
  holder.run = aRun({ status: "running" });
  await record.readOn();
  assert.equal(record.going, false);
});

test("a run that prints without end is read up to a bound", async () => {
  const holder = new Holder();
  holder.print(MOST_EVENTS + 10);
  const record = await RunRecord.read(holder.ask, "run-1");
  assert.deepEqual([record.events.length, record.cut], [MOST_EVENTS, true]);
  await record.readOn();
  assert.equal(record.events.length, MOST_EVENTS);
});

test("many calls that come together do it once, soon", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const action = mock.fn(() => undefined);
  const soon = new Soon(100, action);
  soon.call();
  soon.call();
  mock.timers.tick(99);
  assert.equal(action.mock.callCount(), 0);
  mock.timers.tick(1);
  assert.equal(action.mock.callCount(), 1);
  mock.timers.reset();
});

test("a call that comes meanwhile has it done again afterwards", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let finish = (): void => undefined;
  const action = mock.fn(() => new Promise<void>((resolve) => (finish = resolve)));
  const soon = new Soon(100, action);
  soon.call();
  mock.timers.tick(100);
  soon.call();
  mock.timers.tick(1000);
  assert.equal(action.mock.callCount(), 1);
  finish();
  await new Promise(setImmediate);
  mock.timers.tick(100);
  assert.equal(action.mock.callCount(), 2);
  mock.timers.reset();
});

test("what was disposed of is not done", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const action = mock.fn(() => undefined);
  const soon = new Soon(100, action);
  soon.call();
  soon.dispose();
  mock.timers.tick(1000);
  assert.equal(action.mock.callCount(), 0);
  mock.timers.reset();
});
