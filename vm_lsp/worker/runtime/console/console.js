/** The `console` global: prints as Node does, and tells where it was called. */
(vm) => {
  'use strict';
  const {
    Error, WeakMap, defineProperty, global, isArray, list, ownKeys, record, toStringTag, weakHas, weakSet,
  } = vm.primordials;
  const { counting, printing } = vm;
  const { print } = printing;

  const format = (args) => vm.format(args, printing.limit());

  const say = (method, level, args) => print(method, level, format(args));

  /** Arguments with `text` before them; it takes the place of the first one where `replaces`. */
  const headed = (text, args, replaces) => {
    const all = list();
    all[0] = text;
    for (let i = replaces ? 1 : 0; i < args.length; i++) all[all.length] = args[i];
    return all;
  };

  const nameList = (value) => {
    if (value === undefined || isArray(value)) return value;
    throw vm.refusals.type('The "properties" argument must be an instance of Array.' + vm.refusals.received(value));
  };

  /** By what Node writes to stderr, these say `warn` or `error`. */
  const methods = record({
    log(...args) { say('log', 'log', args); },
    warn(...args) { say('warn', 'warn', args); },
    dir(object, given) {
      const options = record({ customInspect: false, stacks: true, ...given });
      if (options.depth === null) options.depth = Infinity;
      print('dir', 'log', vm.inspect(object, printing.limit(), options));
    },
    time(label) { counting.time(label); },
    timeEnd(label) { counting.timeEnd(label); },
    timeLog(label, ...args) { counting.timeLog(label, args); },
    trace(...args) {
      const text = format(args);
      print('trace', 'warn', (text === '' ? 'Trace' : 'Trace: ' + text) + vm.stacks.textOf(new Error()));
    },
    assert(condition, ...args) {
      if (condition) return;
      say('assert', 'warn', headed('Assertion failed' + (args.length === 0 ? '' : ': ' + args[0]), args, true));
    },
    /** There is no screen here, and a run's output is a record. */
    clear() {},
    count(label) { counting.count(label); },
    countReset(label) { counting.countReset(label); },
    group(...args) {
      if (args.length > 0) say('group', 'log', args);
      printing.group();
    },
    groupEnd() { printing.ungroup(); },
    table(data, properties) {
      const isTable = typeof data === 'object' && data !== null;
      const names = isTable ? nameList(properties) : undefined;
      if (isTable) print('table', 'log', vm.part('console/table')(data, names));
      else say('table', 'log', [data]);
    },
    debug(...args) { say('debug', 'debug', args); },
    info(...args) { say('info', 'info', args); },
    dirxml(...args) { say('dirxml', 'log', args); },
    error(...args) { say('error', 'error', args); },
    groupCollapsed(...args) {
      if (args.length > 0) say('groupCollapsed', 'log', args);
      printing.group();
    },
    /** Nobody profiles or looks at a timeline here. */
    profile() {},
    profileEnd() {},
    timeStamp() {},
  });

  const ours = new WeakMap();

  const hidden = (value) => record({ value, writable: true, enumerable: false, configurable: true });

  vm.console = record({
    /** Makes the global. */
    install: () => {
      const console = {};
      const names = ownKeys(methods);
      for (let i = 0; i < names.length; i++) {
        const value = methods[names[i]];
        weakSet(ours, value, true);
        defineProperty(console, names[i], record({ value, writable: true, enumerable: true, configurable: true }));
      }
      const tag = record({ value: 'console', writable: false, enumerable: false, configurable: true });
      defineProperty(console, toStringTag, tag);
      defineProperty(global, 'console', hidden(console));
    },
    /** Whether a function is one of the console's: called by no code of the user's, it can't tell where that is. */
    isMethod: (value) => weakHas(ours, value),
  });
}
