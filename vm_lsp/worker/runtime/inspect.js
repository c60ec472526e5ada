/**
 * Any value as text, as Node's util.inspect prints it. Printing runs no code of the user's but what asks for it: the
 * function at `Symbol.for('nodejs.util.inspect.custom')`, a getter of `Symbol.toStringTag`, and, where the options say
 * `getters`, getters (see asked.js). Proxies are looked through to their target.
 */
(vm) => {
  'use strict';
  const {
    Map, getOwnPropertyDescriptor, isData, isError, list, mapDelete, mapGet, mapSet, mapSize, min, ownKeys, record,
    slice,
  } = vm.primordials;
  const { asked, contents, layout, naming, proxies, quoting, shapes } = vm;
  const UNBOUNDED = 1 / 0;
  const { cpuMs } = vm.host;
  const GLANCE = 2048;
  /** The clock is looked at for each eighth object, and after each long list of keys. */
  const SELDOM = 7;
  const OVERFLOW = 'Maximum call stack size exceeded';

  /** Node's, and two of ours: `stacks`, errors with their stack, and `within`, after how many ms of work to stop. */
  const DEFAULTS = record({
    showHidden: false, depth: 2, customInspect: true, showProxy: false, maxArrayLength: 100, maxStringLength: 10000,
    breakLength: 80, compact: 3, sorted: false, getters: false, numericSeparator: false, stacks: true,
    within: UNBOUNDED,
  });
  const optionNames = ownKeys(DEFAULTS);
  /** The one that is being printed, while user code that it asked prints something else. */
  let outer;

  const value = (state, given, level) => {
    if (given === null || (typeof given !== 'object' && typeof given !== 'function')) {
      const text = quoting.primitive(state, given);
      state.left -= text.length + 2;
      return text;
    }
    if (state.showProxy && proxies.isProxy(given)) return proxy(state, given, level);
    const object = naming.target(given);
    if (object === null) return spent(state, '<Revoked Proxy>');
    const custom = state.customInspect ? asked.custom(state, given, object, level) : undefined;
    return custom === undefined ? plain(state, object, level) : custom;
  };

  const plain = (state, object, level) =>
    mapGet(state.seen, object) === true ? circular(state, object) : raw(state, object, level);

  const circular = (state, object) => {
    state.circular ??= new Map();
    let index = mapGet(state.circular, object);
    if (index === undefined) {
      index = mapSize(state.circular) + 1;
      mapSet(state.circular, object, index);
    }
    return spent(state, '[Circular *' + index + ']');
  };

  const proxy = (state, given, level) => {
    const target = proxies.target(given);
    if (target === null) return spent(state, '<Revoked Proxy>');
    if (level > state.depth) return spent(state, 'Proxy [Array]');
    const output = list();
    output[0] = contents.nested(state, target, level + 1);
    output[1] = contents.nested(state, proxies.handler(given), level + 1);
    return layout.joined(state, output, record({ base: '', open: 'Proxy [', close: ']', items: false }), level + 1);
  };

  /** Whether the time is up: then only as much is printed as a glance needs. */
  const isLate = (state) => {
    if (!state.late && state.deadline !== UNBOUNDED && cpuMs() > state.deadline) {
      state.late = true;
      const glance = GLANCE - (state.budget - state.left);
      state.left = min(state.left, glance > 0 ? glance : -1);
    }
    return state.late;
  };

  const raw = (state, object, level) => {
    state.looked++;
    if ((state.looked & SELDOM) === 0 && isLate(state) && state.left < 0) return '…';
    const shape = shapes.of(state, object, level);
    const isEmpty = shape.filler === undefined && shape.keys.length === 0 && shape.hidden === undefined;
    if (isEmpty && shape.alone !== undefined) return spent(state, shape.alone);
    if (level > state.depth) return spent(state, tooDeep(object, shape));
    return filled(state, object, shape, level + 1);
  };

  const spent = (state, text) => {
    state.left -= text.length;
    return text;
  };

  const tooDeep = (object, shape) => {
    if (shape.kind === 'RegExp') return shape.base;
    const name = slice(naming.prefix(shape.constructor, shape.tag, naming.kindName(object, shape.kind)), 0, -1);
    return shape.constructor === null ? name : '[' + name + ']';
  };

  const filled = (state, object, shape, level) => {
    const { indentation } = state;
    mapSet(state.seen, object, true);
    state.currentDepth = level;
    let output;
    try {
      output = pieces(state, object, shape, level);
    } catch (error) {
      if (!isOverflow(error)) throw error;
      state.indentation = indentation;
      mapDelete(state.seen, object);
      return interrupted(shape.constructor);
    }
    const index = state.circular === undefined ? undefined : mapGet(state.circular, object);
    if (index !== undefined) refer(state, shape, '<ref *' + index + '>');
    mapDelete(state.seen, object);
    return bounded(state, layout.joined(state, sorted(state, output, shape), shape, level));
  };

  const pieces = (state, object, shape, level) => {
    const output = list();
    if (shape.filler !== undefined) shape.filler(state, object, level, output, shape);
    contents.properties(state, object, shape, level, output);
    if (shape.hidden !== undefined) contents.inherited(state, object, shape.hidden, level, output);
    return output;
  };

  const refer = (state, shape, reference) => {
    if (state.compact === true) shape.open = reference + ' ' + shape.open;
    else shape.base = reference + (shape.base === '' ? '' : ' ' + shape.base);
  };

  const isOverflow = (error) => {
    const message = isError(error) ? getOwnPropertyDescriptor(error, 'message') : undefined;
    return isData(message) && message.value === OVERFLOW;
  };

  const interrupted = (constructor) =>
    '[' + (constructor ?? 'Object') + ': Inspection interrupted prematurely. ' + OVERFLOW + '.]';

  /** With the option `sorted`: an object's pieces, and of an array's the ones that are no items. */
  const sorted = (state, output, shape) => {
    if (state.sorted === false) return output;
    const from = shape.items ? output.length - min(shape.keys.length, output.length) : 0;
    const moved = list();
    for (let i = from; i < output.length; i++) moved[i - from] = output[i];
    asked.sorted(moved, state.sorted);
    for (let i = from; i < output.length; i++) output[i] = moved[i - from];
    return output;
  };

  /** No text grows longer than the whole may be, whatever is nested in it. */
  const bounded = (state, text) => (text.length > state.budget ? slice(text, 0, state.budget + 1) : text);

  const optionsOf = (given) => {
    const options = record({ given });
    for (let i = 0; i < optionNames.length; i++) {
      const name = optionNames[i];
      options[name] = given[name] === undefined ? DEFAULTS[name] : given[name];
    }
    options.depth ??= UNBOUNDED;
    options.maxArrayLength ??= UNBOUNDED;
    options.maxStringLength ??= UNBOUNDED;
    return options;
  };

  const begun = (budget, given) => {
    const state = optionsOf(given);
    state.budget = state.left = outer === undefined ? budget : min(budget, outer.left > 0 ? outer.left : 0);
    const deadline = state.within === UNBOUNDED ? UNBOUNDED : cpuMs() + state.within;
    state.deadline = min(deadline, outer === undefined ? UNBOUNDED : outer.deadline);
    state.looked = 0;
    state.late = false;
    state.indentation = 0;
    state.currentDepth = 0;
    state.opened = true;
    state.listed = 0;
    state.long = undefined;
    state.most = 0;
    state.seen = new Map();
    state.circular = undefined;
    return state;
  };

  /** Prints with a fresh state, which it returns with the `text`. */
  const printed = (given, budget, options) => {
    const before = outer;
    const state = begun(budget, options);
    try {
      outer = state;
      state.text = vm.stacks.quietly(() => value(state, given, 0));
    } catch (error) {
      if (!isOverflow(error)) throw error;
      state.text = interrupted();
    } finally {
      outer = before;
    }
    return state;
  };

  vm.inspectDefaults = DEFAULTS;
  vm.inspectValue = value;
  vm.inspectPlain = plain;
  vm.isLate = isLate;
  vm.spent = spent;

  /**
   * Returns the text of a value. `budget` is how many characters can show: what is printed beyond is of no use to the
   * caller, who cuts there, so a text longer than that may lack its end. Options are Node's by their names (depth,
   * compact, breakLength, showHidden, sorted, getters, maxArrayLength, maxStringLength, numericSeparator,
   * customInspect, showProxy; null for no limit), and those of `DEFAULTS`; unknown ones reach the user's own functions.
   */
  vm.inspect = (given, budget, options = record({})) => printed(given, budget, options).text;

  /**
   * As `vm.inspect`: {text, late, most}; `late` where `within` ran out and some of the text is missing, `most` how many
   * keys the largest object had whose keys were listed.
   */
  vm.inspectInTime = (given, budget, options) => {
    const { text, late, left, most } = printed(given, budget, options);
    return record({ text, late: late && left < 0, most });
  };
}
