/** CommonJS: what `require` and `module` are in a file, and which modules it keeps (Node.js, "Modules: CommonJS"). */
(vm) => {
  'use strict';
  const { Error, TypeError, getOwnPropertyDescriptor, isData, put, record } = vm.primordials;
  const { find, resolve, withCode } = vm.instances;
  const { link } = vm.linking;
  const { evaluateNow, waits } = vm.evaluating;
  const { pathOf, folderOf } = vm.paths;

  /** `require.cache`: from paths to modules. Who deletes one there has it run anew when it is next required. */
  const cache = record({});
  let main;

  const insist = (specifier) => {
    if (typeof specifier !== 'string') throw vm.refusals.argument('id', 'of type string', specifier);
    if (specifier === '') {
      const error = new TypeError("The argument 'id' must be a non-empty string. Received ''");
      throw withCode(error, 'ERR_INVALID_ARG_VALUE');
    }
  };

  const kept = (path) => {
    const own = getOwnPropertyDescriptor(cache, path);
    return isData(own) ? own.value : undefined;
  };

  /** What a CommonJS module exports. One that the cache has no more runs again; another one put there is used. */
  const exportsOf = (instance) => {
    if (instance.state === 'done' && instance.id !== instance.uri) {
      const known = kept(pathOf(instance.uri));
      if (known === undefined) instance.state = 'linked';
      else if (known !== instance.module) return known.exports;
    }
    evaluateNow(instance);
    return instance.module.exports;
  };

  const required = (specifier, referrer) => {
    insist(specifier);
    const instance = find(specifier, referrer, 'require');
    link(instance);
    if (instance.format === 'commonjs') return exportsOf(instance);
    if (waits(instance)) {
      const error = new Error("'" + specifier + "' awaits at top level: use import() for it.");
      throw withCode(error, 'ERR_REQUIRE_ASYNC_MODULE');
    }
    evaluateNow(instance);
    return instance.format === 'json' ? instance.value : vm.namespaces.required(instance);
  };

  const requirer = (referrer) => {
    const require = record({ require: (specifier) => required(specifier, referrer) }).require;
    put(require, 'resolve', (request) => {
      insist(request);
      return pathOf(resolve(request, referrer, 'require'));
    });
    put(require, 'main', main);
    put(require, 'cache', cache);
    return require;
  };

  vm.commonjs = record({
    requirer,
    /** A `module` for the file at a URI. */
    module: (uri) => {
      const filename = pathOf(uri);
      return {
        id: filename, path: folderOf(filename), exports: {}, filename, loaded: false, children: [], paths: [],
        require: requirer(uri),
      };
    },
    /** The `module` of the document that a run is of, which is what `require.main` says. */
    begin: (uri) => {
      main = undefined;
      main = vm.commonjs.module(uri);
      main.id = '.';
      main.require.main = main;
      vm.paths.folder = main.path;
      return main;
    },
    keep: (module) => {
      put(cache, module.filename, module);
    },
    drop: (module) => {
      if (kept(module.filename) === module) delete cache[module.filename];
    },
  });
}
