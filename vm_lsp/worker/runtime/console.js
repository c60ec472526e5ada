/** The `console` global: prints as Node does, and tells where it was called. */
(vm) => {
  'use strict';
  const {
    codeAt, defineProperty, global, is, ownKeys, parseFloat, parseInt, record, slice, stringify, wellFormed,
  } = vm.primordials;
  const { report } = vm.host;
  const LEVELS = record({ log: 'log', info: 'info', warn: 'warn', error: 'error', debug: 'debug' });
  const PERCENT = 37;
  /** What `cut` may leave out of a text that it cuts: so that one over the limit is still over it when it arrives. */
  const SLACK = 4;
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
    i: (value) => numeric(value, parseInt),
    f: (value) => (typeof value === 'symbol' ? 'NaN' : number(parseFloat(value))),
    j: asJson,
    o: (value) => vm.inspect(value, limit, WIDE_OPEN),
    O: (value) => vm.inspect(value, limit, WITH_STACKS),
    c: () => '',
  });

  /** Puts `args`, from the second on, into the first: the text, and the index of the first argument not used. */
  const filled = (args) => {
    const template = args[0];
    let text = '';
    let next = 1;
    let done = 0;
    for (let i = 0; i < template.length - 1; i++) {
      if (codeAt(template, i) !== PERCENT) continue;
      const letter = template[i + 1];
      if (letter !== '%' && (placeholders[letter] === undefined || next >= args.length)) continue;
      text += slice(template, done, i) + (letter === '%' ? '%' : placeholders[letter](args[next++]));
      done = ++i + 1;
    }
    return record({ text: text + slice(template, done), next });
  };

  /** The text of a console call's arguments, as Node's util.format makes it. */
  const format = (args) => {
    if (args.length === 0) return '';
    const isTemplate = args.length > 1 && typeof args[0] === 'string';
    let { text, next } = isTemplate ? filled(args) : record({ text: shown(args[0]), next: 1 });
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
    /** Bounds the text of one call: a longer one is cut a few bytes later, by which the host sees it was longer. */
    setLimit: (bytes) => {
      limit = bytes + SLACK;
    },
  });
}
