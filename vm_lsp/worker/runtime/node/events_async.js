/** The functions of `node:events` that wait: a promise of one event, and an iterator over many. */
(vm) => {
  'use strict';
  const {
    AsyncIteratorPrototype, Error, Promise, Symbol, apply, defineProperty, record, setPrototypeOf,
  } = vm.primordials;
  const { argument: wrongType, coded } = vm.refusals;

  const aborted = (signal) => {
    const error = new Error('The operation was aborted', record({ cause: signal.reason }));
    coded(error, 'ABORT_ERR');
    defineProperty(error, 'name', record({ value: 'AbortError', writable: true, configurable: true }));
    return error;
  };

  const isEmitter = (value) => typeof value?.on === 'function';
  const isTarget = (value) => typeof value?.addEventListener === 'function';

  const listen = (emitter, type, listener) => {
    if (isEmitter(emitter)) emitter.on(type, listener);
    else if (isTarget(emitter)) emitter.addEventListener(type, listener);
    else throw wrongType('emitter', 'an instance of EventEmitter', emitter);
  };

  const unlisten = (emitter, type, listener) => {
    if (isEmitter(emitter)) emitter.removeListener(type, listener);
    else emitter.removeEventListener(type, listener);
  };

  /** Calls `stop` with an error when the signal is aborted; returns what ends that. */
  const guard = (signal, stop) => {
    if (signal === undefined) return () => {};
    if (!isTarget(signal)) throw wrongType('options.signal', 'an instance of AbortSignal', signal);
    if (signal.aborted) throw aborted(signal);
    const onAbort = () => stop(aborted(signal));
    signal.addEventListener('abort', onAbort);
    return () => signal.removeEventListener('abort', onAbort);
  };

  /** All that is listened to, so that it can be ended at once. */
  const subscription = (emitter) => {
    const taken = record({ count: 0 });
    return record({
      add: (type, listener) => {
        listen(emitter, type, listener);
        taken[taken.count++] = record({ type, listener });
      },
      end: () => {
        for (let i = 0; i < taken.count; i++) unlisten(emitter, taken[i].type, taken[i].listener);
        taken.count = 0;
      },
    });
  };

  const once = async (emitter, type, options = {}) => {
    const signal = options?.signal;
    if (signal?.aborted) throw aborted(signal);
    return new Promise((resolve, reject) => {
      const events = subscription(emitter);
      let unguard = () => {};
      const finish = (settle, value) => {
        events.end();
        unguard();
        settle(value);
      };
      events.add(type, (...args) => finish(resolve, args));
      if (type !== 'error' && isEmitter(emitter)) events.add('error', (error) => finish(reject, error));
      unguard = guard(signal, (error) => finish(reject, error));
    });
  };

  /** Values that come, and those that wait for them: whichever is there first. */
  const queue = () => {
    const values = record({ first: 0, end: 0 });
    const waiting = record({ first: 0, end: 0 });
    const take = (from) => {
      const item = from[from.first];
      delete from[from.first++];
      return item;
    };
    const state = record({ error: undefined, failed: false, over: false });
    return record({
      state,
      push: (value) => {
        if (waiting.first < waiting.end) take(waiting).resolve({ value, done: false });
        else values[values.end++] = value;
      },
      next: () => {
        if (values.first < values.end) return resolved({ value: take(values), done: false });
        if (state.failed) {
          state.failed = false;
          state.over = true;
          return rejected(state.error);
        }
        if (state.over) return resolved({ value: undefined, done: true });
        return new Promise((resolve, reject) => {
          waiting[waiting.end++] = record({ resolve, reject });
        });
      },
      fail: (error) => {
        if (waiting.first < waiting.end) {
          take(waiting).reject(error);
          state.over = true;
        } else {
          state.error = error;
          state.failed = true;
        }
      },
      end: () => {
        state.over = true;
        while (waiting.first < waiting.end) take(waiting).resolve({ value: undefined, done: true });
      },
    });
  };

  const resolved = async (value) => value;
  const rejected = async (error) => {
    throw error;
  };

  const on = (emitter, type, options = {}) => {
    const pending = queue();
    const events = subscription(emitter);
    let unguard = () => {};
    const close = () => {
      events.end();
      unguard();
      pending.end();
    };
    const stop = (error) => {
      events.end();
      unguard();
      pending.fail(error);
    };
    events.add(type, (...args) => pending.push(args));
    if (type !== 'error' && isEmitter(emitter)) events.add('error', stop);
    const closing = options?.close;
    for (let i = 0; closing !== undefined && i < closing.length; i++) events.add(closing[i], close);
    unguard = guard(options?.signal, stop);
    const iterator = {
      next: () => pending.next(),
      return: () => {
        close();
        return resolved({ value: undefined, done: true });
      },
      throw: (error) => {
        stop(error);
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
    return setPrototypeOf(iterator, AsyncIteratorPrototype);
  };

  const getEventListeners = (emitter, type) => {
    if (isEmitter(emitter)) return apply(emitter.listeners, emitter, [type]);
    if (isTarget(emitter)) return [];
    throw wrongType('emitter', 'an instance of EventEmitter or EventTarget', emitter);
  };
  return record({ getEventListeners, on, once });
}
