/** What our globals throw at arguments that are none, worded and coded as Node's are. */
(vm) => {
  'use strict';
  const { Error, RangeError, TypeError, defineProperty, record, slice } = vm.primordials;
  const SHOWN = 25;

  const coded = (error, code) => {
    defineProperty(error, 'code', record({ value: code, writable: true, enumerable: true, configurable: true }));
    return error;
  };

  /** ` Received …`, as Node ends such messages. */
  const received = (value) => {
    if (value === null || value === undefined) return ' Received ' + value;
    if (typeof value === 'function') return ' Received function ' + (vm.naming.data(value, 'name') || '');
    if (typeof value === 'object') {
      const name = vm.values.className(value);
      return vm.naming.constructorName(vm.naming.target(value) ?? {}) === null
        ? ' Received ' + vm.inspect(value, SHOWN, record({ depth: -1 }))
        : ' Received an instance of ' + name;
    }
    const text = vm.inspect(value, SHOWN + 2);
    const shown = text.length > SHOWN + 3 ? slice(text, 0, SHOWN) + '...' : text;
    return ' Received type ' + typeof value + ' (' + shown + ')';
  };

  const type = (message, code = 'ERR_INVALID_ARG_TYPE') => coded(new TypeError(message), code);

  const NETWORK = 'a session has no network; pass in what it needs, or read it from a file of the workspace by import';
  vm.refusals = record({
    NETWORK,
    coded,
    received,
    type,
    /** A TypeError for an argument that must be something else: `The "name" argument must be of type …`. */
    argument: (name, wanted, value) =>
      type('The "' + name + '" argument must be ' + wanted + '.' + received(value)),
    range: (message, code = 'ERR_OUT_OF_RANGE') => coded(new RangeError(message), code),
    error: (message, code) => coded(new Error(message), code),
    /** A method called on what is no instance of its class. */
    receiver: (name) => type('Value of "this" must be of type ' + name, 'ERR_INVALID_THIS'),
    /** Too few arguments: those wanted, already quoted and joined. */
    missing: (wanted) => type('The ' + wanted + ' must be specified', 'ERR_MISSING_ARGS'),
  });
}
