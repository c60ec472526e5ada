/** `node:events`: EventEmitter. Its state is in properties of the same names as in Node, where it is printed. */
(vm) => {
  'use strict';
  const {
    Error, RangeError, Symbol, apply, defineProperty, getOwnPropertyDescriptor, isError, ownKeys,
    record, symbolFor, symbolText,
  } = vm.primordials;
  const { put, warn } = vm.builtins;
  const { argument: wrongType, coded } = vm.refusals;
  const kCapture = Symbol('kCapture');
  const kShape = Symbol('shapeMode');
  const errorMonitor = Symbol('events.errorMonitor');
  const captureRejection = symbolFor('nodejs.rejection');

  const insist = (listener, name = 'listener') => {
    if (typeof listener !== 'function') throw wrongType(name, 'of type function', listener);
  };

  function EventEmitter(options) {
    initialise(this, options);
  }

  let defaultMaxListeners = 10;

  const initialise = (emitter, options) => {
    const own = getOwnPropertyDescriptor(emitter, '_events');
    if (own === undefined) {
      put(emitter, '_events', record({}));
      put(emitter, '_eventsCount', 0);
    }
    if (getOwnPropertyDescriptor(emitter, '_maxListeners') === undefined) put(emitter, '_maxListeners', undefined);
    put(emitter, kShape, own !== undefined);
    put(emitter, kCapture, options?.captureRejections === true);
  };

  /** Classes of old call no constructor: then the first listener makes what there must be. */
  const eventsOf = (emitter) => {
    if (emitter._events === undefined) {
      put(emitter, '_events', record({}));
      put(emitter, '_eventsCount', 0);
    }
    return emitter._events;
  };

  const most = (emitter) => (emitter._maxListeners === undefined ? defaultMaxListeners : emitter._maxListeners);

  const nameOf = (emitter) => vm.naming.constructorName(emitter) || 'EventEmitter';

  const before = (first, rest) => {
    for (let i = 0; i < rest.length; i++) put(first, first.length, rest[i]);
    return first;
  };

  const keyText = (type) => (typeof type === 'symbol' ? symbolText(type) : '' + type);

  const warnOfLeak = (emitter, type, listeners) => {
    const limit = most(emitter);
    if (limit <= 0 || listeners.length <= limit || listeners.warned === true) return;
    defineProperty(listeners, 'warned', record({ value: true }));
    warn(
      'MaxListenersExceededWarning: Possible EventEmitter memory leak detected. ' + listeners.length + ' ' +
      keyText(type) + ' listeners added to [' + nameOf(emitter) + ']. Use emitter.setMaxListeners() to increase ' +
      'limit');
  };

  const joined = (listeners, listener, first) => {
    const all = [];
    if (first) put(all, 0, listener);
    for (let i = 0; i < listeners.length; i++) put(all, all.length, listeners[i]);
    if (!first) put(all, all.length, listener);
    const warned = getOwnPropertyDescriptor(listeners, 'warned');
    if (warned !== undefined) defineProperty(all, 'warned', record({ value: true }));
    return all;
  };

  /** Listeners are one function, or an array of several, which is replaced and never changed while it is emitted. */
  const add = (emitter, type, listener, first) => {
    insist(listener);
    const events = eventsOf(emitter);
    if (events.newListener !== undefined) emitter.emit('newListener', type, listener.listener ?? listener);
    const known = emitter._events[type];
    if (known === undefined) {
      emitter._events[type] = listener;
      emitter._eventsCount++;
      return emitter;
    }
    emitter._events[type] = joined(typeof known === 'function' ? [known] : known, listener, first);
    warnOfLeak(emitter, type, emitter._events[type]);
    return emitter;
  };

  const drop = (emitter, type) => {
    emitter._eventsCount--;
    if (emitter._eventsCount === 0) emitter._events = record({});
    else delete emitter._events[type];
  };

  const remove = (emitter, type, listener) => {
    insist(listener);
    const known = eventsOf(emitter)[type];
    if (known === undefined) return emitter;
    const all = typeof known === 'function' ? [known] : known;
    let at = all.length - 1;
    while (at >= 0 && all[at] !== listener && all[at].listener !== listener) at--;
    if (at < 0) return emitter;
    const rest = [];
    for (let i = 0; i < all.length; i++) if (i !== at) put(rest, rest.length, all[i]);
    if (rest.length === 0) drop(emitter, type);
    else emitter._events[type] = rest.length === 1 ? rest[0] : rest;
    if (emitter._events.removeListener !== undefined) emitter.emit('removeListener', type, listener);
    return emitter;
  };

  const onceWrapper = (emitter, type, listener) => {
    insist(listener);
    let fired = false;
    const wrapper = function (...args) {
      if (fired) return undefined;
      fired = true;
      emitter.removeListener(type, wrapper);
      return apply(listener, emitter, args);
    };
    wrapper.listener = listener;
    return wrapper;
  };

  const unhandled = (error) => {
    if (isError(error)) return error;
    const made = new Error('Unhandled error. (' + vm.inspect(error, 4096) + ')');
    made.context = error;
    return coded(made, 'ERR_UNHANDLED_ERROR');
  };

  /** A promise that a listener returned and that is rejected becomes an error of the emitter. */
  const watch = (emitter, promise, type, args) => {
    const { then } = promise;
    if (typeof then !== 'function') return;
    apply(then, promise, [undefined, (error) => {
      const handler = emitter[captureRejection];
      if (typeof handler !== 'function') emitter.emit('error', error);
      else apply(handler, emitter, before([error, type], args));
    }]);
  };

  const call = (emitter, listener, type, args) => {
    const result = apply(listener, emitter, args);
    if (emitter[kCapture] && result !== undefined && result !== null) watch(emitter, result, type, args);
  };

  const emit = (emitter, type, args) => {
    const events = emitter._events;
    if (type === 'error') {
      if (events?.[errorMonitor] !== undefined) emit(emitter, errorMonitor, args);
      if (events?.error === undefined) throw unhandled(args[0]);
    }
    const known = events?.[type];
    if (known === undefined) return false;
    if (typeof known === 'function') call(emitter, known, type, args);
    else for (let i = 0; i < known.length; i++) call(emitter, known[i], type, args);
    return true;
  };

  const listed = (emitter, type, unwrapped) => {
    const known = emitter._events?.[type];
    const all = known === undefined ? [] : typeof known === 'function' ? [known] : known;
    const listeners = [];
    for (let i = 0; i < all.length; i++) put(listeners, i, unwrapped ? all[i].listener ?? all[i] : all[i]);
    return listeners;
  };

  const insistNumber = (n, name) => {
    if (typeof n !== 'number') throw wrongType(name, 'of type number', n);
    if (n >= 0) return;
    const text = 'The value of "' + name + '" is out of range. It must be >= 0. Received ' + n;
    throw coded(new RangeError(text), 'ERR_OUT_OF_RANGE');
  };

  const removeAll = (emitter, type) => {
    const listeners = listed(emitter, type, false);
    for (let i = listeners.length - 1; i >= 0; i--) remove(emitter, type, listeners[i]);
  };

  const methods = {
    setMaxListeners(n) {
      insistNumber(n, 'setMaxListeners');
      this._maxListeners = n;
      return this;
    },
    getMaxListeners() {
      return most(this);
    },
    emit(type, ...args) {
      return emit(this, type, args);
    },
    addListener(type, listener) {
      return add(this, type, listener, false);
    },
    prependListener(type, listener) {
      return add(this, type, listener, true);
    },
    once(type, listener) {
      insist(listener);
      return this.on(type, onceWrapper(this, type, listener));
    },
    prependOnceListener(type, listener) {
      insist(listener);
      return this.prependListener(type, onceWrapper(this, type, listener));
    },
    removeListener(type, listener) {
      return remove(this, type, listener);
    },
    removeAllListeners(...types) {
      const names = types.length > 0 ? types : ownKeys(eventsOf(this));
      for (let i = 0; i < names.length; i++) if (names[i] !== 'removeListener') removeAll(this, names[i]);
      if (types.length === 0 || types[0] === 'removeListener') removeAll(this, 'removeListener');
      return this;
    },
    listeners(type) {
      return listed(this, type, true);
    },
    rawListeners(type) {
      return listed(this, type, false);
    },
    listenerCount(type, listener) {
      const all = listed(this, type, false);
      if (listener === undefined) return all.length;
      let count = 0;
      for (let i = 0; i < all.length; i++) if (all[i] === listener || all[i].listener === listener) count++;
      return count;
    },
    eventNames() {
      return this._eventsCount > 0 ? ownKeys(this._events) : [];
    },
  };
  const { prototype } = EventEmitter;
  const hidden = record({ _events: undefined, _eventsCount: 0, _maxListeners: undefined });
  const initial = ownKeys(hidden);
  for (let i = 0; i < initial.length; i++) put(prototype, initial[i], hidden[initial[i]]);
  const names = ownKeys(methods);
  for (let i = 0; i < names.length; i++) put(prototype, names[i], methods[names[i]]);
  put(prototype, 'on', methods.addListener);
  put(prototype, 'off', methods.removeListener);

  defineProperty(EventEmitter, 'defaultMaxListeners', record({
    get: () => defaultMaxListeners,
    set: (n) => {
      insistNumber(n, 'defaultMaxListeners');
      defaultMaxListeners = n;
    },
    enumerable: true,
    configurable: true,
  }));

  const { getEventListeners, on, once } = vm.part('node/events_async');
  put(EventEmitter, 'EventEmitter', EventEmitter);
  put(EventEmitter, 'once', once);
  put(EventEmitter, 'on', on);
  put(EventEmitter, 'getEventListeners', getEventListeners);
  put(EventEmitter, 'getMaxListeners', (emitter) => emitter.getMaxListeners());
  put(EventEmitter, 'listenerCount', (emitter, type) => emitter.listenerCount(type));
  put(EventEmitter, 'usingDomains', false);
  put(EventEmitter, 'captureRejectionSymbol', captureRejection);
  put(EventEmitter, 'captureRejections', false);
  put(EventEmitter, 'errorMonitor', errorMonitor);
  put(EventEmitter, 'setMaxListeners', (n = defaultMaxListeners, ...emitters) => {
    insistNumber(n, 'setMaxListeners');
    if (emitters.length === 0) defaultMaxListeners = n;
    for (let i = 0; i < emitters.length; i++) emitters[i].setMaxListeners?.(n);
  });
  put(EventEmitter, 'init', function (options) {
    initialise(this, options);
  });
  return EventEmitter;
}
