/** The text of a call's arguments, as Node's `util.format` makes it. */
(vm) => {
  'use strict';
  const {
    Number, String, Symbol, codeAt, exec, getOwnPropertyDescriptor, getPrototypeOf, global, indexOf, is, list,
    ownKeys, parseFloat, parseInt, record, slice, stringify,
  } = vm.primordials;
  const PERCENT = 37;
  const CLASS = /^[A-Z][A-Za-z0-9]*$/;
  const { toPrimitive } = Symbol;

  /** The names of the engine's own classes: what inherits from no other one is printed as inspect does. */
  const engineClasses = () => {
    const found = record({});
    const names = ownKeys(global);
    for (let i = 0; i < names.length; i++) {
      if (typeof names[i] === 'string' && exec(CLASS, names[i]) !== null) found[names[i]] = true;
    }
    return found;
  };
  const classes = engineClasses();

  const number = (value) => (is(value, -0) ? '-0' : '' + value);

  const numeric = (value, convert) => {
    if (typeof value === 'bigint') return '' + value + 'n';
    return typeof value === 'symbol' ? 'NaN' : number(convert(value));
  };

  const above = (object) => {
    const prototype = getPrototypeOf(object);
    return prototype === null ? null : vm.naming.target(prototype);
  };

  /** The object nearest above that has a `toString` of its own. */
  const holder = (object) => {
    let at = above(object);
    while (at !== null && getOwnPropertyDescriptor(at, 'toString') === undefined) at = above(at);
    return at;
  };

  const hasEngineClass = (object) => {
    const own = object === null ? undefined : getOwnPropertyDescriptor(object, 'constructor');
    return own !== undefined && typeof own.value === 'function' && classes[vm.naming.data(own.value, 'name')] === true;
  };

  /** Whether an object has no way of its own to become text. Asks its properties, so code of the user's may run. */
  const isOrdinary = (given) => {
    const object = vm.naming.target(given);
    if (object === null) return true;
    if (getOwnPropertyDescriptor(object, toPrimitive) !== undefined) return false;
    if (typeof object.toString !== 'function') return true;
    return getOwnPropertyDescriptor(object, 'toString') === undefined && hasEngineClass(holder(object));
  };

  const asString = (value, left, options) => {
    if (typeof value === 'number') return number(value);
    if (typeof value === 'bigint') return '' + value + 'n';
    if (typeof value !== 'object' || value === null || !isOrdinary(value)) return String(value);
    return vm.inspect(value, left, record({ ...options, depth: 0, stacks: true }));
  };

  const asJson = (value) => {
    try {
      return '' + stringify(value);
    } catch (error) {
      if (indexOf('' + vm.naming.data(error, 'message'), 'circular') >= 0) return '[Circular]';
      throw error; // of a toJSON, or for a bigint: as in Node, the caller's own
    }
  };

  const whole = (value, left, options) => vm.inspect(value, left, record({ ...options, stacks: true }));

  /** What each letter after % does to its argument; undefined for what is no placeholder. */
  const placeholders = record({
    s: asString,
    d: (value) => numeric(value, Number),
    i: (value) => numeric(value, parseInt),
    f: (value) => (typeof value === 'symbol' ? 'NaN' : number(parseFloat(value))),
    j: asJson,
    o: (value, left, options) => {
      const wide = record({ ...options, depth: 4, showHidden: true, showProxy: true, stacks: true });
      return vm.inspect(value, left, wide);
    },
    O: whole,
    c: () => '',
  });

  /** Puts `args`, from the second on, into the first: the text, and the index of the first argument not used. */
  const filled = (args, most, options) => {
    const template = args[0];
    let text = '';
    let next = 1;
    let done = 0;
    for (let i = 0; i < template.length - 1 && text.length <= most; i++) {
      if (codeAt(template, i) !== PERCENT) continue;
      const letter = template[i + 1];
      const convert = placeholders[letter];
      if (letter === '%') text += slice(template, done, i) + '%';
      else if (convert === undefined || next >= args.length) continue;
      else text += slice(template, done, i) + convert(args[next++], most - text.length, options);
      done = ++i + 1;
    }
    return record({ text: text + slice(template, done), next });
  };

  const shown = (value, left, options) => (typeof value === 'string' ? value : whole(value, left, options));

  /** Arguments as a list whose items nobody else's setters see. */
  const listed = (args) => {
    const own = list();
    for (let i = 0; i < args.length; i++) own[i] = args[i];
    return own;
  };

  /**
   * The text of `args`, where the first one may have placeholders; of more than `most` characters only as much as shows
   * that there are more. `options` are those of `vm.inspect`.
   */
  vm.format = (args, most = 1 << 24, options = undefined) => {
    if (args.length === 0) return '';
    const given = listed(args);
    const isTemplate = given.length > 1 && typeof given[0] === 'string';
    let { text, next } = isTemplate
      ? filled(given, most, options)
      : record({ text: shown(given[0], most, options), next: 1 });
    for (; next < given.length && text.length <= most; next++) {
      text += ' ' + shown(given[next], most - text.length, options);
    }
    return text;
  };
}
