/** The `console` global: prints as Node does, and tells where it was called. */
(vm) => {
  'use strict';
  const {
    apply, codeAt, defineProperty, floor, global, is, ownKeys, record, slice, stringify, wellFormed,
  } = vm.primordials;
  const { report } = vm.host;
  const LEVELS = record({ log: 'log', info: 'info', warn: 'warn', error: 'error', debug: 'debug' });
  let limit = 1 << 20;

  const WITH_STACKS = record({ stacks: true });
  const NOT_OPENED = record({ depth: 0, stacks: true });
  const WIDE_OPEN = record({ depth: 4, stacks: true });

  const shown = (value) => (typeof value === 'string' ? value : vm.inspect(value, limit, WITH_STACKS));

  const numeric = (value, convert) => {
    if (typeof value === 'bigint') return '' + value + 'n';
    if (typeof value === 'symbol' || typeof value === 'object') return 'NaN';
    return number(convert(value));
  };
  const number = (value) => (is(value, -0) ? '-0' : '' + value);

  const asString = (value) => {
    if (typeof value === 'number') return number(value);
    if (typeof value === 'bigint') return '' + value + 'n';
    if (typeof value === 'object' && value !== null) return vm.inspect(value, limit, NOT_OPENED);
    if (typeof value === 'symbol') return vm.inspect(value, limit);
    return typeof value === 'function' ? vm.inspect(value, limit, NOT_OPENED) : '' + value;
  };

  const asJson = (value) => {
    try {
      return '' + stringify(value);
    } catch {
      return '[Circular]'; // or a toJSON that throws: the user's own, and no reason to fail at printing
    }
  };

  /** What each letter after % does to its argument; undefined for what is no placeholder. */
  const placeholders = record({
    s: asString,
    d: (value) => numeric(value, (given) => +given),
    i: (value) => numeric(value, vm.primordials.parseInt),
    f: (value) => (typeof value === 'symbol' ? 'NaN' : number(vm.primordials.parseFloat(value))),
    j: asJson,
    o: (value) => vm.inspect(value, limit, WIDE_OPEN),
    O: (value) => vm.inspect(value, limit, WITH_STACKS),
    c: () => '',
  });

  /** The text of a console call's arguments, as Node's util.format makes it. */
  const format = (args) => {
    let text = '';
    let next = 0;
    if (args.length > 1 && typeof args[0] === 'string') {
      next = 1;
      const template = args[0];
      let done = 0;
      for (let i = 0; i < template.length - 1; i++) {
        if (codeAt(template, i) !== 37) continue;
        const letter = template[i + 1];
        const convert = placeholders[letter];
        if (letter !== '%' && (convert === undefined || next >= args.length)) continue;
        text += slice(template, done, i);
        text += letter === '%' ? '%' : convert(args[next++]);
        done = ++i + 1;
      }
      text += slice(template, done);
    } else if (args.length > 0) {
      text = shown(args[next++]);
    }
    for (; next < args.length && text.length <= limit; next++) text += ' ' + shown(args[next]);
    return text;
  };

  const print = (level, args) => {
    const place = vm.stacks.caller();
    const text = vm.values.cut(wellFormed(slice(format(args), 0, limit + 1)), limit);
    report(vm.text(record({
      kind: 'console', level, text, line: place?.line ?? null, column: place?.column ?? null,
    })));
  };

  const method = (name) => record({ [name](...args) { print(LEVELS[name], args); } })[name];

  vm.console = record({
    /** Makes the global. */
    install: () => {
      const console = {};
      const names = ownKeys(LEVELS);
      for (let i = 0; i < names.length; i++) {
        const value = method(names[i]);
        defineProperty(console, names[i], record({ value, writable: true, enumerable: true, configurable: true }));
      }
      defineProperty(global, 'console', record({
        value: console, writable: true, enumerable: false, configurable: true,
      }));
    },
    /** Bounds the text of one call, in bytes. */
    setLimit: (bytes) => {
      limit = bytes + 1;
    },
  });
}
