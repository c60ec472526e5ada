/** `node:timers/promises`. */
(vm) => {
  'use strict';
  const { AsyncIteratorPrototype, Error, Promise, defineProperty, global, record, setPrototypeOf } = vm.primordials;
  const { coded } = vm.refusals;
  const { clearImmediate, clearTimeout, setImmediate, setTimeout } = global;

  const aborted = (signal) => {
    const error = coded(new Error('The operation was aborted', record({ cause: signal.reason })), 'ABORT_ERR');
    defineProperty(error, 'name', record({ value: 'AbortError', writable: true, configurable: true }));
    return error;
  };

  /** Waits for what `begin` starts and `end` stops; an abort rejects. */
  const waiting = (begin, end, value, options) => {
    const signal = options?.signal;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(aborted(signal));
        return;
      }
      const onAbort = () => {
        end(timer);
        reject(aborted(signal));
      };
      const timer = begin(() => {
        signal?.removeEventListener('abort', onAbort);
        resolve(value);
      });
      if (options?.ref === false) timer.unref?.();
      signal?.addEventListener('abort', onAbort);
    });
  };

  const after = (delay, value, options) => waiting((done) => setTimeout(done, delay), clearTimeout, value, options);

  /** An iterator that gives `value` after each delay. */
  const ticking = (delay, value, options) => {
    let over = false;
    const next = async () => (over ? { value: undefined, done: true } : tick());
    const tick = async () => ({ value: await after(delay, value, options), done: false });
    const end = async () => {
      over = true;
      return { value: undefined, done: true };
    };
    return setPrototypeOf({ next, return: end }, AsyncIteratorPrototype);
  };

  return {
    setTimeout: (delay, value, options) => after(delay, value, options),
    setImmediate: (value, options) => waiting((done) => setImmediate(done), clearImmediate, value, options),
    setInterval: (delay, value, options) => ticking(delay, value, options),
    scheduler: {
      wait: (delay, options) => after(delay, undefined, options),
      yield: () => waiting((done) => setImmediate(done), clearImmediate),
    },
  };
}
