/** `node:assert`: checks that throw an AssertionError telling what was not as it should be. */
(vm) => {
  'use strict';
  const { TypeError, exec, isError, is, ownKeys, record } = vm.primordials;
  const { put } = vm.builtins;
  const { argument: wrongType, coded, received } = vm.refusals;
  const AssertionError = vm.part('node/assertion_error');
  const { loosely, strictly } = vm.part('node/deep_equal');
  const throwing = vm.part('node/assert_throws');

  /** Throws what is said: an error that was given as the message, else an AssertionError. */
  const fail = (actual, expected, message, operator) => {
    if (isError(message)) throw message;
    throw new AssertionError({ actual, expected, message, operator });
  };

  const insistOnBoth = (args) => {
    if (args.length >= 2) return;
    const error = new TypeError('The "actual" and "expected" arguments must be specified');
    throw coded(error, 'ERR_MISSING_ARGS');
  };

  const isLooselySame = (one, other) => one == other || (one !== one && other !== other); // what `equal` means in Node

  /** A comparison of two values, as a function named by its operator, which has to hold or, with `not`, has not to. */
  const comparison = (operator, name, holds, not) =>
    record({
      [name](...args) {
        insistOnBoth(args);
        if (holds(args[0], args[1]) === not) fail(args[0], args[1], args[2], operator);
      },
    })[name];

  const said = (args) => {
    if (args.length === 0) return 'No value argument passed to `assert.ok()`';
    const call = vm.stacks.calling();
    return 'The expression evaluated to a falsy value:\n\n  ' + (call === '' ? 'assert.ok(...)' : call) + '\n';
  };

  const ok = (args) => {
    if (args.length > 0 && args[0]) return;
    const generated = args[1] === undefined;
    if (isError(args[1])) throw args[1];
    const message = generated ? said(args) : args[1];
    const error = new AssertionError({ actual: args[0], expected: true, message, operator: '==' });
    error.generatedMessage = generated;
    throw error;
  };

  const matching = (name, wanted, words) =>
    record({
      [name](string, regexp, message) {
        if (typeof regexp !== 'object' || regexp === null || vm.brands.of(regexp) !== 'RegExp') {
          throw wrongType('regexp', 'an instance of RegExp', regexp);
        }
        if (typeof string === 'string' && (exec(regexp, string) !== null) === wanted) return;
        if (isError(message)) throw message;
        let text = message;
        if (typeof string !== 'string') text ??= 'The "string" argument must be of type string.' + received(string);
        text ??= 'The input ' + words + ' the regular expression ' + vm.inspect(regexp, 4096) + '. Input:\n\n' +
          vm.inspect(string, 4096) + '\n';
        const error = new AssertionError({ actual: string, expected: regexp, message: text, operator: name });
        error.generatedMessage = message === undefined;
        throw error;
      },
    })[name];

  const ifError = (value) => {
    if (value === null || value === undefined) return;
    let text = 'ifError got unwanted exception: ';
    const own = typeof value === 'object' ? value.message : undefined;
    if (typeof own === 'string') text += own === '' ? vm.naming.constructorName(value) : own;
    else text += vm.inspect(value, 4096);
    const error = new AssertionError({ actual: value, expected: null, operator: 'ifError', message: text });
    error.generatedMessage = false;
    throw error;
  };

  const strictEqual = comparison('strictEqual', 'strictEqual', is, false);
  const notStrictEqual = comparison('notStrictEqual', 'notStrictEqual', is, true);
  const deepStrictEqual = comparison('deepStrictEqual', 'deepStrictEqual', strictly, false);
  const notDeepStrictEqual = comparison('notDeepStrictEqual', 'notDeepStrictEqual', strictly, true);

  const both = record({
    fail(message) {
      if (isError(message)) throw message;
      const error = new AssertionError({ message: message ?? 'Failed', operator: 'fail' });
      error.generatedMessage = message === undefined;
      throw error;
    },
    AssertionError,
    ok: (...args) => ok(args),
    strictEqual,
    notStrictEqual,
    deepStrictEqual,
    notDeepStrictEqual,
    throws: throwing.throws,
    rejects: throwing.rejects,
    doesNotThrow: throwing.doesNotThrow,
    doesNotReject: throwing.doesNotReject,
    ifError,
    match: matching('match', true, 'did not match'),
    doesNotMatch: matching('doesNotMatch', false, 'was expected to not match'),
  });

  const loose = record({
    equal: comparison('==', 'equal', isLooselySame, false),
    notEqual: comparison('!=', 'notEqual', isLooselySame, true),
    deepEqual: comparison('deepEqual', 'deepEqual', loosely, false),
    notDeepEqual: comparison('notDeepEqual', 'notDeepEqual', loosely, true),
  });

  const strict = record({
    equal: strictEqual, notEqual: notStrictEqual, deepEqual: deepStrictEqual, notDeepEqual: notDeepStrictEqual,
  });

  const withAll = (target, own) => {
    const fields = [both, own];
    for (let i = 0; i < fields.length; i++) {
      const names = ownKeys(fields[i]);
      for (let k = 0; k < names.length; k++) put(target, names[k], fields[i][names[k]]);
    }
    return target;
  };

  const assert = withAll(record({ ok: (...args) => ok(args) }).ok, loose);
  const assertStrict = withAll(record({ strict: (...args) => ok(args) }).strict, strict);
  put(assert, 'strict', assertStrict);
  put(assertStrict, 'strict', assertStrict);
  return assert;
}
