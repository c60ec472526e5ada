/** Timers: `setTimeout` and its kin. The host asks when the next one is due and has it fired. */
(vm) => {
  'use strict';
  const {
    Map, Symbol, defineProperty, exec, floor, functionText, global, list, mapDelete, mapGet, mapSet, mapSize,
    now, ownKeys, queueMicrotask, record, trunc,
  } = vm.primordials;
  const LONGEST = 2 ** 31 - 1;
  const NATIVE = /^[^{]*\{\s*\[native code\]\s*\}\s*$/;

  /** The pending timers by id. */
  let pending = new Map();
  /** A heap of {due, id}: the first is due first. Entries of timers that are gone or put off stay till they surface. */
  let heap = list();
  let lastId = 0;
  /** What `process.nextTick` was given: calls that come before any job of a promise. */
  let ticks = list();
  /** How many pending timers were taken out of the count by `unref`. */
  let unwaited = 0;

  const before = (a, b) => a.due < b.due || (a.due === b.due && a.id < b.id);

  const push = (timer) => {
    const entry = record({ due: timer.due, id: timer.id });
    let at = heap.length;
    while (at > 0) {
      const above = floor((at - 1) / 2);
      if (!before(entry, heap[above])) break;
      heap[at] = heap[above];
      at = above;
    }
    heap[at] = entry;
  };

  const pop = () => {
    const entry = heap[heap.length - 1];
    heap.length--;
    if (heap.length === 0) return;
    let at = 0;
    for (let below = 1; below < heap.length; below = 2 * at + 1) {
      if (below + 1 < heap.length && before(heap[below + 1], heap[below])) below++;
      if (!before(heap[below], entry)) break;
      heap[at] = heap[below];
      at = below;
    }
    heap[at] = entry;
  };

  /** The timer that is due first, undefined if none is pending. */
  const first = () => {
    while (heap.length > 0) {
      const timer = mapGet(pending, heap[0].id);
      if (timer !== undefined && timer.due === heap[0].due) return timer;
      pop();
    }
    return undefined;
  };

  const remove = (id) => {
    const timer = mapGet(pending, id);
    if (timer === undefined) return;
    setWaited(timer, true);
    mapDelete(pending, id);
  };

  const setWaited = (timer, waited) => {
    if (timer.waited !== waited) unwaited += waited ? -1 : 1;
    timer.waited = waited;
  };

  /** What `setTimeout` returns, as in Node. */
  class Timeout {
    #id;
    constructor(id) {
      this.#id = id;
    }
    ref() {
      const timer = mapGet(pending, this.#id);
      if (timer !== undefined) setWaited(timer, true);
      return this;
    }
    unref() {
      const timer = mapGet(pending, this.#id);
      if (timer !== undefined) setWaited(timer, false);
      return this;
    }
    hasRef() {
      return mapGet(pending, this.#id)?.waited ?? false;
    }
    refresh() {
      const timer = mapGet(pending, this.#id);
      if (timer !== undefined) schedule(timer);
      return this;
    }
    close() {
      remove(this.#id);
      return this;
    }
    [Symbol.toPrimitive]() {
      return this.#id;
    }
    static idOf(value) {
      return typeof value === 'object' && value !== null && #id in value ? value.#id : +value;
    }
  }
  const { idOf } = Timeout;
  delete Timeout.idOf;
  class Immediate extends Timeout {}

  const schedule = (timer) => {
    timer.due = now() + timer.delay;
    push(timer);
  };

  const checked = (callback) => {
    if (typeof callback !== 'function') throw vm.refusals.argument('callback', 'of type function', callback);
    return callback;
  };

  /** Where the timer was set, if its callback can't tell where it is called: a method of the console, or one bound. */
  const originOf = (callback) =>
    vm.console.isMethod(callback) || exec(NATIVE, functionText(callback)) !== null ? vm.stacks.caller() : undefined;

  const added = (callback, delay, repeat, args) => {
    const timer = record({
      id: ++lastId, callback: checked(callback), args, delay, repeat, due: 0, waited: true, origin: originOf(callback),
    });
    mapSet(pending, timer.id, timer);
    schedule(timer);
    return timer;
  };

  const add = (callback, delay, repeat, args, Kind) => new Kind(added(checked(callback), delay, repeat, args).id);

  /** Milliseconds as Node takes them: at least 1, and 1 for what is no sensible number. */
  const milliseconds = (delay) => {
    const value = +delay;
    if (value > LONGEST) {
      const said = delay + ' does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.';
      vm.printing.print('setTimeout', 'warn', 'TimeoutOverflowWarning: ' + said);
    }
    return value >= 1 && value <= LONGEST ? trunc(value) : 1;
  };

  const clear = (value) => {
    if (value !== undefined && value !== null && typeof value !== 'symbol') remove(idOf(value));
  };

  const functions = record({
    setTimeout(callback, delay, ...args) {
      return add(checked(callback), milliseconds(delay), false, args, Timeout);
    },
    setInterval(callback, delay, ...args) {
      return add(checked(callback), milliseconds(delay), true, args, Timeout);
    },
    setImmediate(callback, ...args) {
      return add(callback, 0, false, args, Immediate);
    },
    clearTimeout(timeout) {
      clear(timeout);
    },
    clearInterval(timeout) {
      clear(timeout);
    },
    clearImmediate(immediate) {
      clear(immediate);
    },
    /** A callback that throws ends the run, as a timer's does. */
    queueMicrotask(callback) {
      checked(callback);
      queueMicrotask(() => vm.run.guarded(callback, []));
    },
  });
  const names = ownKeys(functions);
  for (let i = 0; i < names.length; i++) {
    const value = functions[names[i]];
    defineProperty(global, names[i], record({ value, writable: true, enumerable: true, configurable: true }));
  }

  vm.timers = record({
    /** Calls `callback` after so many milliseconds; returns the timer's id. */
    set: (callback, delay) => {
      const { id } = added(callback, delay, false, list());
      return id;
    },
    /** Whether the run waits for a timer. */
    wait: (id, waited) => {
      const timer = mapGet(pending, id);
      if (timer !== undefined) setWaited(timer, waited);
    },
    nextTick: (callback, args) => {
      if (ticks.length === 0) vm.host.ticking();
      ticks[ticks.length] = record({ callback, args });
    },
    /** Makes the calls that were put off until now; false if there were none. */
    runTicks: () => {
      let ran = false;
      while (ticks.length > 0 && !vm.run.failed()) {
        const due = ticks;
        ticks = list();
        for (let i = 0; i < due.length && !vm.run.failed(); i++) vm.run.guarded(due[i].callback, due[i].args);
        ran = true;
      }
      return ran;
    },
    /** Milliseconds until the next timer, null if the run has none to wait for. */
    dueIn: () => {
      if (vm.run.failed() || mapSize(pending) === unwaited) return null;
      const left = first().due - now();
      return left > 0 ? left : 0;
    },
    now,
    /** Fires one timer that was due at `moment`; false when there is none: those made meanwhile are due later. */
    fireNext: (moment) => {
      const timer = vm.run.failed() ? undefined : first();
      if (timer === undefined || timer.due > moment) return false;
      if (timer.repeat) schedule(timer);
      else remove(timer.id);
      vm.printing.from(timer.origin, () => vm.run.guarded(timer.callback, timer.args));
      return true;
    },
    clear: () => {
      pending = new Map();
      heap = list();
      ticks = list();
      unwaited = 0;
    },
  });
}
