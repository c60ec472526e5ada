/** The assertions about what functions throw and promises reject with. */
(vm) => {
  'use strict';
  const {
    Error, TypeError, apply, exec, getPrototypeOf, isError, list, ownKeys, propertyIsEnumerable, record, slice,
  } = vm.primordials;
  const { argument: wrongType, coded, received } = vm.refusals;
  const { strictly } = vm.part('node/deep_equal');
  const AssertionError = vm.part('node/assertion_error');
  const NOTHING = record({});

  const fails = (options, generated) => {
    const error = new AssertionError(options);
    error.generatedMessage = generated;
    return error;
  };

  const nameOf = (expected) => (typeof expected === 'function' ? vm.naming.data(expected, 'name') : '');

  const inherits = (value, prototype) => {
    for (let at = value; at !== null && (typeof at === 'object' || typeof at === 'function'); ) {
      at = getPrototypeOf(at);
      if (at === prototype) return true;
    }
    return false;
  };

  const isErrorClass = (value) => value === Error || inherits(value.prototype ?? null, Error.prototype);

  const isRegExp = (value) => typeof value === 'object' && value !== null && vm.brands.of(value) === 'RegExp';

  const tests = (pattern, text) => exec(pattern, text) !== null;

  const shown = (value) => vm.inspect(value, 4096);

  /** `keys` are compared as if they were an object each, so that the message shows only those. */
  const Comparison = class Comparison {
    constructor(object, keys, actual) {
      for (let i = 0; i < keys.length; i++) {
        const key = keys[i];
        if (!(key in object)) continue;
        const wanted = actual?.[key];
        const matches = isRegExp(wanted) && typeof object[key] === 'string' && tests(wanted, object[key]);
        vm.builtins.put(this, key, matches ? wanted : object[key]);
      }
    }
  };

  const keysOf = (expected) => {
    const all = ownKeys(expected);
    const keys = list();
    for (let i = 0; i < all.length; i++) if (propertyIsEnumerable(expected, all[i])) keys[keys.length] = all[i];
    if (isError(expected)) {
      keys[keys.length] = 'name';
      keys[keys.length] = 'message';
    }
    return keys;
  };

  const alike = (actual, expected, key) => {
    if (!(key in actual)) return false;
    const isMatch = isRegExp(expected[key]) && typeof actual[key] === 'string' && tests(expected[key], actual[key]);
    return isMatch || strictly(actual[key], expected[key]);
  };

  const matchesObject = (actual, expected, message, operator) => {
    if ((typeof actual !== 'object' && typeof actual !== 'function') || actual === null) {
      throw fails({ actual, expected, operator: 'deepStrictEqual', message }, message === undefined);
    }
    const keys = keysOf(expected);
    if (keys.length === 0) throw invalid('error', 'may not be an empty object', expected);
    for (let i = 0; i < keys.length; i++) {
      if (alike(actual, expected, keys[i])) continue;
      const compared = { operator: 'deepStrictEqual', message };
      compared.actual = new Comparison(actual, keys);
      compared.expected = new Comparison(expected, keys, actual);
      const error = fails(compared, message === undefined);
      error.actual = actual;
      error.expected = expected;
      error.operator = operator;
      throw error;
    }
  };

  const invalid = (name, why, value) => {
    const text = "The argument '" + name + "' " + why + '. Received ' + shown(value);
    return coded(new TypeError(text), 'ERR_INVALID_ARG_VALUE');
  };

  const notMatched = (actual, expected, message, operator) => {
    const input = typeof actual === 'string' ? actual : '' + actual;
    const text =
      'The input did not match the regular expression ' + shown(expected) + '. Input:\n\n' + shown(input) + '\n';
    return fails({ actual, expected, message: message ?? text, operator }, message === undefined);
  };

  const otherClass = (actual, expected) => {
    let text = 'The error is expected to be an instance of "' + nameOf(expected) + '". ';
    if (!isError(actual)) return text + 'Received "' + shown(actual) + '"';
    text += 'Received "' + (vm.naming.constructorName(actual) || 'Error') + '"';
    return actual.message ? text + '\n\nError message:\n\n' + actual.message : text;
  };

  const matchesFunction = (actual, expected, message, operator) => {
    if (expected.prototype !== undefined && inherits(actual, expected.prototype)) return;
    let text = message;
    if (isErrorClass(expected)) text ??= otherClass(actual, expected);
    else {
      const said = apply(expected, {}, [actual]);
      if (said === true) return;
      const name = nameOf(expected);
      const which = name ? 'The "' + name + '" validation function' : 'The validation function';
      text ??= which + ' is expected to return "true". Received ' + shown(said) +
        (isError(actual) ? '\n\nCaught error:\n\n' + actual : '');
    }
    throw fails({ actual, expected, message: text, operator }, message === undefined);
  };

  const matches = (actual, expected, message, operator) => {
    if (expected === undefined) return;
    if (isRegExp(expected)) {
      if (!tests(expected, '' + actual)) throw notMatched(actual, expected, message, operator);
    } else if (typeof expected === 'function') matchesFunction(actual, expected, message, operator);
    else matchesObject(actual, expected, message, operator);
  };

  const sorted = (given, message, actual) => {
    if (typeof given !== 'string') {
      if (given !== undefined && (given === null || (typeof given !== 'object' && typeof given !== 'function'))) {
        throw wrongType('error', 'of type function or an instance of Error, RegExp, or Object', given);
      }
      return record({ expected: given, message });
    }
    if (message !== undefined) {
      throw wrongType('error', 'of type function or an instance of Error, RegExp, or Object', given);
    }
    const same = isError(actual) ? actual.message === given : actual === given;
    if (!same) return record({ expected: undefined, message: given });
    const what = isError(actual) ? 'The error message "' + actual.message + '"' : 'The error "' + actual + '"';
    const text = 'The "error/message" argument is ambiguous. ' + what + ' is identical to the message.';
    throw coded(new TypeError(text), 'ERR_AMBIGUOUS_ARGUMENT');
  };

  /** After a function or promise that had to fail: `actual` is what it failed with, or NOTHING. */
  const expectFailure = (operator, actual, given, extra) => {
    const { expected, message } = sorted(given, extra, actual);
    if (actual !== NOTHING) return matches(actual, expected, message, operator);
    const kind = operator === 'rejects' ? 'rejection' : 'exception';
    const which = nameOf(expected) ? ' (' + nameOf(expected) + ')' : '';
    const text = 'Missing expected ' + kind + which + (message ? ': ' + message : '.');
    throw fails({ actual: undefined, expected, operator, message: text }, false);
  };

  /** After one that had to succeed. */
  const expectNone = (operator, actual, given, extra) => {
    if (actual === NOTHING) return;
    const isMessage = typeof given === 'string';
    const expected = isMessage ? undefined : given;
    const message = isMessage ? given : extra;
    if (expected !== undefined && !hasMatched(actual, expected)) throw actual;
    const kind = operator === 'doesNotReject' ? 'rejection' : 'exception';
    const said = actual?.message === undefined ? '' + actual : actual.message;
    const text = 'Got unwanted ' + kind + (message ? ': ' + message : '.') + '\nActual message: "' + said + '"';
    throw fails({ actual, expected, operator, message: text }, false);
  };

  const hasMatched = (actual, expected) => {
    if (typeof expected !== 'function') return tests(expected, '' + actual);
    if (expected.prototype !== undefined && inherits(actual, expected.prototype)) return true;
    return !isErrorClass(expected) && apply(expected, {}, [actual]) === true;
  };

  const thrownBy = (action) => {
    if (typeof action !== 'function') throw wrongType('fn', 'of type function', action);
    try {
      action();
    } catch (error) {
      return error;
    }
    return NOTHING;
  };

  const isThenable = (value) =>
    typeof value === 'object' && value !== null && typeof value.then === 'function' &&
    typeof value.catch === 'function';

  const promiseOf = (given) => {
    if (typeof given !== 'function') {
      if (isThenable(given)) return given;
      throw wrongType('promiseFn', 'of type function or an instance of Promise', given);
    }
    const promise = given();
    if (isThenable(promise)) return promise;
    const text = 'Expected instance of Promise to be returned from the "promiseFn" function but got ' +
      slice(received(promise), ' Received '.length) + '.';
    throw coded(new TypeError(text), 'ERR_INVALID_RETURN_VALUE');
  };

  const rejectionOf = async (given) => {
    const promise = promiseOf(given);
    try {
      await promise;
    } catch (error) {
      return error;
    }
    return NOTHING;
  };

  return record({
    throws: (action, expected, message) => expectFailure('throws', thrownBy(action), expected, message),
    doesNotThrow: (action, expected, message) => expectNone('doesNotThrow', thrownBy(action), expected, message),
    rejects: async (given, expected, message) =>
      expectFailure('rejects', await rejectionOf(given), expected, message),
    doesNotReject: async (given, expected, message) =>
      expectNone('doesNotReject', await rejectionOf(given), expected, message),
  });
}
