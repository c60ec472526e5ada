/** `AbortController` and `AbortSignal` (DOM, 3). */
(vm) => {
  'use strict';
  const { apply, defineProperty, list, record } = vm.primordials;
  const { expose, prints } = vm.part('globals/interfaces');
  const { DOMException } = vm.part('globals/dom_exception');
  const { Event, EventTarget } = vm.part('globals/events');
  const KEY = record({});
  const LONGEST = 2 ** 32 - 1;
  const { addEventListener, dispatchEvent } = EventTarget.prototype;

  /** What a controller does to its signal, and a signal to those that depend on it. */
  let abort;
  let follow;

  class AbortSignal extends EventTarget {
    #aborted = false;
    #reason = undefined;
    #followers = list();
    #handler = null;
    #isListening = false;
    #timer = undefined;

    constructor(key) {
      if (key !== KEY) throw vm.refusals.type('Illegal constructor', 'ERR_ILLEGAL_CONSTRUCTOR');
      super();
    }
    static {
      abort = (signal, reason) => signal.#abort(reason);
      follow = (signal, source) => {
        source.#followers[source.#followers.length] = signal;
      };
    }
    static abort(reason = new DOMException('This operation was aborted', 'AbortError')) {
      const signal = new AbortSignal(KEY);
      signal.#aborted = true;
      signal.#reason = reason;
      return signal;
    }
    /** As in Node the run does not wait for it, unless somebody listens. */
    static timeout(delay) {
      if (typeof delay !== 'number') throw vm.refusals.argument('delay', 'of type number', delay);
      if (!(delay >= 0 && delay <= LONGEST && delay % 1 === 0)) {
        const wanted = 'It must be an integer >= 0 && <= ' + LONGEST + '. Received ' + delay;
        throw vm.refusals.range('The value of "delay" is out of range. ' + wanted);
      }
      const signal = new AbortSignal(KEY);
      signal.#timer = vm.timers.set(() => {
        signal.#abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
      }, delay);
      vm.timers.wait(signal.#timer, false);
      return signal;
    }
    static any(signals) {
      const result = new AbortSignal(KEY);
      const sources = list();
      for (const source of signals) {
        if (!(typeof source === 'object' && source !== null && #aborted in source)) {
          throw vm.refusals.argument('signals', 'an array of AbortSignal', source);
        }
        sources[sources.length] = source;
      }
      for (let i = 0; i < sources.length; i++) {
        if (!sources[i].#aborted) continue;
        result.#aborted = true;
        result.#reason = sources[i].#reason;
        return result;
      }
      for (let i = 0; i < sources.length; i++) follow(result, sources[i]);
      return result;
    }
    get aborted() {
      return this.#aborted;
    }
    get reason() {
      return this.#reason;
    }
    get onabort() {
      return this.#handler;
    }
    set onabort(value) {
      this.#handler = typeof value === 'function' ? value : null;
      if (this.#isListening || this.#handler === null) return;
      this.#isListening = true;
      this.addEventListener('abort', (event) => {
        if (this.#handler !== null) apply(this.#handler, this, [event]);
      });
    }
    addEventListener(type, callback, options = undefined) {
      if (arguments.length < 2) throw vm.refusals.missing('"type" and "listener" arguments');
      apply(addEventListener, this, [type, callback, options]);
      if (this.#timer !== undefined) vm.timers.wait(this.#timer, true);
    }
    throwIfAborted() {
      if (this.#aborted) throw this.#reason;
    }
    #abort(reason) {
      if (this.#aborted) return;
      this.#aborted = true;
      this.#reason = reason;
      const followers = this.#followers;
      this.#followers = list();
      apply(dispatchEvent, this, [new Event('abort')]);
      for (let i = 0; i < followers.length; i++) followers[i].#abort(reason);
    }
  }
  defineProperty(AbortSignal, 'length', record({ value: 0, configurable: true }));
  defineProperty(AbortSignal.abort, 'length', record({ value: 0, configurable: true }));

  class AbortController {
    #signal = new AbortSignal(KEY);
    get signal() {
      return this.#signal;
    }
    abort(reason = new DOMException('This operation was aborted', 'AbortError')) {
      abort(this.#signal, reason);
    }
  }
  defineProperty(AbortController.prototype.abort, 'length', record({ value: 0, configurable: true }));

  prints(AbortSignal, (signal, inspect) => 'AbortSignal ' + inspect({ aborted: signal.aborted }));
  prints(AbortController, (controller, inspect) => 'AbortController ' + inspect({ signal: controller.signal }));

  return record({
    AbortController: expose(AbortController, 'AbortController'), AbortSignal: expose(AbortSignal, 'AbortSignal'),
  });
}
