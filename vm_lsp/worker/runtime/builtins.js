/** Node's own modules: which of them there are here, and what is said of those that there are not. */
(vm) => {
  'use strict';
  const { Error, decodeURIComponent, defineProperty, indexOf, parse, record, slice } = vm.primordials;
  const PREFIX = 'node:';
  const NAMES = parse(
    '["assert","async_hooks","buffer","child_process","cluster","console","constants","crypto","dgram","dns",' +
    '"diagnostics_channel","domain","events","fs","fs/promises","http","http2","https","inspector","module","net",' +
    '"os","path","perf_hooks","process","punycode","querystring","readline","repl","stream","stream/promises",' +
    '"string_decoder","sys","test","timers","timers/promises","tls","tty","url","util","v8","vm","wasi",' +
    '"worker_threads","zlib"]');
  const FILES = '" is part of Node. A session has no file system, no network and no processes: pass what it needs in.';

  /** Those there are, by name; each as an instance of format `commonjs` that has run. */
  const present = record({});

  const bare = (specifier) => (indexOf(specifier, PREFIX) === 0 ? slice(specifier, PREFIX.length) : specifier);

  const isBuiltin = (specifier) => {
    for (let i = 0; i < NAMES.length; i++) if (NAMES[i] === bare(specifier)) return true;
    return false;
  };

  vm.builtins = record({
    /** The module of ours that a specifier means, or undefined. */
    find: (specifier) => present[bare(specifier)],
    /** Whether it means one of Node's, which no package of that name replaces there either. */
    isMissing: (specifier) => indexOf(specifier, PREFIX) === 0 || isBuiltin(specifier),
    /** The error for one that Node has and we don't. */
    refusal: (specifier) => {
      const error = new Error('"' + specifier + FILES);
      const value = 'ERR_UNKNOWN_BUILTIN_MODULE';
      defineProperty(error, 'code', record({ value, writable: true, enumerable: true, configurable: true }));
      return error;
    },
    /** What `import.meta` is in a module. */
    meta: (uri) => record({ url: uri, filename: pathOf(uri), dirname: folderOf(pathOf(uri)) }),
    path: (uri) => pathOf(uri),
    folder: (path) => folderOf(path),
  });

  const pathOf = (uri) => {
    if (indexOf(uri, 'file://') !== 0) return uri;
    try {
      return decodeURIComponent(slice(uri, 7));
    } catch {
      return slice(uri, 7); // some editors leave a `%` in a name as it is
    }
  };

  const folderOf = (path) => {
    let end = path.length - 1;
    while (end > 0 && path[end] !== '/') end--;
    return slice(path, 0, end);
  };
}
