/** The JSON text of a value, where JSON carries all there is to it. */
(vm) => {
  'use strict';
  const {
    exec, getOwnPropertyDescriptor, getPrototypeOf, global, isArray, isData, join, list, ownKeys, record, stringify,
    wellFormed, Array, Object,
  } = vm.primordials;
  const { cpuMs } = vm.host;
  const SELDOM = 255;
  const DEEPEST = 500;
  const NOT_ASCII = /[^\x00-\x7f]/;
  const MOST_BYTES = 3;

  /** Thrown, as a unique value, when JSON can't carry something. */
  const IMPOSSIBLE = record({});

  const carried = (value, state, depth) => {
    if ((++state.looked & SELDOM) === 0 && cpuMs() > state.deadline) throw IMPOSSIBLE;
    if (value === null || typeof value === 'boolean') return add(state, '' + value);
    if (typeof value === 'number') return number(value, state);
    if (typeof value === 'string') return string(value, state);
    if (typeof value !== 'object' || depth > DEEPEST || vm.proxies.isProxy(value)) throw IMPOSSIBLE;
    return isArray(value) ? array(value, state, depth) : object(value, state, depth);
  };

  /** Adds text of which each UTF-16 unit takes at most so many bytes. */
  const add = (state, text, bytes = 1) => {
    state.left -= text.length * bytes;
    if (state.left < 0) throw IMPOSSIBLE;
    state.parts[state.parts.length] = text;
  };

  const number = (value, state) => {
    if (value - value !== 0 || (value === 0 && 1 / value < 0)) throw IMPOSSIBLE;
    add(state, '' + value);
  };

  const string = (value, state) => {
    if (value.length > state.left || wellFormed(value) !== value) throw IMPOSSIBLE;
    const text = stringify(value);
    add(state, text, exec(NOT_ASCII, text) === null ? 1 : MOST_BYTES);
  };

  const array = (value, state, depth) => {
    if (getPrototypeOf(value) !== Array.prototype || value.length * 2 > state.left) throw IMPOSSIBLE;
    if (ownKeys(value).length !== value.length + 1) throw IMPOSSIBLE;
    add(state, '[');
    for (let i = 0; i < value.length; i++) {
      if (i > 0) add(state, ',');
      carried(own(value, i), state, depth + 1);
    }
    add(state, ']');
  };

  const object = (value, state, depth) => {
    const prototype = getPrototypeOf(value);
    if ((prototype !== Object.prototype && prototype !== null) || value === global) throw IMPOSSIBLE;
    if (vm.brands.of(value) !== '') throw IMPOSSIBLE;
    const keys = ownKeys(value);
    if (keys.length * 4 > state.left) throw IMPOSSIBLE;
    add(state, '{');
    for (let i = 0; i < keys.length; i++) {
      if (typeof keys[i] === 'symbol' || keys[i] === 'toJSON') throw IMPOSSIBLE;
      if (i > 0) add(state, ',');
      string(keys[i], state);
      add(state, ':');
      carried(own(value, keys[i]), state, depth + 1);
    }
    add(state, '}');
  };

  const own = (value, key) => {
    const descriptor = getOwnPropertyDescriptor(value, key);
    if (!isData(descriptor) || !descriptor.enumerable) throw IMPOSSIBLE;
    return descriptor.value;
  };

  /**
   * Returns JSON text of at most `limit` bytes, or null: for functions, symbols, bigints, NaN, infinities, -0,
   * cycles (they are too deep), getters, proxies, holes, instances of classes. At the top undefined counts as null.
   * Null as well where `cpuMs` passes `deadline` first.
   */
  vm.json = (value, limit, deadline) => {
    if (value === undefined) return 'null';
    const state = record({ left: limit, parts: list(), looked: 0, deadline });
    try {
      carried(value, state, 0);
    } catch (error) {
      if (error === IMPOSSIBLE) return null;
      throw error;
    }
    return join(state.parts, '');
  };
}
