/** A small `process`: what the run was given, who runs it, its clocks. It opens no door out of the session. */
(vm) => {
  'use strict';
  const { BigInt, defineProperty, floor, isArray, now, parse, record, slice, stringify } = vm.primordials;
  const { tag } = vm.part('globals/interfaces');
  const facts = parse(vm.host.process());

  const property = (object, name, value) =>
    defineProperty(object, name, record({ value, writable: true, enumerable: true, configurable: true }));

  const getter = (name, get) =>
    defineProperty(process, name, record({
      get,
      set: (value) => property(process, name, value),
      enumerable: true,
      configurable: true,
    }));

  const textOf = (bytes) => vm.part('globals/utf8').decode(vm.part('globals/encoding').bytesOf(bytes), bytes.length);

  /** `process.stdout.write`: each call is an output of its own: there is no line that a next one could go on with. */
  const stream = (name, level, fd) => {
    const write = (chunk, encoding, done) => {
      const text = typeof chunk === 'string' ? chunk : textOf(chunk);
      vm.printing.print('write', level, text[text.length - 1] === '\n' ? slice(text, 0, -1) : text);
      const callback = typeof encoding === 'function' ? encoding : done;
      if (typeof callback === 'function') vm.timers.nextTick(callback, []);
      return true;
    };
    return { write, isTTY: false, columns: 80, fd };
  };

  /** As a program's: what runs, what is run, and the run's arguments, if these are a list. */
  const argv = () => {
    const all = ['vm-lsp', vm.paths.pathOf(vm.given.uri)];
    const { args } = vm.given;
    if (isArray(args)) {
      for (let i = 0; i < args.length; i++) {
        property(all, all.length, typeof args[i] === 'string' ? args[i] : stringify(args[i]));
      }
    }
    return all;
  };

  const nanoseconds = () => BigInt(floor(now() * 1e6));

  function hrtime(before = undefined) {
    const at = now() * 1e6;
    const seconds = floor(at / 1e9);
    const rest = floor(at % 1e9);
    if (before === undefined) return [seconds, rest];
    if (!isArray(before)) throw vm.refusals.argument('time', 'an instance of Array', before);
    const borrowed = rest < before[1] ? 1 : 0;
    return [seconds - before[0] - borrowed, rest - before[1] + borrowed * 1e9];
  }
  property(hrtime, 'bigint', record({ bigint() { return nanoseconds(); } }).bigint);

  const ignored = (name) => record({ [name]() { return process; } })[name];

  const methods = record({
    hrtime,
    nextTick(callback, ...args) {
      if (typeof callback !== 'function') throw vm.refusals.argument('callback', 'of type function', callback);
      vm.timers.nextTick(callback, args);
    },
    cwd() { return vm.paths.folderOf(vm.paths.pathOf(vm.given.uri)) || '/'; },
    uptime() { return now() / 1000; },
    memoryUsage() {
      const { rss, heapTotal, heapUsed } = parse(vm.host.memory());
      return { rss, heapTotal, heapUsed, external: 0, arrayBuffers: 0 };
    },
    cpuUsage() { return { user: floor(parse(vm.host.process()).cpu * 1000), system: 0 }; },
    /** Ends the run where it stands, as it would the program; the session goes on. */
    exit(code) { return vm.run.exit(code ?? process.exitCode); },
    emitWarning(warning) {
      const said = typeof warning === 'string' ? 'Warning: ' + warning : vm.inspect(warning, 2048);
      vm.printing.print('emitWarning', 'warn', said);
    },
    /** A run ends without leave-taking: there is nothing that a listener could be told. */
    on: ignored('on'),
    once: ignored('once'),
    off: ignored('off'),
    addListener: ignored('addListener'),
    removeListener: ignored('removeListener'),
    removeAllListeners: ignored('removeAllListeners'),
    emit() { return false; },
    listeners() { return []; },
    listenerCount() { return 0; },
  });

  const process = {};
  property(process, 'title', 'vm-lsp');
  property(process, 'version', 'v' + facts.version);
  property(process, 'versions', { 'vm-lsp': facts.version, 'quickjs-ng': facts.engine });
  property(process, 'release', { name: 'vm-lsp' });
  property(process, 'platform', facts.platform);
  property(process, 'arch', facts.arch);
  property(process, 'exitCode', undefined);
  property(process, 'execArgv', []);
  property(process, 'stdout', stream('stdout', 'log', 1));
  property(process, 'stderr', stream('stderr', 'warn', 2));
  getter('argv', argv);
  getter('env', () => vm.given.env);
  getter('pid', () => parse(vm.host.process()).pid);
  for (const name in methods) property(process, name, methods[name]);
  tag(process, 'process');

  return record({ process });
}
