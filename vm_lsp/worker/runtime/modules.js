/** The ways to ask for an ECMAScript module: import statements of scripts, `import()` and `import.meta.resolve`. */
(vm) => {
  'use strict';
  const { getOwnPropertyDescriptor, isData, list, parse, record } = vm.primordials;
  const { find, resolve } = vm.instances;
  const { getterFor } = vm.exports;
  const { link } = vm.linking;
  const { evaluateInTime, evaluateNow, waits } = vm.evaluating;
  const { pathOf, folderOf } = vm.paths;

  /** Whether each of `bindings` is there, as (name here, name there, offset); `line` tells the script they are in. */
  const check = (instance, said, line) => {
    for (let i = 0; i < said.bindings.length; i++) {
      try {
        getterFor(instance, said.bindings[i][1], said.specifier);
      } catch (error) {
        vm.stacks.placeIn(error, line, said.bindings[i][2], true);
        throw error;
      }
    }
  };

  /** What an ECMAScript module exports is seen before anything runs, and what a CommonJS one does when it has run. */
  const imported = async (said, referrer, line) => {
    vm.attributes.known(said.type);
    const instance = find(said.specifier, referrer, 'import');
    vm.attributes.fits(said.type, instance);
    link(instance);
    check(instance, said, line);
    if (waits(instance)) await evaluateInTime(instance);
    else evaluateNow(instance);
    if (instance.format === 'commonjs') check(instance, said, line);
    return instance;
  };

  /** What `with { type: … }` says among the options of an `import()`. */
  const typeOf = (options) => {
    const wanted = attributesOf(options);
    return isData(wanted) ? wanted.value : undefined;
  };

  const attributesOf = (options) => {
    if (typeof options !== 'object' || options === null) return undefined;
    const attributes = options.with;
    if (typeof attributes !== 'object' || attributes === null) return undefined;
    return getOwnPropertyDescriptor(attributes, 'type');
  };

  const dynamic = async (specifier, referrer, options) => {
    const said = record({ specifier: '' + specifier, bindings: list(), type: typeOf(options) });
    return vm.namespaces.of(await imported(said, referrer, 0));
  };

  /** An import statement of a script: its names become globals that follow the module's. */
  const importing = async (json, referrer) => {
    const said = parse(json);
    const line = vm.stacks.caller()?.line ?? 0;
    const instance = await imported(said, referrer, line);
    for (let i = 0; i < said.bindings.length; i++) {
      const get = getterFor(instance, said.bindings[i][1], said.specifier);
      if (said.bindings[i][0] !== '') vm.declareImport(said.bindings[i][0], get);
    }
  };

  /** What `import.meta` is in a document. */
  vm.meta = (uri) => {
    const filename = pathOf(uri);
    return record({
      dirname: folderOf(filename),
      filename,
      resolve: (specifier) => resolve('' + specifier, uri, 'import'),
      url: uri,
    });
  };

  vm.modules = record({ dynamic, importing });
}
