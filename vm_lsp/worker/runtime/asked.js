/** The user's own code that printing a value may run: it is asked, and whatever it does, printing goes on. */
(vm) => {
  'use strict';
  const {
    apply, defineProperty, getOwnPropertyDescriptor, indexOf, inspectCustom, isData, isError, ownKeys, record, repeat,
    slice, sort, symbolText,
  } = vm.primordials;
  const MESSAGE = 200;

  /** Calls a function of the user's; what it throws goes to `otherwise`, the engine's want of memory further up. */
  const call = (run, otherwise) => {
    try {
      return vm.stacks.asUser(run);
    } catch (error) {
      if (vm.exceptions.isOutOfMemory(error)) throw error;
      return otherwise(error);
    }
  };

  const isObject = (value) => typeof value === 'object' || typeof value === 'function';

  /** `<Inspection threw (message)>`, as Node says it of getters. */
  const threw = (error) => {
    const message = isError(error) ? vm.naming.data(vm.naming.target(error), 'message') : error;
    let text = typeof message === 'symbol' ? symbolText(message) : '';
    if (message === null || (typeof message !== 'symbol' && !isObject(message))) text += message;
    return '<Inspection threw (' + (text.length > MESSAGE ? slice(text, 0, MESSAGE) + '…' : text) + ')>';
  };

  const isPrototype = (object) => {
    const own = getOwnPropertyDescriptor(object, 'constructor');
    if (!isData(own) || typeof own.value !== 'function') return false;
    const prototype = getOwnPropertyDescriptor(vm.naming.target(own.value) ?? own.value, 'prototype');
    return isData(prototype) && prototype.value === object;
  };

  const indented = (text, by) => {
    if (by === 0 || indexOf(text, '\n') < 0) return text;
    const joint = '\n' + repeat(' ', by);
    let result = '';
    let done = 0;
    for (let at = indexOf(text, '\n'); at >= 0; at = indexOf(text, '\n', done)) {
      result += slice(text, done, at) + joint;
      done = at + 1;
    }
    return result + slice(text, done);
  };

  const put = (options, name, value) =>
    defineProperty(options, name, record({ value, writable: true, enumerable: true, configurable: true }));

  /** What the user's function is given: an ordinary object with Node's options and whatever else the caller passed. */
  const optionsFor = (state) => {
    const options = {};
    put(options, 'stylize', (text) => '' + text);
    const names = ownKeys(vm.inspectDefaults);
    for (let i = 0; i < names.length; i++) {
      if (names[i] === 'stacks' || names[i] === 'within') continue;
      put(options, names[i], state[names[i]] === 1 / 0 && names[i] !== 'breakLength' ? null : state[names[i]]);
      if (names[i] === 'depth') put(options, 'colors', false);
    }
    const others = ownKeys(state.given);
    for (let i = 0; i < others.length; i++) {
      if (vm.inspectDefaults[others[i]] === undefined) put(options, others[i], state.given[others[i]]);
    }
    return options;
  };

  const said = (state, result, level) => {
    if (typeof result !== 'string') return vm.inspectValue(state, result, level);
    state.left -= result.length;
    return indented(slice(result, 0, state.budget + 1), state.indentation);
  };

  /**
   * What the object's own function at `nodejs.util.inspect.custom` makes of it, undefined where there is none or it
   * returns the object itself. If it throws that is said, and the object is printed as if it had none.
   */
  const custom = (state, given, object, level) => {
    const own = vm.naming.data(object, inspectCustom);
    if (typeof own !== 'function' || own === vm.utilInspect || isPrototype(object)) return undefined;
    const depth = state.depth === 1 / 0 ? null : state.depth - level;
    const answer = call(
      () => record({ result: apply(own, given, [depth, optionsFor(state), vm.utilInspect]), threw: undefined }),
      (error) => record({ result: undefined, threw: threw(error) }),
    );
    if (answer.threw !== undefined) return vm.spent(state, answer.threw) + ' ' + vm.inspectPlain(state, object, level);
    return answer.result === given ? undefined : said(state, answer.result, level);
  };

  /** What a getter on the object comes to: {value}, or {threw} with the text about it. */
  const got = (object, getter) => call(
    () => record({ value: apply(getter, object, []), threw: undefined }),
    (error) => record({ value: undefined, threw: threw(error) }),
  );

  /** The value of a getter of Symbol.toStringTag; '' where it throws. */
  const tag = (object, getter) => call(() => apply(getter, object, []), () => '');

  /** Sorts a list of texts in place; `how` is true or the user's comparator. */
  const sorted = (texts, how) => {
    if (typeof how !== 'function') return sort(texts);
    return call(() => sort(texts, (a, b) => apply(how, undefined, [a, b])), () => texts);
  };

  vm.asked = record({ custom, got, indented, sorted, tag });
}
