/** `Event`, `EventTarget` and `CustomEvent` (DOM, 2). What a listener throws ends the run, as a timer's error does. */
(vm) => {
  'use strict';
  const { Map, apply, defineProperty, list, mapGet, mapSet, now, record } = vm.primordials;
  const { dictionary, expose, prints } = vm.part('globals/interfaces');
  const { DOMException } = vm.part('globals/dom_exception');
  const NONE = 0;
  const AT_TARGET = 2;

  /** What the target does to an event's own state. */
  let state;

  class Event {
    #type;
    #state;
    #options;
    #timeStamp = now();

    constructor(type, options = undefined) {
      if (arguments.length === 0) throw vm.refusals.missing('"type" argument');
      const { bubbles, cancelable, composed } = dictionary(options, 'options');
      this.#type = '' + type;
      this.#options = record({ bubbles: !!bubbles, cancelable: !!cancelable, composed: !!composed });
      this.#state = record({
        target: null, current: null, phase: NONE, prevented: false, stopped: false, stoppedNow: false, passive: false,
        dispatched: false,
      });
    }
    static {
      state = (event) => (typeof event === 'object' && event !== null && #state in event ? event.#state : undefined);
    }
    get type() {
      return this.#type;
    }
    get target() {
      return this.#state.target;
    }
    get srcElement() {
      return this.#state.target;
    }
    get currentTarget() {
      return this.#state.current;
    }
    get eventPhase() {
      return this.#state.phase;
    }
    get bubbles() {
      return this.#options.bubbles;
    }
    get cancelable() {
      return this.#options.cancelable;
    }
    get composed() {
      return this.#options.composed;
    }
    get defaultPrevented() {
      return this.#state.prevented;
    }
    get returnValue() {
      return !this.#state.prevented;
    }
    set returnValue(value) {
      if (!value) this.preventDefault();
    }
    get cancelBubble() {
      return this.#state.stopped;
    }
    set cancelBubble(value) {
      if (value) this.#state.stopped = true;
    }
    get timeStamp() {
      return this.#timeStamp;
    }
    /** Only what comes from a user's hand is trusted. */
    get isTrusted() {
      return this.#state === undefined;
    }
    composedPath() {
      return this.#state.current === null ? [] : [this.#state.current];
    }
    preventDefault() {
      if (this.#options.cancelable && !this.#state.passive) this.#state.prevented = true;
    }
    stopPropagation() {
      this.#state.stopped = true;
    }
    stopImmediatePropagation() {
      this.#state.stopped = true;
      this.#state.stoppedNow = true;
    }
  }

  const phases = record({ NONE, CAPTURING_PHASE: 1, AT_TARGET, BUBBLING_PHASE: 3 });
  for (const name in phases) {
    const constant = record({ value: phases[name], writable: false, enumerable: true, configurable: false });
    defineProperty(Event, name, constant);
    defineProperty(Event.prototype, name, constant);
  }

  class CustomEvent extends Event {
    #detail;

    constructor(type, options = undefined) {
      if (arguments.length === 0) throw vm.refusals.missing('"type" argument');
      super(type, options);
      this.#detail = dictionary(options, 'options').detail ?? null;
    }
    get detail() {
      return this.#detail;
    }
  }

  const printed = (event, inspect) => {
    const { type, defaultPrevented, cancelable, timeStamp } = event;
    return vm.values.className(event) + ' ' + inspect({ type, defaultPrevented, cancelable, timeStamp });
  };
  prints(Event, printed);

  const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

  const flagsOf = (options) => {
    if (typeof options === 'boolean') return record({ capture: options, once: false, passive: false });
    const { capture, once, passive, signal } = dictionary(options, 'options');
    return record({ capture: !!capture, once: !!once, passive: !!passive, signal });
  };

  const indexOf = (listeners, callback, capture) => {
    for (let i = 0; i < listeners.length; i++) {
      if (listeners[i].callback === callback && listeners[i].capture === capture) return i;
    }
    return -1;
  };

  const without = (listeners, index) => {
    const rest = list();
    for (let i = 0; i < listeners.length; i++) if (i !== index) rest[rest.length] = listeners[i];
    return rest;
  };

  const call = (listener, event) => {
    const { callback } = listener;
    try {
      if (typeof callback === 'function') apply(callback, state(event).current, [event]);
      else apply(callback.handleEvent, callback, [event]);
    } catch (error) {
      vm.run.fail(error);
    }
  };

  class EventTarget {
    #listeners = new Map();

    addEventListener(type, callback, options = undefined) {
      if (arguments.length < 2) throw vm.refusals.missing('"type" and "listener" arguments');
      const { capture, once, passive, signal } = flagsOf(options);
      const name = '' + type;
      if (callback === null || callback === undefined) return;
      if (!isObject(callback)) throw vm.refusals.argument('listener', 'an instance of EventListener', callback);
      if (signal !== undefined) {
        if (signal.aborted) return;
        signal.addEventListener('abort', () => this.removeEventListener(name, callback, { capture }), { once: true });
      }
      const listeners = mapGet(this.#listeners, name) ?? list();
      if (indexOf(listeners, callback, capture) >= 0) return;
      const longer = without(listeners, -1); // a new list: one that is being called through stays as it is
      longer[longer.length] = record({ callback, capture, once, passive, removed: false });
      mapSet(this.#listeners, name, longer);
    }
    removeEventListener(type, callback, options = undefined) {
      if (arguments.length < 2) throw vm.refusals.missing('"type" and "listener" arguments');
      this.#remove('' + type, callback, flagsOf(options).capture);
    }
    #remove(name, callback, capture) {
      const listeners = mapGet(this.#listeners, name) ?? list();
      const index = indexOf(listeners, callback, capture);
      if (index < 0) return;
      listeners[index].removed = true;
      mapSet(this.#listeners, name, without(listeners, index));
    }
    dispatchEvent(event) {
      const listeners = this.#listeners;
      const own = state(event);
      if (own === undefined) throw vm.refusals.argument('event', 'an instance of Event', event);
      if (own.dispatched) throw new DOMException('The event is already being dispatched', 'InvalidStateError');
      own.dispatched = true;
      own.target = own.current = this;
      own.phase = AT_TARGET;
      this.#call(mapGet(listeners, event.type) ?? list(), event, own);
      own.current = null;
      own.phase = NONE;
      own.dispatched = own.stopped = own.stoppedNow = false;
      return !own.prevented;
    }
    #call(listeners, event, own) {
      for (let i = 0; i < listeners.length && !own.stoppedNow; i++) {
        const listener = listeners[i];
        if (listener.removed) continue;
        if (listener.once) this.#remove(event.type, listener.callback, listener.capture);
        own.passive = listener.passive;
        call(listener, event);
        own.passive = false;
      }
    }
  }
  defineProperty(EventTarget.prototype.addEventListener, 'length', record({ value: 2, configurable: true }));
  prints(EventTarget, (target, inspect) => vm.values.className(target) + ' ' + inspect({}));

  return record({
    Event: expose(Event, 'Event'), CustomEvent: expose(CustomEvent, 'CustomEvent'),
    EventTarget: expose(EventTarget, 'EventTarget'),
  });
}
