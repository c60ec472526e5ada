/** `node:util`. */
(vm) => {
  'use strict';
  const {
    Error, Promise, TypeError, apply, defineProperty, exec, getOwnPropertyDescriptor, getPrototypeOf,
    global, isArray, isError, list, ownKeys, record, setPrototypeOf, slice, symbolFor, wellFormed,
  } = vm.primordials;
  const { put, warn } = vm.builtins;
  const { argument: wrongType, coded, received, type } = vm.refusals;
  const { colors, styles } = vm.part('node/util_colors');
  const inspect = vm.utilInspect;
  const { strictly } = vm.part('node/deep_equal');
  const custom = symbolFor('nodejs.util.promisify.custom');
  const ESCAPE = /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b[@-Z\\-_]/;

  const insist = (value, name, wanted = 'function') => {
    if (typeof value !== wanted) throw wrongType(name, 'of type ' + wanted, value);
  };

  const copyProperties = (from, to) => {
    const keys = ownKeys(from);
    for (let i = 0; i < keys.length; i++) {
      const own = getOwnPropertyDescriptor(to, keys[i]);
      if (own === undefined || own.configurable) defineProperty(to, keys[i], getOwnPropertyDescriptor(from, keys[i]));
    }
    return to;
  };

  const joined = (args, last) => {
    const all = list();
    for (let i = 0; i < args.length; i++) all[i] = args[i];
    all[all.length] = last;
    return all;
  };

  const promisify = (original) => {
    insist(original, 'original');
    const own = original[custom];
    if (own !== undefined && own !== null) {
      insist(own, 'util.promisify.custom');
      put(own, custom, own);
      return own;
    }
    const promised = function (...args) {
      return new Promise((resolve, reject) => {
        const done = (error, value) => (error ? reject(error) : resolve(value));
        apply(original, this, joined(args, done));
      });
    };
    setPrototypeOf(promised, getPrototypeOf(original));
    copyProperties(original, promised);
    defineProperty(promised, custom, record({ value: promised, enumerable: false, configurable: true }));
    return promised;
  };

  const falsyRejection = (reason) => {
    const error = coded(new Error('Promise was rejected with falsy value'), 'ERR_FALSY_VALUE_REJECTION');
    put(error, 'reason', reason);
    return error;
  };

  const settle = async (promise, later, done, receiver) => {
    let args;
    try {
      args = [null, await promise];
    } catch (error) {
      args = [error || falsyRejection(error)];
    }
    later(() => apply(done, receiver, args));
  };

  const callbackify = (original) => {
    insist(original, 'original');
    const called = function (...args) {
      const done = args[args.length - 1];
      insist(done, 'last argument');
      args.length--;
      settle(apply(original, this, args), (call) => global.queueMicrotask(call), done, this);
    };
    setPrototypeOf(called, getPrototypeOf(original));
    copyProperties(original, called);
    defineProperty(called, 'name', record({ value: original.name + 'Callbackified', configurable: true }));
    return called;
  };

  const inherits = (constructor, above) => {
    if (constructor === undefined || constructor === null) throw wrongType('ctor', 'of type function', constructor);
    if (above === undefined || above === null) throw wrongType('superCtor', 'of type function', above);
    if (above.prototype === undefined) {
      throw type('The "superCtor.prototype" property must be of type object.' + received(above.prototype));
    }
    defineProperty(constructor, 'super_', record({ value: above, writable: true, configurable: true }));
    setPrototypeOf(constructor.prototype, above.prototype);
  };

  const warned = record({});

  const deprecate = (original, message, code) => {
    let told = false;
    const deprecated = function (...args) {
      const known = code !== undefined && warned[code] === true;
      if (!told && !known) {
        told = true;
        if (code !== undefined) warned[code] = true;
        warn((code === undefined ? '' : '[' + code + '] ') + 'DeprecationWarning: ' + message);
      }
      return new.target === undefined
        ? apply(original, this, args)
        : vm.primordials.construct(original, args, new.target);
    };
    setPrototypeOf(deprecated, original);
    if (original.prototype) deprecated.prototype = original.prototype;
    return deprecated;
  };

  const withoutEscapes = (text) => {
    insist(text, 'str', 'string');
    let result = '';
    let rest = text;
    for (let match = exec(ESCAPE, rest); match !== null; match = exec(ESCAPE, rest)) {
      result += slice(rest, 0, match.index);
      rest = slice(rest, match.index + match[0].length);
    }
    return result + rest;
  };

  const MOST = 1 << 20;

  /** Without colors unless they are asked for: what a session prints to is no terminal. */
  const styleText = (format, given, options) => {
    insist(given, 'text', 'string');
    const names = isArray(format) ? format : [format];
    let before = '';
    let after = '';
    for (let i = 0; i < names.length; i++) {
      const codes = colors[names[i]];
      if (codes === undefined) {
        const text = "The argument 'format' must be one of the colors. Received " + vm.inspect(names[i], 64);
        throw coded(new TypeError(text), 'ERR_INVALID_ARG_VALUE');
      }
      before += '\u001b[' + codes[0] + 'm';
      after = '\u001b[' + codes[1] + 'm' + after;
    }
    return options?.validateStream === false ? before + given + after : given;
  };

  const debuglog = () => {
    const log = () => {};
    defineProperty(log, 'enabled', record({ get: () => false, configurable: true, enumerable: true }));
    return log;
  };

  const isKind = (kind) => (value) => typeof value === 'object' && value !== null && vm.brands.of(value) === kind;

  const toUSVString = (value) => wellFormed('' + value);

  const copied = (options) => {
    const keys = ownKeys(options);
    const copy = record({});
    for (let i = 0; i < keys.length; i++) copy[keys[i]] = options[keys[i]];
    return copy;
  };

  promisify.custom = custom;
  put(inspect, 'colors', colors);
  put(inspect, 'styles', styles);
  const util = {
    callbackify,
    debug: debuglog,
    debuglog,
    deprecate,
    format: (...args) => vm.format(args, MOST),
    formatWithOptions(options, ...args) {
      if (typeof options !== 'object' || options === null) throw wrongType('inspectOptions', 'of type object', options);
      return vm.format(args, MOST, copied(options));
    },
    inherits,
    inspect,
    isArray,
    isDeepStrictEqual: (one, other) => strictly(one, other),
    promisify,
    stripVTControlCharacters: withoutEscapes,
    styleText,
    toUSVString,
    types: vm.part('node/util_types'),
    TextDecoder: global.TextDecoder,
    TextEncoder: global.TextEncoder,
    isBoolean: (value) => typeof value === 'boolean',
    isBuffer: (value) => vm.part('globals/buffer').Buffer.isBuffer(value),
    isDate: isKind('Date'),
    isError: (value) => isError(value),
    isFunction: (value) => typeof value === 'function',
    isNull: (value) => value === null,
    isNullOrUndefined: (value) => value === null || value === undefined,
    isNumber: (value) => typeof value === 'number',
    isObject: (value) => value !== null && typeof value === 'object',
    isPrimitive: (value) => value === null || (typeof value !== 'object' && typeof value !== 'function'),
    isRegExp: isKind('RegExp'),
    isString: (value) => typeof value === 'string',
    isSymbol: (value) => typeof value === 'symbol',
    isUndefined: (value) => value === undefined,
  };
  return util;
}
